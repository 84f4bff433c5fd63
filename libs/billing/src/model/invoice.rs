//! An invoice as it is kept.

use kernel::{Currency, Instant};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

kernel::define_id!(
    /// An invoice.
    InvoiceId
);

/// An invoice that a shop got from the provider.
#[derive(Debug, Clone, PartialEq, Eq, FromRow, Serialize, ToSchema)]
#[schema(as = PlanInvoice)]
pub struct Invoice {
    /// Which.
    #[sqlx(rename = "invoice_id")]
    pub id: InvoiceId,
    /// As it is printed; none while it is a draft.
    pub number: Option<String>,
    /// `draft`, `open`, `paid`, `void`, `uncollectible`.
    pub status: String,
    /// ISO 4217.
    #[schema(example = "COP")]
    pub currency: String,
    /// Minor units, tax included.
    pub total: i64,
    /// Of it, tax.
    pub tax: i64,
    /// What is to be paid of it.
    pub due: i64,
    /// What came.
    pub paid: i64,
    /// How often a card was tried.
    pub tries: i32,
    /// When it is tried again.
    pub next_try_at: Option<Instant>,
    /// Where it can be seen and paid.
    pub hosted_url: Option<String>,
    /// The same as a file.
    pub pdf_url: Option<String>,
    /// When it was made.
    pub issued_at: Instant,
    /// When it was paid.
    pub paid_at: Option<Instant>,
}

impl Invoice {
    /// The money that it is in.
    pub fn money(&self) -> Currency {
        Currency::parse(&self.currency).unwrap_or(Currency::COP)
    }

    /// Whether somebody is to pay it.
    pub fn is_owed(&self) -> bool {
        self.status == "open" && self.due > 0
    }
}

/// The columns of [`Invoice`].
macro_rules! invoice_columns {
    () => {
        "invoice_id, number, status, currency, total, tax, due, paid, tries, next_try_at, hosted_url, pdf_url, issued_at, paid_at"
    };
}
pub(crate) use invoice_columns;
