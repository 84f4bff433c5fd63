//! What is booked, and the shop's rules for it.

use std::num::NonZeroU32;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use crate::moment::{Length, Minutes, Moment};
use crate::zone::{date_at, days_after, midnight};

/// A service as the engine sees it.
#[derive(Debug, Clone)]
pub struct Service {
    /// How long an appointment takes, without buffers.
    pub duration: Length,
    /// From one start on the grid to the next.
    pub step: Length,
    /// What a resource needs around an appointment. They add up with those of the neighbour, and may lie outside the
    /// opening hours.
    pub buffers: Buffers,
    /// How long before its start an appointment can be booked at the latest.
    pub notice: Minutes,
    /// How far ahead.
    pub horizon: Horizon,
    /// How much of it a resource takes on.
    pub limits: Limits,
    /// For how many at once.
    pub capacity: Capacity,
}

/// Time before and after an appointment in which its resource is taken as well.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Buffers {
    /// Before the start.
    pub before: Minutes,
    /// After the end.
    pub after: Minutes,
}

/// On which dates an appointment may start, by the clock of each resource.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Horizon {
    /// Any.
    #[default]
    Open,
    /// Until so many days after today.
    Days(u16),
    /// Until so many days from Monday to Friday after today; weekends on the way are free.
    BusinessDays(u16),
    /// From a date to another, both included; none when they are the wrong way round.
    Dates(Date, Date),
}

/// At most so much for each resource, counted by the date on which an appointment starts. `None`: any number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// Appointments a day.
    pub per_day: Option<u32>,
    /// Appointments a week, from Monday.
    pub per_week: Option<u32>,
    /// Minutes of appointments a day, without buffers.
    pub minutes_per_day: Option<Minutes>,
}

/// How many take part in an appointment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Capacity {
    /// One customer, who has the resource to themselves.
    #[default]
    One,
    /// A session that others may join at exactly its own time until its seats are taken.
    Seats(NonZeroU32),
}

impl Service {
    /// So long, from one to the next without a pause; no other rules.
    pub fn lasting(duration: Length) -> Self {
        Self {
            duration,
            step: duration,
            buffers: Buffers::default(),
            notice: Minutes(0),
            horizon: Horizon::Open,
            limits: Limits::default(),
            capacity: Capacity::One,
        }
    }
}

impl Limits {
    /// Whether there is none.
    pub(crate) fn are_none(self) -> bool {
        self == Self::default()
    }
}

impl Capacity {
    /// Seats of a session that nobody is in yet.
    pub(crate) fn seats(self) -> u32 {
        match self {
            Self::One => 1,
            Self::Seats(seats) => seats.get(),
        }
    }
}

impl Horizon {
    /// The first instant of it and the first after it.
    pub(crate) fn bounds(self, zone: &TimeZone, now: Moment) -> (Moment, Moment) {
        let today = || date_at(zone, now);
        let through = |date| midnight(zone, days_after(date, 1));
        match self {
            Self::Open => (Moment::FIRST, Moment::LAST),
            Self::Days(days) => (Moment::FIRST, through(days_after(today(), i32::from(days)))),
            Self::BusinessDays(days) => (Moment::FIRST, through(business_days_after(today(), days))),
            Self::Dates(first, last) => (midnight(zone, first), through(last)),
        }
    }
}

fn business_days_after(today: Date, days: u16) -> Date {
    let mut date = today;
    let mut left = days;
    while left > 0 {
        date = days_after(date, 1);
        if !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    date
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn business_days_pass_over_the_weekend() {
        let friday = date(2026, 6, 12);
        assert_eq!(business_days_after(friday, 0), friday);
        assert_eq!(business_days_after(friday, 1), date(2026, 6, 15));
        assert_eq!(business_days_after(date(2026, 6, 13), 2), date(2026, 6, 16));
        assert_eq!(business_days_after(friday, 5), date(2026, 6, 19));
    }
}
