//! Somebody of the shop gave the money back.

use db::TenantTx;
use kernel::Result;

use super::locking::{lock, settle};
use crate::error::PaymentsError;
use crate::model::{Attempt, AttemptId, AttemptStatus};

/// All of it was given back, by hand. Saying it twice is saying it once.
pub async fn mark_refunded(tx: &mut TenantTx, id: AttemptId) -> Result<Attempt> {
    let attempt = lock(tx, id).await?;
    match attempt.status {
        AttemptStatus::Refunded => Ok(attempt),
        status if status.is_paid() => settle(tx, attempt, AttemptStatus::Refunded, None).await,
        _ => Err(PaymentsError::NotPaid.into()),
    }
}
