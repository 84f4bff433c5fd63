//! Disputes of a payment.

use db::TenantTx;
use kernel::{Instant, Result};
use sqlx::FromRow;

use crate::model::AttemptId;

/// A payer's bank wants the money back, or wanted it.
#[derive(Debug, Clone, FromRow)]
pub struct Dispute {
    /// Minor units.
    pub amount: i64,
    /// What was taken of the shop's balance and is not back, minor units.
    pub taken: i64,
    /// What the provider took for it, minor units.
    pub fee: i64,
    /// `open`, `won`, `lost`.
    pub status: String,
    /// The provider's word.
    pub reason: Option<String>,
    /// Until when the shop may answer there.
    pub due_at: Option<Instant>,
    /// Since when.
    pub opened_at: Instant,
    /// When it was decided.
    pub closed_at: Option<Instant>,
}

/// The newest one of a payment.
pub async fn find_dispute(tx: &mut TenantTx, attempt: AttemptId) -> Result<Option<Dispute>> {
    Ok(sqlx::query_as(
        "select amount, taken, fee, status, reason, due_at, opened_at, closed_at
           from payment_dispute
          where tenant_id = $1 and attempt_id = $2
          order by opened_at desc, dispute_id desc
          limit 1",
    )
    .bind(tx.tenant())
    .bind(attempt)
    .fetch_optional(&mut **tx)
    .await?)
}
