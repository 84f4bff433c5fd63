//! Nobody waits for the money any more.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Instant, Result};

use super::locking::{attempts_of, lock_intent_of, set_intent, step};
use crate::error::PaymentsError;
use crate::jobs::LookAt;
use crate::model::{AttemptStatus, IntentStatus, PayableKind};

/// How waiting ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// What is owed was called off.
    Cancelled,
    /// The time to pay is over.
    Expired,
}

/// Ends what waits; what was paid refuses. A payment that is under way at a provider is called off there, and if it is paid all
/// the same, the money is known for what it is.
pub async fn close(tx: &mut TenantTx, kind: PayableKind, id: Uuid, end: End) -> Result<()> {
    let mut intent = lock_intent_of(tx, kind, id).await?;
    if intent.status == IntentStatus::Paid {
        return Err(PaymentsError::AlreadyPaid.into());
    }
    set_intent(tx, &mut intent, IntentStatus::Closed).await?;
    for mut attempt in attempts_of(tx, intent.intent_id).await? {
        if !attempt.status.is_open() {
            continue;
        }
        if attempt.provider.is_some() {
            let job = LookAt::of(attempt.attempt_id);
            jobs::enqueue_once(tx, &job, &attempt.attempt_id.to_string()).await?;
            continue;
        }
        let next = match end {
            End::Cancelled => AttemptStatus::Cancelled,
            End::Expired => AttemptStatus::Expired,
        };
        step(tx, &mut attempt, next).await?;
    }
    Ok(())
}

/// Until when a payment that was begun may still come of its own; none when nothing is under way. Whoever lets what is owed
/// expire waits for it.
pub async fn waits_until(tx: &mut TenantTx, kind: PayableKind, id: Uuid) -> Result<Option<Instant>> {
    let deadline: Option<Option<Instant>> = sqlx::query_scalar(
        "select coalesce(deadline, created_at + interval '15 minutes') from payment_attempt
          where tenant_id = $1 and payable_kind = $2 and payable_id = $3 and provider is not null
            and status in ('sending', 'requires_action', 'pending', 'unknown')
          order by created_at desc
          limit 1",
    )
    .bind(tx.tenant())
    .bind(kind)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    let until = deadline.flatten().map(|at| at.plus_seconds(GRACE));
    Ok(until.filter(|until| *until > tx.now()))
}

/// Seconds that the provider's last word may take after the payer's time is over.
const GRACE: i64 = 5 * 60;
