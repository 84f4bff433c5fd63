//! When customers are not to be disturbed: what the shop says, and what becomes of a reminder that would.

use kernel::Instant;
use serde_json::json;
use testkit::TestApp;
use testkit::stand_ins::{FakeTwilio, SID, TOKEN};

use super::{destination, submit};
use crate::messages::{Stage, agree_and_book};

#[tokio::test]
async fn a_shop_says_when_it_is_quiet() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let path = "/api/v1/admin/quiet-hours";
    let usual = shop.owner.get(path).await.expect(200).json();
    assert_eq!(usual, json!({ "from": 1_260, "to": 480, "version": 0 }));
    let page = "/admin/messages/quiet";
    let typed = [("from", "22:15"), ("to", "06:30"), ("version", "0")];
    let saved = submit(&shop.owner, page, &typed).await;
    assert_eq!(destination(&saved), format!("{page}?done=message-quiet-saved"));
    submit(&shop.owner, page, &typed).await.expect(412);
    let shown = shop.owner.get(page).await.expect(200).text;
    assert!(
        shown.contains("value=\"22:15\"") && shown.contains("value=\"06:30\""),
        "{shown}"
    );
    let kept = shop.owner.get(path).await.expect(200).json();
    assert_eq!(kept, json!({ "from": 1_335, "to": 390, "version": 1 }));
    for (body, field) in [
        (json!({ "from": 1_440, "to": 0 }), "from"),
        (json!({ "from": 0, "to": -1 }), "to"),
    ] {
        let refused = shop.owner.put(path, &body).await.expect(422).json();
        assert_eq!(refused["errors"][0]["field"], field);
    }
    let wrong = [("from", "tarde"), ("to", "06:30"), ("version", "1")];
    submit(&shop.owner, page, &wrong).await.expect(422);
    let other = app.shop("boreal").await;
    assert_eq!(other.owner.get(path).await.expect(200).json(), usual);
}

/// A shop that reminds twelve hours before, by text message too.
async fn by_text() -> (Stage, FakeTwilio) {
    let twilio = FakeTwilio::start().await;
    let stage = Stage::set_with(&[
        ("TWILIO_ACCOUNT_SID", SID),
        ("TWILIO_AUTH_TOKEN", TOKEN),
        ("TWILIO_PHONE_NUMBER", "+15005550006"),
        ("VITRINA_INTEGRATIONS__TWILIO_STAND_IN", twilio.url.as_str()),
    ])
    .await;
    let body = json!({ "customer": [720], "professional": [], "customer_by_text": true });
    stage
        .owner()
        .put("/api/v1/admin/reminders", &body)
        .await
        .expect(200);
    agree_and_book(&stage.salon, &stage.service, "2026-11-24T14:00:00Z").await;
    (stage, twilio)
}

async fn at(stage: &Stage, moment: &str) {
    let moment = Instant(moment.parse().unwrap());
    stage.app.advance(moment.seconds_since(stage.app.env.now()));
    stage.app.tick().await;
    stage.app.run_jobs().await;
}

/// Due at nine in the evening in Bogotá, when the night begins.
#[tokio::test]
async fn a_reminder_by_text_waits_for_the_morning_and_the_mail_does_not() {
    let (stage, twilio) = by_text().await;
    at(&stage, "2026-11-24T02:00:00Z").await;
    assert_eq!(
        (twilio.calls(), stage.status("sms").await.as_str()),
        (0, "queued")
    );
    let mails = stage.log("email").await;
    let reminder = mails
        .iter()
        .find(|mail| mail["purpose"] == "booking.reminder")
        .unwrap();
    assert_eq!(reminder["status"], "sent");
    at(&stage, "2026-11-24T12:59:00Z").await;
    assert_eq!(twilio.calls(), 0);
    at(&stage, "2026-11-24T13:00:00Z").await;
    assert_eq!(twilio.sent().len(), 1, "an hour before");
    at(&stage, "2026-11-24T13:30:00Z").await;
    assert_eq!(twilio.sent().len(), 1, "once");
}

#[tokio::test]
async fn a_reminder_that_waits_is_taken_back_with_its_appointment() {
    let (stage, twilio) = by_text().await;
    at(&stage, "2026-11-24T02:00:00Z").await;
    let owner = stage.owner_now().await;
    let list = owner.get("/api/v1/admin/bookings").await.expect(200).json();
    let id = list["data"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/bookings/{id}/cancel");
    owner
        .post(&path, &json!({ "reason": "Llueve" }))
        .await
        .expect(200);
    at(&stage, "2026-11-24T13:00:00Z").await;
    assert_eq!(twilio.calls(), 0);
    assert_eq!(stage.status("sms").await, "withdrawn");
}

#[tokio::test]
async fn without_quiet_hours_it_goes_at_once() {
    let (stage, twilio) = by_text().await;
    let none = json!({ "from": 0, "to": 0 });
    stage
        .owner()
        .put("/api/v1/admin/quiet-hours", &none)
        .await
        .expect(200);
    at(&stage, "2026-11-24T02:00:00Z").await;
    assert_eq!(twilio.sent().len(), 1);
}
