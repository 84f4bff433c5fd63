//! Appointments stand in the calendar of who serves them, whatever happens there.

use serde_json::{Value, json};
use testkit::google_calendar::ACCOUNT;

use super::{MONDAY, Stage, entry};

/// The one appointment at Google.
fn only(stage: &Stage) -> Value {
    let mut entries = stage.google.entries(ACCOUNT);
    assert_eq!(entries.len(), 1, "{entries:?}");
    entries.remove(0)
}

async fn shift(stage: &Stage, (id, key): &(String, String), time: &str) {
    let path = format!("/api/v1/bookings/{id}/reschedule?key={key}");
    let guest = stage.salon.shop.anonymous.another();
    let body = json!({ "start": format!("{MONDAY}T{time}:00Z") });
    guest.post(&path, &body).await.expect(200);
    stage.work().await;
}

async fn call_off(stage: &Stage, (id, key): &(String, String)) {
    let path = format!("/api/v1/bookings/{id}/cancel?key={key}");
    let guest = stage.salon.shop.anonymous.another();
    guest.post(&path, &json!({})).await.expect(200);
    stage.work().await;
}

#[tokio::test]
async fn an_appointment_is_written_moved_and_taken_out() {
    let stage = Stage::written().await;
    let booked = stage.book("14:00").await;
    let written = only(&stage);
    assert_eq!(written["start"]["dateTime"], format!("{MONDAY}T14:00:00Z"));
    assert_eq!(written["end"]["dateTime"], format!("{MONDAY}T14:30:00Z"));
    assert_eq!(written["start"]["timeZone"], "America/Bogota");
    assert_eq!(written["summary"], "Corte · Ana Gómez");
    assert_eq!(written["extendedProperties"]["private"]["app"], "vitrina");
    assert_eq!(written["extendedProperties"]["private"]["booking_id"], booked.0);
    assert!(
        stage
            .google
            .last_query("events.insert")
            .contains("sendUpdates=none")
    );
    // It came back by a message, and keeps nobody busy beside the appointment itself.
    let busy: i64 = sqlx::query_scalar("select count(*) from busy_time")
        .fetch_one(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    assert_eq!(busy, 0);
    shift(&stage, &booked, "16:00").await;
    let moved = only(&stage);
    assert_eq!(moved["id"], written["id"]);
    assert_eq!(moved["start"]["dateTime"], format!("{MONDAY}T16:00:00Z"));
    assert!(stage.offers("14:00").await, "no echo of the old time");
    call_off(&stage, &booked).await;
    assert!(stage.google.entries(ACCOUNT).is_empty());
    assert!(stage.offers("16:00").await);
    let notes = stage.notes().await;
    assert!(
        !notes.iter().any(|kind| kind.starts_with("put_back")),
        "{notes:?}"
    );
    assert_eq!(notes.iter().filter(|kind| *kind == "written").count(), 2);
    assert!(notes.contains(&"taken_out".to_owned()));
}

#[tokio::test]
async fn an_answer_that_was_lost_doubles_nothing() {
    let stage = Stage::written().await;
    let start = format!("{MONDAY}T14:00:00Z");
    let (id, _) = stage.salon.booked(&stage.service, &start).await;
    let name: String = sqlx::query_scalar("select remote_id from calendar_copy where booking_id = $1::uuid")
        .bind(&id)
        .fetch_one(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    // As if it had been written before.
    stage.google.put(ACCOUNT, entry(&name, "09:00", "10:00")).await;
    stage.work().await;
    assert_eq!(only(&stage)["start"]["dateTime"], start);
    assert_eq!(stage.dead_jobs().await, 0);
}

#[tokio::test]
async fn whoever_changed_it_meanwhile_is_written_over_not_lost() {
    let stage = Stage::written().await;
    let booked = stage.book("14:00").await;
    let id = only(&stage)["id"].as_str().unwrap().to_owned();
    stage.google.lose_pushes(true);
    // Their notes stay, since nothing of ours is in that field.
    stage.google.change(ACCOUNT, &id, json!({ "colorId": "7" })).await;
    shift(&stage, &booked, "16:00").await;
    let moved = only(&stage);
    assert_eq!(moved["start"]["dateTime"], format!("{MONDAY}T16:00:00Z"));
    assert_eq!(moved["colorId"], "7");
    // Deleted meanwhile, and moved here: it comes back at its new time.
    stage.google.delete(ACCOUNT, &id).await;
    shift(&stage, &booked, "19:00").await;
    assert_eq!(only(&stage)["start"]["dateTime"], format!("{MONDAY}T19:00:00Z"));
    // Deleted there and called off here agree.
    stage.google.delete(ACCOUNT, &id).await;
    call_off(&stage, &booked).await;
    assert!(stage.google.entries(ACCOUNT).is_empty());
    assert_eq!(stage.dead_jobs().await, 0);
}

#[tokio::test]
async fn who_moves_or_deletes_an_appointment_there_finds_it_put_back_and_told() {
    let stage = Stage::written().await;
    stage.book("14:00").await;
    let id = only(&stage)["id"].as_str().unwrap().to_owned();
    let elsewhere = json!({ "start": { "dateTime": format!("{MONDAY}T20:00:00Z") },
                            "end": { "dateTime": format!("{MONDAY}T20:30:00Z") } });
    stage.google.change(ACCOUNT, &id, elsewhere).await;
    stage.work().await;
    assert_eq!(only(&stage)["start"]["dateTime"], format!("{MONDAY}T14:00:00Z"));
    assert!(stage.offers("20:00").await);
    stage.google.delete(ACCOUNT, &id).await;
    stage.work().await;
    assert_eq!(only(&stage)["status"], "confirmed");
    let notes = stage.notes().await;
    for kind in ["put_back_moved", "put_back_deleted"] {
        assert_eq!(notes.iter().filter(|one| *one == kind).count(), 1, "{notes:?}");
    }
    let page = stage.page().await;
    assert!(page.contains("Alguien movió la cita"), "{page}");
    // Another title is theirs to give.
    stage
        .google
        .change(ACCOUNT, &id, json!({ "summary": "Ana, la de siempre" }))
        .await;
    stage.work().await;
    assert_eq!(only(&stage)["summary"], "Ana, la de siempre");
}

#[tokio::test]
async fn what_was_booked_before_is_written_when_a_calendar_is_chosen_and_taken_out_when_not() {
    let stage = Stage::connected().await;
    stage.book("14:00").await;
    stage.book("15:00").await;
    assert!(stage.google.entries(ACCOUNT).is_empty());
    let own = stage.calendar(ACCOUNT).await;
    stage.choose(&[&own], &own).await.expect(303);
    stage.work().await;
    assert_eq!(stage.google.entries(ACCOUNT).len(), 2);
    stage.choose(&[&own], "").await.expect(303);
    stage.work().await;
    assert!(stage.google.entries(ACCOUNT).is_empty());
    stage.choose(&[&own], &own).await.expect(303);
    stage.work().await;
    assert_eq!(stage.google.entries(ACCOUNT).len(), 2);
}

#[tokio::test]
async fn a_calendar_that_may_not_be_written_any_more_is_told_once() {
    let stage = Stage::written().await;
    stage
        .google
        .fail("events.insert", 1, 403, "forbiddenForNonOrganizer");
    stage.book("14:00").await;
    assert!(stage.google.entries(ACCOUNT).is_empty());
    assert!(stage.notes().await.contains(&"not_written".to_owned()));
    assert_eq!(stage.dead_jobs().await, 0);
    let page = stage.page().await;
    assert!(page.contains("no se pudo escribir"), "{page}");
}
