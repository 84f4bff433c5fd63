//! Entries of Google's as all providers' are here.

use google_calendar::{Entry, When};
use ical::{Event, Moment};
use jiff::tz::TimeZone;
use kernel::id::Uuid;

use booking::model::BookingId;

use crate::model::Remote;

/// Who wrote an entry, in its private properties.
pub const APP: &str = "app";
/// As us.
pub const US: &str = "vitrina";
/// For which appointment.
pub const BOOKING: &str = "booking_id";

/// Longest names and rules that are kept.
const NAME: usize = 1_000;
const RULE: usize = 4_000;
const RULES: usize = 100;

/// The entry, if it can be understood: with names that fit and, unless it was deleted, a time.
pub fn remote(entry: Entry) -> Option<Remote> {
    // The database keeps no zero byte.
    let is_odd = |text: &str, most: usize| text.len() > most || text.contains('\0');
    let rules = &entry.recurrence;
    if entry.id.is_empty()
        || is_odd(&entry.id, NAME)
        || entry.series.as_deref().is_some_and(|series| is_odd(series, NAME))
        || is_odd(&entry.etag, 300)
        || rules.len() > RULES
        || rules.iter().any(|rule| is_odd(rule, RULE))
    {
        return None;
    }
    let event = match (entry.cancelled, &entry.series) {
        // What is deleted says no time; a time of a series that falls out says which.
        (true, None) => None,
        _ => Some(event(&entry)?),
    };
    Some(Remote {
        booking: booking(&entry),
        remote_id: entry.id,
        etag: entry.etag,
        series_id: entry.series,
        event,
    })
}

fn booking(entry: &Entry) -> Option<BookingId> {
    let is_ours = entry.private.get(APP).is_some_and(|app| app == US);
    let id = entry.private.get(BOOKING).filter(|_| is_ours)?;
    id.parse::<Uuid>().ok().map(BookingId)
}

fn event(entry: &Entry) -> Option<Event> {
    let in_series = entry.series.is_some() || !entry.recurrence.is_empty();
    let moment = |when: &When| moment(when, in_series);
    let recurrence_id = match (&entry.series, &entry.original) {
        (Some(_), Some(original)) => Some(moment(original)?),
        (Some(_), None) => return None,
        (None, _) => None,
    };
    let starts = match &entry.starts {
        Some(starts) => moment(starts)?,
        None => recurrence_id.clone()?,
    };
    let ends = match &entry.ends {
        Some(ends) => moment(ends)?,
        None => starts.clone(),
    };
    let utc = TimeZone::UTC;
    if ends.instant(&utc)? < starts.instant(&utc)? {
        return None;
    }
    let uid = entry.series.as_deref().unwrap_or(&entry.id);
    let mut event = Event::once(uid, starts, ends, "");
    event.recurrence_id = recurrence_id;
    event.rules.clone_from(&entry.recurrence);
    event.cancelled = entry.cancelled;
    event.transparent = entry.transparent;
    Some(event)
}

/// A series keeps to its zone's clock. Where that is not known it cannot be spread out; one moment is one moment anywhere.
fn moment(when: &When, in_series: bool) -> Option<Moment> {
    Some(match when {
        When::Day(date) => Moment::Date(*date),
        When::At { at, zone: Some(name) } if in_series => {
            let zone = ical::find_zone(name)?;
            Moment::Local {
                at: zone.to_datetime(*at),
                zone,
            }
        }
        When::At { at, .. } => Moment::Utc(*at),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use google_calendar::{Entry, When};
    use ical::Moment;

    use super::remote;

    fn entry() -> Entry {
        let at = |text: &str| {
            Some(When::At {
                at: text.parse().unwrap(),
                zone: Some("America/Bogota".into()),
            })
        };
        Entry {
            id: "abc".into(),
            etag: "\"1\"".into(),
            cancelled: false,
            series: None,
            original: None,
            starts: at("2026-11-23T14:00:00Z"),
            ends: at("2026-11-23T15:00:00Z"),
            recurrence: vec![],
            transparent: false,
            private: BTreeMap::new(),
        }
    }

    #[test]
    fn a_series_keeps_its_clock_and_one_time_its_moment() {
        let once = remote(entry()).unwrap().event.unwrap();
        assert!(matches!(once.starts, Moment::Utc(_)));
        let mut series = entry();
        series.recurrence = vec!["RRULE:FREQ=DAILY".into()];
        let event = remote(series.clone()).unwrap().event.unwrap();
        assert!(matches!(event.starts, Moment::Local { .. }));
        series.starts = Some(When::At {
            at: "2026-11-23T14:00:00Z".parse().unwrap(),
            zone: Some("Mars/Olympus".into()),
        });
        assert!(remote(series).is_none());
    }

    #[test]
    fn what_fell_out_of_a_series_says_which_time() {
        let mut gone = entry();
        gone.cancelled = true;
        assert!(remote(gone.clone()).unwrap().event.is_none());
        gone.series = Some("series".into());
        gone.original = gone.starts.take();
        gone.ends = None;
        let found = remote(gone.clone()).unwrap();
        assert_eq!(found.key(), "series");
        assert!(found.event.unwrap().cancelled);
        gone.original = None;
        assert!(remote(gone).is_none());
    }

    #[test]
    fn what_is_odd_is_left_out() {
        let mut backwards = entry();
        std::mem::swap(&mut backwards.starts, &mut backwards.ends);
        assert!(remote(backwards).is_none());
        let long = Entry {
            id: "x".repeat(2_000),
            ..entry()
        };
        assert!(remote(long).is_none());
    }
}
