//! The list of payments.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Instant, PageQuery, Paged, Result};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use crate::model::attempt::attempt_columns;
use crate::model::{Attempt, AttemptId, AttemptStatus};

/// Which ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentFilter {
    /// Any.
    #[default]
    All,
    /// On their way.
    Open,
    /// The money came.
    Paid,
    /// No money came.
    Failed,
    /// Somebody has to look: another sum, or money that nobody owed.
    Attention,
}

impl PaymentFilter {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 5] = [Self::All, Self::Open, Self::Paid, Self::Failed, Self::Attention];

    /// As in addresses and in the keys of its texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Open => "open",
            Self::Paid => "paid",
            Self::Failed => "failed",
            Self::Attention => "attention",
        }
    }
}

/// A payment in the list.
#[derive(Debug, Clone, FromRow)]
pub struct Listed {
    /// It.
    #[sqlx(flatten)]
    pub attempt: Attempt,
    /// How payer and shop name what is paid: the order's number.
    pub title: String,
    fitting: i64,
}

/// The shop's payments, the newest first.
pub async fn list_payments(tx: &mut TenantTx, filter: PaymentFilter, at: PageQuery) -> Result<Paged<Listed>> {
    let rows: Vec<Listed> = sqlx::query_as(concat!(
        "select ",
        attempt_columns!(),
        ", (select i.reference from payment_intent i
              where i.tenant_id = payment_attempt.tenant_id and i.intent_id = payment_attempt.intent_id) as title,
            count(*) over () as fitting
           from payment_attempt
          where tenant_id = $1
            and case $2
                when 'open' then status in ('created', 'sending', 'unknown', 'requires_action', 'pending')
                when 'paid' then status in
                  ('approved', 'partially_refunded', 'refunded', 'disputed', 'dispute_won', 'dispute_lost')
                when 'failed' then status in ('rejected', 'cancelled', 'expired')
                when 'attention' then status in ('mismatched', 'disputed') or surplus and status <> 'refunded'
                else true end
          order by created_at desc, attempt_id desc
          limit $3 offset $4"
    ))
    .bind(tx.tenant())
    .bind(filter.as_str())
    .bind(i64::from(at.limit))
    .bind(at.offset())
    .fetch_all(&mut **tx)
    .await?;
    let total = rows.first().map_or(0, |row| row.fitting);
    Ok(Paged::new(rows, at, total))
}

/// A payment in short, as programs are told of it.
#[derive(Debug, Clone, FromRow, Serialize)]
pub struct PaymentSummary {
    /// Which.
    #[sqlx(rename = "attempt_id")]
    pub id: AttemptId,
    /// What sort of thing is paid.
    pub payable_kind: String,
    /// Which one.
    pub payable_id: Uuid,
    /// How.
    pub method: String,
    /// Where it stands.
    pub status: AttemptStatus,
    /// Minor units.
    pub amount: i64,
    /// Of what.
    pub currency: String,
    /// What the payer was to write on it.
    pub reference: Option<String>,
    /// What went back, minor units.
    pub refunded: i64,
    /// Since when.
    pub created_at: Instant,
}

/// The payment in short, if it is there.
pub async fn find_summary(tx: &mut TenantTx, id: AttemptId) -> Result<Option<PaymentSummary>> {
    Ok(sqlx::query_as(
        "select attempt_id, payable_kind, payable_id, method, status, amount, currency, reference, refunded, created_at
           from payment_attempt
          where tenant_id = $1 and attempt_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?)
}

/// How many payments by PSE are under way, by state.
pub(crate) async fn count_open_pse(tx: &mut TenantTx) -> Result<Vec<(AttemptStatus, i64)>> {
    Ok(sqlx::query_as(
        "select status, count(*) from payment_attempt
          where tenant_id = $1 and method = 'pse' and status in ('sending', 'requires_action', 'pending', 'unknown')
          group by status",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}
