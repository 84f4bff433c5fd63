//! Calendars as others write them, and what they mean.

use ical::{Budget, Event, Limits, Moment, Reason, busy, read};
use jiff::Timestamp;
use jiff::tz::TimeZone;

pub fn zone(name: &str) -> TimeZone {
    ical::find_zone(name).unwrap()
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A calendar around entries that are written without `BEGIN` and `END`.
pub fn calendar(entries: &[&str]) -> String {
    let entries = entries
        .iter()
        .map(|entry| {
            format!(
                "BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n",
                entry.replace('\n', "\r\n")
            )
        })
        .collect::<Vec<_>>()
        .concat();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{entries}END:VCALENDAR\r\n")
}

fn events(entries: &[&str]) -> Vec<Event> {
    let read = read(calendar(entries).as_bytes(), &Limits::default()).unwrap();
    assert_eq!(read.skipped, []);
    read.events
}

/// `start/end` of what is taken between two instants, seen from Bogotá.
fn taken(entries: &[&str], from: &str, to: &str) -> Vec<String> {
    let bogota = zone("America/Bogota");
    let busy = busy(
        &events(entries),
        at(from),
        at(to),
        &bogota,
        &mut Budget::new(&Limits::default()),
    );
    assert_eq!(busy.skipped, []);
    busy.spans
        .iter()
        .map(|span| format!("{}/{}", span.starts, span.ends))
        .collect()
}

#[test]
fn nine_stays_nine_on_both_sides_of_a_change_of_clocks() {
    let daily = "UID:1\nDTSTART;TZID=America/New_York:20260307T090000\nDTEND;TZID=America/New_York:20260307T100000\n\
                 RRULE:FREQ=DAILY;COUNT=3";
    assert_eq!(
        taken(&[daily], "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"),
        [
            "2026-03-07T14:00:00Z/2026-03-07T15:00:00Z",
            "2026-03-08T13:00:00Z/2026-03-08T14:00:00Z",
            "2026-03-09T13:00:00Z/2026-03-09T14:00:00Z",
        ]
    );
}

#[test]
fn windows_names_of_zones_are_understood() {
    let outlook = "UID:1\nDTSTART;TZID=\"Eastern Standard Time\":20261102T090000\nDURATION:PT30M";
    assert_eq!(
        taken(&[outlook], "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"),
        ["2026-11-02T14:00:00Z/2026-11-02T14:30:00Z"]
    );
}

#[test]
fn what_was_moved_counts_where_it_is_now() {
    let series = "UID:1\nDTSTART:20260105T140000Z\nDTEND:20260105T150000Z\nRRULE:FREQ=WEEKLY;COUNT=4\n\
                  EXDATE:20260126T140000Z";
    let moved = "UID:1\nRECURRENCE-ID:20260112T140000Z\nDTSTART:20260113T200000Z\nDTEND:20260113T210000Z";
    let cancelled = "UID:1\nRECURRENCE-ID:20260119T140000Z\nDTSTART:20260119T140000Z\nDTEND:20260119T150000Z\n\
                     STATUS:CANCELLED";
    assert_eq!(
        taken(
            &[series, moved, cancelled],
            "2026-01-01T00:00:00Z",
            "2026-02-01T00:00:00Z"
        ),
        [
            "2026-01-05T14:00:00Z/2026-01-05T15:00:00Z",
            "2026-01-13T20:00:00Z/2026-01-13T21:00:00Z",
        ]
    );
}

#[test]
fn whole_days_are_those_of_the_viewer_and_end_before_their_end() {
    let holiday = "UID:1\nDTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261227";
    assert_eq!(
        taken(&[holiday], "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"),
        ["2026-12-25T05:00:00Z/2026-12-27T05:00:00Z"]
    );
    let same_day = "UID:2\nDTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261225";
    assert_eq!(
        taken(&[same_day], "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"),
        ["2026-12-25T05:00:00Z/2026-12-26T05:00:00Z"]
    );
}

#[test]
fn what_leaves_the_time_free_does_not_count() {
    let free = "UID:1\nDTSTART:20260105T140000Z\nDTEND:20260105T150000Z\nTRANSP:TRANSPARENT";
    let outlook = "UID:2\nDTSTART:20260105T140000Z\nDTEND:20260105T150000Z\nX-MICROSOFT-CDO-BUSYSTATUS:FREE";
    let off = "UID:3\nDTSTART:20260105T140000Z\nDTEND:20260105T150000Z\nSTATUS:CANCELLED";
    let moment = "UID:4\nDTSTART:20260105T140000Z";
    let all = [free, outlook, off, moment];
    assert!(taken(&all, "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z").is_empty());
}

#[test]
fn the_newest_version_counts() {
    let old = "UID:1\nSEQUENCE:1\nDTSTART:20260105T140000Z\nDTEND:20260105T150000Z";
    let new = "UID:1\nSEQUENCE:2\nDTSTART:20260106T140000Z\nDTEND:20260106T150000Z";
    assert_eq!(
        taken(&[new, old], "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"),
        ["2026-01-06T14:00:00Z/2026-01-06T15:00:00Z"]
    );
}

#[test]
fn old_series_go_on() {
    for (freq, expected) in [
        ("HOURLY;INTERVAL=24", "2026-06-01T03:00:00Z/2026-06-01T04:00:00Z"),
        ("DAILY", "2026-06-01T03:00:00Z/2026-06-01T04:00:00Z"),
        ("WEEKLY;BYDAY=MO", "2026-06-01T03:00:00Z/2026-06-01T04:00:00Z"),
        (
            "MONTHLY;BYMONTHDAY=1",
            "2026-06-01T03:00:00Z/2026-06-01T04:00:00Z",
        ),
        (
            "YEARLY;BYMONTH=6;BYDAY=1MO",
            "2026-06-01T03:00:00Z/2026-06-01T04:00:00Z",
        ),
    ] {
        let entry = format!("UID:1\nDTSTART:19000101T030000Z\nDTEND:19000101T040000Z\nRRULE:FREQ={freq}");
        let found = taken(&[&entry], "2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z");
        assert_eq!(found, [expected], "{freq}");
    }
}

#[test]
fn a_calendar_explains_its_own_zones() {
    let text = calendar(&["UID:1\nDTSTART;TZID=Custom:20260105T090000\nDURATION:PT1H"]).replace(
        "VERSION:2.0\r\n",
        "VERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Custom\r\nX-LIC-LOCATION:America/Bogota\r\nEND:VTIMEZONE\r\n",
    );
    let read = read(text.as_bytes(), &Limits::default()).unwrap();
    let Moment::Local { zone, .. } = &read.events[0].starts else {
        panic!("{:?}", read.events);
    };
    assert_eq!(zone.iana_name(), Some("America/Bogota"));
}

#[test]
fn one_bad_entry_costs_itself_alone() {
    let text = calendar(&[
        "UID:a\nSUMMARY:Dentist\nDTSTART;TZID=Nowhere:20260105T090000",
        "UID:b\nDTSTART:20261301T090000Z",
        "UID:c\nSUMMARY:Lunch",
        "UID:d\nDTSTART:20260105T090000Z\nDTEND:20260105T080000Z",
        "UID:e\nDTSTART:20260105T090000Z\nDTEND:20260105T100000Z",
    ]);
    let read = read(text.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(read.events.len(), 1);
    let said: Vec<_> = read
        .skipped
        .iter()
        .map(|s| (s.entry.as_str(), s.reason.code()))
        .collect();
    assert_eq!(
        said,
        [
            ("Dentist", "unknown-zone"),
            ("b", "wrong-time"),
            ("Lunch", "no-start"),
            ("d", "ends-before-start"),
        ]
    );
    assert_eq!(read.skipped[0].reason, Reason::UnknownZone("Nowhere".into()));
}
