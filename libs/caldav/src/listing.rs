//! What is in a calendar and in which state, by whichever way the server knows.

use std::collections::BTreeMap;

use outbound::{Answer, Url};

use crate::client::{CalDav, multistatus, propfind, report};
use crate::error::CalDavError;
use crate::href::{path_of, resolve};
use crate::xml::{self, Name, Response, Space};

/// What nobody's calendar has.
const MOST_ENTRIES: usize = 20_000;
/// Parts in which a server may give its list.
const MOST_PARTS: usize = 50;

pub(crate) const ETAG: Name = (Space::Dav, "getetag");
const KIND: Name = (Space::Dav, "resourcetype");
const SYNC_TOKEN: Name = (Space::Dav, "sync-token");
const CTAG: Name = (Space::Server, "getctag");
const REPORTS: Name = (Space::Dav, "supported-report-set");

/// How a token of ours begins, by the way that it belongs to.
const BY_SYNC: &str = "sync ";
const BY_CTAG: &str = "ctag ";

/// Events, whatever their time.
const EVENTS: &str =
    r#"<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter>"#;

/// What a calendar says of itself.
pub(crate) struct State {
    /// Whether it knows sync-collection.
    syncs: bool,
    /// Our token for it as it is, if it has one.
    pub token: Option<String>,
}

/// Entries by href.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    pub entries: BTreeMap<String, Seen>,
    /// Whether what is not listed is not there.
    pub whole: bool,
    /// Our token for the state that is listed.
    pub token: Option<String>,
}

/// An entry in a list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    There(Option<String>),
    Gone,
}

enum Synced {
    Listed(Listing),
    /// The server has forgotten what the token stood for.
    Forgotten,
    /// It does not know this way, whatever it said.
    Unable,
}

impl CalDav {
    /// What the calendar says of itself: one small call.
    pub(crate) async fn state(&self, calendar: &Url) -> Result<State, CalDavError> {
        // What every resource has stands first, or one without the others would look as if it were not there.
        let body = xml::propfind(&[KIND, SYNC_TOKEN, CTAG, REPORTS]);
        let (answers, _) = self.query(propfind(calendar, "0", body)).await?;
        let first = answers.responses.first();
        let first = first.filter(|each| each.status < 300).ok_or(CalDavError::Gone)?;
        Ok(state_of(first))
    }

    /// What has changed since, or all that there is.
    pub(crate) async fn listing(
        &self,
        calendar: &Url,
        state: &State,
        token: Option<&str>,
    ) -> Result<Listing, CalDavError> {
        let since = token.and_then(|token| token.strip_prefix(BY_SYNC));
        let mut synced = Synced::Unable;
        if state.syncs {
            synced = self.sync(calendar, since).await?;
            if matches!(synced, Synced::Forgotten) && since.is_some() {
                synced = self.sync(calendar, None).await?;
            }
        }
        match synced {
            Synced::Listed(listing) => Ok(listing),
            Synced::Forgotten | Synced::Unable => self.list(calendar, state).await,
        }
    }

    /// sync-collection (RFC 6578), part after part.
    async fn sync(&self, calendar: &Url, since: Option<&str>) -> Result<Synced, CalDavError> {
        let mut listing = Listing {
            whole: since.is_none(),
            ..Listing::default()
        };
        let mut token = since.unwrap_or_default().to_owned();
        for _ in 0..MOST_PARTS {
            let inside = format!(
                "<D:sync-token>{}</D:sync-token><D:sync-level>1</D:sync-level>{}",
                xml::escape(&token),
                xml::props(&[ETAG])
            );
            let body = xml::document((Space::Dav, "sync-collection"), &inside);
            let answer = self.ask(report(calendar, "0", body)).await?;
            if let Some(failed) = failure(&answer) {
                return Ok(failed);
            }
            let answers = multistatus(&answer)?;
            let next = answers.token.ok_or_else(|| unreadable("it has no token"))?;
            let cut_short = answers.responses.iter().any(|each| each.status == 507);
            listing.take(calendar, &answer.url, &answers.responses)?;
            if !cut_short {
                listing.token = Some(format!("{BY_SYNC}{next}"));
                return Ok(Synced::Listed(listing));
            }
            if next == token {
                break;
            }
            token = next;
        }
        Err(unreadable("its list has no end"))
    }

    /// calendar-query (RFC 4791 §7.8): everything, without its contents.
    async fn list(&self, calendar: &Url, state: &State) -> Result<Listing, CalDavError> {
        let inside = format!("{}{EVENTS}", xml::props(&[ETAG]));
        let body = xml::document((Space::CalDav, "calendar-query"), &inside);
        let (answers, base) = self.query(report(calendar, "1", body)).await?;
        // The token was read before the list: what changes between comes twice rather than never.
        let token = state.token.clone().filter(|token| token.starts_with(BY_CTAG));
        let mut listing = Listing {
            whole: true,
            token,
            ..Listing::default()
        };
        listing.take(calendar, &base, &answers.responses)?;
        Ok(listing)
    }
}

fn state_of(response: &Response) -> State {
    let sync = response.text(SYNC_TOKEN);
    let reports = response.prop(REPORTS).into_iter().flat_map(|set| &set.children);
    let mut named = reports.flat_map(|each| each.all((Space::Dav, "report")));
    let syncs = named.any(|each| each.child((Space::Dav, "sync-collection")).is_some());
    let token = match (sync, response.text(CTAG)) {
        (Some(sync), _) => Some(format!("{BY_SYNC}{sync}")),
        (None, Some(ctag)) => Some(format!("{BY_CTAG}{ctag}")),
        (None, None) => None,
    };
    State {
        syncs: syncs || sync.is_some(),
        token,
    }
}

/// What a refusal of sync-collection means, if it is one that another way may go round. What nobody may read is refused there
/// as well.
fn failure(answer: &Answer) -> Option<Synced> {
    let reason = || xml::reason(&answer.body);
    match answer.status.as_u16() {
        410 => Some(Synced::Forgotten),
        400 | 403 | 409 | 412 if reason().as_deref() == Some("valid-sync-token") => Some(Synced::Forgotten),
        400 | 403 | 405 | 409 | 415 | 422 | 501 => Some(Synced::Unable),
        _ => None,
    }
}

impl Listing {
    fn take(&mut self, calendar: &Url, base: &Url, responses: &[Response]) -> Result<(), CalDavError> {
        let own = path_of(calendar);
        for each in responses {
            let url = resolve(base, &each.href).filter(|url| url.origin() == base.origin());
            let href = url.map(|url| url.path().to_owned());
            // The calendar itself, and folders, are no entries.
            let Some(href) = href.filter(|href| !href.ends_with('/') && *href != own) else {
                continue;
            };
            let seen = match each.status {
                404 | 410 => Seen::Gone,
                _ => Seen::There(each.text(ETAG).map(str::to_owned)),
            };
            self.entries.insert(href, seen);
        }
        if self.entries.len() > MOST_ENTRIES {
            return Err(unreadable("it has more entries than we read"));
        }
        Ok(())
    }
}

fn unreadable(why: &str) -> CalDavError {
    CalDavError::Unreadable(why.into())
}
