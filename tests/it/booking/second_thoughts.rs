//! The desk drags an appointment about: its customer hears of where it ends up, once, and of nothing when it is back.

use ical::Limits;
use serde_json::{Value, json};
use testkit::TestApp;

use super::line::wait;
use super::reminders::ANA;
use super::{MONDAY_NINE, Salon, mails, text, wish};

/// Seconds after which nobody thinks better of it.
const QUIET: i64 = 45;

async fn salon() -> (TestApp, Salon, String) {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let salon = Salon::open(&app, "aurora", &["Luis", "Marta"]).await;
    let service = salon.haircut(json!({})).await;
    (app, salon, service)
}

async fn with_luis(salon: &Salon, service: &str) -> String {
    let with = json!({ "resource_id": salon.people[0] });
    let booked = salon.book(service, MONDAY_NINE, with).await.expect(201);
    text(&booked.json()["id"])
}

async fn drag(salon: &Salon, id: &str, to: Value) {
    let path = format!("/api/v1/bookings/{id}/reschedule");
    salon.shop.owner.post(&path, &to).await.expect(200);
}

async fn wait_a_while(app: &TestApp, seconds: i64) {
    app.advance(seconds);
    app.run_jobs().await;
}

/// Words and calendar of the newest mail to Ana.
async fn newest(app: &TestApp, salon: &Salon) -> (String, String, String) {
    let (subject, body, calendar): (String, String, Option<String>) = sqlx::query_as(
        "select subject, text_body, calendar_body from message
          where tenant_id = $1 and to_address = $2 order by created_at desc, message_id desc limit 1",
    )
    .bind(salon.shop.tenant)
    .bind(ANA)
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    (subject, body.replace('\u{a0}', " "), calendar.unwrap_or_default())
}

#[tokio::test]
async fn what_is_back_where_it_was_is_told_to_nobody() {
    let (app, salon, service) = salon().await;
    let id = with_luis(&salon, &service).await;
    drag(&salon, &id, json!({ "start": "2026-11-23T15:00:00Z" })).await;
    wait_a_while(&app, QUIET - 1).await;
    let back = json!({ "start": MONDAY_NINE, "resource_id": salon.people[0], "override": true });
    drag(&salon, &id, back).await;
    wait_a_while(&app, 1).await;
    wait_a_while(&app, QUIET).await;
    assert_eq!(mails(&app, &salon, ANA).await, ["booking.booked"]);
}

#[tokio::test]
async fn several_moves_are_one_mail_that_says_all_that_changed() {
    let (app, salon, service) = salon().await;
    let id = with_luis(&salon, &service).await;
    drag(&salon, &id, json!({ "start": "2026-11-23T15:00:00Z" })).await;
    wait_a_while(&app, QUIET - 1).await;
    let to = json!({ "start": "2026-11-23T16:00:00Z", "resource_id": salon.people[1], "duration": 45 });
    drag(&salon, &id, to).await;
    wait_a_while(&app, 1).await;
    assert_eq!(mails(&app, &salon, ANA).await, ["booking.booked"], "not yet");
    wait_a_while(&app, QUIET).await;
    assert_eq!(
        mails(&app, &salon, ANA).await,
        ["booking.booked", "booking.moved"]
    );
    let (subject, body, calendar) = newest(&app, &salon).await;
    assert!(subject.contains("cambió de hora"), "{subject}");
    for line in [
        "Antes era: 23 nov 2026, 9:00 a. m.",
        "Ahora es con Marta; antes era con Luis.",
        "Ahora dura 45 minutos; antes, 30.",
    ] {
        assert!(body.contains(line), "{line}: {body}");
    }
    let read = ical::read(calendar.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(read.events[0].sequence, 2, "each move counts, told or not");
}

#[tokio::test]
async fn who_keeps_the_time_is_told_what_else_changed() {
    let (app, salon, service) = salon().await;
    let id = with_luis(&salon, &service).await;
    let stretched = json!({ "start": MONDAY_NINE, "resource_id": salon.people[0], "duration": 60 });
    drag(&salon, &id, stretched).await;
    wait_a_while(&app, QUIET).await;
    let (subject, body, _) = newest(&app, &salon).await;
    assert!(
        !subject.contains("cambió de hora") && subject.contains("cambio"),
        "{subject}"
    );
    assert!(body.contains("Ahora dura 60 minutos; antes, 30."), "{body}");
    assert!(
        !body.contains("Antes era") && !body.contains("Ahora es con"),
        "{body}"
    );
}

#[tokio::test]
async fn what_is_called_off_meanwhile_is_told_as_called_off() {
    let (app, salon, service) = salon().await;
    let id = with_luis(&salon, &service).await;
    drag(&salon, &id, json!({ "start": "2026-11-23T15:00:00Z" })).await;
    let path = format!("/api/v1/bookings/{id}/cancel");
    salon.shop.owner.post(&path, &json!({})).await.expect(200);
    wait_a_while(&app, QUIET).await;
    assert_eq!(
        mails(&app, &salon, ANA).await,
        ["booking.booked", "booking.cancelled"]
    );
}

#[tokio::test]
async fn a_time_that_the_desk_frees_is_offered_once_it_stays_free() {
    let (app, salon, _) = salon().await;
    let alone = json!([{ "resources": [{ "resource_id": salon.people[0] }] }]);
    let service = salon.haircut(json!({ "name": "Barba", "needs": alone })).await;
    let id = text(
        &salon
            .book(&service, MONDAY_NINE, json!({}))
            .await
            .expect(201)
            .json()["id"],
    );
    wait(&salon, &service, "eva").await;
    drag(&salon, &id, json!({ "start": "2026-11-24T15:00:00Z" })).await;
    drag(&salon, &id, json!({ "start": MONDAY_NINE, "override": true })).await;
    wait_a_while(&app, QUIET).await;
    let eva = "eva@correo.test";
    // The day after was never hers to wait for at that hour: it is free again, and she is asked for it.
    let asked = mails(&app, &salon, eva).await;
    let offers = asked.iter().filter(|one| *one == "booking.offered").count();
    assert_eq!(offers, 1, "{asked:?}");
    let taken = wish(&service, MONDAY_NINE, json!({ "notes": "otra" }));
    super::book(&salon.shop.anonymous, taken).await.expect(409);
    let kept = salon
        .shop
        .owner
        .get(&format!("/api/v1/bookings/{id}"))
        .await
        .json();
    assert_eq!(kept["start"], MONDAY_NINE);
}
