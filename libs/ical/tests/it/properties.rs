//! What holds for any calendar.

use std::collections::BTreeMap;

use ical::{Budget, Entry, Event, Feed, Limits, Moment, busy, read, write_event, write_feed};
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use crate::examples::{at, zone};

const ZONES: [&str; 6] = [
    "America/Bogota",
    "America/New_York",
    "Europe/Madrid",
    "America/Santiago",
    "Africa/Casablanca",
    "Pacific/Chatham",
];

fn wall() -> impl Strategy<Value = DateTime> {
    (1990i16..2060, 1i8..=12, 1i8..=28, 0i8..24, 0i8..60).prop_map(|(year, month, day, hour, minute)| {
        jiff::civil::date(year, month, day).at(hour, minute, 0, 0)
    })
}

/// A start, and an end of the same kind up to two days later.
fn times() -> impl Strategy<Value = (Moment, Moment)> {
    (wall(), 0usize..9, 1i64..2_880).prop_map(|(first, kind, minutes)| {
        let last = first + SignedDuration::from_mins(minutes);
        let next_day = first.date().tomorrow().unwrap();
        let local = |at, name| Moment::Local { at, zone: zone(name) };
        let utc = |at: DateTime| Moment::Utc(at.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp());
        match kind {
            0 => (
                Moment::Date(first.date()),
                Moment::Date(last.date().max(next_day)),
            ),
            1 => (Moment::Floating(first), Moment::Floating(last)),
            2 => (utc(first), utc(last)),
            // The clocks may go back in between: an hour more keeps the end after the start.
            other => {
                let name = ZONES[other - 3];
                (
                    local(first, name),
                    local(last + SignedDuration::from_hours(2), name),
                )
            }
        }
    })
}

fn rule() -> impl Strategy<Value = String> {
    let freq = prop::sample::select(vec!["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]);
    let more = prop::sample::subsequence(
        vec![
            "BYDAY=MO,FR",
            "BYMONTH=2,7",
            "BYHOUR=9,10",
            "BYSETPOS=-1",
            "WKST=SU",
            "BYMINUTE=0,30",
        ],
        0..4,
    );
    let end = prop::sample::select(vec![
        "",
        ";COUNT=20",
        ";UNTIL=20300101T000000Z",
        ";UNTIL=20260601",
    ]);
    (freq, 1..40, more, end).prop_map(|(freq, interval, more, end)| {
        let more = std::iter::once("").chain(more).collect::<Vec<_>>().join(";");
        format!("RRULE:FREQ={freq};INTERVAL={interval}{more}{end}")
    })
}

fn event() -> impl Strategy<Value = Event> {
    let flags = (any::<bool>(), any::<bool>(), any::<u32>());
    let text = "[ -~áñü✂\n\\\\;,:\"]{0,120}";
    (
        times(),
        prop::collection::vec(rule(), 0..3),
        text,
        "[!-~]{1,90}",
        flags,
        any::<bool>(),
    )
        .prop_map(
            |((starts, ends), rules, summary, uid, (cancelled, transparent, sequence), exception)| Event {
                recurrence_id: exception.then(|| starts.clone()),
                properties: BTreeMap::from([("X-VITRINA-BOOKING".to_owned(), summary.clone())]),
                uid,
                starts,
                ends,
                rules,
                summary,
                cancelled,
                transparent,
                sequence,
            },
        )
}

fn entry(event: Event) -> Entry {
    Entry {
        event,
        tentative: false,
        stamp: at("2026-11-26T10:00:00Z"),
        description: "Traer; agua,\ny toalla".into(),
        location: "Calle 1 \\ Local 2".into(),
        url: "https://demo.example/citas/1".into(),
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same(event in event()) {
        let text = write_event(&entry(event.clone()));
        let read = read(text.as_bytes(), &Limits::default()).unwrap();
        prop_assert_eq!(&read.skipped, &[]);
        prop_assert_eq!(read.events, [event], "{}", text);
    }

    #[test]
    fn lines_are_short_and_end_as_they_should(events in prop::collection::vec(event(), 0..4)) {
        let text = write_feed(&Feed {
            name: "Peluquería «Ñandú», centro".into(),
            refresh: 5,
            entries: events.into_iter().map(entry).collect(),
        });
        prop_assert!(text.ends_with("END:VCALENDAR\r\n"));
        prop_assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75, "{}", line);
        }
    }

    #[test]
    fn busy_time_is_in_order_apart_and_within_what_was_asked(
        events in prop::collection::vec(event(), 0..6),
        from in 1_700_000_000i64..1_900_000_000,
        hours in 0i64..2_000,
    ) {
        let from = Timestamp::from_second(from).unwrap();
        let to = from + SignedDuration::from_hours(hours);
        let busy = busy(&events, from, to, &zone("America/Bogota"), &mut Budget::new(&Limits::default()));
        for span in &busy.spans {
            prop_assert!(span.starts < span.ends && span.starts >= from && span.ends <= to);
        }
        for two in busy.spans.windows(2) {
            prop_assert!(two[0].ends < two[1].starts);
        }
    }

    /// Asking for a part gives that part of the whole: an old series is entered at the right place.
    #[test]
    fn a_part_of_the_time_is_a_part_of_the_answer(event in event(), day in 0i64..700) {
        let bogota = zone("America/Bogota");
        let (from, to) = (at("2026-01-01T00:00:00Z"), at("2028-01-01T00:00:00Z"));
        let limits = Limits { steps: u32::MAX, ..Limits::default() };
        let whole = busy(std::slice::from_ref(&event), from, to, &bogota, &mut Budget::new(&limits));
        let part_from = from + SignedDuration::from_hours(24 * day);
        let part_to = part_from + SignedDuration::from_hours(24);
        let part = busy(std::slice::from_ref(&event), part_from, part_to, &bogota, &mut Budget::new(&limits));
        let cut: Vec<_> = whole.spans.iter()
            .map(|span| (span.starts.max(part_from), span.ends.min(part_to)))
            .filter(|(starts, ends)| starts < ends)
            .collect();
        let part: Vec<_> = part.spans.iter().map(|span| (span.starts, span.ends)).collect();
        prop_assert_eq!(part, cut);
    }

    #[test]
    fn any_bytes_are_read_to_their_end(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let mut text = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n".to_vec();
        text.extend(bytes);
        let _ = read(&text, &Limits::default());
    }

    #[test]
    fn any_lines_are_read_to_their_end(lines in prop::collection::vec(
        "(BEGIN|END|DTSTART|DTEND|DURATION|RRULE|EXDATE|RDATE|UID|RECURRENCE-ID|TZID|TZOFFSETTO)\
         (;TZID=[ -~]{0,12}|;VALUE=DATE)?:(VEVENT|VTIMEZONE|FREQ=(DAILY|YEARLY|HOURLY);[A-Z=;0-9,-]{0,30}|[0-9]{8}T[0-9]{6}Z?|[ -~]{0,40})",
        0..40,
    )) {
        let text = format!("BEGIN:VCALENDAR\r\n{}", lines.join("\r\n"));
        let read = read(text.as_bytes(), &Limits::default()).unwrap();
        let (from, to) = (at("2026-01-01T00:00:00Z"), at("2026-03-01T00:00:00Z"));
        busy(&read.events, from, to, &zone("America/Bogota"), &mut Budget::new(&Limits::default()));
    }
}
