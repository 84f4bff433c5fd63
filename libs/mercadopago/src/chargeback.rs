//! Money that a card's owner had taken back.

use jiff::Timestamp;
use kernel::Currency;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::amount::told_some;
use crate::error::MpError;
use crate::id::{Name, PaymentId};

/// A chargeback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chargeback {
    /// Mercado Pago's name for it.
    pub id: String,
    /// Of which payments.
    pub payments: Vec<PaymentId>,
    /// Minor units of the currency.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// Whether Mercado Pago bears it: none while it is open.
    pub covered: Option<bool>,
    /// What has become of the seller's proof: `pending`, `review_pending`, `valid`, `invalid`, `not_supplied` …
    pub documentation: String,
    /// Until when proof is taken.
    pub deadline: Option<Timestamp>,
    /// Whether it is real.
    pub live: bool,
    /// Since when it is.
    pub created_at: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Raw<'a> {
    id: Name,
    #[serde(default)]
    payments: Vec<PaymentId>,
    #[serde(borrow)]
    amount: &'a RawValue,
    #[serde(alias = "currency_id")]
    currency: Option<String>,
    coverage_applied: Option<bool>,
    documentation_status: Option<String>,
    date_documentation_deadline: Option<Timestamp>,
    live_mode: Option<bool>,
    date_created: Option<Timestamp>,
}

impl Chargeback {
    pub(crate) fn read(json: &[u8]) -> Result<Self, MpError> {
        let raw: Raw<'_> = serde_json::from_slice(json).map_err(|_| MpError::Unreadable)?;
        Self::of(raw)
    }

    fn of(raw: Raw<'_>) -> Result<Self, MpError> {
        let currency = raw
            .currency
            .as_deref()
            .and_then(Currency::parse)
            .ok_or(MpError::Unreadable)?;
        Ok(Self {
            id: raw.id.0,
            payments: raw.payments,
            amount: told_some(raw.amount, currency)?,
            currency: currency.to_string(),
            covered: raw.coverage_applied,
            documentation: raw
                .documentation_status
                .unwrap_or_default()
                .chars()
                .take(100)
                .collect(),
            deadline: raw.date_documentation_deadline,
            live: raw.live_mode.unwrap_or(false),
            created_at: raw.date_created,
        })
    }
}
