//! Calls to systems of a shop's own.

use std::time::Duration;

use kernel::{Clock, Env};
use outbound::{AddressFault, Reach, Url};
use secrecy::ExposeSecret as _;
use serde_json::json;
use testkit::stand_ins::FakeHook;
use webhooks::{Call, HookError, Secret, Slack, SlackMessage, Webhook};

use super::{assert_little_was_read, guarded, misleader, outbound, talker};

const BODY: &str =
    r#"{"type":"booking.made","timestamp":"2026-11-20T15:00:00Z","data":{"title":"Cita de Ana"}}"#;

fn env() -> Env {
    Env::with_clock(Clock::manual("2026-11-20T15:00:00Z".parse().unwrap()))
}

fn webhook(url: &str) -> Webhook {
    Webhook::new(
        Reach::ThisMachineToo,
        url.parse().unwrap(),
        Secret::generate(&env()),
    )
    .unwrap()
}

fn call() -> Call<'static> {
    Call {
        id: "0198e6f2c3a07d2f9d3b5a6c7e8f9012",
        at: env().now(),
        body: BODY.as_bytes(),
    }
}

fn slack(url: &str) -> Slack {
    Slack::new(Reach::ThisMachineToo, url.parse().unwrap()).unwrap()
}

const NEWS: SlackMessage<'static> = SlackMessage {
    title: "Nueva cita",
    text: "Ana <3 & Luis",
    link: None,
};

#[tokio::test]
async fn a_call_is_signed_with_the_secret_of_its_receiver() {
    let fake = FakeHook::start().await;
    let secret = Secret::generate(&env());
    let url = format!("{}/vitrina?shop=aurora", fake.url).parse().unwrap();
    let webhook = Webhook::new(Reach::ThisMachineToo, url, secret.clone()).unwrap();
    webhook.send(&outbound(), &call()).await.unwrap();
    let heard = &fake.heard()[0];
    assert_eq!(
        (heard.path.as_str(), heard.body.as_slice()),
        ("/vitrina", BODY.as_bytes())
    );
    assert_eq!(heard.header("webhook-id"), Some(call().id));
    assert_eq!(heard.header("webhook-timestamp"), Some("1795186800"));
    assert!(heard.is_signed_by(secret.to_text().expose_secret()));
    assert!(!heard.is_signed_by(Secret::generate(&env()).to_text().expose_secret()));
}

#[tokio::test]
async fn while_a_secret_is_replaced_both_fit() {
    let fake = FakeHook::start().await;
    let (old, new) = (Secret::generate(&env()), Secret::generate(&env()));
    let webhook = Webhook::new(Reach::ThisMachineToo, fake.url.parse().unwrap(), new.clone()).unwrap();
    let both = webhook.with_previous(old.clone());
    both.send(&outbound(), &call()).await.unwrap();
    for secret in [&old, &new] {
        assert!(fake.heard()[0].is_signed_by(secret.to_text().expose_secret()));
    }
}

#[tokio::test]
async fn what_a_receiver_answers_says_what_to_do() {
    let fake = FakeHook::start().await;
    let webhook = webhook(&fake.url);
    for (status, name) in [
        (410, "gone"),
        (400, "permanent"),
        (404, "permanent"),
        (408, "temporary"),
        (425, "temporary"),
        (500, "temporary"),
    ] {
        fake.refuse(1, status);
        let error = webhook.send(&outbound(), &call()).await.unwrap_err();
        assert_eq!(error.name(), name, "{status}");
    }
    fake.ask_to_wait(1, 30);
    let busy = HookError::Temporary {
        why: "status 429".into(),
        after: Some(Duration::from_secs(30)),
    };
    assert_eq!(webhook.send(&outbound(), &call()).await, Err(busy));
    assert_eq!(fake.heard().len(), 0);
    webhook.send(&outbound(), &call()).await.unwrap();
    assert_eq!(fake.heard().len(), 1);
}

#[tokio::test]
async fn a_receiver_that_means_harm_does_none() {
    let (endless, inside) = (talker().await, misleader().await);
    for server in [&endless, &inside] {
        let error = webhook(server.url("/").as_str())
            .send(&outbound(), &call())
            .await
            .unwrap_err();
        assert_eq!((error.name(), server.asked().len()), ("permanent", 1));
    }
    assert_little_was_read(&endless);
}

#[tokio::test]
async fn an_address_within_the_house_is_neither_taken_nor_called() {
    let fake = FakeHook::start().await;
    let url: Url = fake.url.parse().unwrap();
    let refused = Webhook::new(Reach::Internet, url, Secret::generate(&env()));
    assert_eq!(refused, Err(AddressFault::NotHttps));
    // One that was taken while that was allowed.
    let error = webhook(&fake.url).send(&guarded(), &call()).await.unwrap_err();
    assert_eq!((error.name(), fake.heard().len()), ("permanent", 0));
}

#[tokio::test]
async fn an_id_that_could_be_read_in_two_ways_is_not_sent() {
    let fake = FakeHook::start().await;
    for id in ["a.b", "a\r\nb", "á\n"] {
        let error = webhook(&fake.url)
            .send(&outbound(), &Call { id, ..call() })
            .await
            .unwrap_err();
        assert_eq!((error.name(), fake.heard().len()), ("permanent", 0), "{id:?}");
    }
}

#[tokio::test]
async fn a_channel_gets_plain_words() {
    let fake = FakeHook::start().await;
    let channel = slack(&format!("{}/services/T0/B0/x", fake.url));
    channel.send(&outbound(), &NEWS).await.unwrap();
    let heard = &fake.heard()[0];
    assert_eq!(heard.path, "/services/T0/B0/x");
    assert_eq!(heard.json()["text"], "Nueva cita\nAna &lt;3 &amp; Luis");
    assert_eq!(
        heard.json()["blocks"][1]["text"],
        json!({ "type": "plain_text", "text": "Ana &lt;3 &amp; Luis", "emoji": false })
    );
}

#[tokio::test]
async fn a_channel_that_was_taken_away_is_gone() {
    let fake = FakeHook::start().await;
    for (status, name) in [
        (404, "gone"),
        (410, "gone"),
        (400, "permanent"),
        (403, "permanent"),
        (500, "temporary"),
    ] {
        fake.refuse(1, status);
        let error = slack(&fake.url).send(&outbound(), &NEWS).await.unwrap_err();
        assert_eq!(error.name(), name, "{status}");
    }
}

#[tokio::test]
async fn a_channel_leads_nobody_elsewhere() {
    let inside = misleader().await;
    let error = slack(inside.url("/services/x").as_str())
        .send(&outbound(), &NEWS)
        .await
        .unwrap_err();
    assert_eq!((error.name(), inside.asked().len()), ("permanent", 1));
}
