//! Asks a provider what there is, or what has changed. No transaction is open meanwhile.

use google_calendar::{CalendarError, GoogleCalendar, Since};
use jiff::Timestamp;
use kernel::Instant;
use secrecy::SecretString;

use super::entries::remote;
use crate::model::{Batch, Source};
use crate::ops::expand::PAST;

/// Pages that are read at once; a calendar with more than their entries is refused.
const PAGES: usize = 60;

/// Changes since the last time; everything when there is no token, or the token is too old.
pub async fn fetch(
    google: &GoogleCalendar,
    access: &SecretString,
    source: &Source,
    now: Instant,
) -> Result<Batch, CalendarError> {
    if let Some(token) = &source.sync_token {
        match pages(google, access, source, Since::Token(token)).await {
            Err(CalendarError::Gone) => {}
            other => return other,
        }
    }
    let from: Timestamp = now.plus_seconds(-PAST).0;
    let batch = pages(google, access, source, Since::Beginning(from)).await?;
    Ok(Batch {
        whole: true,
        anew: source.sync_token.is_some(),
        ..batch
    })
}

async fn pages(
    google: &GoogleCalendar,
    access: &SecretString,
    source: &Source,
    since: Since<'_>,
) -> Result<Batch, CalendarError> {
    let mut batch = Batch::default();
    let mut page: Option<String> = None;
    for _ in 0..PAGES {
        let changes = google
            .changes(access, &source.remote_id, since, page.as_deref())
            .await?;
        batch.skipped += changes.skipped.len();
        for entry in changes.entries {
            match remote(entry) {
                Some(entry) => batch.entries.push(entry),
                None => batch.skipped += 1,
            }
        }
        batch.zone = changes.zone.or(batch.zone);
        page = changes.next_page;
        if page.is_none() {
            batch.sync_token = changes.sync_token;
            return Ok(batch);
        }
    }
    Err(CalendarError::Refused("tooManyEntries".into()))
}
