//! How a shop takes reviews.

use db::TenantTx;
use kernel::Result;

use crate::model::ReviewSettings;

/// What the shop said, or what is usual.
pub async fn review_settings(tx: &mut TenantTx) -> Result<ReviewSettings> {
    let found = sqlx::query_as(
        "select shown_at_once, ask_after_days, version from review_setting where tenant_id = $1",
    )
    .bind(tx.tenant())
    .fetch_optional(&mut **tx)
    .await?;
    Ok(found.unwrap_or_default())
}
