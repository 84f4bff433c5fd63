//! It did not work: what the page then says.

use google_calendar::CalendarError;
use serde::Deserialize;

/// What people are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// They said no at the provider.
    Cancelled,
    /// They left out a part of what we asked for.
    Partly,
    /// It took too long, was done before, or began in another session.
    Expired,
    /// The provider does not answer.
    Away,
    /// The provider's answer is not to be believed.
    Refused,
}

impl Problem {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Partly => "partly",
            Self::Expired => "expired",
            Self::Away => "away",
            Self::Refused => "refused",
        }
    }

    /// Path of the page that says it.
    pub fn path(self) -> String {
        format!("/admin/calendars?problem={}", self.as_str())
    }

    /// Key of its sentence.
    pub fn text_key(self) -> String {
        format!("calendars-problem-{}", self.as_str())
    }
}

impl From<CalendarError> for Problem {
    fn from(error: CalendarError) -> Self {
        match error {
            CalendarError::Unavailable(_) | CalendarError::RateLimited { .. } => Self::Away,
            CalendarError::Refused(reason) if reason == "scopes" => Self::Partly,
            _ => Self::Refused,
        }
    }
}
