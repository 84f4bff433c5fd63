//! A new shop tries a plan without paying.

use db::TenantTx;
use kernel::{Error, Result};

use crate::queries::plans::offered;

const DAY: i64 = 24 * 60 * 60;

/// Begins it, in the transaction that opens the shop.
pub async fn begin_trial(tx: &mut TenantTx) -> Result<()> {
    let plans = offered(tx).await?;
    let tried = plans
        .iter()
        .find_map(|version| Some((version.id, version.plan.trial_days?)));
    let (plan, days) =
        tried.ok_or_else(|| Error::fault("no plan is offered to try: run vitrina plans sync"))?;
    let now = tx.now();
    sqlx::query(
        "insert into subscription (tenant_id, plan_version_id, status, trial_ends_at, created_at, updated_at)
         values ($1, $2, 'trialing', $3, $4, $4)",
    )
    .bind(tx.tenant())
    .bind(plan)
    .bind(now.plus_seconds(i64::from(days) * DAY))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
