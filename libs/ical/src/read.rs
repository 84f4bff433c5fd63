//! A calendar of somebody else's, entry by entry: what one of them gets wrong costs that one alone.

use crate::entry::Raw;
use crate::event::Event;
use crate::limits::Limits;
use crate::line::Line;
use crate::skipped::{Reason, Skipped};
use crate::text;
use crate::zones::Zones;

/// What a calendar says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Read {
    /// Its entries, in the order that they stand in.
    pub events: Vec<Event>,
    /// What was left out, and why.
    pub skipped: Vec<Skipped>,
}

/// It cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCalendar {
    /// It is longer than `Limits::bytes`.
    #[error("it has more than {0} bytes")]
    TooLong(usize),
    /// It does not begin as a calendar does: a page that asks to sign in, for example.
    #[error("it is not a calendar")]
    Other,
}

/// Reads a calendar in any encoding, however broken. Only what is no calendar at all is an error.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Read, NotCalendar> {
    if bytes.len() > limits.bytes {
        return Err(NotCalendar::TooLong(limits.bytes));
    }
    let utf8 = text::utf8(bytes);
    let mut lines = text::lines(&utf8, limits.line).filter_map(Line::parse);
    if !lines
        .next()
        .is_some_and(|line| line.name == "BEGIN" && line.says("VCALENDAR"))
    {
        return Err(NotCalendar::Other);
    }
    let mut reading = Reading::default();
    for line in lines {
        reading.take(line);
        if reading.entries.len() + reading.wrong.len() > limits.entries {
            reading.entries.truncate(limits.entries);
            reading.wrong.truncate(limits.entries);
            reading
                .wrong
                .push((Raw::default(), Reason::TooMany(limits.entries)));
            break;
        }
    }
    Ok(reading.read())
}

#[derive(Debug, Default)]
struct Reading {
    entries: Vec<Raw>,
    wrong: Vec<(Raw, Reason)>,
    zones: Zones,
    within: Within,
}

/// Where the next line belongs. Deeper parts are counted, not followed.
#[derive(Debug, Default)]
enum Within {
    #[default]
    Calendar,
    Entry {
        entry: Raw,
        deeper: usize,
    },
    Zone,
}

impl Reading {
    fn take(&mut self, line: Line) {
        match (line.name.as_str(), &mut self.within) {
            ("BEGIN", _) if line.says("VEVENT") => {
                self.abandon();
                self.within = Within::Entry {
                    entry: Raw::default(),
                    deeper: 0,
                };
            }
            ("END", _) if line.says("VCALENDAR") => self.abandon(),
            ("BEGIN", Within::Entry { deeper, .. }) => *deeper += 1,
            ("END", Within::Entry { .. }) if line.says("VEVENT") => self.finish(),
            ("END", Within::Entry { deeper, .. }) => *deeper = deeper.saturating_sub(1),
            (_, Within::Entry { entry, deeper: 0 }) => entry.add(line),
            ("BEGIN", _) if line.says("VTIMEZONE") => self.within = Within::Zone,
            ("END", Within::Zone) if line.says("VTIMEZONE") => {
                self.zones.close();
                self.within = Within::Calendar;
            }
            (_, Within::Zone) => self.zones.note(&line),
            _ => (),
        }
    }

    fn finish(&mut self) {
        if let Within::Entry { entry, .. } = std::mem::take(&mut self.within) {
            self.entries.push(entry);
        }
    }

    /// What is open was never ended.
    fn abandon(&mut self) {
        if let Within::Entry { entry, .. } = std::mem::take(&mut self.within) {
            self.wrong.push((entry, Reason::Unfinished));
        }
    }

    /// Zones may be described after the entries that name them, so entries are understood last.
    fn read(mut self) -> Read {
        self.abandon();
        let mut read = Read::default();
        for (position, entry) in self.entries.into_iter().enumerate() {
            match entry.event(&self.zones, position) {
                Ok(event) => read.events.push(event),
                Err(skipped) => read.skipped.push(skipped),
            }
        }
        let wrong = self.wrong.into_iter();
        read.skipped
            .extend(wrong.map(|(entry, reason)| entry.skipped(reason)));
        read
    }
}
