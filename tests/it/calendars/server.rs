//! A calendar at a server of its own kind (`CalDAV`), both ways.

use serde_json::json;

use super::MONDAY;
use super::server_stage::{Dav, hours};
use crate::radicale::PASSWORD;

#[tokio::test]
async fn what_is_blocked_there_leaves_the_offer_and_comes_back_when_it_goes() {
    let dav = Dav::set().await;
    dav.put("before", &hours("14:00", "15:00")).await;
    assert!(dav.stage.offers("14:00").await);
    dav.connect("ana", PASSWORD).await.expect(303);
    dav.stage.work().await;
    assert!(!dav.stage.offers("14:00").await && !dav.stage.offers("14:30").await);
    assert!(dav.stage.offers("15:00").await);
    dav.put("after", &hours("19:15", "19:45")).await;
    dav.stage.round().await;
    assert!(!dav.stage.offers("19:00").await && !dav.stage.offers("19:30").await);
    dav.put("after", &hours("21:00", "21:30")).await;
    dav.delete("before.ics").await;
    dav.stage.round().await;
    assert!(dav.stage.offers("14:00").await && dav.stage.offers("19:00").await);
    assert!(!dav.stage.offers("21:00").await);
    let notes = dav.told().await;
    assert_eq!(notes, ["connected", "read", "read", "read_whole"], "{notes:?}");
    let page = dav.stage.page().await;
    assert!(
        page.contains("ana · 127.0.0.1") && page.contains("Servidor de calendarios"),
        "{page}"
    );
    assert!(!page.contains(PASSWORD));
}

#[tokio::test]
async fn whole_days_block_and_what_leaves_its_owner_free_does_not() {
    let dav = Dav::connected().await;
    dav.put(
        "open",
        &format!("{}\r\nTRANSP:TRANSPARENT", hours("14:00", "18:00")),
    )
    .await;
    dav.put(
        "gone",
        &format!("{}\r\nSTATUS:CANCELLED", hours("14:00", "18:00")),
    )
    .await;
    dav.stage.round().await;
    assert_eq!(dav.stage.times().await.len(), 14);
    dav.put("day", "DTSTART;VALUE=DATE:20261124").await;
    dav.stage.round().await;
    assert_eq!(dav.stage.times_on("2026-11-24").await.len(), 0);
    assert_eq!(dav.stage.times().await.len(), 14);
}

#[tokio::test]
async fn a_series_is_spread_out_with_the_times_of_it_that_differ() {
    let dav = Dav::connected().await;
    let event = |lines: &str| {
        format!("BEGIN:VEVENT\r\nUID:series\r\nDTSTAMP:20261120T120000Z\r\n{lines}\r\nEND:VEVENT\r\n")
    };
    let whole = |events: &str| {
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tests//EN\r\n{events}END:VCALENDAR\r\n")
    };
    let master = event(
        "DTSTART;TZID=America/Bogota:20261123T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=20\r\n\
         EXDATE;TZID=America/Bogota:20261125T090000",
    );
    let moved = event(
        "RECURRENCE-ID;TZID=America/Bogota:20261124T090000\r\nDTSTART;TZID=America/Bogota:20261124T150000\r\n\
         DTEND;TZID=America/Bogota:20261124T160000",
    );
    dav.put_whole("series", whole(&format!("{master}{moved}"))).await;
    dav.stage.round().await;
    let offers = async |day: &str, time: &str| {
        let times = dav.stage.times_on(day).await;
        times.iter().any(|offered| offered == time)
    };
    assert!(!offers(MONDAY, "14:00").await);
    assert!(offers("2026-11-24", "14:00").await && !offers("2026-11-24", "20:00").await);
    assert!(offers("2026-11-25", "14:00").await, "an EXDATE");
    assert!(!offers("2026-11-26", "14:00").await);
    // The time that differed does so no longer.
    dav.put_whole("series", whole(&master)).await;
    dav.stage.round().await;
    assert!(!offers("2026-11-24", "14:00").await && offers("2026-11-24", "20:00").await);
    dav.delete("series.ics").await;
    dav.stage.round().await;
    assert!(offers(MONDAY, "14:00").await && offers("2026-11-26", "14:00").await);
}

#[tokio::test]
async fn a_weekly_hour_stays_at_its_hour_on_both_sides_of_a_change_of_clocks() {
    let dav = Dav::connected().await;
    dav.put(
        "weekly",
        "DTSTART;TZID=America/Santiago:20261123T110000\r\nDURATION:PT30M\r\nRRULE:FREQ=WEEKLY",
    )
    .await;
    dav.stage.round().await;
    let starts: Vec<String> = sqlx::query_scalar(
        "select to_char(starts_at at time zone 'America/Santiago', 'Dy HH24:MI') from busy_time",
    )
    .fetch_all(&mut dav.stage.app.database.superuser().await)
    .await
    .unwrap();
    assert!(starts.len() > 50, "more than a year's: {}", starts.len());
    assert!(starts.iter().all(|start| start == "Mon 11:00"), "{starts:?}");
    let offsets: i64 = sqlx::query_scalar(
        "select count(distinct to_char(starts_at at time zone 'UTC', 'HH24:MI')) from busy_time",
    )
    .fetch_one(&mut dav.stage.app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(offsets, 2, "Chile changes its clocks");
}

#[tokio::test]
async fn an_appointment_is_written_moved_and_taken_out() {
    let dav = Dav::written().await;
    let (id, key) = dav.stage.book("14:00").await;
    let (file, written) = dav.only().await;
    assert!(written.contains(&format!("UID:agenda-{id}@vitrina")), "{written}");
    assert!(
        written.contains("DTSTART;TZID=America/Bogota:20261123T090000"),
        "{written}"
    );
    assert!(written.contains("SUMMARY:Corte · Ana Gómez"), "{written}");
    // It comes back with the next round, and keeps nobody busy beside the appointment itself.
    dav.stage.round().await;
    let guest = dav.stage.salon.shop.anonymous.another();
    let body = json!({ "start": format!("{MONDAY}T16:00:00Z") });
    let path = format!("/api/v1/bookings/{id}/reschedule?key={key}");
    guest.post(&path, &body).await.expect(200);
    dav.stage.work().await;
    let (moved_file, moved) = dav.only().await;
    assert_eq!(moved_file, file);
    assert!(
        moved.contains("DTSTART;TZID=America/Bogota:20261123T110000"),
        "{moved}"
    );
    dav.stage.round().await;
    assert!(dav.stage.offers("14:00").await, "no echo of the old time");
    let path = format!("/api/v1/bookings/{id}/cancel?key={key}");
    guest.post(&path, &json!({})).await.expect(200);
    dav.stage.work().await;
    assert!(dav.entries().await.is_empty());
    dav.stage.round().await;
    assert!(dav.stage.offers("16:00").await);
    let notes = dav.told().await;
    assert_eq!(
        notes,
        ["connected", "read_whole", "taken_out", "written", "written"],
        "nothing of it is news"
    );
}

#[tokio::test]
async fn who_moves_or_deletes_an_appointment_there_finds_it_put_back_and_told() {
    let dav = Dav::written().await;
    dav.stage.book("14:00").await;
    let (file, written) = dav.only().await;
    let name = file.trim_end_matches(".ics");
    let moved = written
        .replace("20261123T09", "20261123T15")
        .replace('\n', "\r\n");
    assert_ne!(moved, written);
    dav.put_whole(name, moved).await;
    dav.stage.round().await;
    assert!(
        dav.only()
            .await
            .1
            .contains("DTSTART;TZID=America/Bogota:20261123T090000")
    );
    assert!(dav.stage.offers("20:00").await);
    dav.delete(&file).await;
    dav.stage.round().await;
    assert_eq!(dav.only().await.0, file);
    let notes = dav.stage.notes().await;
    for kind in ["put_back_moved", "put_back_deleted"] {
        assert_eq!(notes.iter().filter(|one| *one == kind).count(), 1, "{notes:?}");
    }
    // And then it is quiet.
    let count = notes.len();
    dav.stage.round().await;
    dav.stage.round().await;
    assert_eq!(
        dav.stage.notes().await.len(),
        count,
        "{:?}",
        dav.stage.notes().await
    );
}

#[tokio::test]
async fn what_somebody_changed_there_first_is_written_over_not_doubled() {
    let dav = Dav::written().await;
    let (id, key) = dav.stage.book("14:00").await;
    let (file, written) = dav.only().await;
    let name = file.trim_end_matches(".ics");
    // Another title, which nobody has read yet when the appointment moves.
    let titled = written
        .replace("SUMMARY:Corte", "SUMMARY:El corte")
        .replace('\n', "\r\n");
    dav.put_whole(name, titled).await;
    let guest = dav.stage.salon.shop.anonymous.another();
    let path = format!("/api/v1/bookings/{id}/reschedule?key={key}");
    let to = |time: &str| json!({ "start": format!("{MONDAY}T{time}:00Z") });
    guest.post(&path, &to("16:00")).await.expect(200);
    dav.stage.work().await;
    assert!(dav.only().await.1.contains("20261123T110000"));
    // Deleted there, and moved here.
    dav.delete(&file).await;
    guest.post(&path, &to("19:00")).await.expect(200);
    dav.stage.work().await;
    assert!(dav.only().await.1.contains("20261123T140000"));
    // Deleted there and called off here agree.
    dav.delete(&file).await;
    let path = format!("/api/v1/bookings/{id}/cancel?key={key}");
    guest.post(&path, &json!({})).await.expect(200);
    dav.stage.work().await;
    dav.stage.round().await;
    assert!(dav.entries().await.is_empty());
    assert_eq!(dav.stage.dead_jobs().await, 0);
}
