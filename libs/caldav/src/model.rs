//! What comes and goes.

use std::collections::BTreeMap;

use outbound::Url;

/// A calendar that somebody may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Where it is; its name to us.
    pub url: Url,
    /// Its name to people, or the last word of its address.
    pub name: String,
    /// `#rrggbb`.
    pub colour: Option<String>,
    /// Whether entries may be added and changed. A server that does not say is believed to let us.
    pub writable: bool,
}

/// What the caller has of a calendar: hrefs, each with its ETag. Skipped entries belong here, too.
pub type Known = BTreeMap<String, Option<String>>;

/// What has changed against what was known. Apply all of it, also of what comes in several parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// New and changed entries.
    pub changed: Vec<Object>,
    /// Hrefs of known entries that are there no longer.
    pub gone: Vec<String>,
    /// New and changed entries that cannot be had, for a log that people read.
    pub skipped: Vec<Skipped>,
    /// For the next time. Nothing means that the next time everything is compared again.
    pub token: Option<String>,
    /// Whether there are further changes: ask again at once, with what is known now.
    pub more: bool,
}

/// An entry of a calendar: mostly an event with its exceptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// Path at the calendar's server, always spelt alike.
    pub href: String,
    /// Its state, as `If-Match` wants it: with its quotes.
    pub etag: Option<String>,
    /// iCalendar, as the server gave it.
    pub ics: Vec<u8>,
}

/// An entry that cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Path at the calendar's server.
    pub href: String,
    /// The state in which it cannot be had.
    pub etag: Option<String>,
    /// Why, in English.
    pub why: String,
}

/// Entries that were asked for. What is in neither list is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fetched {
    /// Those that came.
    pub objects: Vec<Object>,
    /// Those that cannot be had.
    pub skipped: Vec<Skipped>,
}

/// What has to be true for a write to happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Nothing is there yet.
    New,
    /// What is there is in this state.
    Unchanged(String),
}
