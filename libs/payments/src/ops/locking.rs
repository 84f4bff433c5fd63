//! Every change of an attempt holds its row, so that two notices about one payment take turns.

use db::TenantTx;
use kernel::{Error, Result};

use crate::model::{Attempt, AttemptId, AttemptStatus};

/// The attempt, locked until the transaction ends.
pub(super) async fn lock(tx: &mut TenantTx, id: AttemptId) -> Result<Attempt> {
    sqlx::query_as(
        "select attempt_id, payable_kind, payable_id, method, status, amount, currency, reference, receipt, created_at,
                settled_at
           from payment_attempt
          where tenant_id = $1 and attempt_id = $2
            for update",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// Moves a locked attempt on; the trigger refuses a step back.
pub(super) async fn settle(
    tx: &mut TenantTx,
    attempt: Attempt,
    status: AttemptStatus,
    receipt: Option<&str>,
) -> Result<Attempt> {
    let now = tx.now();
    sqlx::query(
        "update payment_attempt
            set status = $3, receipt = coalesce($4, receipt), settled_at = coalesce(settled_at, $5), updated_at = $5
          where tenant_id = $1 and attempt_id = $2",
    )
    .bind(tx.tenant())
    .bind(attempt.attempt_id)
    .bind(status)
    .bind(receipt)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    let receipt = receipt.map(str::to_owned).or(attempt.receipt);
    Ok(Attempt {
        status,
        receipt,
        settled_at: attempt.settled_at.or(Some(now)),
        ..attempt
    })
}
