//! Entries of iCalendar as all providers' are here: what a server of calendars keeps under one name, or what a file holds.

use std::collections::BTreeMap;

use booking::model::BookingId;
use db::bootstrap::hex;
use http::secrets::sha256;
use ical::{Event, Moment};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use kernel::id::Uuid;

use crate::model::Remote;

/// How the identifiers of our entries end, in calendars, in mails and in feeds of ours.
const OURS: &str = "@vitrina";
/// How those in calendars begin: a customer's invitation may lie beside them, and no calendar takes two of one name.
const IN_CALENDARS: &str = "agenda-";
/// Longest name that is kept (bytes).
const NAME: usize = 1_000;

/// For whom entries are read.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Whose clock is meant where none is named.
    pub clock: TimeZone,
    /// What was over by then does not matter.
    pub past: Timestamp,
}

/// Entries, and how many of them cannot be understood.
#[derive(Debug, Default)]
pub struct Understood {
    /// In the order that they stood in.
    pub entries: Vec<Remote>,
    /// Left out.
    pub skipped: usize,
}

/// What our entry for an appointment is known by.
pub fn uid(id: BookingId) -> String {
    format!("{IN_CALENDARS}{id}{OURS}")
}

impl Frame {
    /// What a server keeps under one name: an event, or a series with the times of it that differ.
    pub fn object(&self, name: &str, etag: &str, events: Vec<Event>) -> Understood {
        let mut understood = Understood::default();
        self.take(&mut understood, (name, etag), events);
        understood
    }

    /// What a file holds: what has one identifier belongs together.
    pub fn file(&self, events: Vec<Event>) -> Understood {
        let mut groups: BTreeMap<String, Vec<Event>> = BTreeMap::new();
        for event in events {
            groups.entry(name(&event.uid)).or_default().push(event);
        }
        let mut understood = Understood::default();
        for (name, events) in groups {
            self.take(&mut understood, (&name, ""), events);
        }
        understood
    }

    fn take(&self, understood: &mut Understood, (name, etag): (&str, &str), events: Vec<Event>) {
        let mut has_master = false;
        for (at, event) in events.into_iter().enumerate() {
            if self.is_over(&event) {
                continue;
            }
            let booking = booking(&event.uid);
            let Some(event) = self.settled(event) else {
                understood.skipped += 1;
                continue;
            };
            let is_master = event.recurrence_id.is_none() && !has_master;
            has_master |= is_master;
            understood.entries.push(Remote {
                remote_id: if is_master {
                    name.to_owned()
                } else {
                    format!("{name}#{at}")
                },
                etag: etag.to_owned(),
                series_id: (!is_master).then(|| name.to_owned()),
                booking,
                event: Some(event),
            });
        }
    }

    /// Of what repeats, and of times that differ, one cannot tell by the end alone.
    fn is_over(&self, event: &Event) -> bool {
        let once = event.rules.is_empty() && event.recurrence_id.is_none();
        once && event.ends.instant(&self.clock).is_some_and(|end| end < self.past)
    }

    /// With times that can be kept, or nothing.
    fn settled(&self, mut event: Event) -> Option<Event> {
        let repeats = !event.rules.is_empty() || event.recurrence_id.is_some();
        event.starts = self.placed(event.starts, repeats)?;
        event.ends = self.placed(event.ends, repeats)?;
        event.recurrence_id = match event.recurrence_id {
            Some(moment) => Some(self.placed(moment, repeats)?),
            None => None,
        };
        // The database keeps no zero byte.
        let is_odd = |rule: &String| rule.contains('\0');
        (!event.rules.iter().any(is_odd)).then_some(event)
    }

    /// On a clock that has a name, since only the name is kept.
    fn placed(&self, moment: Moment, repeats: bool) -> Option<Moment> {
        if !(1..9_999).contains(&moment.date().year()) {
            return None;
        }
        Some(match moment {
            Moment::Floating(at) => Moment::Local {
                at,
                zone: self.clock.clone(),
            },
            Moment::Local { at, zone } if zone.iana_name().is_none() => match same_all_year(&zone) {
                Some(zone) => Moment::Local { at, zone },
                // One moment is one moment anywhere; a rule keeps to its clock.
                None if repeats => return None,
                None => Moment::Local { at, zone },
            },
            other => other,
        })
    }
}

/// The named zone of a calendar's own one that is some whole hours from UTC.
fn same_all_year(zone: &TimeZone) -> Option<TimeZone> {
    let seconds = zone.to_fixed_offset().ok()?.seconds();
    let hours = seconds / 3_600;
    (seconds % 3_600 == 0).then_some(())?;
    // Signs are the other way round there.
    ical::find_zone(&format!("Etc/GMT{:+}", -hours))
}

/// An identifier as it can be kept.
fn name(uid: &str) -> String {
    if uid.len() <= NAME && !uid.contains('\0') {
        return uid.to_owned();
    }
    format!("sha256 {}", hex(&sha256(uid.as_bytes())))
}

/// The appointment that an identifier of ours names.
fn booking(uid: &str) -> Option<BookingId> {
    let id = uid.strip_suffix(OURS)?;
    let id = id.strip_prefix(IN_CALENDARS).unwrap_or(id);
    id.parse::<Uuid>().ok().map(BookingId)
}

#[cfg(test)]
mod tests {
    use ical::{Event, Limits, Moment};
    use kernel::id::Uuid;

    use super::{BookingId, Frame, booking, name, uid};

    fn frame() -> Frame {
        Frame {
            clock: ical::find_zone("America/Bogota").unwrap(),
            past: "2026-11-22T00:00:00Z".parse().unwrap(),
        }
    }

    fn events(lines: &str) -> Vec<Event> {
        let text = format!("BEGIN:VCALENDAR\n{}\nEND:VCALENDAR", lines.replace(' ', "\n"));
        ical::read(text.as_bytes(), &Limits::default()).unwrap().events
    }

    #[test]
    fn what_is_over_is_left_out_unless_it_repeats() {
        let read = events(
            "BEGIN:VEVENT UID:old DTSTART:20200101T090000Z DTEND:20200101T100000Z END:VEVENT \
             BEGIN:VEVENT UID:weekly DTSTART:20200101T090000Z RRULE:FREQ=WEEKLY END:VEVENT \
             BEGIN:VEVENT UID:new DTSTART:20261201T090000 END:VEVENT",
        );
        let understood = frame().file(read);
        let names: Vec<_> = understood.entries.iter().map(|entry| &entry.remote_id).collect();
        assert_eq!(names, ["new", "weekly"]);
        let starts = &understood.entries[0].event.as_ref().unwrap().starts;
        assert!(
            matches!(starts, Moment::Local { .. }),
            "the viewer's clock: {starts:?}"
        );
    }

    #[test]
    fn times_that_differ_belong_to_their_series_and_years_out_of_reach_are_left_out() {
        let read = events(
            "BEGIN:VEVENT UID:a DTSTART:20261201T090000Z RRULE:FREQ=DAILY END:VEVENT \
             BEGIN:VEVENT UID:a RECURRENCE-ID:20261202T090000Z DTSTART:20261202T110000Z END:VEVENT \
             BEGIN:VEVENT UID:b DTSTART;VALUE=DATE:00000101 RRULE:FREQ=YEARLY END:VEVENT",
        );
        let understood = frame().file(read);
        let keys: Vec<_> = understood.entries.iter().map(crate::model::Remote::key).collect();
        assert_eq!((keys, understood.skipped), (vec!["a", "a"], 1));
    }

    #[test]
    fn a_zone_of_a_calendars_own_keeps_its_clock_by_another_name() {
        let read = events(
            "BEGIN:VTIMEZONE TZID:mine BEGIN:STANDARD TZOFFSETTO:-0500 END:STANDARD END:VTIMEZONE \
             BEGIN:VEVENT UID:a DTSTART;TZID=mine:20261130T210000 RRULE:FREQ=WEEKLY;BYDAY=MO END:VEVENT",
        );
        let understood = frame().file(read);
        let event = understood.entries[0].event.as_ref().unwrap();
        let Moment::Local { zone, .. } = &event.starts else {
            panic!("{event:?}")
        };
        assert_eq!(zone.iana_name(), Some("Etc/GMT+5"));
    }

    #[test]
    fn our_own_are_known_by_their_names() {
        let id = BookingId(Uuid::from_u128(7));
        assert_eq!(booking(&uid(id)), Some(id));
        assert_eq!(booking(&format!("{id}@vitrina")), Some(id));
        assert_eq!((booking("7@vitrina"), booking("a@b.test")), (None, None));
        assert_eq!(name(&"x".repeat(2_000)).len(), 71);
    }
}
