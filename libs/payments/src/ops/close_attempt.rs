//! Nobody waits for the money any more.

use db::TenantTx;
use kernel::Result;

use super::locking::{lock, settle};
use crate::error::PaymentsError;
use crate::model::{Attempt, AttemptId, AttemptStatus};

/// What is owed was called off. An attempt that ended stays as it is; one that was paid refuses.
pub async fn cancel(tx: &mut TenantTx, id: AttemptId) -> Result<Attempt> {
    close(tx, id, AttemptStatus::Cancelled).await
}

/// The time to pay is over. Like [`cancel`].
pub async fn expire(tx: &mut TenantTx, id: AttemptId) -> Result<Attempt> {
    close(tx, id, AttemptStatus::Expired).await
}

async fn close(tx: &mut TenantTx, id: AttemptId, end: AttemptStatus) -> Result<Attempt> {
    let attempt = lock(tx, id).await?;
    if attempt.status.is_paid() {
        return Err(PaymentsError::AlreadyPaid.into());
    }
    if !attempt.status.is_open() {
        return Ok(attempt);
    }
    settle(tx, attempt, end, None).await
}
