//! Which tenant a request is for: its host decides, once, at the edge.

use std::sync::Arc;
use std::time::Duration;

use db::bus::Topic;
use db::{Bus, Heard, Pool, SharedTx, TenantTx};
use jiff::tz::TimeZone;
use kernel::{Actor, Currency, Env, Error, Locale, Result, TenantId};
use moka::sync::Cache;

use crate::ages::{Ages, Stamp};

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
    /// Whether something can be booked there: its pages then lead to the appointment book.
    pub takes_bookings: bool,
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
            takes_bookings: false,
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
                t.allowed_origins, t.version, coalesce(h.host, '') as host,
                exists (select from service s where s.tenant_id = $1 and s.active) as takes_bookings
           from tenant t
           left join tenant_host h on h.tenant_id = t.tenant_id and h.is_primary
          where t.tenant_id = $1
          limit 1",
    )
    .bind(tenant)
    .fetch_optional(&mut **tx)
    .await?)
}
