//! Google away, slow, full, or no longer willing: work is tried again or told, and nothing is blocked, lost or dead.

use std::time::Duration;

use kernel::id::Uuid;
use serde_json::json;
use testkit::google_calendar::ACCOUNT;

use super::{MONDAY, Stage, entry};

/// Tries again, as the queue does after its pauses.
async fn try_again(stage: &Stage) {
    stage.advance(60);
    stage.work().await;
}

#[tokio::test]
async fn what_may_pass_is_tried_again_after_a_pause() {
    for (status, reason) in [
        (403, "userRateLimitExceeded"),
        (403, "rateLimitExceeded"),
        (429, "rateLimitExceeded"),
        (500, "backendError"),
        (503, "backendError"),
    ] {
        let stage = Stage::connected().await;
        stage.google.fail("events.list", 2, status, reason);
        stage.busy("one", "14:00", "15:00").await;
        assert!(stage.offers("14:00").await, "{status}");
        let calls = stage.google.calls("events.list");
        stage.work().await;
        assert_eq!(
            stage.google.calls("events.list"),
            calls,
            "not before the pause is over"
        );
        let page = stage.page().await;
        let told = if status >= 500 {
            "No responde"
        } else {
            "pide ir más despacio"
        };
        assert!(page.contains(told), "{status}: {page}");
        try_again(&stage).await;
        assert!(stage.offers("14:00").await, "{status}: the second fails, too");
        try_again(&stage).await;
        assert!(!stage.offers("14:00").await, "{status}");
        let notes = stage.notes().await;
        let troubles = notes
            .iter()
            .filter(|kind| ["away", "limited"].contains(&kind.as_str()));
        assert_eq!(
            troubles.count(),
            1,
            "{status}: one line when it begins: {notes:?}"
        );
        let ended = notes.iter().filter(|kind| *kind == "back").count();
        assert_eq!(ended, 1, "{status}: {notes:?}");
        assert_eq!(stage.dead_jobs().await, 0);
    }
}

#[tokio::test]
async fn a_provider_that_is_away_for_long_leaves_no_dead_letter_and_is_caught_up_with() {
    let stage = Stage::written().await;
    stage.google.fail("any", 40, 503, "backendError");
    stage.google.put(ACCOUNT, entry("one", "14:00", "15:00")).await;
    let start = format!("{MONDAY}T16:00:00Z");
    stage.salon.booked(&stage.service, &start).await;
    for _ in 0..12 {
        stage.advance(600);
        stage.work().await;
    }
    assert_eq!(stage.dead_jobs().await, 0);
    assert!(
        stage
            .google
            .entries(ACCOUNT)
            .iter()
            .all(|entry| entry["id"] == "one")
    );
    while stage.google.calls("events.list") < 100 {
        stage.round().await;
        if !stage.offers("14:00").await && stage.google.entries(ACCOUNT).len() == 2 {
            assert_eq!(stage.dead_jobs().await, 0);
            return;
        }
    }
    panic!("never caught up: {:?}", stage.notes().await);
}

#[tokio::test]
async fn an_access_token_that_ends_early_is_replaced_at_once() {
    let stage = Stage::connected().await;
    stage.google.advance(2 * 3600);
    stage.busy("one", "14:00", "15:00").await;
    assert!(!stage.offers("14:00").await);
    let refreshed = stage.google.calls("token");
    stage.busy("two", "16:00", "17:00").await;
    assert_eq!(stage.google.calls("token"), refreshed, "the new one is kept");
    // Our own clock knows when an hour is over.
    stage.advance(3_600);
    stage.busy("three", "19:00", "20:00").await;
    assert_eq!(stage.google.calls("token"), refreshed + 1);
    assert!(!stage.offers("19:00").await);
}

#[tokio::test]
async fn a_permission_that_was_withdrawn_is_told_and_given_anew() {
    let stage = Stage::written().await;
    stage.busy("before", "14:00", "15:00").await;
    stage.google.withdraw();
    stage
        .google
        .put(ACCOUNT, entry("meanwhile", "19:00", "20:00"))
        .await;
    let start = format!("{MONDAY}T16:00:00Z");
    stage.salon.booked(&stage.service, &start).await;
    stage.work().await;
    stage.round().await;
    assert_eq!(stage.dead_jobs().await, 0);
    let calls = stage.google.calls("token");
    stage.round().await;
    assert_eq!(stage.google.calls("token"), calls, "no more tries");
    assert!(!stage.offers("14:00").await, "what was read goes on to count");
    let notes = stage.notes().await;
    assert_eq!(
        notes.iter().filter(|kind| *kind == "reconnect").count(),
        1,
        "{notes:?}"
    );
    let mails: Vec<(String, String)> = sqlx::query_as(
        "select to_address, subject from message where channel = 'email' and purpose = 'calendars.reconnect'",
    )
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert_eq!(mails[0].0, "owner@aurora.test");
    assert!(mails[0].1.contains(ACCOUNT), "{mails:?}");
    let page = stage.page().await;
    assert!(page.contains("Hay que volver a conectar") && page.contains("Volver a conectar"));
    // The owner says yes again: the same account, its choices kept, and everything is caught up with.
    stage.connect().await;
    let accounts: i64 = sqlx::query_scalar("select count(*) from calendar_account")
        .fetch_one(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    assert_eq!(accounts, 1);
    assert!(!stage.offers("19:00").await);
    let ours = stage.google.entries(ACCOUNT);
    assert!(
        ours.iter().any(|entry| entry["start"]["dateTime"] == start),
        "{ours:?}"
    );
}

#[tokio::test]
async fn what_cannot_be_understood_is_counted_in_the_log_and_the_rest_is_read() {
    let stage = Stage::connected().await;
    let odd = [
        json!({ "id": "year1900", "start": { "dateTime": "1900-01-01T00:00:00Z" }, "end": { "dateTime": "1900-01-01T01:00:00Z" } }),
        json!({ "id": "words", "start": { "dateTime": "tomorrow" }, "end": { "dateTime": "never" } }),
        json!({ "id": "nothing" }),
        json!({ "id": "backwards", "start": { "dateTime": format!("{MONDAY}T15:00:00Z") }, "end": { "dateTime": format!("{MONDAY}T14:00:00Z") } }),
        json!({ "id": "mars", "recurrence": ["RRULE:FREQ=DAILY"], "start": { "dateTime": format!("{MONDAY}T15:00:00Z"), "timeZone": "Mars/Olympus" }, "end": { "dateTime": format!("{MONDAY}T16:00:00Z"), "timeZone": "Mars/Olympus" } }),
        json!({ "id": "nonsense", "recurrence": ["RRULE:FREQ=NEVER;BYDAY=XX"], "start": { "dateTime": format!("{MONDAY}T15:00:00Z"), "timeZone": "America/Bogota" }, "end": { "dateTime": format!("{MONDAY}T16:00:00Z"), "timeZone": "America/Bogota" } }),
        json!({ "id": "seconds", "recurrence": ["RRULE:FREQ=SECONDLY"], "start": { "dateTime": format!("{MONDAY}T15:00:00Z"), "timeZone": "America/Bogota" }, "end": { "dateTime": format!("{MONDAY}T15:00:01Z"), "timeZone": "America/Bogota" } }),
        json!({ "id": "long", "recurrence": ["x".repeat(100_000)], "start": { "date": MONDAY }, "end": { "date": "2026-11-24" } }),
        json!({ "id": "orphan_1", "recurringEventId": "orphan", "status": "cancelled" }),
    ];
    for entry in odd {
        stage.google.put(ACCOUNT, entry).await;
    }
    stage.busy("fine", "19:00", "20:00").await;
    assert!(!stage.offers("19:00").await);
    assert!(stage.offers("14:00").await && stage.offers("15:00").await);
    assert_eq!(stage.dead_jobs().await, 0);
    assert!(stage.notes().await.contains(&"unclear".to_owned()));
    assert!(stage.page().await.contains("No se entendieron"));
}

#[tokio::test]
async fn a_slow_answer_is_given_up_and_booking_goes_on_meanwhile() {
    let stage = Stage::connected().await;
    stage.google.be_slow(Duration::from_mins(1));
    stage.google.put(ACCOUNT, entry("one", "14:00", "15:00")).await;
    let begun = std::time::Instant::now();
    let (_, offered) = tokio::join!(stage.app.run_jobs(), async {
        let begun = std::time::Instant::now();
        assert!(stage.offers("16:00").await);
        begun.elapsed()
    });
    assert!(offered < Duration::from_secs(5), "{offered:?}");
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    stage.google.be_slow(Duration::ZERO);
    try_again(&stage).await;
    assert!(!stage.offers("14:00").await);
}

#[tokio::test]
async fn parting_gives_the_permission_back_and_leaves_nothing() {
    let stage = Stage::written().await;
    stage.busy("one", "14:00", "15:00").await;
    stage.book("16:00").await;
    let path = format!("/admin/calendars/{}/disconnect", stage.account().await);
    // Google is away at first.
    stage.google.fail("revoke", 1, 503, "backendError");
    stage.owner().form(&path, &[]).await.expect(303);
    assert!(stage.offers("14:00").await, "at once");
    stage.work().await;
    try_again(&stage).await;
    assert_eq!(stage.google.grants(), 0);
    assert!(
        stage.google.channels().is_empty(),
        "{:?}",
        stage.google.channels()
    );
    let left: Vec<(String, i64)> = sqlx::query_as(
        "select 'account', count(*) from calendar_account union all select 'calendar', count(*) from external_calendar
         union all select 'event', count(*) from external_event union all select 'copy', count(*) from calendar_copy
         union all select 'busy', count(*) from busy_time union all select 'note', count(*) from sync_note",
    )
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert!(left.iter().all(|(_, rows)| *rows == 0), "{left:?}");
    // The appointment goes on, without any calendar.
    stage.book("19:00").await;
    assert_eq!(stage.dead_jobs().await, 0);
    let gone: Option<Uuid> = sqlx::query_scalar("select account_id from calendar_account")
        .fetch_optional(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    assert_eq!(gone, None);
}

#[tokio::test]
async fn who_parts_may_take_the_appointments_out_even_when_google_is_away_at_first() {
    let stage = Stage::written().await;
    stage.book("16:00").await;
    stage.google.put(ACCOUNT, entry("theirs", "19:00", "20:00")).await;
    stage.work().await;
    let path = format!("/admin/calendars/{}/disconnect", stage.account().await);
    stage.google.fail("events.delete", 1, 503, "backendError");
    stage
        .owner()
        .form(&path, &[("take_out", "true")])
        .await
        .expect(303);
    stage.work().await;
    assert_eq!(stage.google.entries(ACCOUNT).len(), 2);
    try_again(&stage).await;
    let left = stage.google.entries(ACCOUNT);
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(
        (left[0]["id"].as_str(), stage.google.grants()),
        (Some("theirs"), 0)
    );
    assert_eq!(stage.dead_jobs().await, 0);
}
