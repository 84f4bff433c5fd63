//! A new business on the platform.

use db::PlatformTx;
use kernel::{Result, TenantId};
use serde_json::json;

use crate::error::TenancyError;
use crate::model::NewTenant;

/// Makes the tenant and its host. The caller goes on with [`PlatformTx::enter`] to make its owner in the same commit.
pub async fn open_tenant(tx: &mut PlatformTx, new: &NewTenant) -> Result<TenantId> {
    let id: TenantId = tx.env().new_id();
    insert_tenant(tx, id, new).await?;
    insert_host(tx, id, &new.host).await?;
    tx.concerns(id, json!({ "slug": new.slug.to_string(), "host": new.host }));
    Ok(id)
}

async fn insert_tenant(tx: &mut PlatformTx, id: TenantId, new: &NewTenant) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "insert into tenant (tenant_id, slug, name, locale, currency, time_zone, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7)",
    )
    .bind(id)
    .bind(&new.slug)
    .bind(&new.name)
    .bind(new.locale.tag())
    .bind(new.currency.as_str())
    .bind(&new.time_zone)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_host(tx: &mut PlatformTx, id: TenantId, host: &str) -> Result<()> {
    let now = tx.now();
    let inserted = sqlx::query(
        "insert into tenant_host (host, tenant_id, is_primary, created_at) values ($1, $2, true, $3)
         on conflict (host) do nothing",
    )
    .bind(host)
    .bind(id)
    .bind(now)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if inserted == 1 {
        Ok(())
    } else {
        Err(TenancyError::HostTaken.into())
    }
}

/// Makes the platform's own host lead to it: `platform.<domain>`. Called at every start; tells whether it changed
/// something, which is at the first start only.
pub async fn ensure_platform_host(tx: &mut PlatformTx, host: &str) -> Result<bool> {
    let now = tx.now();
    let done = sqlx::query(
        "insert into tenant_host (host, tenant_id, is_primary, created_at) values ($1, $2, true, $3)
         on conflict (host) do nothing",
    )
    .bind(host)
    .bind(TenantId::PLATFORM)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    tx.concerns(TenantId::PLATFORM, json!({ "host": host }));
    Ok(done.rows_affected() == 1)
}
