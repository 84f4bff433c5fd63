//! Paying by card: what a payer's browser brings, and cards that customers keep. A card's number is in none of it.

use kernel::{Instant, Line};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::card_number::holds_card_number;
use super::payer::DocumentType;
use super::provider::AccountId;

kernel::define_id!(
    /// A card that a customer keeps.
    SavedCardId
);

/// What somebody wants to pay by card: with what the provider's own fields gave for it, with one that is kept, or with one that
/// those fields read afterwards. None of these takes a card's number.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CardRequest {
    /// What stands for the card, once, where the provider's fields read it before.
    #[serde(default)]
    pub token: Option<Line<200>>,
    /// Brand, in the provider's word: `visa`, `master` …
    #[serde(default)]
    pub payment_method_id: Option<Line<40>>,
    /// Bank of the card, in the provider's word.
    #[serde(default)]
    pub issuer_id: Option<Line<40>>,
    /// In so many parts; 1 for all at once.
    #[serde(default)]
    #[validate(range(min = 1, max = 36))]
    pub installments: Option<u8>,
    /// What identifies the card's owner.
    #[serde(default)]
    pub document_type: Option<DocumentType>,
    /// 1 to 15 digits; dots, spaces and dashes are left out.
    #[serde(default)]
    pub document: Option<Line<30>>,
    /// One of the cards that the customer keeps.
    #[serde(default)]
    pub saved_card_id: Option<SavedCardId>,
    /// Whether the customer agrees to keep this card for the next time.
    #[serde(default)]
    pub save: bool,
}

impl CardRequest {
    /// Whether a text of it looks like a card's number, which nobody is to send us.
    pub fn holds_card_number(&self) -> bool {
        let texts = [
            self.token.as_ref().map(Line::as_str),
            self.payment_method_id.as_ref().map(Line::as_str),
            self.issuer_id.as_ref().map(Line::as_str),
            self.document.as_ref().map(Line::as_str),
        ];
        texts.into_iter().flatten().any(holds_card_number)
    }
}

/// A card that a customer keeps at the shop's provider.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SavedCard {
    /// Which.
    pub card_id: SavedCardId,
    /// The shop's account that it can be used at.
    pub account_id: AccountId,
    /// The provider's name for its owner.
    pub outside_customer: String,
    /// The provider's name for it.
    pub outside_card: String,
    /// `visa`, `master` …
    pub brand: String,
    /// Four digits.
    pub last4: String,
    /// Year after which it is good no more.
    pub exp_year: i16,
    /// Month of that year.
    pub exp_month: i16,
    /// Since when.
    pub created_at: Instant,
}

impl SavedCard {
    /// "Visa •••• 4242", as people know it.
    pub fn face(&self) -> String {
        card_face(&self.brand, &self.last4)
    }

    /// "08/30".
    pub fn expires(&self) -> String {
        format!("{:02}/{:02}", self.exp_month, self.exp_year % 100)
    }
}

/// "Visa •••• 4242", as people know it.
pub fn card_face(brand: &str, last4: &str) -> String {
    let brand = match brand {
        "visa" | "debvisa" => "Visa",
        "master" | "mastercard" | "debmaster" => "Mastercard",
        "amex" => "American Express",
        "diners" => "Diners Club",
        "discover" => "Discover",
        "codensa" => "Codensa",
        other => other,
    };
    format!("{brand} •••• {last4}")
}

#[cfg(test)]
mod tests {
    use super::{CardRequest, card_face};

    #[test]
    fn cards_have_the_names_that_people_know() {
        assert_eq!(card_face("master", "3564"), "Mastercard •••• 3564");
        assert_eq!(card_face("newbrand", "0001"), "newbrand •••• 0001");
    }

    #[test]
    fn no_text_of_it_takes_a_number() {
        let of = |json: &str| serde_json::from_str::<CardRequest>(json).unwrap();
        assert!(!of(r#"{"token":"6d9c3f1b","document":"1020304050","installments":3}"#).holds_card_number());
        for json in [
            r#"{"token":"4013540682746260"}"#,
            r#"{"document":"4013 5406 8274 6260"}"#,
        ] {
            assert!(of(json).holds_card_number(), "{json}");
        }
    }
}
