//! A calendar that other programs subscribe to.

use kernel::Instant;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use utoipa::ToSchema;
use validator::Validate;

use super::{FeedId, ResourceId};

/// The key in a calendar's address: as many letters as 256 bits take. Text of another form opens nothing.
#[derive(Clone)]
pub struct FeedToken(String);

impl FeedToken {
    /// How many letters it has.
    const LENGTH: usize = 43;

    /// As it stands in the address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for FeedToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FeedToken(…)")
    }
}

impl std::str::FromStr for FeedToken {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if text.len() == Self::LENGTH && text.bytes().all(is_letter) {
            Ok(Self(text.to_owned()))
        } else {
            Err("not the key of a calendar")
        }
    }
}

/// Which appointments to publish, and how.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CalendarFeedRequest)]
pub struct FeedRequest {
    /// Whose; the whole shop's when left out.
    #[serde(default)]
    pub resource_id: Option<ResourceId>,
    /// Whether customers' names and telephones stay out.
    #[serde(default)]
    pub hide_names: bool,
}

/// An address that is in use.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
#[schema(as = CalendarFeedView)]
pub struct FeedView {
    /// Which.
    #[sqlx(rename = "feed_id")]
    pub id: FeedId,
    /// Whose; the whole shop's when missing.
    pub resource_id: Option<ResourceId>,
    /// What they are called.
    pub resource_name: Option<String>,
    /// Whether customers' names and telephones stay out.
    pub hide_names: bool,
    /// When it was made.
    pub created_at: Instant,
    /// When a program last read it, to some minutes.
    pub last_read_at: Option<Instant>,
}

/// A new address, told this once.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = NewCalendarFeed)]
pub struct NewFeed {
    /// Which.
    pub id: FeedId,
    /// Where it is. Whoever has it reads the calendar.
    pub address: String,
}

#[cfg(test)]
mod tests {
    use super::FeedToken;

    #[test]
    fn only_text_of_a_keys_form_is_one() {
        assert!("a-_0".repeat(11)[..43].parse::<FeedToken>().is_ok());
        for text in [
            "",
            "a",
            &"a".repeat(44),
            &"ñ".repeat(22),
            &format!("{}.", "a".repeat(42)),
        ] {
            assert!(text.parse::<FeedToken>().is_err(), "{text}");
        }
    }
}
