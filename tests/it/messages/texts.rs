//! Text messages: customers are reminded by them where the shop says so, and Twilio tells what became of them.

use kernel::Instant;
use serde_json::json;
use testkit::stand_ins::{FakeTwilio, SID, TOKEN};

use super::consent::said;
use super::{Stage, agree_and_book};
use crate::booking::reminders::at;

const REMINDERS: &str = "/api/v1/admin/reminders";

/// What is kept of who answered STOP.
const STOPPED: [&str; 2] = [
    "sms +573001234567 marketing f carrier 1",
    "sms +573001234567 reminder f carrier 1",
];

/// What was said after the yes, by the alphabet: it was said in one moment.
async fn said_after(stage: &Stage) -> Vec<String> {
    let mut said = said(stage).await.split_off(1);
    said.sort_unstable();
    said
}

/// A shop whose program has an account at the stand-in.
async fn stage(more: &[(&str, &str)]) -> (Stage, FakeTwilio) {
    let twilio = FakeTwilio::start().await;
    let mut variables = vec![
        ("TWILIO_ACCOUNT_SID", SID),
        ("TWILIO_AUTH_TOKEN", TOKEN),
        ("TWILIO_PHONE_NUMBER", "+15005550006"),
        ("VITRINA_INTEGRATIONS__TWILIO_STAND_IN", twilio.url.as_str()),
    ];
    variables.extend(more);
    let stage = Stage::set_with(&variables).await;
    twilio.call_back_to(stage.app.address);
    (stage, twilio)
}

/// Customers are reminded a day before, by text message if `by_text`.
async fn remind(stage: &Stage, by_text: bool) {
    let body = json!({ "customer": [1440], "professional": [], "customer_by_text": by_text });
    let saved = stage.owner().put(REMINDERS, &body).await.expect(200).json();
    assert_eq!(saved["customer_by_text"], by_text);
}

/// Somebody books for Tuesday at nine, and a day before it is time.
async fn when_due(stage: &Stage) {
    agree_and_book(&stage.salon, &stage.service, "2026-11-24T14:00:00Z").await;
    let due = Instant("2026-11-23T14:00:00Z".parse().unwrap());
    stage.app.advance(due.seconds_since(stage.app.env.now()));
    stage.app.tick().await;
    stage.app.run_jobs().await;
}

#[tokio::test]
async fn a_customer_is_reminded_in_one_cheap_message() {
    let (stage, twilio) = stage(&[]).await;
    remind(&stage, true).await;
    when_due(&stage).await;
    let [sent] = &twilio.sent()[..] else {
        panic!("{:?}", twilio.sent())
    };
    assert_eq!(sent.to, "+573001234567");
    assert!(
        sent.text.contains("Corte") && sent.text.contains("9:00"),
        "{}",
        sent.text
    );
    assert_eq!(sms::Segments::of(&sent.text).count, 1, "{}", sent.text);
    assert_eq!(stage.status("sms").await, "sent");
}

#[tokio::test]
async fn nobody_gets_text_messages_unless_the_shop_says_so() {
    let (stage, twilio) = stage(&[]).await;
    remind(&stage, false).await;
    when_due(&stage).await;
    assert_eq!(twilio.calls(), 0);
    let page = stage
        .owner_now()
        .await
        .get("/admin/reminders")
        .await
        .expect(200)
        .text;
    assert!(page.contains("customer_by_text"), "{page}");
}

#[tokio::test]
async fn without_an_account_a_developer_reads_them_in_the_mailbox() {
    let stage = Stage::set().await;
    remind(&stage, true).await;
    when_due(&stage).await;
    let mailbox = "/dev/mailbox.json?to=%2B573001234567";
    let mailbox = stage.salon.shop.anonymous.get(mailbox).await.expect(200).json();
    assert_eq!(mailbox["data"][0]["channel"], "sms", "{mailbox}");
    assert!(
        mailbox["data"][0]["text"].as_str().unwrap().contains("Corte"),
        "{mailbox}"
    );
}

#[tokio::test]
async fn who_asked_for_no_messages_is_not_asked_again() {
    let (stage, twilio) = stage(&[]).await;
    remind(&stage, true).await;
    twilio.refuse(1, 400, 21610);
    when_due(&stage).await;
    stage.app.advance(3600);
    stage.app.run_jobs().await;
    assert!(twilio.sent().is_empty());
    assert_eq!(stage.status("sms").await, "failed");
    let page = stage
        .owner_now()
        .await
        .get("/admin/messages?channel=sms")
        .await
        .expect(200)
        .text;
    assert!(page.contains("respondió STOP"), "{page}");
    assert_eq!(said_after(&stage).await, STOPPED);
    // Nobody takes it back by a box.
    agree_and_book(&stage.salon, &stage.service, "2026-11-25T14:00:00Z").await;
    at(&stage.app, "2026-11-24T14:00:00Z").await;
    assert_eq!(stage.log("sms").await[0]["status"], "withheld");
    assert_eq!(said(&stage).await.len(), 3);
}

#[tokio::test]
async fn stop_that_is_heard_of_later_is_remembered_too() {
    let (stage, twilio) = stage(&[]).await;
    remind(&stage, true).await;
    when_due(&stage).await;
    let sid = twilio.sent()[0].sid.clone();
    assert_eq!(twilio.report(&sid, "undelivered", Some(21610)).await, 204);
    assert_eq!(said_after(&stage).await, STOPPED);
    assert_eq!(twilio.report(&sid, "undelivered", Some(21610)).await, 204);
    assert_eq!(said(&stage).await.len(), 3, "heard twice, kept once");
}

#[tokio::test]
async fn twilio_asks_to_wait_and_the_message_comes_once() {
    let (stage, twilio) = stage(&[]).await;
    remind(&stage, true).await;
    twilio.ask_to_wait(1, 120);
    when_due(&stage).await;
    assert!(twilio.sent().is_empty());
    stage.app.advance(121);
    stage.app.run_jobs().await;
    assert_eq!(twilio.sent().len(), 1);
}

/// It was tried when it was still light, and the next try falls into the night (from nine to eight, five hours behind UTC).
#[tokio::test]
async fn what_is_tried_again_at_night_waits_for_the_morning() {
    let (stage, twilio) = stage(&[]).await;
    remind(&stage, true).await;
    agree_and_book(&stage.salon, &stage.service, "2026-11-24T22:30:00Z").await;
    twilio.ask_to_wait(1, 4 * 3600);
    at(&stage.app, "2026-11-23T22:30:00Z").await;
    at(&stage.app, "2026-11-24T02:31:00Z").await;
    assert!(twilio.sent().is_empty(), "it is half past nine");
    assert_eq!(stage.status("sms").await, "queued");
    at(&stage.app, "2026-11-24T12:59:00Z").await;
    assert!(twilio.sent().is_empty(), "nearly eight");
    at(&stage.app, "2026-11-24T13:00:01Z").await;
    assert_eq!(twilio.sent().len(), 1);
}

#[tokio::test]
async fn what_twilio_tells_is_believed_when_it_signed_it() {
    let (stage, twilio) = stage(&[]).await;
    remind(&stage, true).await;
    when_due(&stage).await;
    let sid = twilio.sent()[0].sid.clone();
    assert_eq!(twilio.forge(&sid, "delivered").await, 401);
    assert_eq!(stage.status("sms").await, "sent");
    assert_eq!(twilio.report(&sid, "delivered", None).await, 204);
    assert_eq!(stage.status("sms").await, "delivered");
    // Reports come out of order: nothing follows the last word.
    assert_eq!(twilio.report(&sid, "sent", None).await, 204);
    assert_eq!(twilio.report(&sid, "undelivered", Some(30003)).await, 204);
    assert_eq!(stage.status("sms").await, "delivered");
}

#[tokio::test]
async fn what_did_not_arrive_says_why_in_words() {
    let (stage, twilio) = stage(&[]).await;
    remind(&stage, true).await;
    when_due(&stage).await;
    let sid = twilio.sent()[0].sid.clone();
    assert_eq!(twilio.report(&sid, "undelivered", Some(30003)).await, 204);
    assert_eq!(stage.status("sms").await, "undelivered");
    let page = stage
        .owner_now()
        .await
        .get("/admin/messages?channel=sms")
        .await
        .expect(200)
        .text;
    assert!(page.contains("apagado o sin señal"), "{page}");
}
