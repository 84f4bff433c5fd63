//! Ways to pay, as a shop sets them up.

use kernel::Locale;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A way to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum MethodCode {
    /// Cash to whoever hands the goods over.
    CashOnDelivery,
    /// The payer transfers to the shop's account, and the shop looks.
    BankTransfer,
    /// From the payer's Colombian bank, over its own pages.
    Pse,
    /// By a card, whose number only the provider sees.
    Card,
}

impl MethodCode {
    /// All of them, in the order that a new shop shows them.
    pub const ALL: [Self; 4] = [Self::CashOnDelivery, Self::BankTransfer, Self::Pse, Self::Card];

    /// The name as stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CashOnDelivery => "cash_on_delivery",
            Self::BankTransfer => "bank_transfer",
            Self::Pse => "pse",
            Self::Card => "card",
        }
    }

    /// Key of its name for people.
    pub fn name_key(self) -> String {
        format!("payments-method-{}", self.as_str())
    }
}

/// A way to pay as the shop set it up.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct MethodSetting {
    /// Which.
    pub code: MethodCode,
    /// Whether customers may choose it.
    pub enabled: bool,
    /// What the payer reads.
    pub instructions: Option<String>,
    /// The same in English; without it, everybody reads the first.
    pub instructions_en: Option<String>,
    /// Grows with each change.
    pub version: i64,
    /// Nobody answers there: not offered for a while.
    #[sqlx(default)]
    pub rests: bool,
}

impl MethodSetting {
    /// What the payer reads, in their language if the shop wrote it.
    pub fn instructions_in(&self, locale: Locale) -> Option<&str> {
        match locale {
            Locale::Es => self.instructions.as_deref(),
            Locale::En => self.instructions_en.as_deref().or(self.instructions.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MethodCode, MethodSetting};
    use kernel::Locale;

    #[test]
    fn english_readers_get_the_spanish_text_rather_than_none() {
        let mut setting = MethodSetting {
            code: MethodCode::BankTransfer,
            enabled: true,
            instructions: Some("Ahorros 123".into()),
            instructions_en: None,
            version: 1,
            rests: false,
        };
        assert_eq!(setting.instructions_in(Locale::En), Some("Ahorros 123"));
        setting.instructions_en = Some("Savings 123".into());
        assert_eq!(setting.instructions_in(Locale::En), Some("Savings 123"));
        assert_eq!(setting.instructions_in(Locale::Es), Some("Ahorros 123"));
    }
}
