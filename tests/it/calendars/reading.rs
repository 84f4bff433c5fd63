//! What is busy at Google is not offered here.

use serde_json::json;
use testkit::google_calendar::ACCOUNT;

use super::{MONDAY, Stage, entry};

#[tokio::test]
async fn a_blocked_hour_leaves_the_offer_and_comes_back() {
    let stage = Stage::set().await;
    stage.google.put(ACCOUNT, entry("before", "14:00", "15:00")).await;
    assert!(stage.offers("14:00").await);
    stage.connect().await;
    let times = stage.times().await;
    assert!(!times.contains(&"14:00".to_owned()) && !times.contains(&"14:30".to_owned()));
    assert_eq!(times.len(), 12, "{times:?}");
    // From now on Google says when something changes.
    stage.busy("after", "19:15", "19:45").await;
    assert!(!stage.offers("19:00").await && !stage.offers("19:30").await);
    assert!(stage.offers("20:00").await);
    stage
        .google
        .change(
            ACCOUNT,
            "after",
            json!({ "start": { "dateTime": format!("{MONDAY}T21:00:00Z") },
                        "end": { "dateTime": format!("{MONDAY}T21:30:00Z") } }),
        )
        .await;
    stage.work().await;
    assert!(stage.offers("19:00").await && !stage.offers("21:00").await);
    stage.google.delete(ACCOUNT, "after").await;
    stage.google.delete(ACCOUNT, "before").await;
    stage.work().await;
    assert_eq!(stage.times().await.len(), 14);
    // The shop is told why, customers only that the time is not offered.
    stage.busy("again", "14:00", "15:00").await;
    let why = format!(
        "/admin/bookings/why?service={}&start={MONDAY}T14:00:00Z",
        stage.service
    );
    let page = stage.owner().get(&why).await.expect(200).text;
    assert!(page.contains("calendario externo"), "{page}");
    let refused = stage
        .salon
        .book(&stage.service, &format!("{MONDAY}T14:00:00Z"), json!({}))
        .await;
    assert_eq!(
        (refused.status.as_u16(), refused.code()),
        (409, "slot_not_offered".into())
    );
}

#[tokio::test]
async fn whole_days_block_and_what_leaves_its_owner_free_does_not() {
    let stage = Stage::connected().await;
    let free = |id: &str, more: serde_json::Value| {
        let mut one = entry(id, "14:00", "18:00");
        one.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        one
    };
    for one in [
        free("open", json!({ "transparency": "transparent" })),
        free(
            "nope",
            json!({ "attendees": [{ "self": true, "responseStatus": "declined" }] }),
        ),
        free("gone", json!({ "status": "cancelled" })),
    ] {
        stage.google.put(ACCOUNT, one).await;
    }
    stage.work().await;
    assert_eq!(stage.times().await.len(), 14);
    // From Monday to before Tuesday, in the calendar's zone.
    let day = json!({ "id": "feria", "start": { "date": MONDAY }, "end": { "date": "2026-11-24" } });
    stage.google.put(ACCOUNT, day).await;
    stage.work().await;
    assert_eq!(stage.times().await.len(), 0);
    assert_eq!(stage.times_on("2026-11-24").await.len(), 14);
}

#[tokio::test]
async fn a_series_is_spread_out_and_times_of_it_that_differ_are_put_in_their_place() {
    let stage = Stage::connected().await;
    let mut series = entry("series", "14:00", "15:00");
    series["recurrence"] = json!([
        "RRULE:FREQ=DAILY;COUNT=200",
        "EXDATE;TZID=America/Bogota:20261125T090000"
    ]);
    stage.google.put(ACCOUNT, series).await;
    let exception = |day: &str| {
        json!({
            "id": format!("series_{day}"), "recurringEventId": "series",
            "originalStartTime": { "dateTime": format!("{day}T14:00:00Z"), "timeZone": "America/Bogota" },
        })
    };
    let mut moved = exception("2026-11-24");
    moved["start"] = json!({ "dateTime": "2026-11-24T20:00:00Z" });
    moved["end"] = json!({ "dateTime": "2026-11-24T21:00:00Z" });
    stage.google.put(ACCOUNT, moved).await;
    let mut fallen_out = exception("2026-11-26");
    fallen_out["status"] = json!("cancelled");
    stage.google.put(ACCOUNT, fallen_out).await;
    stage.work().await;
    let offers = async |day: &str, time: &str| {
        let times = stage.times_on(day).await;
        times.iter().any(|offered| offered == time)
    };
    assert!(!offers(MONDAY, "14:00").await);
    assert!(offers("2026-11-24", "14:00").await && !offers("2026-11-24", "20:00").await);
    assert!(offers("2026-11-25", "14:00").await, "an EXDATE");
    assert!(offers("2026-11-26", "14:00").await, "a deleted time");
    assert!(!offers("2026-11-27", "14:00").await);
    assert!(!offers("2027-01-20", "14:00").await, "months ahead");
    // The whole series goes, and with it the times that differ.
    stage.google.delete(ACCOUNT, "series").await;
    stage.work().await;
    assert!(offers(MONDAY, "14:00").await && offers("2026-11-24", "20:00").await);
}

#[tokio::test]
async fn pages_are_read_to_the_end_and_changes_from_there_on() {
    let stage = Stage::set().await;
    stage.google.page_of(2);
    for hour in ["14", "15", "16", "19", "20"] {
        let one = entry(
            &format!("hour{hour}"),
            &format!("{hour}:00"),
            &format!("{hour}:30"),
        );
        stage.google.put(ACCOUNT, one).await;
    }
    stage.connect().await;
    assert_eq!(stage.times().await.len(), 9);
    assert_eq!(stage.google.calls("events.list"), 3);
    stage.busy("late", "22:00", "22:30").await;
    assert_eq!(stage.google.calls("events.list"), 4, "one page of changes");
    assert!(stage.google.last_query("events.list").contains("syncToken=sync-"));
    assert_eq!(stage.times().await.len(), 8);
}

#[tokio::test]
async fn a_token_that_is_too_old_means_reading_everything_anew() {
    let stage = Stage::connected().await;
    stage.busy("old", "14:00", "15:00").await;
    // While nobody looks, one goes and one comes, and the token is forgotten.
    stage.google.lose_pushes(true);
    stage.google.delete(ACCOUNT, "old").await;
    stage.google.put(ACCOUNT, entry("fresh", "19:00", "20:00")).await;
    stage.google.forget_sync_tokens();
    stage.round().await;
    assert!(stage.offers("14:00").await && !stage.offers("19:00").await);
    assert!(stage.notes().await.contains(&"read_anew".to_owned()));
    assert_eq!(stage.dead_jobs().await, 0);
    stage.google.lose_pushes(false);
    stage.busy("next", "21:00", "21:30").await;
    assert!(!stage.offers("21:00").await, "and from there on changes again");
}

#[tokio::test]
async fn lost_messages_are_made_up_for_by_the_clocks_rounds() {
    let stage = Stage::connected().await;
    stage.google.lose_pushes(true);
    stage.google.put(ACCOUNT, entry("lost", "14:00", "15:00")).await;
    stage.work().await;
    assert!(stage.offers("14:00").await, "nobody said so");
    stage.round().await;
    assert!(!stage.offers("14:00").await);
    let calls = stage.google.calls("events.list");
    stage.round().await;
    assert_eq!(
        stage.google.calls("events.list"),
        calls + 1,
        "one call a calendar and round"
    );
    let notes = stage.notes().await;
    assert_eq!(
        notes.iter().filter(|kind| *kind == "read").count(),
        1,
        "no news, no line: {notes:?}"
    );
}

#[tokio::test]
async fn of_what_is_in_a_calendar_only_the_times_are_kept() {
    let stage = Stage::connected().await;
    stage.busy("secret", "14:00", "15:00").await;
    let rows: Vec<String> = sqlx::query_scalar("select e::text from external_event e")
        .fetch_all(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    assert_eq!(rows.len(), 1);
    assert!(!rows[0].contains("Dentista"), "{}", rows[0]);
    let asked = stage.google.last_query("events.list");
    assert!(!asked.contains("summary"), "{asked}");
}

#[tokio::test]
async fn several_calendars_are_read_as_chosen() {
    let stage = Stage::connected().await;
    stage
        .google
        .put("feriados@group.test", entry("feria", "14:00", "15:00"))
        .await;
    stage.busy("own", "16:00", "17:00").await;
    assert!(stage.offers("14:00").await, "the other one is not read");
    let (own, other) = (
        stage.calendar(ACCOUNT).await,
        stage.calendar("feriados@group.test").await,
    );
    stage.choose(&[&own, &other], "").await.expect(303);
    stage.work().await;
    assert!(!stage.offers("14:00").await && !stage.offers("16:00").await);
    stage.choose(&[&other], "").await.expect(303);
    assert!(stage.offers("16:00").await, "at once");
    // Read again, it is read whole.
    stage.choose(&[&own, &other], "").await.expect(303);
    stage.work().await;
    assert!(!stage.offers("16:00").await);
    // One that may only be read cannot be chosen for writing, nor one of nobody's.
    assert_eq!(stage.choose(&[&own], &other).await.status, 422);
    let nobody = "01890000-0000-7000-8000-000000000000";
    assert_eq!(stage.choose(&[nobody], "").await.status, 422);
}

#[tokio::test]
async fn series_go_on_as_the_year_does() {
    let stage = Stage::connected().await;
    let mut series = entry("series", "14:00", "15:00");
    series["recurrence"] = json!(["RRULE:FREQ=WEEKLY"]);
    stage.google.put(ACCOUNT, series).await;
    stage.work().await;
    let latest = async || -> String {
        sqlx::query_scalar("select max(starts_at)::date::text from busy_time")
            .fetch_one(&mut stage.app.database.superuser().await)
            .await
            .unwrap()
    };
    let before = latest().await;
    assert!(before.as_str() > "2027-12-20", "{before}");
    stage.google.lose_pushes(true);
    stage.advance(7 * 24 * 3600);
    stage.app.tick().await;
    stage.work().await;
    assert!(latest().await > before);
}
