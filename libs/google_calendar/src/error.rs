//! Why a call did not do what it should.

use std::time::Duration;

/// What Google answered instead. Holds nothing of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The permission was withdrawn or has lapsed: only its owner can give it anew.
    #[error("Google knows the permission no more")]
    InvalidGrant,
    /// The access token is not taken: it is over, or its grant is.
    #[error("Google does not take the access token")]
    Unauthorized,
    /// The sync token, or the entry, is there no more.
    #[error("it is gone")]
    Gone,
    /// Somebody else changed the entry since it was read.
    #[error("it was changed meanwhile")]
    Conflict,
    /// An entry with this id is there already.
    #[error("it is there already")]
    Exists,
    /// There is no such calendar, entry or channel, or it is not ours to see.
    #[error("it is not there")]
    Missing,
    /// Too many calls.
    #[error("Google asks to call less often")]
    RateLimited {
        /// After which time another may be taken, if it says so.
        after: Option<Duration>,
    },
    /// It is away, slow, or speaks otherwise than agreed. Another try may succeed.
    #[error("Google does not answer as agreed: {0}")]
    Unavailable(String),
    /// It says no, and will again.
    #[error("Google refuses: {0}")]
    Refused(String),
}

impl CalendarError {
    /// As metrics and the log name it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::InvalidGrant => "invalid_grant",
            Self::Unauthorized => "unauthorized",
            Self::Gone => "gone",
            Self::Conflict => "conflict",
            Self::Exists => "exists",
            Self::Missing => "missing",
            Self::RateLimited { .. } => "rate_limited",
            Self::Unavailable(_) => "unavailable",
            Self::Refused(_) => "refused",
        }
    }
}
