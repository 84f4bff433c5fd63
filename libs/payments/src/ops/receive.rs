//! Somebody of the shop saw the money.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Line, Result};

use super::books;
use super::locking::{attempts_of, lock_intent_of, set_intent, step};
use super::open_intent::insert_attempt;
use crate::connector::Start;
use crate::error::PaymentsError;
use crate::model::{Attempt, AttemptStatus, Intent, IntentStatus, MethodCode, PayableKind};

/// Takes the money by hand, whoever is owed having locked their own row. Saying it twice is saying it once; money for what
/// nobody waits for is refused, and so is money that a provider is about to move.
pub async fn receive(
    tx: &mut TenantTx,
    kind: PayableKind,
    id: Uuid,
    receipt: Option<&Line<80>>,
) -> Result<Attempt> {
    let mut intent = lock_intent_of(tx, kind, id).await?;
    let attempts = attempts_of(tx, intent.intent_id).await?;
    if let Some(paid) = attempts.iter().find(|a| a.status.is_paid() && !a.surplus) {
        return Ok(paid.clone());
    }
    if intent.status != IntentStatus::Open {
        return Err(PaymentsError::AttemptClosed.into());
    }
    let live = attempts.into_iter().find(|attempt| attempt.status.is_open());
    let mut attempt = match live {
        Some(attempt) if attempt.provider.is_some() => return Err(PaymentsError::UnderWay.into()),
        Some(attempt) => attempt,
        None => by_hand(tx, &intent).await?,
    };
    note_receipt(tx, &mut attempt, receipt).await?;
    step(tx, &mut attempt, AttemptStatus::Approved).await?;
    set_intent(tx, &mut intent, IntentStatus::Paid).await?;
    books::received(tx, &attempt).await?;
    Ok(attempt)
}

/// The payer chose a provider and paid the shop itself in the end.
async fn by_hand(tx: &mut TenantTx, intent: &Intent) -> Result<Attempt> {
    let start = Start {
        status: AttemptStatus::Pending,
        reference: Some(intent.reference.clone()),
    };
    insert_attempt(tx, intent, MethodCode::BankTransfer, start).await
}

async fn note_receipt(tx: &mut TenantTx, attempt: &mut Attempt, receipt: Option<&Line<80>>) -> Result<()> {
    let Some(receipt) = receipt else {
        return Ok(());
    };
    sqlx::query("update payment_attempt set receipt = $3 where tenant_id = $1 and attempt_id = $2")
        .bind(tx.tenant())
        .bind(attempt.attempt_id)
        .bind(receipt.as_str())
        .execute(&mut **tx)
        .await?;
    attempt.receipt = Some(receipt.to_string());
    Ok(())
}
