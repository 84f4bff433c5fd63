//! An entry of a calendar.

use std::collections::BTreeMap;

use crate::moment::Moment;

/// What a calendar says about one entry, or about one occurrence of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The same for all occurrences of a series and all versions of an entry.
    pub uid: String,
    /// Which occurrence this is about: when it would start by the series' rule.
    pub recurrence_id: Option<Moment>,
    /// When it starts.
    pub starts: Moment,
    /// When it ends, exclusive. Never before the start.
    pub ends: Moment,
    /// Its `RRULE`, `RDATE` and `EXDATE` lines as they stand, unfolded.
    pub rules: Vec<String>,
    /// Its title.
    pub summary: String,
    /// `STATUS:CANCELLED`.
    pub cancelled: bool,
    /// Does not take the time of who has it in the calendar.
    pub transparent: bool,
    /// Grows with each version.
    pub sequence: u32,
    /// Properties of ours, by name: those that begin with [`Event::OURS`].
    pub properties: BTreeMap<String, String>,
}

impl Event {
    /// How the names of our own properties begin.
    pub const OURS: &str = "X-VITRINA-";

    /// An entry that happens once, confirmed, and takes the time.
    pub fn once(uid: impl Into<String>, starts: Moment, ends: Moment, summary: impl Into<String>) -> Self {
        Self {
            uid: uid.into(),
            recurrence_id: None,
            starts,
            ends,
            rules: Vec::new(),
            summary: summary.into(),
            cancelled: false,
            transparent: false,
            sequence: 0,
            properties: BTreeMap::new(),
        }
    }
}
