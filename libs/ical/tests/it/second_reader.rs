//! What is written, read by a reader that shares no code with this crate.

use calcard::common::timezone::Tz;
use calcard::icalendar::dates::CalendarEvent;
use calcard::icalendar::{ICalendar, ICalendarMethod, ICalendarProperty, ICalendarValue};
use ical::{
    Budget, Entry, Event, Feed, Invitation, Limits, Moment, Person, busy, read, write_cancellation,
    write_feed, write_invitation,
};
use jiff::civil::date;
use jiff::tz::TimeZone;

use crate::examples::{at, calendar, zone};

fn parsed(text: &str) -> ICalendar {
    ICalendar::parse(text).unwrap_or_else(|wrong| panic!("{wrong:?}:\n{text}"))
}

/// Starts and ends as seconds, in order.
fn instants(text: &str) -> Vec<(i64, i64)> {
    let expanded = parsed(text).expand_dates(Tz::Floating, 100);
    assert_eq!(expanded.errors, []);
    let events = expanded
        .events
        .into_iter()
        .filter_map(CalendarEvent::try_into_date_time);
    let mut all: Vec<_> = events
        .map(|event| (event.start.timestamp(), event.end.timestamp()))
        .collect();
    all.sort_unstable();
    all
}

/// Nine o'clock in a zone, on a day.
fn nine(uid: &str, zone: &TimeZone, day: jiff::civil::Date) -> Entry {
    let local = |hour| Moment::Local {
        at: day.at(hour, 0, 0, 0),
        zone: zone.clone(),
    };
    Entry {
        event: Event::once(uid, local(9), local(10), "Corte; con Ñandú, y más"),
        tentative: false,
        stamp: at("2026-01-01T00:00:00Z"),
        description: String::new(),
        location: String::new(),
        url: String::new(),
    }
}

#[test]
fn nine_is_nine_for_another_reader_too() {
    for name in [
        "America/Bogota",
        "America/New_York",
        "Europe/Madrid",
        "America/Santiago",
    ] {
        let zone = zone(name);
        let days = [
            date(2026, 3, 7),
            date(2026, 3, 9),
            date(2026, 7, 1),
            date(2026, 11, 2),
        ];
        let entries: Vec<_> = days
            .iter()
            .map(|day| nine(&day.to_string(), &zone, *day))
            .collect();
        let expected: Vec<_> = entries
            .iter()
            .map(|entry| {
                [&entry.event.starts, &entry.event.ends].map(|at| at.instant(&zone).unwrap().as_second())
            })
            .map(|[starts, ends]| (starts, ends))
            .collect();
        let text = write_feed(&Feed {
            name: "Agenda".into(),
            refresh: 5,
            entries,
        });
        assert_eq!(instants(&text), expected, "{name}");
    }
}

#[test]
fn invitations_say_who_invites_whom_and_can_be_taken_back() {
    let invitation = Invitation {
        entry: nine("1@vitrina", &zone("America/New_York"), date(2026, 3, 9)),
        organizer: Person {
            name: "Peluquería \"Ñandú\": centro".into(),
            address: "hola@example.com".into(),
        },
        attendee: Person {
            name: "Ana".into(),
            address: "ana@example.com".into(),
        },
    };
    for (text, method, status) in [
        (
            write_invitation(&invitation),
            ICalendarMethod::Request,
            "STATUS:CONFIRMED",
        ),
        (
            write_cancellation(&invitation),
            ICalendarMethod::Cancel,
            "STATUS:CANCELLED",
        ),
    ] {
        let calendar = parsed(&text);
        let said = calendar.components[0]
            .property(&ICalendarProperty::Method)
            .unwrap();
        assert_eq!(said.values, [ICalendarValue::Method(method)]);
        assert!(text.contains(status), "{text}");
        let event = calendar
            .components
            .iter()
            .find(|c| c.component_type.is_event())
            .unwrap();
        assert_eq!(event.uid(), Some("1@vitrina"));
        for property in [
            ICalendarProperty::Organizer,
            ICalendarProperty::Attendee,
            ICalendarProperty::Dtstamp,
        ] {
            assert!(event.has_property(&property), "{property:?}:\n{text}");
        }
    }
}

#[test]
fn both_work_the_same_rules_out() {
    for rule in [
        "FREQ=DAILY;COUNT=20",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20260501T000000Z",
        "FREQ=MONTHLY;BYDAY=-1FR;COUNT=6",
        "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=5",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;COUNT=2",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU;COUNT=9",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=4",
    ] {
        // On days that the rules give themselves: whether any other start counts is nobody's rule.
        let day = match rule {
            _ if rule.contains("-1FR") => "20260227",
            _ if rule.contains("DAY=31") => "20260131",
            _ if rule.contains("2SU") => "20260308",
            _ if rule.contains("SU;BYDAY=TU") => "20260303",
            _ if rule.contains("SETPOS") => "20260227",
            _ => "20260302",
        };
        let text = calendar(&[&format!(
            "UID:1\nDTSTART;TZID=America/New_York:{day}T090000\nDTEND;TZID=America/New_York:{day}T093000\nRRULE:{rule}"
        )]);
        let limits = Limits::default();
        let events = read(text.as_bytes(), &limits).unwrap().events;
        let (from, to) = (at("2026-01-01T00:00:00Z"), at("2028-01-01T00:00:00Z"));
        let ours = busy(
            &events,
            from,
            to,
            &zone("America/Bogota"),
            &mut Budget::new(&limits),
        )
        .spans;
        let ours: Vec<_> = ours
            .iter()
            .map(|s| (s.starts.as_second(), s.ends.as_second()))
            .collect();
        assert_eq!(ours, instants(&text), "{rule}");
    }
}
