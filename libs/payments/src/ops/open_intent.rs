//! Something is owed and a way to pay is chosen.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Error, Instant, Result};

use crate::connector::{Start, connector};
use crate::model::attempt::attempt_columns;
use crate::model::{
    Attempt, AttemptId, AttemptStatus, Intent, IntentId, IntentStatus, MethodCode, MethodSetting, Payable,
};

/// What is owed, and how collecting it begins.
#[derive(Debug)]
pub struct Opened {
    /// What is owed.
    pub intent: Intent,
    /// The first attempt; none while the payer has to say more.
    pub attempt: Option<Attempt>,
}

/// Writes down what is owed, once for each thing. The method must be one that the shop offers. Nothing owed is paid at once.
pub async fn open_intent(tx: &mut TenantTx, owed: &Payable, method: &MethodSetting) -> Result<Opened> {
    if !method.enabled {
        return Err(Error::invalid("payment_method", "not_a_choice"));
    }
    let start = match owed.amount {
        0 => Some(Start {
            status: AttemptStatus::Approved,
            reference: None,
        }),
        _ => connector(method.code).start(owed),
    };
    let paid = start.as_ref().is_some_and(|start| start.status.is_paid());
    let status = if paid {
        IntentStatus::Paid
    } else {
        IntentStatus::Open
    };
    let intent = insert_intent(tx, owed, status).await?;
    let attempt = match start {
        Some(start) => Some(insert_attempt(tx, &intent, method.code, start).await?),
        None => None,
    };
    Ok(Opened { intent, attempt })
}

async fn insert_intent(tx: &mut TenantTx, owed: &Payable, status: IntentStatus) -> Result<Intent> {
    let intent = Intent {
        intent_id: tx.new_id::<IntentId>(),
        payable_kind: owed.kind,
        payable_id: owed.id,
        reference: owed.reference.clone(),
        amount: owed.amount,
        currency: owed.currency,
        status,
    };
    sqlx::query(
        "insert into payment_intent
           (tenant_id, intent_id, payable_kind, payable_id, reference, amount, currency, status, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
    )
    .bind(tx.tenant())
    .bind(intent.intent_id)
    .bind(intent.payable_kind)
    .bind(intent.payable_id)
    .bind(&intent.reference)
    .bind(intent.amount)
    .bind(intent.currency.as_str())
    .bind(intent.status)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(intent)
}

/// An attempt that the shop itself sees to. A second live one for the same thing is refused by its unique index.
pub(crate) async fn insert_attempt(
    tx: &mut TenantTx,
    intent: &Intent,
    method: MethodCode,
    start: Start,
) -> Result<Attempt> {
    let (id, now): (AttemptId, Instant) = (tx.new_id(), tx.now());
    let settled_at = start.status.is_paid().then_some(now);
    let payable_id: Uuid = intent.payable_id;
    Ok(sqlx::query_as(concat!(
        "insert into payment_attempt
           (tenant_id, attempt_id, intent_id, payable_kind, payable_id, method, status, amount, currency, reference, created_at,
            updated_at, settled_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)
         returning ",
        attempt_columns!()
    ))
    .bind(tx.tenant())
    .bind(id)
    .bind(intent.intent_id)
    .bind(intent.payable_kind)
    .bind(payable_id)
    .bind(method)
    .bind(start.status)
    .bind(intent.amount)
    .bind(intent.currency.as_str())
    .bind(start.reference)
    .bind(now)
    .bind(settled_at)
    .fetch_one(&mut **tx)
    .await?)
}
