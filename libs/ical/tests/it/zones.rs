//! The zones that are written, understood by nothing but what is written of them.

use ical::{Entry, Event, Feed, Moment, write_feed};
use jiff::civil::{DateTime, Weekday};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use crate::examples::{at, zone};

/// Zones that change by a yearly rule, by none, no more, for half an hour, in the south, and by the moon.
const ZONES: [&str; 14] = [
    "America/Bogota",
    "America/New_York",
    "America/Santiago",
    "America/Asuncion",
    "America/Mexico_City",
    "America/Caracas",
    "Europe/Madrid",
    "Europe/Dublin",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Jerusalem",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Asia/Kathmandu",
];

#[derive(Debug, Default)]
struct Observance {
    starts: String,
    from: String,
    to: String,
    rule: Option<String>,
}

fn observances(text: &str) -> Vec<Observance> {
    let mut all: Vec<Observance> = Vec::new();
    let mut within = false;
    for line in text.lines() {
        let (name, value) = line.split_once(':').unwrap_or_default();
        match (name, value) {
            ("BEGIN", "STANDARD" | "DAYLIGHT") => {
                within = true;
                all.push(Observance::default());
            }
            ("END", _) => within = false,
            _ => (),
        }
        let Some(last) = all.last_mut().filter(|_| within) else {
            continue;
        };
        match name {
            "DTSTART" => value.clone_into(&mut last.starts),
            "TZOFFSETFROM" => value.clone_into(&mut last.from),
            "TZOFFSETTO" => value.clone_into(&mut last.to),
            "RRULE" => last.rule = Some(value.to_owned()),
            _ => (),
        }
    }
    all
}

fn seconds(offset: &str) -> i32 {
    let part = |at: usize| {
        offset
            .get(at..at + 2)
            .map_or(0, |two| two.parse::<i32>().unwrap())
    };
    let whole = part(1) * 3600 + part(3) * 60 + part(5);
    if offset.starts_with('-') { -whole } else { whole }
}

impl Observance {
    /// When it begins, the last time before an instant.
    fn onset(&self, before: Timestamp) -> Option<Timestamp> {
        let first: DateTime = self.starts.parse().unwrap();
        let from = Offset::from_seconds(seconds(&self.from)).unwrap();
        let years = match self.rule {
            Some(_) => first.year()..=2100,
            None => first.year()..=first.year(),
        };
        let mut onsets = years.map(|year| match &self.rule {
            Some(rule) => from.to_timestamp(nth(rule, year, first)).unwrap(),
            None => from.to_timestamp(first).unwrap(),
        });
        onsets.rfind(|onset| *onset <= before)
    }
}

/// `FREQ=YEARLY;BYMONTH=3;BYDAY=2SU` in a year.
fn nth(rule: &str, year: i16, first: DateTime) -> DateTime {
    let part = |name: &str| rule.split(';').find_map(|part| part.strip_prefix(name)).unwrap();
    let (nth, day) = part("BYDAY=").split_at(part("BYDAY=").len() - 2);
    let day = match day {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        _ => Weekday::Sunday,
    };
    let month = jiff::civil::date(year, part("BYMONTH=").parse().unwrap(), 1);
    month
        .nth_weekday_of_month(nth.parse().unwrap(), day)
        .unwrap()
        .to_datetime(first.time())
}

/// The offset that whoever reads the calendar finds for an instant.
fn offset_at(all: &[Observance], instant: Timestamp) -> i32 {
    let latest = all
        .iter()
        .filter_map(|observance| Some((observance.onset(instant)?, observance)))
        .max_by_key(|(onset, _)| *onset);
    seconds(
        &latest
            .unwrap_or_else(|| panic!("nothing holds at {instant}: {all:#?}"))
            .1
            .to,
    )
}

#[test]
fn every_hour_around_the_entries_has_the_offset_of_its_zone() {
    for name in ZONES {
        let zone = zone(name);
        let entry = |instant: Timestamp| {
            let local = |instant| Moment::Local {
                at: zone.to_datetime(instant),
                zone: zone.clone(),
            };
            let event = Event::once(
                instant.to_string(),
                local(instant),
                local(instant + SignedDuration::from_hours(1)),
                "Corte",
            );
            Entry {
                event,
                tentative: false,
                stamp: instant,
                description: String::new(),
                location: String::new(),
                url: String::new(),
            }
        };
        for (from, to) in [
            (at("2026-01-15T12:00:00Z"), at("2027-12-15T12:00:00Z")),
            (at("2024-03-20T12:00:00Z"), at("2024-03-20T13:00:00Z")),
            (at("2030-07-01T12:00:00Z"), at("2030-07-01T13:00:00Z")),
        ] {
            let text = write_feed(&Feed {
                name: "Agenda".into(),
                refresh: 5,
                entries: vec![entry(from), entry(to)],
            });
            let all = observances(&text);
            let mut instant = from;
            while instant <= to {
                let expected = zone.to_offset(instant).seconds();
                assert_eq!(offset_at(&all, instant), expected, "{name} at {instant}:\n{text}");
                instant += SignedDuration::from_hours(7);
            }
        }
    }
}

#[test]
fn usual_zones_are_as_short_as_others_write_them() {
    let text = write_feed(&Feed {
        name: "Agenda".into(),
        refresh: 5,
        entries: ["America/New_York", "America/Bogota"]
            .map(|name| {
                let local = |hour| Moment::Local {
                    at: jiff::civil::date(2026, 7, 1).at(hour, 0, 0, 0),
                    zone: zone(name),
                };
                Entry {
                    event: Event::once(name, local(9), local(10), "Corte"),
                    tentative: true,
                    stamp: at("2026-01-01T00:00:00Z"),
                    description: String::new(),
                    location: String::new(),
                    url: String::new(),
                }
            })
            .into(),
    });
    for part in [
        "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0500\r\nTZNAME:-05\r\nEND:STANDARD",
        "BEGIN:DAYLIGHT\r\nDTSTART:20260308T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\nTZOFFSETFROM:-0500\r\n\
         TZOFFSETTO:-0400\r\nTZNAME:EDT\r\nEND:DAYLIGHT",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
        "STATUS:TENTATIVE",
    ] {
        assert!(text.contains(part), "{part} not in:\n{text}");
    }
}
