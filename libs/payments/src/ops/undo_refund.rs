//! A refund came to nothing at the provider, perhaps long after it was done: the money is with the shop again.

use db::TenantTx;
use kernel::Result;

use super::books;
use super::differences::open_integrity;
use super::refunds::{fail, settle};
use crate::model::{Attempt, AttemptStatus, Refund, RefundStatus};
use crate::notices::News;
use crate::treasury::Treasury;

/// What was on its way is free again, and what was done is taken back from the ledger; the shop is told, since its customer has
/// nothing. Done twice it is done once.
pub(super) async fn undo(
    tx: &mut TenantTx,
    treasury: &Treasury,
    attempt: &mut Attempt,
    refund: &mut Refund,
    why: &str,
) -> Result<()> {
    match refund.status {
        RefundStatus::Failed => return Ok(()),
        RefundStatus::Sending | RefundStatus::Pending => fail(tx, attempt, refund, why).await?,
        RefundStatus::Done => {
            settle(tx, refund, RefundStatus::Failed, Some(why)).await?;
            books::unrefunded(tx, attempt, refund).await?;
            attempt.refunding -= refund.amount;
            attempt.refunded -= refund.amount;
            step_back(tx, attempt).await?;
            if attempt.said_amount.is_some() {
                open_integrity(tx, attempt).await?;
            }
        }
    }
    News::refund_failed(attempt, refund).tell(tx, &treasury.app).await
}

/// In one statement with the sums: by them the trigger knows that it may.
async fn step_back(tx: &mut TenantTx, attempt: &mut Attempt) -> Result<()> {
    let earlier = earlier(tx, attempt).await?;
    if attempt.status.may_return_to(earlier) {
        attempt.status = earlier;
    }
    sqlx::query(
        "update payment_attempt set status = $3, refunding = $4, refunded = $5, updated_at = $6
          where tenant_id = $1 and attempt_id = $2",
    )
    .bind(tx.tenant())
    .bind(attempt.attempt_id)
    .bind(attempt.status)
    .bind(attempt.refunding)
    .bind(attempt.refunded)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Where it stood with what has gone back by now.
async fn earlier(tx: &mut TenantTx, attempt: &Attempt) -> Result<AttemptStatus> {
    let won: bool = sqlx::query_scalar(
        "select exists (select from payment_dispute where tenant_id = $1 and attempt_id = $2 and status = 'won')",
    )
    .bind(tx.tenant())
    .bind(attempt.attempt_id)
    .fetch_one(&mut **tx)
    .await?;
    Ok(match attempt.refunded {
        _ if attempt.said_amount.is_some() => AttemptStatus::Mismatched,
        _ if won => AttemptStatus::DisputeWon,
        0 => AttemptStatus::Approved,
        _ => AttemptStatus::PartiallyRefunded,
    })
}
