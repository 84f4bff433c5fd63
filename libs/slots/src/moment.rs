//! Instants and lengths of time, as integers.

use std::num::NonZeroU32;

use jiff::Timestamp;

/// An instant: microseconds since the Unix epoch, which is what `timestamptz` holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

/// Minutes, at most some eight thousand years.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minutes(pub u32);

/// Minutes that are not none: a duration, a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(NonZeroU32);

/// What lies from `start` until `end`, without `end`; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: Moment,
    end: Moment,
}

impl Moment {
    pub(crate) const FIRST: Self = Self(i64::MIN);
    pub(crate) const LAST: Self = Self(i64::MAX);

    /// As jiff has it; what lies beyond its range becomes the nearest end.
    pub fn timestamp(self) -> Timestamp {
        let end = if self.0 < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        };
        Timestamp::from_microsecond(self.0).unwrap_or(end)
    }

    /// This much later; stops at the end of time.
    #[must_use]
    pub fn plus(self, minutes: Minutes) -> Self {
        Self(self.0.saturating_add(minutes.micros()))
    }

    /// This much earlier; stops at the beginning of time.
    #[must_use]
    pub fn minus(self, minutes: Minutes) -> Self {
        Self(self.0.saturating_sub(minutes.micros()))
    }

    /// Microseconds from `earlier` to this.
    pub(crate) fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The instant just after this one.
    pub(crate) fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// `count` steps after this.
    pub(crate) fn after_steps(self, count: i64, step: Length) -> Self {
        Self(
            self.0
                .saturating_add(count.saturating_mul(step.minutes().micros())),
        )
    }
}

impl From<Timestamp> for Moment {
    /// Cuts to microseconds.
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp.as_microsecond())
    }
}

impl Minutes {
    /// The same in microseconds.
    pub(crate) fn micros(self) -> i64 {
        i64::from(self.0) * 60_000_000
    }
}

impl Length {
    /// `None` for zero.
    pub fn new(minutes: u32) -> Option<Self> {
        NonZeroU32::new(minutes).map(Self)
    }

    /// As minutes that may be none.
    pub fn minutes(self) -> Minutes {
        Minutes(self.0.get())
    }
}

impl Span {
    /// `None` unless it ends after it starts.
    pub fn new(start: Moment, end: Moment) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// So long, from `start`; `None` at the very end of time.
    pub fn lasting(start: Moment, length: Length) -> Option<Self> {
        Self::new(start, start.plus(length.minutes()))
    }

    /// Its first instant.
    pub fn start(self) -> Moment {
        self.start
    }

    /// The first instant that is no longer in it.
    pub fn end(self) -> Moment {
        self.end
    }

    /// Whether both share an instant; what only touches does not.
    pub fn meets(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether all of `other` lies in it.
    pub fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the instant lies in it.
    pub fn holds_moment(self, moment: Moment) -> bool {
        self.start <= moment && moment < self.end
    }

    /// With so much more on either side.
    pub(crate) fn widened(self, before: Minutes, after: Minutes) -> Self {
        Self {
            start: self.start.minus(before),
            end: self.end.plus(after),
        }
    }

    /// Microseconds from start to end.
    pub(crate) fn micros(self) -> i64 {
        self.end.since(self.start)
    }
}
