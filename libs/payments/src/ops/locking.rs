//! Every change of an attempt holds what it is to collect, then its own row, so that two notices about one payment take turns.
//! Whoever is owed has locked their own row before.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Error, Result};

use crate::model::attempt::attempt_columns;
use crate::model::{Attempt, AttemptId, AttemptStatus, Intent, IntentId, IntentStatus, PayableKind};

/// What is owed for a thing, locked until the transaction ends.
pub(crate) async fn lock_intent_of(tx: &mut TenantTx, kind: PayableKind, id: Uuid) -> Result<Intent> {
    sqlx::query_as(
        "select intent_id, payable_kind, payable_id, reference, amount, currency, status
           from payment_intent
          where tenant_id = $1 and payable_kind = $2 and payable_id = $3
            for update",
    )
    .bind(tx.tenant())
    .bind(kind)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// The attempts to collect it, the newest first. Whoever holds the intent holds them all.
pub(crate) async fn attempts_of(tx: &mut TenantTx, intent: IntentId) -> Result<Vec<Attempt>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        attempt_columns!(),
        "  from payment_attempt
          where tenant_id = $1 and intent_id = $2
          order by created_at desc, attempt_id desc
            for update"
    ))
    .bind(tx.tenant())
    .bind(intent)
    .fetch_all(&mut **tx)
    .await?)
}

/// One of them, for whoever holds the intent.
pub(crate) async fn lock_attempt(tx: &mut TenantTx, id: AttemptId) -> Result<Attempt> {
    sqlx::query_as(concat!(
        "select ",
        attempt_columns!(),
        "  from payment_attempt where tenant_id = $1 and attempt_id = $2 for update"
    ))
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// Moves a locked attempt on; the trigger refuses a step back. What the provider was asked is forgotten once it is no longer
/// in question.
pub(crate) async fn step(tx: &mut TenantTx, attempt: &mut Attempt, next: AttemptStatus) -> Result<()> {
    let now = tx.now();
    let settled = !next.is_open();
    sqlx::query(
        "update payment_attempt
            set status = $3, updated_at = $4,
                settled_at = case when $5 then coalesce(settled_at, $4) end,
                request_sealed = case when $6 then request_sealed end
          where tenant_id = $1 and attempt_id = $2",
    )
    .bind(tx.tenant())
    .bind(attempt.attempt_id)
    .bind(next)
    .bind(now)
    .bind(settled)
    .bind(matches!(next, AttemptStatus::Sending | AttemptStatus::Unknown))
    .execute(&mut **tx)
    .await?;
    attempt.status = next;
    attempt.settled_at = settled.then(|| attempt.settled_at.unwrap_or(now));
    Ok(())
}

/// Says whether somebody waits for the money.
pub(crate) async fn set_intent(tx: &mut TenantTx, intent: &mut Intent, status: IntentStatus) -> Result<()> {
    if intent.status == status {
        return Ok(());
    }
    sqlx::query(
        "update payment_intent set status = $3, updated_at = $4 where tenant_id = $1 and intent_id = $2",
    )
    .bind(tx.tenant())
    .bind(intent.intent_id)
    .bind(status)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    intent.status = status;
    Ok(())
}
