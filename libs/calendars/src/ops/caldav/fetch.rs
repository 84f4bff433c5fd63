//! Asks a server what has changed in a calendar. No transaction is open meanwhile.

use caldav::{CalDav, CalDavError, Changes, Known, Object, new_href};
use ical::Limits;
use kernel::{Error, Instant};
use outbound::Url;

use super::known::HREF;
use crate::model::{Batch, Objects, Remote, Source};
use crate::ops::entries::{Frame, Understood};
use crate::ops::expand::PAST;
use crate::trouble::Trouble;

/// What changed against what is known. A server that has forgotten our token only costs more calls.
pub async fn fetch(client: &CalDav, source: &Source, known: &Known, now: Instant) -> Result<Batch, Trouble> {
    let calendar = place(&source.remote_id)?;
    let token = source.sync_token.as_deref();
    let changes = client.changes(&calendar, token, known).await?;
    let frame = Frame {
        clock: source.clock(),
        past: now.plus_seconds(-PAST).0,
    };
    // Hundreds of entries take their time; other work goes on meanwhile.
    let read = tokio::task::spawn_blocking(move || batch(&calendar, changes, &frame));
    read.await.map_err(|e| Error::Fault(e.into()).into())
}

/// A calendar's address, which is its name to us.
pub fn place(remote_id: &str) -> Result<Url, CalDavError> {
    Url::parse(remote_id).map_err(|_| CalDavError::Refused("the calendar has no address".into()))
}

/// What an entry is called in its calendar: by the word that we gave it, or by its path.
pub fn name(calendar: &Url, href: &str) -> String {
    let word = href.rsplit('/').next().and_then(|last| last.strip_suffix(".ics"));
    let ours = word.filter(|word| new_href(calendar, word) == href);
    ours.unwrap_or(href).to_owned()
}

fn batch(calendar: &Url, changes: Changes, frame: &Frame) -> Batch {
    let mut batch = Batch {
        sync_token: changes.token,
        more: changes.more,
        skipped: changes.skipped.len(),
        ..Batch::default()
    };
    for object in changes.changed {
        take(&mut batch, calendar, object, frame);
    }
    let skipped = changes.skipped.into_iter().map(|each| (each.href, each.etag));
    batch.objects.seen.extend(skipped);
    for href in changes.gone {
        batch.entries.push(Remote {
            remote_id: name(calendar, &href),
            etag: String::new(),
            series_id: None,
            booking: None,
            event: None,
        });
        batch.objects.gone.push(href);
    }
    batch
}

/// Whatever was known of it before is no longer true.
fn take(batch: &mut Batch, calendar: &Url, object: Object, frame: &Frame) {
    let name = name(calendar, &object.href);
    if object.href.len() > HREF {
        batch.skipped += 1;
        return;
    }
    let etag = object.etag.clone().unwrap_or_default();
    match ical::read(&object.ics, &Limits::default()) {
        Ok(read) => {
            let Understood { entries, skipped } = frame.object(&name, &etag, read.events);
            batch.skipped += read.skipped.len() + skipped;
            batch.entries.extend(entries);
        }
        Err(_) => batch.skipped += 1,
    }
    batch.replaced.push(name);
    let Objects { seen, .. } = &mut batch.objects;
    seen.push((object.href, object.etag));
}

#[cfg(test)]
mod tests {
    use super::{name, new_href};

    #[test]
    fn our_entries_are_called_by_our_words_and_others_by_their_paths() {
        let calendar = "https://dav.example.com/ana/trabajo/".parse().unwrap();
        let ours = new_href(&calendar, "0000000000000000000000000a");
        assert_eq!(name(&calendar, &ours), "0000000000000000000000000a");
        for other in ["/ana/otro/a.ics", "/ana/trabajo/a%20b.ics", "/ana/trabajo/a"] {
            assert_eq!(name(&calendar, other), other);
        }
    }
}
