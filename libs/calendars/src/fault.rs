//! What a provider says instead of doing it, in the words of all of them.

use std::time::Duration;

use caldav::CalDavError;
use google_calendar::CalendarError;
use outbound::{AddressFault, OutboundError};

/// Why a provider did not do as asked. Texts are English, for logs; they hold no address and nothing of anybody's calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The permission, or the password, is no longer good: only its owner can give it anew.
    #[error("the account lets us in no longer")]
    Permission,
    /// An access token ended before its hour: another one is worth a try.
    #[error("the access token is not taken")]
    Ended,
    /// Somebody else was there first: reading again helps.
    #[error("it was changed meanwhile")]
    Conflict,
    /// Too many calls.
    #[error("it asks to be called less often")]
    Limited {
        /// After which time another may be taken, if it says so.
        after: Option<Duration>,
    },
    /// It is away, slow, or out of order. Another try may succeed.
    #[error("it does not answer as agreed: {0}")]
    Away(String),
    /// What came is no calendar, or too much of one.
    #[error("what came cannot be read: {0}")]
    Unreadable(String),
    /// The address is not one that we call.
    #[error("the address may not be called: {0}")]
    NotAllowed(AddressFault),
    /// It says no, and will again.
    #[error("it refuses: {0}")]
    Refused(String),
}

impl Fault {
    /// As metrics and the log name it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Permission => "invalid_grant",
            Self::Ended => "unauthorized",
            Self::Conflict => "conflict",
            Self::Limited { .. } => "rate_limited",
            Self::Away(_) => "unavailable",
            Self::Unreadable(_) => "unreadable",
            Self::NotAllowed(_) => "not_allowed",
            Self::Refused(_) => "refused",
        }
    }

    /// Whether another try may succeed.
    pub const fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Ended | Self::Conflict | Self::Limited { .. } | Self::Away(_)
        )
    }
}

impl From<CalendarError> for Fault {
    fn from(error: CalendarError) -> Self {
        match error {
            CalendarError::InvalidGrant => Self::Permission,
            CalendarError::Unauthorized => Self::Ended,
            CalendarError::Conflict => Self::Conflict,
            CalendarError::RateLimited { after } => Self::Limited { after },
            CalendarError::Unavailable(why) => Self::Away(why),
            CalendarError::Refused(why) => Self::Refused(why),
            other @ (CalendarError::Gone | CalendarError::Exists | CalendarError::Missing) => {
                Self::Refused(other.name().to_owned())
            }
        }
    }
}

impl From<CalDavError> for Fault {
    fn from(error: CalDavError) -> Self {
        match error {
            CalDavError::Unauthorized => Self::Permission,
            CalDavError::Conflict => Self::Conflict,
            CalDavError::RateLimited { after } => Self::Limited { after },
            CalDavError::Unavailable(why) => Self::Away(why),
            CalDavError::Unreadable(why) => Self::Unreadable(why),
            CalDavError::NotAllowed(fault) => Self::NotAllowed(fault),
            CalDavError::Refused(why) => Self::Refused(why),
            CalDavError::Gone => Self::Refused("it is not there".to_owned()),
        }
    }
}

impl From<OutboundError> for Fault {
    fn from(error: OutboundError) -> Self {
        let text = error.to_string();
        match error {
            OutboundError::Slow(_) | OutboundError::Away(_) => Self::Away(text),
            OutboundError::TooLong(_) | OutboundError::Packing => Self::Unreadable(text),
            OutboundError::Address(fault) => Self::NotAllowed(fault),
            OutboundError::Redirects => Self::Refused(text),
        }
    }
}
