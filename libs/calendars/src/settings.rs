//! Which providers this server knows.

use std::sync::Arc;

use google_calendar::GoogleCalendar;
use outbound::Outbound;
use url::Url;

/// Providers of calendars, or none. The executable passes it with `SliceSettings::with`.
#[derive(Debug, Clone, Default)]
pub struct Outside {
    /// Google, if we are known there.
    pub(crate) google: Option<Arc<GoogleCalendar>>,
    /// Where it may send messages; without it calendars are only asked from time to time.
    pub(crate) push: Option<Url>,
    /// The way to addresses that people typed.
    pub(crate) outbound: Option<Outbound>,
}

impl Outside {
    /// Where Google sends browsers back to, at whichever host was written down there.
    pub const GOOGLE_CALLBACK: &'static str = "/api/sync/calendar/google/callback";
    /// Where it sends its messages.
    pub const GOOGLE_MESSAGES: &'static str = "/webhooks/google-calendar";

    /// Servers of calendars and addresses to subscribe to, called by this way.
    pub fn by(outbound: Outbound) -> Self {
        Self {
            outbound: Some(outbound),
            ..Self::default()
        }
    }

    /// And Google.
    #[must_use]
    pub fn with_google(self, google: GoogleCalendar, push: Option<Url>) -> Self {
        Self {
            google: Some(Arc::new(google)),
            push,
            ..self
        }
    }
}
