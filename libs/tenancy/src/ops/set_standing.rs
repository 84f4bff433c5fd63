//! The provider suspends and reactivates tenants.

use db::bus::{Event, Topic, notify};
use db::{PlatformTx, PlatformView};
use kernel::{Error, Instant, Result, TenantId};
use serde_json::json;

use crate::model::Standing;

/// A tenant in the provider's list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct TenantRow {
    /// Its id.
    pub tenant_id: TenantId,
    /// Short name.
    pub slug: String,
    /// Name.
    pub name: String,
    /// `active`, `suspended` or `closed`.
    pub status: String,
    /// Where it is served.
    pub host: Option<String>,
    /// Since when.
    pub created_at: Instant,
}

/// All tenants but the platform's own, by name.
pub async fn list_tenants(view: &mut PlatformView) -> Result<Vec<TenantRow>> {
    Ok(sqlx::query_as(
        "select t.tenant_id, t.slug, t.name, t.status, h.host, t.created_at
           from tenant t
           left join tenant_host h on h.tenant_id = t.tenant_id and h.is_primary
          where t.tenant_id <> $1
          order by t.name, t.tenant_id",
    )
    .bind(TenantId::PLATFORM)
    .fetch_all(&mut **view)
    .await?)
}

/// Opens or closes the doors; every replica hears of it at commit. `slug` names the tenant.
pub async fn set_standing(
    tx: &mut PlatformTx,
    slug: &str,
    standing: Standing,
    reason: Option<&str>,
) -> Result<TenantId> {
    let now = tx.now();
    let id: Option<TenantId> = sqlx::query_scalar(
        "update tenant set status = $2, status_reason = $3, updated_at = $4, version = version + 1
          where slug = $1 and tenant_id <> $5
          returning tenant_id",
    )
    .bind(slug)
    .bind(standing.as_str())
    .bind(reason)
    .bind(now)
    .bind(TenantId::PLATFORM)
    .fetch_optional(&mut **tx)
    .await?;
    let id = id.ok_or_else(Error::not_found)?;
    tx.concerns(
        id,
        json!({ "slug": slug, "status": standing.as_str(), "reason": reason }),
    );
    let changed = Event {
        tenant: id,
        topic: Topic::Tenant,
        subject: id.0,
    };
    notify(tx, &[changed]).await?;
    Ok(id)
}
