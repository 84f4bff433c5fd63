//! A calendar to subscribe to.

use crate::vtimezone;
use crate::write::{Entry, Writer};

/// What a subscriber sees.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    /// What the calendar is called.
    pub name: String,
    /// Minutes after which to look again. Google looks when it likes.
    pub refresh: u32,
    /// Its entries. Leave cancelled ones in for some weeks, so that subscribers see them go.
    pub entries: Vec<Entry>,
}

/// The calendar, with the zones that its entries need. The same entries give the same bytes.
pub fn write_feed(feed: &Feed) -> String {
    let mut out = Writer::calendar(Some("PUBLISH"));
    out.text("NAME", &feed.name);
    out.text("X-WR-CALNAME", &feed.name);
    out.raw("REFRESH-INTERVAL;VALUE=DURATION", &format!("PT{}M", feed.refresh));
    out.raw("X-PUBLISHED-TTL", &format!("PT{}M", feed.refresh));
    vtimezone::write_all(&mut out, feed.entries.iter().map(|entry| &entry.event));
    for entry in &feed.entries {
        out.entry(entry, |_| ());
    }
    out.finish()
}
