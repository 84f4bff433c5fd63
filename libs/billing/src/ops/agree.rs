//! Somebody agrees to what was shown, or takes back what was to come with the next period.

use db::TenantTx;
use http::Visitor;
use kernel::Result;

use super::checkout::{New, insert, refuse_two, run, see_to};
use crate::error::BillingError;
use crate::model::operation::{Operation, OperationId, OperationKind};
use crate::queries::operations::lock_operation;
use crate::queries::plans::offered;
use crate::queries::subscription::{Subscription, hold};
use crate::till::Till;

/// Has Stripe do what was shown, once. What was shown too long ago, or of another plan than the shop has by now, is refused, and
/// so is the second of two who agree at once.
pub async fn agree(ctx: &Visitor, id: OperationId) -> Result<Operation> {
    let till = Till::of(&ctx.app);
    let mut tx = ctx.begin().await?;
    let has = hold(&mut tx).await?;
    let proposed = lock_operation(&mut tx, id).await?;
    refuse_two(&mut tx).await?;
    refuse_stale(&mut tx, &has, &proposed).await?;
    begin(&mut tx, &proposed).await?;
    tx.commit().await?;
    let (done, _) = run(&till, &ctx.app, ctx.shop.id, id).await?;
    Ok(done)
}

async fn refuse_stale(tx: &mut TenantTx, has: &Subscription, proposed: &Operation) -> Result<()> {
    let is_the_same = proposed.from_plan_version_id == Some(has.has.id)
        && proposed.from_period == Some(has.period.unwrap_or_default());
    if !proposed.is_open(tx.now()) || !has.is_at_stripe() || !is_the_same {
        return Err(BillingError::PreviewOver.into());
    }
    let offered = offered(tx).await?;
    let is_offered = offered
        .iter()
        .any(|version| Some(version.id) == proposed.plan_version_id);
    if is_offered {
        Ok(())
    } else {
        Err(BillingError::PlanGone.into())
    }
}

/// From here on it may happen.
async fn begin(tx: &mut TenantTx, proposed: &Operation) -> Result<()> {
    sqlx::query(
        "update billing_operation set status = 'sending', updated_at = $3, expires_at = null
          where tenant_id = $1 and operation_id = $2",
    )
    .bind(tx.tenant())
    .bind(proposed.operation_id)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    see_to(tx, proposed.operation_id).await
}

/// What was to begin, or to end, with the next period does not.
pub async fn stay_at_stripe(ctx: &Visitor) -> Result<Operation> {
    let till = Till::of(&ctx.app);
    let mut tx = ctx.begin().await?;
    let has = hold(&mut tx).await?;
    if has.cancel_at.is_none() && has.next_plan.is_none() {
        return Err(BillingError::NotLeaving.into());
    }
    refuse_two(&mut tx).await?;
    let id = insert(&mut tx, &New::of(OperationKind::Stay)).await?;
    tx.commit().await?;
    let (done, _) = run(&till, &ctx.app, ctx.shop.id, id).await?;
    Ok(done)
}
