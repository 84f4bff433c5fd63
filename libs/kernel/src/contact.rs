//! How to reach somebody.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use validator::ValidateEmail as _;

/// An e-mail address, lower-cased: one person, one account, however they type it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Email(String);

impl Email {
    /// Longest address (RFC 5321 §4.5.3.1.3 less the angle brackets).
    pub const MAX: usize = 254;

    /// Trims, lower-cases and checks the shape.
    pub fn parse(raw: &str) -> Option<Self> {
        let email = raw.trim().to_lowercase();
        let ok =
            email.len() <= Self::MAX && email.is_ascii() && email.validate_email() && !email.contains('\'');
        ok.then_some(Self(email))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A telephone number as typed, 7 to 20 of digits, spaces and `+-()`, with at least 7 digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Phone(String);

impl Phone {
    /// Checks the shape.
    pub fn parse(raw: &str) -> Option<Self> {
        let phone = raw.trim();
        let digits = phone.bytes().filter(u8::is_ascii_digit).count();
        let ok = (7..=20).contains(&phone.len())
            && digits >= 7
            && phone.bytes().all(|b| b.is_ascii_digit() || b" +-()".contains(&b));
        ok.then(|| Self(phone.to_owned()))
    }

    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! parsed {
    ($name:ident, $code:literal, $format:literal) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let raw = Cow::<'de, str>::deserialize(d)?;
                Self::parse(&raw).ok_or_else(|| {
                    D::Error::custom(if raw.trim().is_empty() {
                        "required"
                    } else {
                        $code
                    })
                })
            }
        }
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .format(Some(utoipa::openapi::SchemaFormat::Custom($format.into())))
                    .into()
            }
        }
        impl utoipa::ToSchema for $name {}
    };
}

parsed!(Email, "invalid_email", "email");
parsed!(Phone, "invalid_phone", "phone");
