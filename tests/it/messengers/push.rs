//! Messages to browsers.

use std::time::Duration;

use jiff::Timestamp;
use kernel::{Clock, Email, Env};
use outbound::{Outbound, Reach};
use testkit::stand_ins::{Browser, FakePushService};
use web_push::{MOST_BYTES, Push, PushError, Subscription, Topic, Urgency, VapidKeys, WebPush};

use super::{assert_little_was_read, guarded, misleader, outbound, talker};

const NOW: &str = "2026-11-20T15:00:00Z";

fn sender(outbound: Outbound) -> WebPush {
    let env = Env::with_clock(Clock::manual(NOW.parse().unwrap()));
    let keys = VapidKeys::generate(&env);
    WebPush::new(outbound, env, keys, &Email::parse("ayuda@vitrina.test").unwrap())
}

fn subscription(browser: &Browser) -> Subscription {
    subscription_at(&browser.endpoint, browser)
}

/// With a browser's keys, at another address.
fn subscription_at(endpoint: &str, browser: &Browser) -> Subscription {
    Subscription::parse(Reach::ThisMachineToo, endpoint, &browser.p256dh, &browser.auth).unwrap()
}

fn push(payload: &[u8]) -> Push<'_> {
    Push {
        payload,
        ttl: Duration::from_hours(1),
        urgency: Urgency::Normal,
        topic: None,
    }
}

#[tokio::test]
async fn a_message_is_read_by_the_browser_that_it_is_for() {
    let service = FakePushService::start().await;
    let sender = sender(outbound());
    let browser = service.subscribe(&sender.public_key());
    let topic = Topic::parse("0198e6f2c3a07d2f9d3b5a6c7e8f9012").unwrap();
    let text = r#"{"title":"Mañana, 9:00 💈"}"#;
    let message = Push {
        urgency: Urgency::High,
        topic: Some(&topic),
        ..push(text.as_bytes())
    };
    let accepted = sender.send(&subscription(&browser), &message).await.unwrap();
    assert_eq!(accepted.location.as_deref(), Some("/message/1"));
    let pushed = &service.pushed()[0];
    assert_eq!((pushed.text.as_str(), pushed.ttl), (text, 3_600));
    assert_eq!(pushed.urgency.as_deref(), Some("high"));
    assert_eq!(pushed.topic.as_deref(), Some("0198e6f2c3a07d2f9d3b5a6c7e8f9012"));
    assert_eq!(pushed.contact, "mailto:ayuda@vitrina.test");
    let now: Timestamp = NOW.parse().unwrap();
    assert_eq!(pushed.signed_until - now.as_second(), 12 * 3_600);
}

#[tokio::test]
async fn the_longest_message_fits_into_a_record_and_a_longer_one_is_not_sent() {
    let service = FakePushService::start().await;
    let sender = sender(outbound());
    let to = subscription(&service.subscribe(&sender.public_key()));
    let long = vec![b'a'; MOST_BYTES + 1];
    sender.send(&to, &push(&long[1..])).await.unwrap();
    assert_eq!(sender.send(&to, &push(&long)).await, Err(PushError::TooLarge));
    assert_eq!(sender.send(&to, &push(b"")).await.map(|_| ()), Ok(()));
    let lengths: Vec<_> = service.pushed().iter().map(|one| one.text.len()).collect();
    assert_eq!(lengths, [MOST_BYTES, 0]);
}

#[tokio::test]
async fn a_browser_that_wants_no_more_is_gone() {
    let service = FakePushService::start().await;
    let sender = sender(outbound());
    let browser = service.subscribe(&sender.public_key());
    service.unsubscribe(&browser);
    let never = subscription_at(&format!("{}/push/nobody", service.url), &browser);
    for to in [subscription(&browser), never] {
        assert_eq!(sender.send(&to, &push(b"a")).await, Err(PushError::Gone));
    }
}

#[tokio::test]
async fn what_the_service_answers_says_what_to_do() {
    let service = FakePushService::start().await;
    let sender = sender(outbound());
    let to = subscription(&service.subscribe(&sender.public_key()));
    for (status, name) in [
        (413, "too_large"),
        (400, "permanent"),
        (500, "temporary"),
        (503, "temporary"),
    ] {
        service.refuse(1, status);
        let error = sender.send(&to, &push(b"a")).await.unwrap_err();
        assert_eq!(error.name(), name, "{status}");
    }
    service.ask_to_wait(1, 30);
    let busy = PushError::Temporary {
        why: "status 429".into(),
        after: Some(Duration::from_secs(30)),
    };
    assert_eq!(sender.send(&to, &push(b"a")).await, Err(busy));
    assert_eq!(service.pushed(), []);
    sender.send(&to, &push(b"a")).await.unwrap();
    assert_eq!(service.pushed().len(), 1);
}

#[tokio::test]
async fn who_has_another_key_may_not_write() {
    let service = FakePushService::start().await;
    let browser = service.subscribe(&sender(outbound()).public_key());
    let stranger = sender(outbound());
    let error = stranger
        .send(&subscription(&browser), &push(b"a"))
        .await
        .unwrap_err();
    assert_eq!(error, PushError::Permanent("status 403".into()));
    assert_eq!(service.pushed(), []);
}

#[tokio::test]
async fn an_endpoint_that_means_harm_does_none() {
    let service = FakePushService::start().await;
    let sender = sender(outbound());
    let browser = service.subscribe(&sender.public_key());
    let (endless, inside) = (talker().await, misleader().await);
    for server in [&endless, &inside] {
        let to = subscription_at(server.url("/push").as_str(), &browser);
        let error = sender.send(&to, &push(b"a")).await.unwrap_err();
        assert_eq!((error.name(), server.asked().len()), ("permanent", 1));
    }
    assert_little_was_read(&endless);
}

#[tokio::test]
async fn an_endpoint_within_the_house_is_not_called_though_it_is_kept() {
    let service = FakePushService::start().await;
    let sender = sender(guarded());
    let browser = service.subscribe(&sender.public_key());
    let error = sender
        .send(&subscription(&browser), &push(b"a"))
        .await
        .unwrap_err();
    assert_eq!(error.name(), "permanent");
    assert_eq!(service.pushed(), []);
}
