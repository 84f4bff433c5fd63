//! Money that a card's owner had taken back.

use jiff::Timestamp;
use serde::Deserialize;

use crate::charge::{RawSettled, Settled};
use crate::error::StripeError;
use crate::id::{DisputeId, Either, Named, PaymentIntentId};
use crate::text::{currency, moment, moment_or_none, short};

/// A dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Stripe's name for it.
    pub id: DisputeId,
    /// Of which payment.
    pub payment: Option<PaymentIntentId>,
    /// Of which charge.
    pub charge: Option<String>,
    /// Minor units of the currency.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// How far it has come.
    pub status: DisputeStatus,
    /// `fraudulent`, `product_not_received` …
    pub reason: String,
    /// Whether it is real.
    pub live: bool,
    /// Since when it is.
    pub created_at: Timestamp,
    /// Until when proof is taken.
    pub due_at: Option<Timestamp>,
    /// What it took from the balance, and gave back: none while it is only a warning.
    pub movements: Vec<Settled>,
}

/// How far a dispute has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DisputeStatus {
    /// The bank only asks; no money is taken. An answer may keep it so.
    WarningNeedsResponse,
    /// The bank looks at the answer.
    WarningUnderReview,
    /// Nothing came of it.
    WarningClosed,
    /// The money is taken, and proof would bring it back.
    NeedsResponse,
    /// The bank looks at the proof.
    UnderReview,
    /// The money is back.
    Won,
    /// It stays taken.
    Lost,
    /// Something that is not known here.
    Other(String),
}

impl DisputeStatus {
    /// Whether nothing more becomes of it.
    pub const fn is_over(&self) -> bool {
        matches!(self, Self::WarningClosed | Self::Won | Self::Lost)
    }

    /// Whether no money is taken.
    pub const fn is_warning(&self) -> bool {
        matches!(
            self,
            Self::WarningNeedsResponse | Self::WarningUnderReview | Self::WarningClosed
        )
    }

    fn of(text: &str) -> Self {
        match text {
            "warning_needs_response" => Self::WarningNeedsResponse,
            "warning_under_review" => Self::WarningUnderReview,
            "warning_closed" => Self::WarningClosed,
            "needs_response" => Self::NeedsResponse,
            "under_review" => Self::UnderReview,
            "won" => Self::Won,
            "lost" => Self::Lost,
            other => Self::Other(short(other)),
        }
    }
}

#[derive(Deserialize)]
struct Raw {
    id: DisputeId,
    payment_intent: Option<Either<Named>>,
    charge: Option<Either<Named>>,
    amount: i64,
    currency: String,
    status: String,
    reason: Option<String>,
    livemode: Option<bool>,
    created: i64,
    evidence_details: Option<RawEvidence>,
    balance_transactions: Option<Vec<RawSettled>>,
}

#[derive(Deserialize)]
struct List {
    data: Vec<Raw>,
}

#[derive(Deserialize)]
struct RawEvidence {
    due_by: Option<i64>,
}

impl Dispute {
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
        let movements = raw.balance_transactions.unwrap_or_default().into_iter();
        Ok(Self {
            id: raw.id,
            payment: payment.and_then(|id| PaymentIntentId::parse(&id)),
            charge: raw.charge.map(Either::name),
            amount: raw.amount,
            currency: currency(&raw.currency)?.to_string(),
            status: DisputeStatus::of(&raw.status),
            reason: raw.reason.as_deref().map(short).unwrap_or_default(),
            live: raw.livemode.unwrap_or(false),
            created_at: moment(raw.created)?,
            due_at: moment_or_none(raw.evidence_details.and_then(|it| it.due_by))?,
            movements: movements.map(Settled::of).collect::<Result<_, _>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Dispute, DisputeStatus};

    #[test]
    fn a_dispute_is_read_with_what_it_took() {
        let json = r#"{"id":"dp_1","amount":100,"currency":"cop","created":1,"payment_intent":"pi_1","charge":"ch_1",
            "status":"needs_response","reason":"fraudulent","evidence_details":{"due_by":9},
            "balance_transactions":[{"id":"txn_1","amount":-100,"fee":1500,"net":-1600,"currency":"cop"}]}"#;
        let dispute = Dispute::read(json.as_bytes()).unwrap();
        assert!(!dispute.status.is_over() && !dispute.status.is_warning());
        assert_eq!(
            (dispute.movements[0].fee, dispute.movements[0].net),
            (1_500, -1_600)
        );
        assert_eq!(dispute.due_at.unwrap().as_second(), 9);
        let least = r#"{"id":"du_1","amount":100,"currency":"cop","created":1,"status":"prevented"}"#;
        let dispute = Dispute::read(least.as_bytes()).unwrap();
        assert_eq!(dispute.status, DisputeStatus::Other("prevented".into()));
    }
}
