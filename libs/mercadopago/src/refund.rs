//! Money that went back.

use jiff::Timestamp;
use kernel::Currency;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::amount::told_some;
use crate::error::MpError;
use crate::id::{Name, PaymentId};

/// Money that went back, or is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// Mercado Pago's name for it.
    pub id: String,
    /// Of which payment, if it says so.
    pub payment: Option<PaymentId>,
    /// Minor units of the payment's currency.
    pub amount: i64,
    /// How far it has come.
    pub status: RefundStatus,
    /// Since when it is.
    pub created_at: Option<Timestamp>,
}

/// How far a refund has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundStatus {
    /// It is done for us; the bank may take two weeks yet.
    Approved,
    /// It is under way.
    InProcess,
    /// It came to nothing.
    Rejected,
    /// Somebody took it back.
    Cancelled,
    /// Something that is not known here.
    Other(String),
}

#[derive(Deserialize)]
pub(crate) struct RawRefund<'a> {
    id: Name,
    payment_id: Option<PaymentId>,
    #[serde(borrow)]
    amount: &'a RawValue,
    status: Option<String>,
    date_created: Option<Timestamp>,
}

impl Refund {
    pub(crate) fn of(raw: RawRefund<'_>, currency: Currency) -> Result<Self, MpError> {
        Ok(Self {
            id: raw.id.0,
            payment: raw.payment_id,
            amount: told_some(raw.amount, currency)?,
            status: RefundStatus::of(raw.status),
            created_at: raw.date_created,
        })
    }
}

impl RefundStatus {
    /// Refunds within a payment have none, and are done.
    fn of(text: Option<String>) -> Self {
        match text.as_deref() {
            None | Some("approved") => Self::Approved,
            Some("in_process" | "pending" | "authorized") => Self::InProcess,
            Some("rejected") => Self::Rejected,
            Some("cancelled") => Self::Cancelled,
            Some(other) => Self::Other(other.chars().take(100).collect()),
        }
    }
}
