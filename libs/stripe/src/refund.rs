//! Money that goes back.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

use crate::error::StripeError;
use crate::id::{Either, Named, PaymentIntentId};
use crate::text::{currency, moment, short};

/// What a refund says of the key that it was asked for with.
pub(crate) const OURS: &str = "refund";

/// Money that went back, or is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// Stripe's name for it.
    pub id: String,
    /// Of which payment, if it says so.
    pub payment: Option<PaymentIntentId>,
    /// Minor units of the currency.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// How far it has come.
    pub status: RefundStatus,
    /// Why it came to nothing: `expired_or_canceled_card`, `lost_or_stolen_card` …
    pub failure: Option<String>,
    /// The key that it was asked for with. None when somebody gave it back at Stripe itself.
    pub ours: Option<String>,
    /// Since when it is.
    pub created_at: Timestamp,
}

/// How far a refund has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundStatus {
    /// It is under way.
    Pending,
    /// The payer must say where it shall go.
    RequiresAction,
    /// It is done for us; it may still fail for a month, and the money come back to the account.
    Succeeded,
    /// It came to nothing.
    Failed,
    /// Somebody took it back.
    Canceled,
    /// Something that is not known here.
    Other(String),
}

#[derive(Deserialize)]
struct Raw {
    id: String,
    payment_intent: Option<Either<Named>>,
    amount: i64,
    currency: String,
    status: Option<String>,
    failure_reason: Option<String>,
    metadata: Option<BTreeMap<String, String>>,
    created: i64,
}

#[derive(Deserialize)]
struct List {
    data: Vec<Raw>,
}

impl Refund {
    pub(crate) fn read(json: &[u8]) -> Result<Self, StripeError> {
        let raw: Raw = serde_json::from_slice(json).map_err(|_| StripeError::Unreadable)?;
        Self::of(raw)
    }

    /// A list of them.
    pub(crate) fn read_all(json: &[u8]) -> Result<Vec<Self>, StripeError> {
        let list: List = serde_json::from_slice(json).map_err(|_| StripeError::Unreadable)?;
        list.data.into_iter().map(Self::of).collect()
    }

    fn of(raw: Raw) -> Result<Self, StripeError> {
        if raw.amount <= 0 {
            return Err(StripeError::Unreadable);
        }
        let payment = raw.payment_intent.map(Either::name);
        Ok(Self {
            id: raw.id,
            payment: payment.and_then(|id| PaymentIntentId::parse(&id)),
            amount: raw.amount,
            currency: currency(&raw.currency)?.to_string(),
            status: RefundStatus::of(raw.status.as_deref()),
            failure: raw.failure_reason.as_deref().map(short),
            ours: raw.metadata.and_then(|mut all| all.remove(OURS)),
            created_at: moment(raw.created)?,
        })
    }
}

impl RefundStatus {
    /// One of an old kind says nothing: it is not known to be done.
    fn of(text: Option<&str>) -> Self {
        match text {
            None | Some("pending") => Self::Pending,
            Some("requires_action") => Self::RequiresAction,
            Some("succeeded") => Self::Succeeded,
            Some("failed") => Self::Failed,
            Some("canceled") => Self::Canceled,
            Some(other) => Self::Other(short(other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Refund, RefundStatus};

    #[test]
    fn a_refund_is_read_and_names_who_asked_for_it() {
        let json = r#"{"id":"re_1","amount":100,"currency":"cop","created":1,"payment_intent":"pi_1","status":"failed",
            "failure_reason":"lost_or_stolen_card","metadata":{"refund":"0199"}}"#;
        let refund = Refund::read(json.as_bytes()).unwrap();
        assert_eq!(
            (refund.status, refund.failure.as_deref(), refund.ours.as_deref()),
            (RefundStatus::Failed, Some("lost_or_stolen_card"), Some("0199"))
        );
        let least = r#"{"id":"re_1","amount":100,"currency":"cop","created":1,"status":"odd"}"#;
        let refund = Refund::read(least.as_bytes()).unwrap();
        assert_eq!(
            (refund.status, refund.ours),
            (RefundStatus::Other("odd".into()), None)
        );
        assert!(Refund::read(least.replace("100", "0").as_bytes()).is_err());
    }
}
