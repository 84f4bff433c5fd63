//! An invoice as Stripe has it is kept, once, and never replaced by what it was before.

use db::TenantTx;
use kernel::{Instant, Result};
use stripe::billing::{Invoice, InvoiceStatus};
use url::Url;

use crate::model::invoice::InvoiceId;

/// Longest address that is kept.
const MOST: usize = 2_000;

/// Writes it, unless the answer to a later question stands here.
pub(crate) async fn keep_invoice(tx: &mut TenantTx, number: i64, said: &Invoice) -> Result<()> {
    let id: InvoiceId = tx.new_id();
    let address = |url: Option<&Url>| url.map(Url::to_string).filter(|url| url.len() <= MOST);
    sqlx::query(
        "insert into billing_invoice
           (tenant_id, invoice_id, outside_id, number, status, reason, currency, total, tax, due, paid, tries, next_try_at,
            hosted_url, pdf_url, issued_at, paid_at, heard, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19)
         on conflict (tenant_id, outside_id) do update
           set number = excluded.number, status = excluded.status, reason = excluded.reason, total = excluded.total,
               tax = excluded.tax, due = excluded.due, paid = excluded.paid, tries = excluded.tries,
               next_try_at = excluded.next_try_at, hosted_url = excluded.hosted_url, pdf_url = excluded.pdf_url,
               paid_at = excluded.paid_at, heard = excluded.heard, updated_at = excluded.updated_at
         where billing_invoice.heard < excluded.heard",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(said.id.as_str())
    .bind(said.number.as_deref().map(|number| cut(number, 80)))
    .bind(status_of(&said.status))
    .bind(said.reason.as_deref().map(|reason| cut(reason, 60)))
    .bind(&said.currency)
    .bind(said.total)
    .bind(said.tax)
    .bind(said.amount_due)
    .bind(said.amount_paid)
    .bind(i32::try_from(said.attempts).unwrap_or(i32::MAX))
    .bind(said.next_attempt_at.map(Instant::from_timestamp))
    .bind(address(said.hosted_url.as_ref()))
    .bind(address(said.pdf_url.as_ref()))
    .bind(Instant::from_timestamp(said.created_at))
    .bind(said.paid_at.map(Instant::from_timestamp))
    .bind(number)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A word that we do not know yet is kept, if the row takes it.
fn status_of(status: &InvoiceStatus) -> &str {
    match status {
        InvoiceStatus::Draft => "draft",
        InvoiceStatus::Open => "open",
        InvoiceStatus::Paid => "paid",
        InvoiceStatus::Void => "void",
        InvoiceStatus::Uncollectible => "uncollectible",
        InvoiceStatus::Other(word) => known_form(word),
    }
}

fn known_form(word: &str) -> &str {
    let fits = (1..=40).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if fits { word } else { "unknown" }
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
