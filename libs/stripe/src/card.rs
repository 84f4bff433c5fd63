//! Cards, as far as they may be shown.

use serde::Deserialize;

use crate::error::StripeError;
use crate::id::CardId;
use crate::text::short;

/// What may be shown of a card. Never its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardFace {
    /// `visa`, `mastercard` …
    pub brand: String,
    /// Four digits.
    pub last_four: String,
}

/// A card that is kept for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Pays by it.
    pub id: CardId,
    /// What may be shown.
    pub face: CardFace,
    /// The year and month that it is good until the end of.
    pub expires: (u16, u8),
}

#[derive(Debug, Deserialize)]
pub(crate) struct RawFace {
    brand: Option<String>,
    last4: Option<String>,
}

#[derive(Deserialize)]
struct Raw {
    id: CardId,
    card: RawCard,
}

#[derive(Deserialize)]
struct RawCard {
    #[serde(flatten)]
    face: RawFace,
    exp_year: u16,
    exp_month: u8,
}

#[derive(Deserialize)]
struct List {
    data: Vec<Raw>,
}

impl Card {
    /// A list of them.
    pub(crate) fn read_all(json: &[u8]) -> Result<Vec<Self>, StripeError> {
        let list: List = serde_json::from_slice(json).map_err(|_| StripeError::Unreadable)?;
        list.data.into_iter().map(Self::of).collect()
    }

    fn of(raw: Raw) -> Result<Self, StripeError> {
        Ok(Self {
            id: raw.id,
            face: CardFace::of(raw.card.face).ok_or(StripeError::Unreadable)?,
            expires: (raw.card.exp_year, raw.card.exp_month),
        })
    }
}

impl CardFace {
    pub(crate) fn of(raw: RawFace) -> Option<Self> {
        let fine = |digits: &String| digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
        Some(Self {
            brand: short(&raw.brand?),
            last_four: raw.last4.filter(fine)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Card;
    use crate::error::StripeError;

    const LIST: &str = r#"{"object":"list","data":[{"id":"pm_1","type":"card","card":{"brand":"visa","last4":"4242",
        "exp_month":12,"exp_year":2034,"wallet":null}}],"has_more":false}"#;

    #[test]
    fn kept_cards_show_four_digits_and_how_long_they_are_good() {
        let cards = Card::read_all(LIST.as_bytes()).unwrap();
        assert_eq!((cards[0].id.as_str(), cards[0].expires), ("pm_1", (2034, 12)));
        assert_eq!(
            (cards[0].face.brand.as_str(), cards[0].face.last_four.as_str()),
            ("visa", "4242")
        );
        for (from, to) in [
            ("4242", "42424242"),
            ("4242", "42ab"),
            ("\"pm_1\"", "\"../1\""),
            ("2034", "null"),
        ] {
            let odd = LIST.replace(from, to);
            assert_eq!(
                Card::read_all(odd.as_bytes()),
                Err(StripeError::Unreadable),
                "{to}"
            );
        }
    }
}
