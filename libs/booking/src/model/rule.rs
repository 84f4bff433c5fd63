//! The rule that keeps a time from being offered, as people and programs name it.

use kernel::Error;
use serde::Serialize;
use slots::{Reason, Refusal};
use utoipa::ToSchema;

use crate::error::BookingError;

/// A rule of booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Too short before it begins, or past.
    TooSoon,
    /// Before the dates that can be booked.
    BeforeHorizon,
    /// After the dates that can be booked.
    BeyondHorizon,
    /// Not within opening hours.
    Closed,
    /// Time off or blocked time.
    Blocked,
    /// Busy by a calendar outside.
    BusyElsewhere,
    /// Another appointment, with its buffers.
    Taken,
    /// Every seat of the session is taken.
    NoSeatLeft,
    /// As many that day as the service allows.
    DayFull,
    /// As many that week as the service allows.
    WeekFull,
    /// As many minutes that day as the service allows.
    DayTooLong,
    /// Appointments start at other minutes.
    OffGrid,
    /// Nobody serves it.
    Unstaffed,
}

impl Rule {
    /// All, in the order in which the engine asks.
    pub const ALL: [Self; 13] = [
        Self::TooSoon,
        Self::BeforeHorizon,
        Self::BeyondHorizon,
        Self::Closed,
        Self::Blocked,
        Self::BusyElsewhere,
        Self::Taken,
        Self::NoSeatLeft,
        Self::DayFull,
        Self::WeekFull,
        Self::DayTooLong,
        Self::OffGrid,
        Self::Unstaffed,
    ];

    /// As stored and in the keys of its texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooSoon => "too_soon",
            Self::BeforeHorizon => "before_horizon",
            Self::BeyondHorizon => "beyond_horizon",
            Self::Closed => "closed",
            Self::Blocked => "blocked",
            Self::BusyElsewhere => "busy_elsewhere",
            Self::Taken => "taken",
            Self::NoSeatLeft => "no_seat_left",
            Self::DayFull => "day_full",
            Self::WeekFull => "week_full",
            Self::DayTooLong => "day_too_long",
            Self::OffGrid => "off_grid",
            Self::Unstaffed => "unstaffed",
        }
    }

    /// The rule that is stored as this.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.as_str() == name)
    }

    /// Key of the sentence that explains it.
    pub fn text_key(self) -> String {
        format!("booking-rule-{}", self.as_str().replace('_', "-"))
    }

    /// What the engine said of one resource.
    pub const fn of(reason: &Reason) -> Self {
        match reason {
            Reason::TooSoon(_) => Self::TooSoon,
            Reason::BeforeHorizon(_) => Self::BeforeHorizon,
            Reason::BeyondHorizon(_) => Self::BeyondHorizon,
            Reason::Closed => Self::Closed,
            Reason::Blocked(_) => Self::Blocked,
            Reason::Taken(_) => Self::Taken,
            Reason::NoSeatLeft => Self::NoSeatLeft,
            Reason::DayFull(_) => Self::DayFull,
            Reason::WeekFull(_) => Self::WeekFull,
            Reason::DayTooLong(_) => Self::DayTooLong,
        }
    }

    /// The one to tell a customer: that somebody else has it, before what else is in the way.
    pub fn foremost(refusal: &Refusal) -> Self {
        let Refusal::Unserved(reasons) = refusal else {
            return Self::OffGrid;
        };
        let rules = || reasons.iter().map(|(_, reason)| Self::of(reason));
        let taken = rules().find(|rule| rule.is_taken());
        taken.or_else(|| rules().next()).unwrap_or(Self::Unstaffed)
    }

    /// Whether another appointment has it.
    pub const fn is_taken(self) -> bool {
        matches!(self, Self::Taken | Self::NoSeatLeft)
    }
}

impl From<Rule> for Error {
    fn from(rule: Rule) -> Self {
        if rule.is_taken() {
            BookingError::SlotTaken.into()
        } else {
            Self::from(BookingError::NotOffered).with("rule", rule.as_str())
        }
    }
}
