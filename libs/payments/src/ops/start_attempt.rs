//! Something is owed and a way to pay is chosen.

use db::TenantTx;
use kernel::{Error, Result};

use crate::connector::{Start, connector};
use crate::model::{Attempt, AttemptStatus, MethodCode, MethodSetting, Payable};

/// Begins to collect what is owed. The method must be one that the shop offers; a second live attempt for the same
/// thing is refused by its unique index. Nothing owed is paid at once.
pub async fn start_attempt(tx: &mut TenantTx, owed: &Payable, method: &MethodSetting) -> Result<Attempt> {
    if !method.enabled {
        return Err(Error::invalid("payment_method", "not_a_choice"));
    }
    let start = match owed.amount {
        0 => Start {
            status: AttemptStatus::Approved,
            reference: None,
        },
        _ => connector(method.code).start(owed),
    };
    insert(tx, owed, method.code, start).await
}

async fn insert(tx: &mut TenantTx, owed: &Payable, method: MethodCode, start: Start) -> Result<Attempt> {
    let (id, now) = (tx.new_id::<crate::AttemptId>(), tx.now());
    let settled_at = start.status.is_paid().then_some(now);
    Ok(sqlx::query_as(
        "insert into payment_attempt
           (tenant_id, attempt_id, payable_kind, payable_id, method, status, amount, currency, reference, created_at,
            updated_at, settled_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)
         returning attempt_id, payable_kind, payable_id, method, status, amount, currency, reference, receipt, created_at,
                   settled_at",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(owed.kind)
    .bind(owed.id)
    .bind(method)
    .bind(start.status)
    .bind(owed.amount)
    .bind(owed.currency.as_str())
    .bind(start.reference)
    .bind(now)
    .bind(settled_at)
    .fetch_one(&mut **tx)
    .await?)
}
