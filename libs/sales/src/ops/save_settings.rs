//! The shop says how long it waits for money.

use db::TenantTx;
use http::EdgeError;
use kernel::Result;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::queries::shipping::{SalesSettings, sales_settings};

/// How orders are taken.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckoutSettingsRequest {
    /// How long an order that is paid in advance waits for the money.
    #[validate(range(min = 1, max = 720))]
    pub unpaid_hours: i32,
}

/// Replaces the settings. `read_version` is what the writer had seen, if they say so.
pub async fn save_checkout(
    tx: &mut TenantTx,
    wanted: &CheckoutSettingsRequest,
    read_version: Option<i64>,
) -> Result<()> {
    let present = lock_settings(tx, read_version).await?;
    store(
        tx,
        &SalesSettings {
            unpaid_hours: Some(wanted.unpaid_hours),
            ..present
        },
    )
    .await
}

/// The settings, held until the transaction ends; refuses a writer who has seen older ones.
pub(super) async fn lock_settings(tx: &mut TenantTx, read_version: Option<i64>) -> Result<SalesSettings> {
    // The tenant's row: the settings may not have one yet.
    sqlx::query("select from tenant where tenant_id = $1 for no key update")
        .bind(tx.tenant())
        .execute(&mut **tx)
        .await?;
    let present = sales_settings(tx).await?;
    if read_version.is_some_and(|read| read != present.version) {
        return Err(EdgeError::Stale.into());
    }
    Ok(present)
}

/// Writes them with the next version.
pub(super) async fn store(tx: &mut TenantTx, settings: &SalesSettings) -> Result<()> {
    sqlx::query(
        "insert into sales_setting
           (tenant_id, pickup_enabled, pickup_instructions, unpaid_hours, updated_at, version)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (tenant_id) do update
         set pickup_enabled = excluded.pickup_enabled, pickup_instructions = excluded.pickup_instructions,
             unpaid_hours = excluded.unpaid_hours, updated_at = excluded.updated_at, version = excluded.version",
    )
    .bind(tx.tenant())
    .bind(settings.pickup_enabled)
    .bind(&settings.pickup_instructions)
    .bind(settings.unpaid_hours)
    .bind(tx.now())
    .bind(settings.version + 1)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
