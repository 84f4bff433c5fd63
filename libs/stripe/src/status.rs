//! How far a payment has come.

use crate::text::short;

/// How far a payment has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntentStatus {
    /// Nobody has paid yet, or a card was declined: another may be tried with the same payment.
    RequiresPaymentMethod,
    /// A card is chosen, and nobody has said yes yet.
    RequiresConfirmation,
    /// The card's bank asks its owner.
    RequiresAction,
    /// Stripe or the bank looks at it.
    Processing,
    /// The card's bank keeps it for us; it is not taken yet.
    RequiresCapture,
    /// It was taken back.
    Canceled,
    /// Money. Also when it went back since: the charge says so.
    Succeeded,
    /// Something that is not known here.
    Other(String),
}

impl IntentStatus {
    /// As Stripe writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::RequiresPaymentMethod => "requires_payment_method",
            Self::RequiresConfirmation => "requires_confirmation",
            Self::RequiresAction => "requires_action",
            Self::Processing => "processing",
            Self::RequiresCapture => "requires_capture",
            Self::Canceled => "canceled",
            Self::Succeeded => "succeeded",
            Self::Other(text) => text,
        }
    }
}

impl From<&str> for IntentStatus {
    fn from(text: &str) -> Self {
        match text {
            "requires_payment_method" => Self::RequiresPaymentMethod,
            "requires_confirmation" => Self::RequiresConfirmation,
            "requires_action" => Self::RequiresAction,
            "processing" => Self::Processing,
            "requires_capture" => Self::RequiresCapture,
            "canceled" => Self::Canceled,
            "succeeded" => Self::Succeeded,
            other => Self::Other(short(other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::IntentStatus;

    #[test]
    fn every_status_is_known_and_an_unknown_one_kept() {
        for word in [
            "requires_payment_method",
            "requires_confirmation",
            "requires_action",
            "processing",
            "requires_capture",
            "canceled",
            "succeeded",
        ] {
            let status = IntentStatus::from(word);
            assert!(!matches!(status, IntentStatus::Other(_)), "{word}");
            assert_eq!(status.as_str(), word);
        }
        assert_eq!(
            IntentStatus::from("new_word"),
            IntentStatus::Other("new_word".into())
        );
    }
}
