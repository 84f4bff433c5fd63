//! The shop says how it takes reviews.

use db::TenantTx;
use http::EdgeError;
use kernel::Result;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::queries::settings::review_settings;

/// How it takes them.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewSettingsRequest {
    /// Whether a review is shown before the shop has looked at it.
    #[serde(default)]
    pub shown_at_once: bool,
    /// Days from an order's arrival until its customer is asked; none: never.
    #[serde(default)]
    #[validate(range(min = 1, max = 60))]
    pub ask_after_days: Option<i16>,
}

/// Replaces the settings. `read_version` is what the writer had seen, if they say so.
pub async fn save_settings(
    tx: &mut TenantTx,
    wanted: &ReviewSettingsRequest,
    read_version: Option<i64>,
) -> Result<()> {
    // The tenant's row: the settings may not have one yet.
    sqlx::query("select from tenant where tenant_id = $1 for no key update")
        .bind(tx.tenant())
        .execute(&mut **tx)
        .await?;
    let present = review_settings(tx).await?;
    if read_version.is_some_and(|read| read != present.version) {
        return Err(EdgeError::Stale.into());
    }
    sqlx::query(
        "insert into review_setting (tenant_id, shown_at_once, ask_after_days, updated_at, version)
         values ($1, $2, $3, $4, $5)
         on conflict (tenant_id) do update
         set shown_at_once = excluded.shown_at_once, ask_after_days = excluded.ask_after_days,
             updated_at = excluded.updated_at, version = excluded.version",
    )
    .bind(tx.tenant())
    .bind(wanted.shown_at_once)
    .bind(wanted.ask_after_days)
    .bind(tx.now())
    .bind(present.version + 1)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
