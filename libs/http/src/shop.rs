//! Which tenant a request is for: its host decides, once, at the edge.

use std::sync::Arc;
use std::time::Duration;

use db::bus::Topic;
use db::{Bus, Heard, TenantTx};
use jiff::tz::TimeZone;
use kernel::{Actor, Currency, Env, Error, Locale, Result, TenantId};
use moka::future::Cache;
use sqlx::PgPool;

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
    /// Changes with every change; part of the brand stylesheet's address.
    pub version: i64,
    /// The host it is reached by; links in mails use it.
    pub host: String,
}

impl Shop {
    /// Its time zone; UTC should the name be unknown.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// Whether this is the provider's own pseudo-tenant.
    pub fn is_platform(&self) -> bool {
        self.id == TenantId::PLATFORM
    }
}

/// Tenants by host and by id, kept a minute or until they change.
#[derive(Debug)]
pub struct Shops {
    pool: PgPool,
    env: Env,
    by_host: Cache<String, Option<TenantId>>,
    by_id: Cache<TenantId, Arc<Shop>>,
}

impl Shops {
    /// An empty cache over the app role's pool.
    pub fn new(pool: PgPool, env: Env) -> Self {
        let keep = Duration::from_mins(1);
        Self {
            pool,
            env,
            by_host: Cache::builder().max_capacity(20_000).time_to_live(keep).build(),
            by_id: Cache::builder().max_capacity(20_000).time_to_live(keep).build(),
        }
    }

    /// The tenant that `host` (without port, lower case) leads to.
    pub async fn by_host(&self, host: &str) -> Result<Option<Arc<Shop>>> {
        let known = self.by_host.get(host).await;
        count("shop_host", known.is_some());
        let id = if let Some(id) = known {
            id
        } else {
            let id: Option<TenantId> = sqlx::query_scalar("select resolve_host($1)")
                .bind(host)
                .fetch_one(&self.pool)
                .await?;
            self.by_host.insert(host.to_owned(), id).await;
            id
        };
        match id {
            Some(id) => self.by_id(id).await.map(Some),
            None => Ok(None),
        }
    }

    /// The tenant itself.
    pub async fn by_id(&self, id: TenantId) -> Result<Arc<Shop>> {
        let known = self.by_id.get(&id).await;
        count("shop", known.is_some());
        if let Some(shop) = known {
            return Ok(shop);
        }
        let mut tx = TenantTx::begin(&self.pool, id, Actor::System, self.env.clone()).await?;
        let shop = Arc::new(find(&mut tx).await?.ok_or_else(Error::not_found)?);
        tx.commit().await?;
        self.by_id.insert(id, Arc::clone(&shop)).await;
        Ok(shop)
    }

    /// Forgets one tenant; called when any replica changed it.
    pub async fn forget(&self, id: TenantId) {
        self.by_id.invalidate(&id).await;
        self.by_host.invalidate_all();
    }

    /// Forgets every tenant and host: any of them may have changed unheard.
    fn forget_all(&self) {
        self.by_id.invalidate_all();
        self.by_host.invalidate_all();
    }

    /// Forgets tenants as they change, until the bus ends.
    pub async fn follow(&self, bus: &Bus) {
        let mut events = bus.subscribe();
        while let Some(heard) = events.next().await {
            match heard {
                Heard::Changed(event) if event.topic == Topic::Tenant => self.forget(event.tenant).await,
                Heard::Changed(_) => {}
                Heard::Resync => self.forget_all(),
            }
        }
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
                t.version, coalesce(h.host, '') as host
           from tenant t
           left join tenant_host h on h.tenant_id = t.tenant_id and h.is_primary
          where t.tenant_id = $1
          limit 1",
    )
    .bind(tenant)
    .fetch_optional(&mut **tx)
    .await?)
}
