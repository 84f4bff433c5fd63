//! What Stripe was, is and may be asked to change.

use db::TenantTx;
use kernel::{Error, Result};

use crate::model::operation::{Operation, OperationId, operation_columns};

/// One of them; refuses with `not_found`.
pub async fn operation(tx: &mut TenantTx, id: OperationId) -> Result<Operation> {
    let found: Option<Operation> = sqlx::query_as(concat!(
        "select ",
        operation_columns!(),
        " from billing_operation where tenant_id = $1 and operation_id = $2"
    ))
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    found.ok_or_else(Error::not_found)
}

/// The same, held still until the commit.
pub async fn lock_operation(tx: &mut TenantTx, id: OperationId) -> Result<Operation> {
    let found: Option<Operation> = sqlx::query_as(concat!(
        "select ",
        operation_columns!(),
        " from billing_operation where tenant_id = $1 and operation_id = $2 for update"
    ))
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    found.ok_or_else(Error::not_found)
}

/// The one that is under way, if there is one.
pub async fn under_way(tx: &mut TenantTx) -> Result<Option<Operation>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        operation_columns!(),
        " from billing_operation where tenant_id = $1 and status in ('sending', 'unknown')"
    ))
    .bind(tx.tenant())
    .fetch_optional(&mut **tx)
    .await?)
}

/// The upgrade that Stripe does as soon as it is paid, if there is one.
pub async fn waiting(tx: &mut TenantTx) -> Result<Option<Operation>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        operation_columns!(),
        " from billing_operation where tenant_id = $1 and status = 'waiting' order by created_at desc limit 1"
    ))
    .bind(tx.tenant())
    .fetch_optional(&mut **tx)
    .await?)
}

/// The page at Stripe on which somebody could subscribe last.
pub async fn last_checkout(tx: &mut TenantTx) -> Result<Option<Operation>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        operation_columns!(),
        " from billing_operation
           where tenant_id = $1 and kind = 'checkout' and status = 'done' and outside_id is not null
           order by created_at desc limit 1"
    ))
    .bind(tx.tenant())
    .fetch_optional(&mut **tx)
    .await?)
}
