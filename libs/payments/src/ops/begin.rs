//! What every payment over a provider begins with: one at a time, and a row before anybody is asked.

use db::TenantTx;
use kernel::{Error, PersonId, Result};

use super::begin_pse::AT_THE_BANK;
use super::locking::attempts_of;
use crate::error::PaymentsError;
use crate::jobs::LookAt;
use crate::model::attempt::attempt_columns;
use crate::model::payer::DocumentType;
use crate::model::{Account, Attempt, AttemptId, Intent, IntentStatus, MethodCode};
use crate::provider::CollectOrder;
use crate::treasury::{REQUEST, Treasury, place};

/// Seconds after which somebody looks what became of a call that nobody finished.
const FIRST_LOOK: i64 = 2 * 60;

/// What a way to pay adds to the row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct New<'a> {
    pub method: MethodCode,
    /// Code of the payer's bank.
    pub bank: Option<&'a str>,
    /// What identifies the payer.
    pub document_type: Option<DocumentType>,
    /// Who keeps the card for the next time.
    pub keeps_for: Option<PersonId>,
}

/// Refuses what is paid, what is over, and what is under way already. The intent is locked.
pub(crate) async fn refuse_second(tx: &mut TenantTx, intent: &Intent) -> Result<()> {
    match intent.status {
        IntentStatus::Paid => return Err(PaymentsError::AlreadyPaid.into()),
        IntentStatus::Closed => return Err(PaymentsError::AttemptClosed.into()),
        IntentStatus::Open => {}
    }
    let attempts = attempts_of(tx, intent.intent_id).await?;
    if attempts.iter().any(|attempt| attempt.status.is_open()) {
        return Err(PaymentsError::UnderWay.into());
    }
    Ok(())
}

/// Writes the attempt with what will be asked, sealed, and the job that looks after it.
pub(crate) async fn insert(
    tx: &mut TenantTx,
    treasury: &Treasury,
    (intent, account, order): (&Intent, &Account, &CollectOrder),
    new: New<'_>,
) -> Result<Attempt> {
    let plain = serde_json::to_vec(order).map_err(|e| Error::Fault(e.into()))?;
    let sealed = treasury
        .vault()
        .seal(tx, place(REQUEST, &order.attempt), &plain)
        .await?;
    let now = tx.now();
    let attempt = sqlx::query_as(concat!(
        "insert into payment_attempt
           (tenant_id, attempt_id, intent_id, payable_kind, payable_id, method, provider, account_id, live, status, amount,
            currency, reference, bank, document_type, keeps_for, request_sealed, deadline, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'sending', $10, $11, $12, $13, $14, $15, $16, $17, $18, $18)
         returning ",
        attempt_columns!()
    ))
    .bind(tx.tenant())
    .bind(order.attempt)
    .bind(intent.intent_id)
    .bind(intent.payable_kind)
    .bind(intent.payable_id)
    .bind(new.method)
    .bind(account.provider)
    .bind(account.account_id)
    .bind(account.live)
    .bind(intent.amount)
    .bind(intent.currency.as_str())
    .bind(&intent.reference)
    .bind(new.bank)
    .bind(new.document_type.map(DocumentType::as_str))
    .bind(new.keeps_for)
    .bind(sealed)
    .bind(now.plus_seconds(AT_THE_BANK))
    .bind(now)
    .fetch_one(&mut **tx)
    .await?;
    let (job, key) = (LookAt::of(AttemptId(order.attempt)), order.attempt.to_string());
    jobs::enqueue_once_at(tx, &job, &key, now.plus_seconds(FIRST_LOOK)).await?;
    Ok(attempt)
}
