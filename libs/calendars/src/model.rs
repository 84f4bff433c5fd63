//! Accounts, their calendars, and what stands in them.

use booking::model::{BookingId, ResourceId};
use ical::Event;
use jiff::tz::TimeZone;
use kernel::Instant;
use sqlx::FromRow;

kernel::define_id!(
    /// Somebody's account at a provider.
    AccountId
);
kernel::define_id!(
    /// A calendar of it.
    CalendarId
);
kernel::define_id!(
    /// A channel over which a provider tells of changes.
    ChannelId
);
kernel::define_id!(
    /// A line of the log.
    NoteId
);

/// Who keeps the calendars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Provider {
    /// Google Calendar.
    Google,
    /// A server that speaks `CalDAV`: iCloud, Fastmail, Nextcloud …
    Caldav,
    /// An address that gives a calendar to read (iCalendar).
    Feed,
}

impl Provider {
    /// As stored, and as metrics name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Google => "google",
            Self::Caldav => "caldav",
            Self::Feed => "feed",
        }
    }
}

/// How we stand with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum AccountStatus {
    /// It lets us in.
    Connected,
    /// It does so no longer: its owner has to say yes again.
    Reconnect,
    /// We part from it.
    Leaving,
}

/// An account.
#[derive(Debug, Clone, FromRow)]
pub struct Account {
    /// Which.
    pub account_id: AccountId,
    /// Whose time it knows.
    pub resource_id: ResourceId,
    /// Where it is.
    pub provider: Provider,
    /// As its owner knows it.
    pub name: String,
    /// How we stand with it.
    pub status: AccountStatus,
}

/// A calendar.
#[derive(Debug, Clone, FromRow)]
pub struct Calendar {
    /// Which.
    pub calendar_id: CalendarId,
    /// Of which account.
    pub account_id: AccountId,
    /// As its owner calls it.
    pub name: String,
    /// Whether it can be written.
    pub writable: bool,
    /// Whether what is in it keeps the resource busy.
    pub reads: bool,
    /// Whether appointments go into it.
    pub writes: bool,
    /// When it was read last.
    pub synced_at: Option<Instant>,
    /// What was wrong then.
    pub trouble: Option<String>,
}

/// A calendar of an account that is being connected, whoever keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// As the provider names it.
    pub remote_id: String,
    /// As its owner calls it.
    pub name: String,
    /// IANA name of the zone in which its days are thought.
    pub zone: Option<String>,
    /// Whether it can be written.
    pub writable: bool,
    /// Whether it is read from the first day on.
    pub reads: bool,
}

/// A calendar that is read, with what reading takes.
#[derive(Debug, Clone, FromRow)]
pub struct Source {
    /// Which.
    pub calendar_id: CalendarId,
    /// Of which account.
    pub account_id: AccountId,
    /// Whose time it knows.
    pub resource_id: ResourceId,
    /// Where.
    pub provider: Provider,
    /// As the provider names it.
    pub remote_id: String,
    /// Where its days begin.
    pub zone: Option<String>,
    /// The zone of the resource, where the calendar says none.
    pub resource_zone: String,
    /// From where on to read.
    pub sync_token: Option<String>,
    /// When it was read last.
    pub synced_at: Option<Instant>,
    /// The provider wants no call before then.
    pub waits: Option<Instant>,
}

impl Source {
    /// Where its whole days begin.
    pub fn clock(&self) -> TimeZone {
        let known = |name: &str| ical::find_zone(name);
        let own = self.zone.as_deref().and_then(known);
        own.or_else(|| known(&self.resource_zone))
            .unwrap_or(TimeZone::UTC)
    }
}

/// An entry of a calendar, whoever keeps it.
#[derive(Debug, Clone)]
pub struct Remote {
    /// As the provider names it.
    pub remote_id: String,
    /// Its version.
    pub etag: String,
    /// Of which series it is one time that differs.
    pub series_id: Option<String>,
    /// The appointment that we wrote with it.
    pub booking: Option<BookingId>,
    /// When; nothing once it was deleted.
    pub event: Option<Event>,
}

impl Remote {
    /// What its time is known by: itself, or its series.
    pub fn key(&self) -> &str {
        self.series_id.as_deref().unwrap_or(&self.remote_id)
    }
}

/// What came of asking a calendar.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Whether it is all there is, not only what changed.
    pub whole: bool,
    /// Whether the provider asked to begin anew.
    pub anew: bool,
    /// Entries.
    pub entries: Vec<Remote>,
    /// Series of which nothing of before is true any more, the times of them that differ included.
    pub replaced: Vec<String>,
    /// What the calendar's folder has.
    pub objects: Objects,
    /// How many could not be read.
    pub skipped: usize,
    /// From where on to read next time.
    pub sync_token: Option<String>,
    /// Where its days begin.
    pub zone: Option<String>,
    /// Whether there is more to be read at once.
    pub more: bool,
    /// Not to be asked again before then.
    pub not_before: Option<Instant>,
    /// When it was asked.
    pub asked_at: Option<Instant>,
}

/// What changed in a calendar's folder (`CalDAV`): hrefs with their states, and hrefs that are there no longer.
#[derive(Debug, Clone, Default)]
pub struct Objects {
    /// As they were seen.
    pub seen: Vec<(String, Option<String>)>,
    /// Gone.
    pub gone: Vec<String>,
}

/// An appointment as it should stand in somebody's calendar.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its name there, chosen by us.
    pub name: String,
    /// Which.
    pub booking: BookingId,
    /// Grows with each change.
    pub sequence: u32,
    /// Its title.
    pub summary: String,
    /// What else is to know.
    pub description: String,
    /// Our page about it.
    pub link: String,
    /// Whether the shop has yet to say yes.
    pub tentative: bool,
    /// From when…
    pub starts: Instant,
    /// …until before when.
    pub ends: Instant,
    /// IANA name of the zone to show it in.
    pub zone: String,
}
