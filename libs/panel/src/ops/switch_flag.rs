//! Switches: for so many of a hundred shops, or for one.

use db::PlatformTx;
use db::bus::notify_everything;
use kernel::{Error, Result, TenantId};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::shop;

/// For how many it is on.
#[derive(Debug, Clone, Copy, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sharing {
    /// Of a hundred shops.
    #[validate(range(min = 0, max = 100))]
    #[schema(minimum = 0, maximum = 100)]
    pub percent: i16,
}

/// What one shop has, whatever the others have.
#[derive(Debug, Clone, Copy, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Choosing {
    /// On or off; left out, as the share says.
    pub on: Option<bool>,
}

/// Sets the share and tells every replica.
pub async fn share_flag(tx: &mut PlatformTx, flag: &str, share: Sharing) -> Result<()> {
    let now = tx.now();
    let done = sqlx::query("update feature_flag set percent = $2, changed_at = $3 where flag = $1")
        .bind(flag)
        .bind(share.percent)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 0 {
        return Err(Error::not_found());
    }
    tx.concerns(
        TenantId::PLATFORM,
        json!({ "flag": flag, "percent": share.percent }),
    );
    notify_everything(tx).await
}

/// Says it for one shop, or takes back what was said.
pub async fn choose_flag(tx: &mut PlatformTx, about: TenantId, flag: &str, choice: Choosing) -> Result<()> {
    shop::lock(tx, about).await?;
    let known: bool = sqlx::query_scalar("select exists (select from feature_flag where flag = $1)")
        .bind(flag)
        .fetch_one(&mut **tx)
        .await?;
    if !known {
        return Err(Error::not_found());
    }
    match choice.on {
        Some(on) => put(tx, about, flag, on).await?,
        None => take_back(tx, about, flag).await?,
    }
    tx.concerns(about, json!({ "flag": flag, "on": choice.on }));
    shop::tell(tx, about).await
}

async fn put(tx: &mut PlatformTx, about: TenantId, flag: &str, on: bool) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "insert into tenant_flag (tenant_id, flag, is_on, changed_at) values ($1, $2, $3, $4)
         on conflict (tenant_id, flag) do update set is_on = excluded.is_on, changed_at = excluded.changed_at",
    )
    .bind(about)
    .bind(flag)
    .bind(on)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn take_back(tx: &mut PlatformTx, about: TenantId, flag: &str) -> Result<()> {
    sqlx::query("delete from tenant_flag where tenant_id = $1 and flag = $2")
        .bind(about)
        .bind(flag)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
