//! What has changed against what the caller knows.

use std::time::Duration;

use outbound::Url;

use crate::client::CalDav;
use crate::error::CalDavError;
use crate::fetch::BATCH;
use crate::listing::{Listing, Seen};
use crate::model::{Changes, Fetched, Known, Skipped};

/// For all calls together, however slow each is.
const PATIENCE: Duration = Duration::from_mins(2);
/// What is brought at once; the rest comes the next time.
const MOST_OBJECTS: usize = 400;
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// Each costs some calls.
const MOST_SKIPPED: usize = 20;

/// An entry to be read, and the state in which the list saw it.
type Wanted = (String, Option<String>);

impl CalDav {
    /// Compares a calendar with what is known of it, by the token that came the last time. A token that the server has
    /// forgotten, or none, only costs more calls.
    pub async fn changes(
        &self,
        calendar: &Url,
        token: Option<&str>,
        known: &Known,
    ) -> Result<Changes, CalDavError> {
        let all = self.compare(calendar, token, known);
        let late = || CalDavError::Unavailable("it takes too long".into());
        tokio::time::timeout(PATIENCE, all)
            .await
            .unwrap_or_else(|_| Err(late()))
    }

    async fn compare(
        &self,
        calendar: &Url,
        token: Option<&str>,
        known: &Known,
    ) -> Result<Changes, CalDavError> {
        let state = self.state(calendar).await?;
        if token.is_some() && state.token.as_deref() == token {
            return Ok(Changes {
                token: state.token,
                ..Changes::default()
            });
        }
        let listing = self.listing(calendar, &state, token).await?;
        let mut changes = Changes {
            gone: gone(&listing, known),
            ..Changes::default()
        };
        let wanted = wanted(&listing, known);
        changes.more = self.bring(calendar, &wanted, &mut changes).await?;
        // Of what comes in parts no token tells how far it has come: the next list is compared as a whole.
        changes.token = listing.token.filter(|_| !changes.more);
        Ok(changes)
    }

    /// Reads what is wanted, up to the limits. Says whether anything is left.
    async fn bring(
        &self,
        calendar: &Url,
        wanted: &[Wanted],
        changes: &mut Changes,
    ) -> Result<bool, CalDavError> {
        let (mut bytes, mut asked) = (0, 0);
        for batch in wanted.chunks(BATCH) {
            if asked >= MOST_OBJECTS || bytes > MOST_BYTES || changes.skipped.len() >= MOST_SKIPPED {
                return Ok(true);
            }
            asked += batch.len();
            let hrefs: Vec<String> = batch.iter().map(|(href, _)| href.clone()).collect();
            let fetched = self.fetch(calendar, &hrefs).await?;
            let sizes = fetched.objects.iter().map(|object| object.ics.len());
            bytes += sizes.sum::<usize>();
            changes.skipped.extend(left_out(batch, &fetched));
            changes.changed.extend(fetched.objects);
        }
        Ok(false)
    }
}

/// What was wanted and did not come, in the state in which it was seen, so that nobody asks for it over and over. That goes for
/// what is listed and then not there, too: if it really is gone, the next list says so.
fn left_out(batch: &[Wanted], fetched: &Fetched) -> Vec<Skipped> {
    let came = |href: &String| fetched.objects.iter().any(|object| object.href == *href);
    let missing = batch.iter().filter(|(href, _)| !came(href));
    let skip = missing.map(|(href, etag)| {
        let reason = fetched.skipped.iter().find(|each| each.href == *href);
        let why = reason
            .map_or("it is listed and not there", |each| &each.why)
            .to_owned();
        Skipped {
            href: href.clone(),
            etag: etag.clone(),
            why,
        }
    });
    skip.collect()
}

/// New to us, or in another state. A server owes a state (RFC 4791 §5.3.4); where it gives none, what we have is believed.
fn wanted(listing: &Listing, known: &Known) -> Vec<Wanted> {
    let wanted = listing.entries.iter().filter_map(|(href, seen)| match seen {
        Seen::Gone => None,
        Seen::There(etag) => Some((href.clone(), etag.clone())),
    });
    let differs = |(href, etag): &Wanted| known.get(href).is_none_or(|ours| etag.is_some() && ours != etag);
    wanted.filter(differs).collect()
}

fn gone(listing: &Listing, known: &Known) -> Vec<String> {
    let is_gone = |href: &&String| match listing.entries.get(*href) {
        Some(seen) => *seen == Seen::Gone,
        None => listing.whole,
    };
    known.keys().filter(is_gone).cloned().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Listing, Seen, gone, wanted};

    fn listing(whole: bool) -> Listing {
        let there = |etag: Option<&str>| Seen::There(etag.map(str::to_owned));
        let entries = [
            ("/new", there(Some("1"))),
            ("/same", there(Some("1"))),
            ("/other", there(Some("2"))),
            ("/stateless", there(None)),
            ("/new-stateless", there(None)),
            ("/gone", Seen::Gone),
            ("/never-seen", Seen::Gone),
        ];
        let entries = entries.map(|(href, seen)| (href.to_owned(), seen));
        Listing {
            entries: BTreeMap::from(entries),
            whole,
            token: None,
        }
    }

    fn compare(whole: bool) -> (Vec<String>, Vec<String>) {
        let known = ["/same", "/other", "/stateless", "/gone", "/unlisted"];
        let known = known.map(|href| (href.to_owned(), Some("1".to_owned()))).into();
        let listing = listing(whole);
        let wanted = wanted(&listing, &known).into_iter().map(|(href, _)| href);
        (wanted.collect(), gone(&listing, &known))
    }

    #[test]
    fn a_part_and_the_whole_are_compared_with_what_is_known() {
        let (wanted, lost) = compare(false);
        assert_eq!(wanted, ["/new", "/new-stateless", "/other"]);
        assert_eq!(lost, ["/gone"]);
        let (wanted, lost) = compare(true);
        assert_eq!(wanted, ["/new", "/new-stateless", "/other"]);
        assert_eq!(lost, ["/gone", "/unlisted"]);
    }
}
