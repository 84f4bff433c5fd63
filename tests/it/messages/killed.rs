//! A worker dies after the other side took a message and before it wrote that down: the message goes once more, as the same one,
//! and is never lost.

use std::time::Duration;

use kernel::Instant;
use serde_json::json;
use testkit::stand_ins::{FakeTwilio, SID, TOKEN};
use tokio::time::{interval, timeout};

use super::{MONDAY_NINE, Stage, agree_and_book};

/// Longer than a lease, in seconds.
const LEASE_AND_MORE: i64 = 61;
/// Longer than any of this takes.
const TOO_LATE: Duration = Duration::from_mins(5);

/// Works until the other side has taken something, and dies before it hears so.
async fn die_before_the_answer(stage: &Stage, taken: impl Fn() -> usize) {
    let dies = async {
        let mut tick = interval(Duration::from_millis(5));
        while taken() == 0 {
            tick.tick().await;
        }
    };
    let works = stage.app.run_jobs();
    let outlived = timeout(Duration::from_mins(1), async {
        tokio::select! {
            _ = works => true,
            () = dies => false,
        }
    });
    assert!(!outlived.await.expect("something is taken"));
}

/// Another worker takes over when the lease is over; a third finds nothing to do.
async fn another_goes_on(stage: &Stage) {
    for _ in 0..2 {
        stage.app.advance(LEASE_AND_MORE);
        stage.app.run_jobs().await;
    }
}

#[tokio::test]
async fn a_servers_call_is_repeated_under_the_same_id() {
    let stage = Stage::set().await;
    let here = format!("{}/avisos", stage.hook.url);
    stage.set_webhook(&here).await.expect(201);
    stage.salon.booked(&stage.service, MONDAY_NINE).await;
    stage.hook.be_late(TOO_LATE);
    die_before_the_answer(&stage, || stage.hook.heard().len()).await;
    stage.hook.be_late(Duration::ZERO);
    assert_eq!(stage.status("webhook").await, "queued");
    another_goes_on(&stage).await;
    let heard = stage.hook.heard();
    let ids: Vec<_> = heard.iter().map(|one| one.header("webhook-id")).collect();
    assert_eq!(ids.len(), 2, "{ids:?}");
    assert_eq!(ids[0], ids[1]);
    assert_eq!(stage.status("webhook").await, "sent");
}

#[tokio::test]
async fn slack_is_told_once_more() {
    let stage = Stage::set().await;
    let slack = format!("{}/services/T/B/x", stage.slack.url);
    stage.set_slack(&slack).await.expect(303);
    stage.salon.booked(&stage.service, MONDAY_NINE).await;
    stage.slack.be_late(TOO_LATE);
    die_before_the_answer(&stage, || stage.slack.heard().len()).await;
    stage.slack.be_late(Duration::ZERO);
    another_goes_on(&stage).await;
    let heard = stage.slack.heard();
    assert_eq!(heard.len(), 2);
    assert_eq!(heard[0].json(), heard[1].json());
    assert_eq!(stage.status("slack").await, "sent");
}

#[tokio::test]
async fn a_push_is_repeated_under_the_same_topic_which_shows_it_once() {
    let stage = Stage::set().await;
    stage.with_device().await;
    stage.salon.booked(&stage.service, MONDAY_NINE).await;
    stage.push.be_late(TOO_LATE);
    die_before_the_answer(&stage, || stage.push.pushed().len()).await;
    stage.push.be_late(Duration::ZERO);
    another_goes_on(&stage).await;
    let pushed = stage.push.pushed();
    assert_eq!(pushed.len(), 2);
    assert!(pushed[0].topic.is_some());
    assert_eq!(
        (&pushed[0].topic, &pushed[0].text),
        (&pushed[1].topic, &pushed[1].text)
    );
    assert_eq!(stage.status("push").await, "sent");
}

/// Twilio has no name by which it would know a message again, so it comes twice, and no third time.
#[tokio::test]
async fn a_text_message_is_never_lost() {
    let twilio = FakeTwilio::start().await;
    let stage = Stage::set_with(&[
        ("TWILIO_ACCOUNT_SID", SID),
        ("TWILIO_AUTH_TOKEN", TOKEN),
        ("TWILIO_PHONE_NUMBER", "+15005550006"),
        ("VITRINA_INTEGRATIONS__TWILIO_STAND_IN", twilio.url.as_str()),
    ])
    .await;
    twilio.call_back_to(stage.app.address);
    let leads = json!({ "customer": [1440], "professional": [], "customer_by_text": true });
    let reminders = "/api/v1/admin/reminders";
    stage.owner().put(reminders, &leads).await.expect(200);
    agree_and_book(&stage.salon, &stage.service, "2026-11-24T14:00:00Z").await;
    stage.app.run_jobs().await;
    twilio.be_late(TOO_LATE);
    let due = Instant("2026-11-23T14:00:00Z".parse().unwrap());
    stage.app.advance(due.seconds_since(stage.app.env.now()));
    stage.app.tick().await;
    die_before_the_answer(&stage, || twilio.sent().len()).await;
    twilio.be_late(Duration::ZERO);
    another_goes_on(&stage).await;
    let sent = twilio.sent();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].text, sent[1].text);
    assert_eq!(stage.status("sms").await, "sent");
}
