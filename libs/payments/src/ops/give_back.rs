//! Somebody of the shop gives money back.

use db::TenantTx;
use kernel::Result;
use kernel::id::Uuid;

use super::locking::{attempts_of, lock_attempt, lock_intent_of};
use super::refunds::{Back, begin};
use crate::error::PaymentsError;
use crate::model::{Attempt, AttemptId, PayableKind, Refund};
use crate::queries::attempts::get_attempt;
use crate::treasury::Treasury;

/// Gives back what was paid for a thing, whoever is owed having locked their own row. Gives the payment as it is then: what was
/// paid by hand is given back at once, what a provider moved when it says so. All of it twice is once.
pub async fn give_back(
    tx: &mut TenantTx,
    kind: PayableKind,
    id: Uuid,
    back: &Back,
) -> Result<(Attempt, Refund)> {
    let intent = lock_intent_of(tx, kind, id).await?;
    let attempts = attempts_of(tx, intent.intent_id).await?;
    let paid = attempts.into_iter().find(|a| a.status.is_paid() && !a.surplus);
    let mut attempt = paid.ok_or(PaymentsError::NotPaid)?;
    let refund = begin(tx, &mut attempt, back).await?;
    Ok((attempt, refund))
}

/// The same for one payment, also one that nobody owed.
pub async fn give_back_payment(
    tx: &mut TenantTx,
    treasury: &Treasury,
    id: AttemptId,
    back: &Back,
) -> Result<Refund> {
    let known = get_attempt(tx, id).await?;
    let hook = treasury.hook(known.payable_kind)?;
    (hook.lock)(tx, known.payable_id).await?;
    lock_intent_of(tx, known.payable_kind, known.payable_id).await?;
    let mut attempt = lock_attempt(tx, id).await?;
    let refund = begin(tx, &mut attempt, back).await?;
    if attempt.provider.is_none() && !attempt.surplus {
        (hook.refunded)(tx, &treasury.app, &attempt).await?;
    }
    Ok(refund)
}
