//! Which tenant a request is for: its host decides, once, at the edge.

use std::sync::Arc;
use std::time::Duration;

use db::bus::Topic;
use db::{Bus, Heard, Pool, SharedTx, TenantTx};
use jiff::tz::TimeZone;
use kernel::{Actor, Currency, Env, Error, Instant, Locale, Result, TenantId};
use moka::sync::Cache;
use sqlx::types::Json;

use crate::ages::{Ages, Stamp};
use crate::announcement::Announcement;
use crate::flag::Flag;
use crate::rights::{Rights, Standing};

/// Whether a tenant is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ShopStatus {
    /// Open.
    Active,
    /// Closed by the provider for a reason that the page tells.
    Suspended,
    /// Gone.
    Closed,
}

/// A tenant as pages and handlers see it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Shop {
    /// Its id.
    #[sqlx(rename = "tenant_id")]
    pub id: TenantId,
    /// Short name, part of its first host.
    pub slug: String,
    /// Name for people.
    pub name: String,
    /// Whether it is served.
    pub status: ShopStatus,
    /// Why it is suspended.
    pub status_reason: Option<String>,
    /// First language of its pages.
    pub locale: Locale,
    /// What it sells in.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// IANA name of its zone.
    pub time_zone: String,
    /// A line under the name.
    pub tagline: Option<String>,
    /// The bar at the top of the storefront.
    pub announcement: Option<String>,
    /// Who they are.
    pub about: Option<String>,
    /// `#0f5c4d`.
    pub brand_color: String,
    /// Storage key of the logo.
    pub logo_key: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Contact e-mail.
    pub email: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// DANE code.
    pub municipality_code: Option<String>,
    /// Other sites whose scripts may call its API.
    pub allowed_origins: Vec<String>,
    /// Closed for maintenance: minutes after which it is worth asking again. The platform's own means every shop.
    pub maintenance_minutes: Option<i16>,
    /// Switches that are on for it, by name.
    pub flags: Vec<String>,
    /// What the provider tells all shops, now and soon.
    #[sqlx(json)]
    pub announcements: Vec<Announcement>,
    /// Whether something can be booked there: its pages then lead to the appointment book.
    pub takes_bookings: bool,
    /// What it subscribes to; nothing while it has not been asked to.
    pub standing: Option<Json<Standing>>,
    /// Changes with every change; part of the brand stylesheet's address.
    pub version: i64,
    /// The host it is reached by; links in mails use it.
    pub host: String,
}

impl Shop {
    /// The provider's own face, for pages that must not ask the database.
    pub(crate) fn ourselves() -> Self {
        Self {
            id: TenantId::PLATFORM,
            slug: "platform".into(),
            name: "Vitrina".into(),
            status: ShopStatus::Active,
            status_reason: None,
            locale: Locale::default(),
            currency: Currency::COP,
            time_zone: "UTC".into(),
            tagline: None,
            announcement: None,
            about: None,
            brand_color: String::new(),
            logo_key: None,
            phone: None,
            email: None,
            street: None,
            municipality_code: None,
            allowed_origins: vec![],
            maintenance_minutes: None,
            flags: vec![],
            announcements: vec![],
            takes_bookings: false,
            standing: None,
            version: 0,
            host: String::new(),
        }
    }

    /// Its time zone; UTC should the name be unknown.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// Street and city, as far as they are known.
    pub fn address(&self) -> Option<String> {
        let municipality = self
            .municipality_code
            .as_deref()
            .and_then(kernel::places::municipality);
        match (&self.street, municipality.map(|m| m.name)) {
            (Some(street), Some(city)) => Some(format!("{street}, {city}")),
            (Some(only), None) => Some(only.clone()),
            (None, city) => city.map(str::to_owned),
        }
    }

    /// What it may do at this moment.
    pub fn rights(&self, now: Instant) -> Rights<'_> {
        let standing = self.standing.as_ref();
        standing.map_or(Rights::EVERYTHING, |standing| standing.rights(now))
    }

    /// Whether a switch is on for it.
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.iter().any(|on| on == flag.as_str())
    }

    /// Whether this is the provider's own pseudo-tenant.
    pub fn is_platform(&self) -> bool {
        self.id == TenantId::PLATFORM
    }
}

/// Tenants by host and by id, kept until they change, and for a minute at most.
#[derive(Debug)]
pub struct Shops {
    pool: Pool,
    env: Env,
    ages: Ages,
    by_host: Cache<String, (Stamp, Option<TenantId>)>,
    by_id: Cache<TenantId, (Stamp, Arc<Shop>)>,
}

/// Most tenants, and hosts, that are kept.
const MOST: u64 = 20_000;

impl Shops {
    /// An empty cache over the app role's pool.
    pub fn new(pool: Pool, env: Env, bus: Bus) -> Self {
        let keep = Duration::from_mins(1);
        Self {
            pool,
            env,
            ages: Ages::new(bus),
            by_host: Cache::builder().max_capacity(MOST).time_to_live(keep).build(),
            by_id: Cache::builder().max_capacity(MOST).time_to_live(keep).build(),
        }
    }

    /// The tenant that `host` (without port, lower case) leads to.
    pub async fn by_host(&self, host: &str) -> Result<Option<Arc<Shop>>> {
        let found = self.by_host.get(host);
        let known = found
            .filter(|(made, id)| Some(*made) == self.stamp(*id))
            .map(|(_, id)| id);
        count("shop_host", known.is_some());
        let id = match known {
            Some(id) => id,
            None => self.resolve(host).await?,
        };
        match id {
            Some(id) => self.by_id(id).await.map(Some),
            None => Ok(None),
        }
    }

    async fn resolve(&self, host: &str) -> Result<Option<TenantId>> {
        let nobody = self.ages.stamp_of_none();
        let mut tx = SharedTx::begin(&self.pool).await?;
        let id: Option<TenantId> = sqlx::query_scalar("select resolve_host($1)")
            .bind(host)
            .fetch_one(&mut *tx)
            .await?;
        tx.commit().await?;
        // A tenant loses a host by a change of its own, so it need not be unchanged since before the question.
        let made = if id.is_some() { self.stamp(id) } else { nobody };
        if let Some(made) = made.filter(|_| self.ages.stamp_of_none() == nobody) {
            self.by_host.insert(host.to_owned(), (made, id));
        }
        Ok(id)
    }

    /// The tenant itself.
    pub async fn by_id(&self, id: TenantId) -> Result<Arc<Shop>> {
        let stamp = self.ages.stamp(id);
        let known = self.by_id.get(&id).filter(|(made, _)| Some(*made) == stamp);
        count("shop", known.is_some());
        if let Some((_, shop)) = known {
            return Ok(shop);
        }
        let mut tx = TenantTx::begin(&self.pool, id, Actor::System, self.env.clone()).await?;
        let shop = Arc::new(find(&mut tx).await?.ok_or_else(Error::not_found)?);
        tx.commit().await?;
        if let Some(made) = stamp {
            self.by_id.insert(id, (made, Arc::clone(&shop)));
        }
        Ok(shop)
    }

    /// Forgets one tenant and its hosts; called when any replica changed it.
    pub fn forget(&self, id: TenantId) {
        self.ages.advance(id);
    }

    /// Forgets what an announcement may concern.
    pub fn hear(&self, heard: Heard) {
        match heard {
            Heard::Changed(event) if event.topic == Topic::Tenant => self.forget(event.tenant),
            Heard::Changed(_) => {}
            Heard::Resync => self.ages.advance_all(),
        }
    }

    fn stamp(&self, id: Option<TenantId>) -> Option<Stamp> {
        id.map_or_else(|| self.ages.stamp_of_none(), |id| self.ages.stamp(id))
    }
}

fn count(cache: &'static str, is_hit: bool) {
    let outcome = if is_hit { "hit" } else { "miss" };
    metrics::counter!("cache_requests_total", "cache" => cache, "outcome" => outcome).increment(1);
}

/// The transaction's own tenant.
pub async fn find(tx: &mut TenantTx) -> Result<Option<Shop>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select t.tenant_id, t.slug, t.name, t.status, t.status_reason, t.locale, t.currency, t.time_zone, t.tagline,
                t.announcement, t.about, t.brand_color, t.logo_key, t.phone, t.email, t.street, t.municipality_code,
                t.allowed_origins, t.version, coalesce(h.host, '') as host, t.maintenance_minutes,
                array(select f.flag from feature_flag f
                        left join tenant_flag c on c.tenant_id = $1 and c.flag = f.flag
                       where coalesce(c.is_on, flag_bucket(f.flag, $1) < f.percent)) as flags,
                (select coalesce(jsonb_agg(jsonb_build_object(
                            'id', a.announcement_id, 'level', a.level, 'text_es', a.text_es, 'text_en', a.text_en,
                            'from', extract(epoch from a.starts_at)::bigint,
                            'until', extract(epoch from a.ends_at)::bigint)
                          order by a.starts_at desc), '[]')
                   from announcement a
                  where a.withdrawn_at is null and a.ends_at > $2) as announcements,
                exists (select from service s where s.tenant_id = $1 and s.active) as takes_bookings,
                shop_standing(t.tenant_id) as standing
           from tenant t
           left join tenant_host h on h.tenant_id = t.tenant_id and h.is_primary
          where t.tenant_id = $1
          limit 1",
    )
    .bind(tenant)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?)
}
