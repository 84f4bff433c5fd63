//! One shop, or all of them, closed for maintenance and opened again.

use db::PlatformTx;
use db::bus::notify_everything;
use kernel::{Result, TenantId};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::shop;

/// Closed, and for about how long; or open.
#[derive(Debug, Clone, Copy, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// Minutes after which visitors are told to come again; left out, the doors are open.
    #[validate(range(min = 1, max = 1440))]
    #[schema(minimum = 1, maximum = 1440)]
    pub minutes: Option<i16>,
}

/// Closes or opens one shop.
pub async fn close_shop(tx: &mut PlatformTx, about: TenantId, closing: Closing) -> Result<()> {
    shop::lock(tx, about).await?;
    set(tx, about, closing).await?;
    shop::tell(tx, about).await
}

/// Closes or opens all of them: the platform's own row says so, and its host stays open.
pub async fn close_all(tx: &mut PlatformTx, closing: Closing) -> Result<()> {
    set(tx, TenantId::PLATFORM, closing).await?;
    notify_everything(tx).await
}

async fn set(tx: &mut PlatformTx, about: TenantId, closing: Closing) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "update tenant set maintenance_minutes = $2, updated_at = $3, version = version + 1 where tenant_id = $1",
    )
    .bind(about)
    .bind(closing.minutes)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    tx.concerns(about, json!({ "minutes": closing.minutes }));
    Ok(())
}
