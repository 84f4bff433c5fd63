//! Somebody of the shop saw the money.

use db::TenantTx;
use kernel::{Line, Result};

use super::locking::{lock, settle};
use crate::error::PaymentsError;
use crate::model::{Attempt, AttemptId, AttemptStatus};

/// Approves the attempt. Saying it twice is saying it once; money for an attempt that ended is refused, since nobody
/// waits for it any more.
pub async fn mark_received(tx: &mut TenantTx, id: AttemptId, receipt: Option<&Line<80>>) -> Result<Attempt> {
    let attempt = lock(tx, id).await?;
    if attempt.status.is_paid() {
        return Ok(attempt);
    }
    if !attempt.status.is_open() {
        return Err(PaymentsError::AttemptClosed.into());
    }
    settle(tx, attempt, AttemptStatus::Approved, receipt.map(Line::as_str)).await
}
