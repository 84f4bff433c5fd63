//! What is owed, and the attempts to collect it.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Error, Result};

use crate::model::attempt::attempt_columns;
use crate::model::refund::refund_columns;
use crate::model::{Attempt, AttemptId, Intent, IntentId, PayableKind, ProviderCode, Refund};

macro_rules! intent_columns {
    () => {
        "intent_id, payable_kind, payable_id, reference, amount, currency, status "
    };
}

/// One attempt.
pub async fn get_attempt(tx: &mut TenantTx, id: AttemptId) -> Result<Attempt> {
    sqlx::query_as(concat!(
        "select ",
        attempt_columns!(),
        "  from payment_attempt where tenant_id = $1 and attempt_id = $2"
    ))
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// What is owed, by its id.
pub async fn get_intent(tx: &mut TenantTx, id: IntentId) -> Result<Intent> {
    sqlx::query_as(concat!(
        "select ",
        intent_columns!(),
        "  from payment_intent where tenant_id = $1 and intent_id = $2"
    ))
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// What is owed for a thing.
pub async fn find_intent(tx: &mut TenantTx, kind: PayableKind, id: Uuid) -> Result<Option<Intent>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        intent_columns!(),
        "  from payment_intent where tenant_id = $1 and payable_kind = $2 and payable_id = $3"
    ))
    .bind(tx.tenant())
    .bind(kind)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?)
}

/// The attempts to collect it, the newest first.
pub async fn list_attempts(tx: &mut TenantTx, intent: IntentId) -> Result<Vec<Attempt>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        attempt_columns!(),
        "  from payment_attempt
          where tenant_id = $1 and intent_id = $2
          order by created_at desc, attempt_id desc"
    ))
    .bind(tx.tenant())
    .bind(intent)
    .fetch_all(&mut **tx)
    .await?)
}

/// The payment of a thing of which some can go back.
pub async fn find_refundable(tx: &mut TenantTx, kind: PayableKind, id: Uuid) -> Result<Option<Attempt>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        attempt_columns!(),
        "  from payment_attempt
          where tenant_id = $1 and payable_kind = $2 and payable_id = $3 and not surplus
            and status in ('approved', 'partially_refunded', 'dispute_won')
          order by created_at, attempt_id
          limit 1"
    ))
    .bind(tx.tenant())
    .bind(kind)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?)
}

/// The refunds of an attempt, the oldest first.
pub async fn list_refunds(tx: &mut TenantTx, attempt: AttemptId) -> Result<Vec<Refund>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        refund_columns!(),
        "  from payment_refund where tenant_id = $1 and attempt_id = $2 order by created_at, refund_id"
    ))
    .bind(tx.tenant())
    .bind(attempt)
    .fetch_all(&mut **tx)
    .await?)
}

/// What went back of all that was paid for a thing, or is on its way back, the oldest first.
pub async fn list_refunds_of(tx: &mut TenantTx, kind: PayableKind, id: Uuid) -> Result<Vec<Refund>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        refund_columns!(),
        "  from payment_refund
          where tenant_id = $1 and status <> 'failed'
            and attempt_id in (select attempt_id from payment_attempt
                                where tenant_id = $1 and payable_kind = $2 and payable_id = $3)
          order by created_at, refund_id"
    ))
    .bind(tx.tenant())
    .bind(kind)
    .bind(id)
    .fetch_all(&mut **tx)
    .await?)
}

/// The attempt that a provider means: by its own name for it, else by the one that we gave.
pub(crate) async fn find_by_outside(
    tx: &mut TenantTx,
    provider: ProviderCode,
    outside_id: &str,
    ours: Option<AttemptId>,
) -> Result<Option<AttemptId>> {
    Ok(sqlx::query_scalar(
        "select attempt_id from payment_attempt
          where tenant_id = $1 and provider = $2 and (outside_id = $3 or attempt_id = $4)
          order by (outside_id = $3) desc nulls last
          limit 1",
    )
    .bind(tx.tenant())
    .bind(provider)
    .bind(outside_id)
    .bind(ours)
    .fetch_optional(&mut **tx)
    .await?)
}
