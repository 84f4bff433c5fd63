//! Movements of the account's balance, with what did them: however old a payment is, what happens to its money now is here.

use jiff::Timestamp;
use serde::Deserialize;

use crate::charge::{RawSettled, Settled};
use crate::error::StripeError;
use crate::id::{Either, Named, PaymentIntentId};
use crate::text::moment;

/// A movement with what did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// How much, and what Stripe took.
    pub settled: Settled,
    /// What sort of.
    pub kind: MovementKind,
    /// Of which payment, if of one: it was paid, given back, disputed.
    pub payment: Option<PaymentIntentId>,
    /// When.
    pub created_at: Timestamp,
}

/// What sort of movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MovementKind {
    /// Money went to the account's bank, or came back since no bank took it.
    Payout,
    /// Anything else.
    Other,
}

#[derive(Deserialize)]
struct Raw {
    #[serde(flatten)]
    settled: RawSettled,
    #[serde(rename = "type")]
    kind: Option<String>,
    source: Option<Either<RawSource>>,
    created: i64,
}

/// A charge, a refund, a dispute …
#[derive(Deserialize)]
struct RawSource {
    payment_intent: Option<Either<Named>>,
}

impl Movement {
    pub(crate) fn read(json: &[u8]) -> Result<Self, StripeError> {
        let raw: Raw = serde_json::from_slice(json).map_err(|_| StripeError::Unreadable)?;
        let source = raw.source.and_then(Either::whole);
        let payment = source.and_then(|source| source.payment_intent).map(Either::name);
        Ok(Self {
            settled: Settled::of(raw.settled)?,
            kind: MovementKind::of(raw.kind.as_deref().unwrap_or_default()),
            payment: payment.and_then(|id| PaymentIntentId::parse(&id)),
            created_at: moment(raw.created)?,
        })
    }
}

impl MovementKind {
    fn of(text: &str) -> Self {
        match text {
            "payout" | "payout_cancel" | "payout_failure" => Self::Payout,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Movement, MovementKind};

    #[test]
    fn a_movement_names_the_payment_that_it_belongs_to() {
        let json = r#"{"id":"txn_1","amount":-100,"fee":15,"net":-115,"currency":"cop","type":"adjustment","created":9,
            "source":{"id":"dp_1","object":"dispute","payment_intent":"pi_1"}}"#;
        let movement = Movement::read(json.as_bytes()).unwrap();
        assert_eq!((movement.settled.amount, movement.settled.fee), (-100, 15));
        assert_eq!(movement.kind, MovementKind::Other);
        assert_eq!(movement.payment.unwrap().as_str(), "pi_1");
        let payout = json
            .replace("adjustment", "payout")
            .replace(r#""payment_intent":"pi_1""#, r#""amount":5"#);
        let payout = Movement::read(payout.as_bytes()).unwrap();
        assert_eq!((payout.kind, payout.payment), (MovementKind::Payout, None));
        let named =
            r#"{"id":"txn_1","amount":1,"fee":0,"net":1,"currency":"cop","created":9,"source":"ch_1"}"#;
        assert_eq!(Movement::read(named.as_bytes()).unwrap().payment, None);
        assert!(Movement::read(b"{}").is_err());
    }
}
