//! When a schedule's moments are, and what becomes of those that were missed.

use std::time::Duration;

/// The clock looks this often for tenants whose time of the day has come, in minutes: zones differ by quarters of an hour.
pub(crate) const QUARTER: i8 = 15;

/// How late a tick may be taken and still count as on time, in seconds: an alarm may ring late, and a look over all
/// schedules follows every few seconds.
const ON_TIME: i64 = 120;

/// What becomes of moments that passed while nothing ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missed {
    /// One run makes up for all of them, as soon as something runs again, if the newest is not older than this (nine days
    /// at most): for work that must be done some time.
    CaughtUp {
        /// How old.
        within: Duration,
    },
    /// They pass: for work that is worth nothing when it is late, or that the next moment does as well.
    Skipped,
}

impl Missed {
    /// Made up for, if not older than a day.
    pub const WITHIN_A_DAY: Self = Self::CaughtUp {
        within: Duration::from_hours(24),
    };
    /// Made up for until the next day's moment comes, however long the day is.
    const UNTIL_THE_NEXT_DAY: Self = Self::CaughtUp {
        within: Duration::from_hours(36),
    };

    /// Whether a moment is still taken so many seconds after it.
    pub(crate) fn takes(self, late: i64) -> bool {
        match self {
            Self::CaughtUp { within } => late <= i64::try_from(within.as_secs()).unwrap_or(i64::MAX),
            Self::Skipped => late <= ON_TIME,
        }
    }

    /// Taken moments are remembered for ten days; an older one could be taken twice.
    pub(crate) fn is_in_range(self) -> bool {
        match self {
            Self::CaughtUp { within } => within <= Duration::from_hours(9 * 24),
            Self::Skipped => true,
        }
    }
}

/// When a schedule's moments are. A text is a pattern whose missed moments are made up for within a day.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    pub(crate) when: When,
    pub(crate) missed: Missed,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum When {
    Pattern(&'static str),
    EachDay { hour: i8, minute: i8 },
}

impl Timing {
    /// By a pattern of cron in UTC: six fields, seconds first. The same moment for everybody.
    pub const fn pattern(pattern: &'static str) -> Self {
        Self {
            when: When::Pattern(pattern),
            missed: Missed::WITHIN_A_DAY,
        }
    }

    /// Once each day of the zone of whoever it is done for (a shop's own, or the platform's), at this time or soon after.
    /// On a day that has no such time, since clocks are put forward, as much later; on one that has it twice, at the first.
    /// The minute is 0, 15, 30 or 45.
    pub const fn each_day(hour: i8, minute: i8) -> Self {
        Self {
            when: When::EachDay { hour, minute },
            missed: Missed::UNTIL_THE_NEXT_DAY,
        }
    }

    /// The same, with another answer to moments that were missed.
    #[must_use]
    pub const fn missed(self, missed: Missed) -> Self {
        Self { missed, ..self }
    }
}

impl From<&'static str> for Timing {
    fn from(pattern: &'static str) -> Self {
        Self::pattern(pattern)
    }
}

/// A schedule's moments as people say them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// Every so many minutes.
    Minutes(u8),
    /// Each hour, so many minutes after it.
    Hour(u8),
    /// Each day at this time of a zone.
    Day(jiff::civil::Time),
    /// By this pattern of cron, in UTC.
    Pattern(&'static str),
}

impl Rhythm {
    /// What a pattern says, if there are words for it.
    pub(crate) fn of_pattern(pattern: &'static str) -> Self {
        let fields: Vec<&str> = pattern.split_ascii_whitespace().collect();
        let [_, minutes, "*", "*", "*", "*"] = fields[..] else {
            return Self::Pattern(pattern);
        };
        let number = |text: &str| text.parse().ok();
        let said = match minutes.strip_prefix("*/") {
            Some(step) => number(step).map(Self::Minutes),
            None if minutes == "*" => Some(Self::Minutes(1)),
            None => number(minutes).map(Self::Hour),
        };
        said.unwrap_or(Self::Pattern(pattern))
    }
}

#[cfg(test)]
mod tests {
    use super::{Missed, Rhythm};

    #[test]
    fn patterns_have_words() {
        for (pattern, rhythm) in [
            ("0 * * * * *", Rhythm::Minutes(1)),
            ("30 */5 * * * *", Rhythm::Minutes(5)),
            ("0 35 * * * *", Rhythm::Hour(35)),
            ("0 0,30 * * * *", Rhythm::Pattern("0 0,30 * * * *")),
            ("0 10 8 * * *", Rhythm::Pattern("0 10 8 * * *")),
        ] {
            assert_eq!(Rhythm::of_pattern(pattern), rhythm, "{pattern}");
        }
    }

    #[test]
    fn late_is_made_up_for_or_not() {
        assert!(Missed::WITHIN_A_DAY.takes(86_400) && !Missed::WITHIN_A_DAY.takes(86_401));
        assert!(Missed::Skipped.takes(60) && !Missed::Skipped.takes(600));
    }
}
