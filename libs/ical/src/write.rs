//! A calendar, line by line as RFC 5545 wants them.
//!
//! The library that reads writes, too, but gives every part a time stamp and an identifier, which `VTIMEZONE` may not
//! have, and folds some lines at 76 bytes.

use jiff::Timestamp;

use crate::event::Event;
use crate::moment::{self, Moment};
use crate::vtimezone;

/// An entry as it is written: what a calendar reads back, and what people look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it says.
    pub event: Event,
    /// Somebody has yet to say yes.
    pub tentative: bool,
    /// When this version was made.
    pub stamp: Timestamp,
    /// More about it; may have several lines.
    pub description: String,
    /// Where it takes place.
    pub location: String,
    /// A page about it.
    pub url: String,
}

/// A calendar of this one entry, as a server of calendars (`CalDAV`) stores it.
pub fn write_event(entry: &Entry) -> String {
    let mut out = Writer::calendar(None);
    vtimezone::write_all(&mut out, [&entry.event]);
    out.entry(entry, |_| ());
    out.finish()
}

impl Entry {
    fn status(&self) -> &'static str {
        match (self.event.cancelled, self.tentative) {
            (true, _) => "CANCELLED",
            (_, true) => "TENTATIVE",
            (false, false) => "CONFIRMED",
        }
    }
}

/// The text that is being written.
#[derive(Debug)]
pub(crate) struct Writer(String);

impl Writer {
    pub(crate) fn calendar(method: Option<&str>) -> Self {
        let mut out = Self(String::new());
        out.raw("BEGIN", "VCALENDAR");
        out.raw("VERSION", "2.0");
        out.raw("PRODID", "-//Vitrina//Vitrina//ES");
        out.raw("CALSCALE", "GREGORIAN");
        if let Some(method) = method {
            out.raw("METHOD", method);
        }
        out
    }

    pub(crate) fn finish(mut self) -> String {
        self.raw("END", "VCALENDAR");
        self.0
    }

    /// Writes an entry; `more` adds what only some have.
    pub(crate) fn entry(&mut self, entry: &Entry, more: impl FnOnce(&mut Self)) {
        let event = &entry.event;
        self.raw("BEGIN", "VEVENT");
        self.text("UID", &event.uid);
        self.raw("DTSTAMP", &moment::written_utc(entry.stamp));
        self.raw("LAST-MODIFIED", &moment::written_utc(entry.stamp));
        self.raw("SEQUENCE", &event.sequence.to_string());
        if let Some(id) = &event.recurrence_id {
            self.moment("RECURRENCE-ID", id);
        }
        self.moment("DTSTART", &event.starts);
        self.moment("DTEND", &event.ends);
        for rule in &event.rules {
            self.fold(&cleaned(rule));
        }
        self.text("SUMMARY", &event.summary);
        let optional = [("DESCRIPTION", &entry.description), ("LOCATION", &entry.location)];
        for (name, value) in optional.into_iter().filter(|(_, value)| !value.is_empty()) {
            self.text(name, value);
        }
        if !entry.url.is_empty() {
            self.raw("URL", &entry.url);
        }
        self.raw("STATUS", entry.status());
        self.raw(
            "TRANSP",
            if event.transparent {
                "TRANSPARENT"
            } else {
                "OPAQUE"
            },
        );
        more(self);
        for (name, value) in &event.properties {
            self.text(name, value);
        }
        self.raw("END", "VEVENT");
    }

    /// A value that is written as it is.
    pub(crate) fn raw(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{}", cleaned(value)));
    }

    /// A value for people.
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{}", escaped(value)));
    }

    fn moment(&mut self, name: &str, moment: &Moment) {
        let line = match moment {
            Moment::Date(day) => format!("{name};VALUE=DATE:{}", moment::written_date(*day)),
            Moment::Floating(at) => format!("{name}:{}", moment::written(*at)),
            Moment::Utc(instant) => format!("{name}:{}", moment::written_utc(*instant)),
            Moment::Local { at, zone } => match (zone.iana_name(), moment.instant(zone)) {
                (Some(zone), _) => format!("{name};TZID={zone}:{}", moment::written(*at)),
                (None, Some(instant)) => format!("{name}:{}", moment::written_utc(instant)),
                (None, None) => format!("{name}:{}", moment::written(*at)),
            },
        };
        self.fold(&line);
    }

    /// No line longer than 75 bytes, the space that continues one included, and no letter parted.
    fn fold(&mut self, line: &str) {
        const MOST: usize = 75;
        let mut used = 0;
        for letter in line.chars() {
            if used + letter.len_utf8() > MOST {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(letter);
            used += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// What qualifies a property, with its semicolon: quoted, since quotes are all that it cannot hold.
pub(crate) fn param(name: &str, value: &str) -> String {
    let value = cleaned(value).replace('"', "'");
    format!(";{name}=\"{value}\"")
}

fn cleaned(value: &str) -> String {
    value.chars().filter(|letter| !letter.is_control()).collect()
}

fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '\\' | ';' | ',' => text.extend(['\\', letter]),
            '\n' => text.push_str("\\n"),
            '\t' => text.push('\t'),
            letter if letter.is_control() => (),
            letter => text.push(letter),
        }
    }
    text
}
