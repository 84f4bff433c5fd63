//! Why a card was refused, in the words of all providers, as far as a payer can do something about it.

/// Why it was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decline {
    /// Not enough money or credit.
    Funds,
    /// The code on its back is another.
    Code,
    /// Month or year are others, or over.
    Date,
    /// Something was mistyped.
    Data,
    /// Its bank wants to be called.
    Call,
    /// It is not switched on for this.
    Disabled,
    /// So many parts it does not take.
    Parts,
    /// The same was paid a moment ago.
    Duplicate,
    /// Too many tries.
    Tries,
    /// Its owner did not confirm.
    Unconfirmed,
    /// Anything else; that a bank or a provider suspects something is nobody's to tell.
    Other,
}

impl Decline {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Funds,
        Self::Code,
        Self::Date,
        Self::Data,
        Self::Call,
        Self::Disabled,
        Self::Parts,
        Self::Duplicate,
        Self::Tries,
        Self::Unconfirmed,
        Self::Other,
    ];

    /// As in the keys of its texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Funds => "funds",
            Self::Code => "code",
            Self::Date => "date",
            Self::Data => "data",
            Self::Call => "call",
            Self::Disabled => "disabled",
            Self::Parts => "parts",
            Self::Duplicate => "duplicate",
            Self::Tries => "tries",
            Self::Unconfirmed => "unconfirmed",
            Self::Other => "other",
        }
    }

    /// From a provider's word. A word that nobody knows here is anything else.
    pub fn of(word: &str) -> Self {
        match word.strip_prefix("cc_rejected_").unwrap_or(word) {
            "insufficient_amount" | "insufficient_funds" => Self::Funds,
            "bad_filled_security_code" | "incorrect_cvc" | "invalid_cvc" => Self::Code,
            "bad_filled_date" | "expired_card" | "invalid_expiry_month" | "invalid_expiry_year" => Self::Date,
            "bad_filled_card_number"
            | "bad_filled_other"
            | "incorrect_number"
            | "invalid_number"
            | "2006" => Self::Data,
            "call_for_authorize" | "call_issuer" | "do_not_honor" | "issuer_not_available" => Self::Call,
            "card_disabled" | "card_type_not_allowed" | "card_not_supported" | "transaction_not_allowed" => {
                Self::Disabled
            }
            "invalid_installments" => Self::Parts,
            "duplicated_payment" | "duplicate_transaction" => Self::Duplicate,
            "max_attempts" | "card_velocity_exceeded" | "withdrawal_count_limit_exceeded" => Self::Tries,
            "3ds_challenge" | "authentication_required" | "payment_intent_authentication_failure" => {
                Self::Unconfirmed
            }
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Decline;

    #[test]
    fn both_providers_words_are_known() {
        for (word, decline) in [
            ("cc_rejected_insufficient_amount", Decline::Funds),
            ("insufficient_funds", Decline::Funds),
            ("cc_rejected_bad_filled_security_code", Decline::Code),
            ("cc_rejected_bad_filled_date", Decline::Date),
            ("expired_card", Decline::Date),
            ("cc_rejected_call_for_authorize", Decline::Call),
            ("cc_rejected_3ds_challenge", Decline::Unconfirmed),
            ("cc_rejected_high_risk", Decline::Other),
            ("stolen_card", Decline::Other),
            ("", Decline::Other),
        ] {
            assert_eq!(Decline::of(word), decline, "{word}");
        }
    }
}
