//! A shop's invoices.

use db::TenantTx;
use kernel::Result;

use crate::model::invoice::{Invoice, invoice_columns};

/// The newest ones that are more than a draft.
pub async fn list_invoices(tx: &mut TenantTx, limit: i64) -> Result<Vec<Invoice>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        invoice_columns!(),
        " from billing_invoice
           where tenant_id = $1 and status <> 'draft'
           order by issued_at desc, invoice_id desc limit $2"
    ))
    .bind(tx.tenant())
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?)
}

/// The newest that somebody is to pay.
pub async fn owed_invoice(tx: &mut TenantTx) -> Result<Option<Invoice>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        invoice_columns!(),
        " from billing_invoice
           where tenant_id = $1 and status = 'open' and due > 0
           order by issued_at desc, invoice_id desc limit 1"
    ))
    .bind(tx.tenant())
    .fetch_optional(&mut **tx)
    .await?)
}
