//! Addresses that mean harm, or are merely broken: an entry is left out and told, and no worker waits.

use std::time::Duration;

use super::feeds::{Feed, Given, calendar, entry};
use crate::hostile::{Hostile, Reply};

fn given(status: u16, body: impl Into<Vec<u8>>) -> Given {
    Given {
        status,
        body: body.into(),
        headers: vec![],
    }
}

#[tokio::test]
async fn what_cannot_be_understood_is_left_out_and_the_rest_counts() {
    let feed = Feed::subscribed().await;
    let event = |lines: &str| format!("BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n", lines.replace(' ', "\r\n"));
    let odd = [
        event("UID:1900 DTSTART:19000101T000000Z DTEND:19000101T010000Z"),
        event("UID:zero DTSTART;VALUE=DATE:00000101 RRULE:FREQ=YEARLY"),
        event("UID:words DTSTART:tomorrow DTEND:never"),
        event("UID:nothing"),
        event("UID:backwards DTSTART:20261123T150000Z DTEND:20261123T140000Z"),
        event("UID:mars DTSTART;TZID=Mars/Olympus:20261123T150000 RRULE:FREQ=DAILY"),
        event("UID:nonsense DTSTART:20261123T150000Z DTEND:20261123T160000Z RRULE:FREQ=NEVER;BYDAY=XX"),
        event("UID:seconds DTSTART:20261123T150000Z DTEND:20261123T150001Z RRULE:FREQ=SECONDLY"),
        event(
            "UID:never-ending DTSTART:19000101T150000Z DTEND:19000101T150001Z RRULE:FREQ=HOURLY;BYMONTHDAY=31;BYMONTH=2",
        ),
        event("UID:zero\0byte DTSTART:20261124T150000Z DTEND:20261124T160000Z RRULE:FREQ=DAILY;\0COUNT=2"),
        event(&format!(
            "UID:{} DTSTART:20261124T200000Z DTEND:20261124T203000Z",
            "x".repeat(5_000)
        )),
        "BEGIN:VEVENT\r\nBEGIN:VEVENT\r\nBEGIN:VALARM\r\n".repeat(50),
        event("UID:open DTSTART:20261123T150000Z"),
    ];
    feed.has(&format!("{}{}", odd.concat(), entry("fine", "19:00", "20:00")));
    feed.stage.round().await;
    assert!(!feed.stage.offers("19:00").await);
    assert!(feed.stage.offers("14:00").await);
    assert_eq!(feed.stage.dead_jobs().await, 0);
    let notes = feed.stage.notes().await;
    assert!(notes.contains(&"unclear".to_owned()), "{notes:?}");
    assert!(feed.stage.page().await.contains("No se entendieron"));
}

/// Each of a hundred rules is searched for centuries in vain: after some of them nobody searches on, and what is certain counts.
#[tokio::test]
async fn many_rules_that_never_come_true_cost_no_more_than_some() {
    let feed = Feed::subscribed().await;
    let vain = (0..100)
        .map(|n| {
            format!(
                "BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART:20260101T150000Z\r\nDTEND:20260101T160000Z\r\n\
                 RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\nEND:VEVENT\r\n"
            )
        })
        .collect::<Vec<_>>()
        .concat();
    feed.has(&format!("{vain}{}", entry("zz", "19:00", "20:00")));
    feed.stage.round().await;
    assert!(!feed.stage.offers("19:00").await);
    assert!(feed.stage.offers("14:00").await);
    assert_eq!(feed.stage.dead_jobs().await, 0);
    let notes = feed.stage.notes().await;
    assert!(notes.contains(&"unclear".to_owned()), "{notes:?}");
}

#[tokio::test]
async fn other_encodings_are_read() {
    let feed = Feed::subscribed().await;
    let text = calendar(&entry("ñandú", "14:00", "15:00"));
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    feed.gives(given(200, utf16));
    feed.stage.round().await;
    assert!(!feed.stage.offers("14:00").await);
    // Windows-1252 in a title, before the entry that counts.
    let mut latin = calendar("X-NOTE:ma?ana\r\n").into_bytes();
    latin.truncate(latin.len() - "END:VCALENDAR\r\n".len());
    let mark = latin.iter().position(|byte| *byte == b'?').unwrap();
    latin[mark] = 0xf1;
    latin.extend_from_slice(entry("nandu", "19:00", "20:00").as_bytes());
    latin.extend_from_slice(b"END:VCALENDAR\r\n");
    feed.gives(given(200, latin));
    feed.stage.round().await;
    assert!(feed.stage.offers("14:00").await && !feed.stage.offers("19:00").await);
}

#[tokio::test]
async fn what_is_no_calendar_any_more_is_told_and_what_was_read_goes_on_to_count() {
    for (answer, kind) in [
        (given(200, "<html>Sign in</html>"), "unreadable"),
        (given(200, "x".repeat(6_000_000)), "unreadable"),
        (given(404, ""), "refused"),
        (given(500, ""), "away"),
    ] {
        let feed = Feed::subscribed().await;
        feed.has(&entry("a", "14:00", "15:00"));
        feed.stage.round().await;
        feed.gives(answer);
        feed.stage.round().await;
        assert!(!feed.stage.offers("14:00").await, "{kind}");
        let notes = feed.stage.notes().await;
        assert!(notes.contains(&kind.to_owned()), "{kind}: {notes:?}");
        assert_eq!(feed.stage.dead_jobs().await, 0);
        feed.gives(given(200, calendar("")));
        feed.stage.round().await;
        assert!(feed.stage.offers("14:00").await, "{kind}");
        assert!(feed.stage.notes().await.contains(&"back".to_owned()), "{kind}");
    }
}

#[tokio::test]
async fn a_flood_a_drip_and_a_ring_of_redirects_hold_no_worker() {
    let feed = Feed::set().await;
    let flood = Hostile::start(|_| Reply::new(200).megabytes(100)).await;
    let ring = Hostile::start(|_| Reply::new(302).header("location", "/round.ics")).await;
    let private = Hostile::start(|_| Reply::new(302).header("location", "https://10.0.0.1/")).await;
    let begun = std::time::Instant::now();
    for (server, said) in [
        (&flood, "no es un calendario"),
        (&ring, "no nos dejan leer"),
        (&private, "no podemos llamar"),
    ] {
        let refused = feed.typed("Otra", server.url("/a.ics").as_str()).await;
        assert_eq!(refused.status, 422, "{said}: {}", refused.text);
        assert!(refused.text.contains(said), "{said}: {}", refused.text);
    }
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    assert!(flood.sent() < 20 * 1024 * 1024, "{}", flood.sent());
    assert_eq!(feed.stage.dead_jobs().await, 0);
}
