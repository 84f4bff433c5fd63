//! What a zone's clocks do around the times of a calendar: Outlook knows no zone by its name alone.

use std::collections::BTreeMap;

use jiff::civil::{DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use crate::event::Event;
use crate::moment::{Moment, written};
use crate::write::Writer;

/// How far beyond the last time of a calendar changes are looked at: long enough to see that they come every year.
const AHEAD: SignedDuration = SignedDuration::from_hours(4 * 366 * 24);
/// The most changes of one zone that are written; the zones of the world have two or four a year.
const MOST: usize = 100;

/// Writes every zone that entries name, once, in the order of their names.
pub(crate) fn write_all<'a>(out: &mut Writer, events: impl IntoIterator<Item = &'a Event>) {
    let mut zones: BTreeMap<String, (TimeZone, Timestamp, Timestamp)> = BTreeMap::new();
    for moment in events.into_iter().flat_map(moments) {
        let Moment::Local { zone, .. } = moment else {
            continue;
        };
        let (Some(name), Some(at)) = (zone.iana_name(), moment.instant(zone)) else {
            continue;
        };
        let (_, from, to) = zones
            .entry(name.to_owned())
            .or_insert_with(|| (zone.clone(), at, at));
        *from = at.min(*from);
        *to = at.max(*to);
    }
    for (name, (zone, from, to)) in &zones {
        write(out, name, zone, *from, *to);
    }
}

fn moments(event: &Event) -> impl Iterator<Item = &Moment> {
    [
        Some(&event.starts),
        Some(&event.ends),
        event.recurrence_id.as_ref(),
    ]
    .into_iter()
    .flatten()
}

fn write(out: &mut Writer, name: &str, zone: &TimeZone, from: Timestamp, to: Timestamp) {
    out.raw("BEGIN", "VTIMEZONE");
    out.raw("TZID", name);
    out.raw("X-LIC-LOCATION", name);
    let until = to.checked_add(AHEAD).unwrap_or(Timestamp::MAX);
    let changes = changes(zone, from, until);
    for (at, change) in changes.iter().enumerate() {
        match yearly(&changes, change, zone.to_datetime(until)) {
            Some(rule) if is_first(&changes[..at], change) => change.write(out, Some(&rule)),
            Some(_) => (),
            None => change.write(out, None),
        }
    }
    out.raw("END", "VTIMEZONE");
}

/// One change of the clocks.
#[derive(Debug, Clone, PartialEq)]
struct Change {
    /// What they show just before, had they gone on.
    at: DateTime,
    before: Offset,
    after: Offset,
    name: String,
    /// They go forward: Ireland's law calls the winter the exception, which no reader expects.
    summer: bool,
}

/// The change that holds at `from`, and those after it. A zone that changes no more has one rule from long ago.
fn changes(zone: &TimeZone, from: Timestamp, until: Timestamp) -> Vec<Change> {
    let later = || {
        zone.following(from)
            .take_while(|change| change.timestamp() <= until)
            .take(MOST)
    };
    let holds = zone
        .preceding(from.saturating_add(SignedDuration::from_secs(1)).unwrap_or(from))
        .next();
    match holds {
        Some(holds) if later().next().is_some() => std::iter::once(holds)
            .chain(later())
            .map(|change| Change {
                at: before(zone, change.timestamp()).to_datetime(change.timestamp()),
                before: before(zone, change.timestamp()),
                after: change.offset(),
                name: change.abbreviation().to_owned(),
                summer: change.offset() > before(zone, change.timestamp()),
            })
            .collect(),
        _ => vec![steady(zone, from)],
    }
}

fn before(zone: &TimeZone, change: Timestamp) -> Offset {
    let before = change.checked_sub(SignedDuration::from_secs(1)).unwrap_or(change);
    zone.to_offset(before)
}

fn steady(zone: &TimeZone, from: Timestamp) -> Change {
    let now = zone.to_offset_info(from);
    Change {
        at: jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0),
        before: now.offset(),
        after: now.offset(),
        name: now.abbreviation().to_owned(),
        summer: false,
    }
}

impl Change {
    fn write(&self, out: &mut Writer, rule: Option<&str>) {
        let kind = if self.summer { "DAYLIGHT" } else { "STANDARD" };
        out.raw("BEGIN", kind);
        out.raw("DTSTART", &written(self.at));
        if let Some(rule) = rule {
            out.raw("RRULE", rule);
        }
        out.raw("TZOFFSETFROM", &offset(self.before));
        out.raw("TZOFFSETTO", &offset(self.after));
        out.text("TZNAME", &self.name);
        out.raw("END", kind);
    }

    /// The same change in another year.
    fn same(&self, other: &Self) -> bool {
        let kind = |change: &Self| (change.before, change.after, change.summer, change.at.month());
        kind(self) == kind(other) && self.name == other.name
    }
}

fn is_first(earlier: &[Change], change: &Change) -> bool {
    !earlier.iter().any(|other| other.same(change))
}

/// The rule for a change that comes every year up to the end of what is looked at, on the same weekday of its month.
fn yearly(all: &[Change], change: &Change, until: DateTime) -> Option<String> {
    let same: Vec<_> = all
        .iter()
        .filter(|other| other.same(change))
        .map(|other| other.at)
        .collect();
    let (first, last) = (same.first()?, same.last()?);
    let every_year = same.windows(2).all(|two| two[1].year() == two[0].year() + 1);
    let goes_on = last.duration_until(until) < SignedDuration::from_hours(373 * 24);
    let alike = same
        .iter()
        .all(|at| at.time() == first.time() && at.weekday() == first.weekday());
    if same.len() < 3 || !every_year || !goes_on || !alike {
        return None;
    }
    let nth = |at: &DateTime| (at.day() - 1) / 7 + 1;
    let is_last = |at: &DateTime| at.day() + 7 > at.date().days_in_month();
    let nth = match nth(first) {
        _ if same.iter().all(is_last) => -1,
        same_nth if same.iter().all(|at| nth(at) == same_nth) => same_nth,
        _ => return None,
    };
    Some(format!(
        "FREQ=YEARLY;BYMONTH={};BYDAY={nth}{}",
        first.month(),
        short(first.weekday())
    ))
}

fn short(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

fn offset(offset: Offset) -> String {
    let seconds = offset.seconds().unsigned_abs();
    let sign = if offset.is_negative() { '-' } else { '+' };
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match seconds {
        0 => format!("{sign}{hours:02}{minutes:02}"),
        _ => format!("{sign}{hours:02}{minutes:02}{seconds:02}"),
    }
}
