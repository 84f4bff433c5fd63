//! Names of payments.

use std::fmt;

use serde::{Deserialize, Deserializer, de::Error as _};

/// Mercado Pago's name for a payment: digits only, so that it can stand in an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PaymentId(String);

impl PaymentId {
    /// 1 to 20 digits.
    pub fn parse(text: &str) -> Option<Self> {
        let fine = (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        fine.then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PaymentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PaymentId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Name(text) = Name::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not digits"))
    }
}

/// A name that comes as a number in one place and as a text in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name(pub String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Number(u64),
            Text(String),
        }
        Ok(match Either::deserialize(deserializer)? {
            Either::Number(number) => Self(number.to_string()),
            Either::Text(text) => Self(text),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::PaymentId;

    #[test]
    fn a_payment_is_named_by_digits() {
        for json in ["1312147735", "\"1312147735\""] {
            let id: PaymentId = serde_json::from_str(json).unwrap();
            assert_eq!(id.as_str(), "1312147735");
        }
        for json in [
            "\"\"",
            "\"..\"",
            "\"1/refunds\"",
            "-1",
            "1.5",
            "null",
            "\"123456789012345678901\"",
            "\"١\"",
        ] {
            assert!(serde_json::from_str::<PaymentId>(json).is_err(), "{json}");
        }
    }
}
