//! Why a time is not offered.

use crate::moment::{Minutes, Moment, Span};

/// The rule that refuses a start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A need is not met: the reason of each resource that could have met it, by position. Empty when there is none.
    Unserved(Vec<(usize, Reason)>),
    /// Everybody is free, but appointments start at other minutes.
    OffGrid,
}

/// Why one resource cannot serve. Of several, the first that applies, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Too short before the start, or past; the first instant that is not.
    TooSoon(Moment),
    /// Starts before the dates that can be booked; their first instant.
    BeforeHorizon(Moment),
    /// Starts after the dates that can be booked; the first instant after them.
    BeyondHorizon(Moment),
    /// Not wholly within opening hours.
    Closed,
    /// Time off or blocked time.
    Blocked(Span),
    /// Taken, by what with its buffers lasts this long.
    Taken(Span),
    /// The session has no seat left.
    NoSeatLeft,
    /// Has as many appointments that day as the service allows.
    DayFull(u32),
    /// Has as many appointments that week as the service allows.
    WeekFull(u32),
    /// Would have more minutes of appointments that day than the service allows.
    DayTooLong(Minutes),
}
