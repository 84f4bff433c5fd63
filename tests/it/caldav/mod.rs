//! CalDAV against a real server, and against servers that answer otherwise than agreed.

mod discovery;
mod otherwise;
mod syncing;
mod writing;

use caldav::{Changes, Known};

/// An event as another program would write it.
fn event(uid: &str, summary: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tests//EN\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n\
         DTSTAMP:20261126T120000Z\r\nDTSTART:20261201T140000Z\r\nDTEND:20261201T150000Z\r\n\
         SUMMARY:{summary}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

/// As whoever keeps entries does with what has changed.
fn apply(known: &mut Known, changes: &Changes) {
    for href in &changes.gone {
        known.remove(href).expect("only what is known goes");
    }
    known.extend(
        changes
            .changed
            .iter()
            .map(|object| (object.href.clone(), object.etag.clone())),
    );
    known.extend(
        changes
            .skipped
            .iter()
            .map(|each| (each.href.clone(), each.etag.clone())),
    );
}

/// The hrefs of what has changed.
fn changed(changes: &Changes) -> Vec<&str> {
    let mut hrefs: Vec<_> = changes
        .changed
        .iter()
        .map(|object| object.href.as_str())
        .collect();
    hrefs.sort_unstable();
    hrefs
}
