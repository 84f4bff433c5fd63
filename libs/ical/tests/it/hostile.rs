//! Calendars that mean harm. Steps are bounded, so what passes here ends soon on any machine.

use ical::{Budget, Limits, NotCalendar, Reason, busy, read};

use crate::examples::{at, calendar, zone};

fn skipped(entries: &[&str], limits: &Limits) -> Vec<Reason> {
    let read = read(calendar(entries).as_bytes(), limits).unwrap();
    let (from, to) = (at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"));
    let busy = busy(
        &read.events,
        from,
        to,
        &zone("America/Bogota"),
        &mut Budget::new(limits),
    );
    let all = read.skipped.into_iter().chain(busy.skipped);
    all.map(|skipped| skipped.reason).collect()
}

#[test]
fn what_is_too_long_or_no_calendar_is_not_read() {
    let limits = Limits {
        bytes: 1000,
        ..Limits::default()
    };
    assert_eq!(read(&[b'x'; 1001], &limits), Err(NotCalendar::TooLong(1000)));
    for text in [
        "",
        "\u{feff}",
        "<!doctype html>",
        "BEGIN:VCARD\r\nEND:VCARD",
        "\0\0\0",
    ] {
        assert_eq!(
            read(text.as_bytes(), &limits),
            Err(NotCalendar::Other),
            "{text:?}"
        );
    }
}

#[test]
fn depth_costs_nothing() {
    let deep = "BEGIN:VALARM\r\n".repeat(50_000);
    let text =
        format!("BEGIN:VCALENDAR\r\n{deep}BEGIN:VEVENT\r\nDTSTART:20260105T090000Z\r\n{deep}END:VEVENT\r\n");
    assert_eq!(read(text.as_bytes(), &Limits::default()).unwrap().events.len(), 1);
}

#[test]
fn entries_that_never_end_are_left_out() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nBEGIN:VEVENT\nUID:b\nDTSTART:20260105T090000Z\nEND:VEVENT\n\
                BEGIN:VEVENT\nUID:c";
    let read = read(text.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(read.events.len(), 1);
    let said: Vec<_> = read.skipped.iter().map(|s| s.entry.as_str()).collect();
    assert_eq!(said, ["a", "c"]);
}

#[test]
fn there_is_an_end_to_entries_and_to_lines() {
    let limits = Limits {
        entries: 3,
        line: 200,
        ..Limits::default()
    };
    let many = ["DTSTART:20260105T090000Z"; 10];
    assert_eq!(skipped(&many, &limits), [Reason::TooMany(3)]);
    let long = format!(
        "DTSTART:20260105T090000Z\nSUMMARY:{}\nDESCRIPTION:{}",
        "a".repeat(500),
        "b".repeat(500)
    );
    assert_eq!(skipped(&[&long], &limits), []);
    let rule = format!(
        "DTSTART:20260105T090000Z\nRRULE:FREQ=DAILY;BYHOUR={}",
        "1,".repeat(200)
    );
    assert_eq!(skipped(&[&rule], &limits), [Reason::LongLine("RRULE".into())]);
}

#[test]
fn rules_that_only_a_machine_would_keep_are_refused() {
    for rule in ["FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=5", "freq=secondly"] {
        let entry = format!("DTSTART:19000101T090000Z\nDTEND:19000101T091000Z\nRRULE:{rule}");
        assert_eq!(
            skipped(&[&entry], &Limits::default()),
            [Reason::TooOften],
            "{rule}"
        );
    }
    let seconds: Vec<_> = (0..60).map(|n| n.to_string()).collect();
    let seconds = seconds.join(",");
    let flood = format!("DTSTART:20260101T090000Z\nRRULE:FREQ=DAILY;BYMINUTE={seconds};BYSECOND={seconds}");
    assert!(matches!(
        skipped(&[&flood], &Limits::default())[..],
        [Reason::WrongRule(_)]
    ));
}

#[test]
fn rules_that_make_no_sense_are_named() {
    for rule in [
        "",
        "FREQ=SOMETIMES",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=99999999",
        "COUNT=3",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=DAILY;BYHOUR=25",
        "FREQ",
        "FREQ=DAILY;DTSTART:20260101",
        "FREQ=DAILY;X=1",
    ] {
        let entry = format!("DTSTART:20260101T090000Z\nRRULE:{rule}");
        let found = skipped(&[&entry], &Limits::default());
        assert!(matches!(found[..], [Reason::WrongRule(_)]), "{rule}: {found:?}");
    }
    let entry = "DTSTART:20260101T090000Z\nRRULE:FREQ=DAILY;UNTIL=soon";
    assert!(matches!(
        skipped(&[entry], &Limits::default())[..],
        [Reason::WrongTime(_)]
    ));
}

/// Each is searched in vain and costs as much as tens of thousands of times; then the rest is left out.
#[test]
fn rules_that_never_come_true_use_the_budget_up() {
    let never = [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
    ];
    for rule in never {
        let entry = format!("DTSTART:20260101T090000Z\nRRULE:{rule}");
        assert_eq!(skipped(&[&entry], &Limits::default()), [], "{rule}");
        let limits = Limits {
            steps: 120_000,
            ..Limits::default()
        };
        let found = skipped(&[entry.as_str(); 5], &limits);
        assert!(found.len() >= 2, "{rule}: {found:?}");
        assert!(
            found.iter().all(|reason| *reason == Reason::TooMuchWork),
            "{rule}: {found:?}"
        );
    }
}

/// Searches are paid for beforehand, and calls share what there is: many small calendars cost no more than one.
#[test]
fn calls_share_a_budget() {
    let entry = "DTSTART:20260101T090000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30";
    let events = read(calendar(&[entry]).as_bytes(), &Limits::default())
        .unwrap()
        .events;
    let (from, to) = (at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"));
    let mut budget = Budget::new(&Limits {
        steps: 120_000,
        ..Limits::default()
    });
    let skipped: Vec<usize> = (0..5)
        .map(|_| {
            busy(&events, from, to, &zone("America/Bogota"), &mut budget)
                .skipped
                .len()
        })
        .collect();
    assert_eq!(skipped, [0, 0, 1, 1, 1]);
}

/// What is found is paid by its times alone.
#[test]
fn a_search_that_finds_something_gets_its_price_back() {
    let entry = "DTSTART:20260101T090000Z\nRRULE:FREQ=WEEKLY";
    let limits = Limits {
        steps: 60_000,
        ..Limits::default()
    };
    assert_eq!(skipped(&[entry; 20], &limits), []);
}

#[test]
fn counting_from_1900_is_bounded() {
    let limits = Limits {
        steps: 1_000,
        ..Limits::default()
    };
    let entry = "DTSTART:19000101T090000Z\nRRULE:FREQ=HOURLY;COUNT=99999999";
    assert_eq!(skipped(&[entry], &limits), [Reason::TooMuchWork]);
    let dates = vec!["20260105T090000Z"; 3_000].join(",");
    let entry = format!("DTSTART:20260101T090000Z\nEXDATE:{dates}");
    let limits = Limits {
        line: 100_000,
        ..limits
    };
    assert_eq!(skipped(&[&entry], &limits), [Reason::TooMuchWork]);
}

#[test]
fn the_ends_of_the_calendar_are_passed_by() {
    for entry in [
        "DTSTART:00000101T000000Z\nDTEND:99991231T235959Z",
        "DTSTART;VALUE=DATE:99991231",
        "DTSTART;TZID=America/Bogota:99991231T235959",
        "DTSTART:99991231T235959\nDURATION:P1000W",
        "DTSTART:00010101T000000\nRRULE:FREQ=YEARLY",
        "DTSTART:20260101T000000\nRRULE:FREQ=DAILY;UNTIL=99991231T235959Z",
        "DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;INTERVAL=9999",
    ] {
        skipped(&[entry], &Limits::default());
    }
}
