//! Types of reviews and wish lists, and their rules. No database here.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

kernel::define_id!(
    /// A review.
    ReviewId
);
kernel::define_id!(
    /// Somebody's word that a review should not stand there.
    ReportId
);
kernel::define_id!(
    /// A wish list: a person's, or nobody's.
    WishListId
);

/// Photos that a review may have.
pub const MOST_PHOTOS: i64 = 4;

/// Products that a wish list may hold.
pub const MOST_WISHES: i64 = 200;

/// Characters of a first name that are shown.
const LONGEST_NAME: usize = 60;

/// Where a review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ReviewStatus {
    /// Somebody of the shop is to look at it.
    Pending,
    /// Everybody sees it.
    Published,
    /// The shop does not show it, and says why.
    Rejected,
}

impl ReviewStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Published, Self::Rejected];

    /// As the database has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Published => "published",
            Self::Rejected => "rejected",
        }
    }

    /// From how it is written.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// What a review becomes when its author has written it, which was `before`: where reviews are shown at once so is this one,
    /// unless the shop has rejected it before.
    pub const fn when_written(before: Option<Self>, shown_at_once: bool) -> Self {
        match before {
            Some(Self::Rejected) => Self::Pending,
            _ if shown_at_once => Self::Published,
            _ => Self::Pending,
        }
    }
}

/// How a shop takes reviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct ReviewSettings {
    /// Whether a review is shown before the shop has looked at it.
    pub shown_at_once: bool,
    /// Days from an order's arrival until its customer is asked; none: never.
    pub ask_after_days: Option<i16>,
    /// Grows with each change.
    pub version: i64,
}

impl Default for ReviewSettings {
    fn default() -> Self {
        Self {
            shown_at_once: false,
            ask_after_days: Some(7),
            version: 0,
        }
    }
}

/// Who wrote it, as everybody reads it: the first name, and a letter of the next one. Who gave none is called by their address, which
/// is nobody's business: of it a letter is shown.
pub fn shown_name(name: &str) -> String {
    if name.contains('@') {
        let letter = name.trim().chars().next().unwrap_or('—');
        return format!("{}.", letter.to_uppercase());
    }
    let mut words = name.split_whitespace();
    let first: String = words.next().unwrap_or("—").chars().take(LONGEST_NAME).collect();
    match words.next().and_then(|word| word.chars().next()) {
        Some(letter) => format!("{first} {}.", letter.to_uppercase()),
        None => first,
    }
}

#[cfg(test)]
mod tests {
    use super::{ReviewStatus, shown_name};

    #[test]
    fn nobody_is_named_in_full() {
        assert_eq!(shown_name("Ana gómez Ruiz"), "Ana G.");
        assert_eq!(shown_name("  Luis "), "Luis");
        assert_eq!(shown_name("   "), "—");
        assert_eq!(shown_name("ana@correo.test"), "A.");
        assert!(shown_name(&"x".repeat(500)).chars().count() <= 80);
    }

    #[test]
    fn what_was_rejected_is_looked_at_again() {
        use ReviewStatus::{Pending, Published, Rejected};
        assert_eq!(ReviewStatus::when_written(None, true), Published);
        assert_eq!(ReviewStatus::when_written(Some(Published), false), Pending);
        assert_eq!(ReviewStatus::when_written(Some(Rejected), true), Pending);
    }
}
