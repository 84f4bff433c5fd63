//! What could not be understood, said so that the owner of a shop can find it in their calendar.

use jiff::civil::Date;

/// An entry that was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its title, or its identifier when it has none, shortened; empty when neither could be read.
    pub entry: String,
    /// The day that it starts on, where that much could be read.
    pub on: Option<Date>,
    /// Why.
    pub reason: Reason,
}

/// Why an entry was left out. `code` is stable, for texts; the message is English, for logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The calendar has more entries than are read.
    #[error("there are more entries than the {0} that are read")]
    TooMany(usize),
    /// A line that matters is too long.
    #[error("its line {0} is too long")]
    LongLine(String),
    /// Another entry begins, or the calendar ends, before this one does.
    #[error("it has no end")]
    Unfinished,
    /// It does not say when it starts.
    #[error("it does not say when it starts")]
    NoStart,
    /// A time that no clock shows.
    #[error("{0:?} is not a time")]
    WrongTime(String),
    /// A zone that is not known, neither by its own name nor by Windows'.
    #[error("{0:?} is not a known time zone")]
    UnknownZone(String),
    /// It ends before it starts.
    #[error("it ends before it starts")]
    EndsBeforeStart,
    /// A rule that is not understood.
    #[error("its rule is not understood: {0}")]
    WrongRule(String),
    /// A rule that repeats more often than every hour.
    #[error("it repeats more often than every hour")]
    TooOften,
    /// Working out its rule, with those before it, took more steps than are allowed.
    #[error("its rule takes too long to work out")]
    TooMuchWork,
    /// Its times lie outside of the calendar.
    #[error("its times are outside of the calendar")]
    OutOfCalendar,
}

impl Reason {
    /// A name for it that does not change.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooMany(_) => "too-many",
            Self::LongLine(_) => "long-line",
            Self::Unfinished => "unfinished",
            Self::NoStart => "no-start",
            Self::WrongTime(_) => "wrong-time",
            Self::UnknownZone(_) => "unknown-zone",
            Self::EndsBeforeStart => "ends-before-start",
            Self::WrongRule(_) => "wrong-rule",
            Self::TooOften => "too-often",
            Self::TooMuchWork => "too-much-work",
            Self::OutOfCalendar => "out-of-calendar",
        }
    }

    /// What of the entry it is about: the zone's name, the time as written; empty when there is nothing to quote.
    pub fn detail(&self) -> &str {
        match self {
            Self::LongLine(text)
            | Self::WrongTime(text)
            | Self::UnknownZone(text)
            | Self::WrongRule(text) => text,
            _ => "",
        }
    }
}

/// So much of a text as a log can show.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
