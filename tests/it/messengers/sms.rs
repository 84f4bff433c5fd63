//! Text messages.

use std::time::Duration;

use sms::{
    Accepted, Account, CallbackError, Delivery, DeliveryReport, E164, Home, Refusal, Sms, SmsError, Trouble,
    Twilio,
};
use testkit::stand_ins::{FakeHook, FakeTwilio, SID, TOKEN};

use super::{assert_little_was_read, misleader, outbound, talker};
use crate::hostile::{Hostile, Reply};

fn number(typed: &str) -> E164 {
    E164::parse(typed, Home::COLOMBIA).unwrap()
}

fn twilio_at(url: &str, token: &str) -> Twilio {
    let account = Account {
        sid: SID.into(),
        token: token.into(),
        from: number("+1 500 555 0006"),
    };
    Twilio::at(outbound(), account, &url.parse().unwrap()).unwrap()
}

fn reminder() -> Sms {
    Sms {
        to: number("300 123 4567"),
        text: "Mañana a las 9:00 & sin falta: ¿vienes? + info".into(),
        status_callback: Some(
            "https://aurora.example.com/webhooks/twilio/7?a=1&b=2"
                .parse()
                .unwrap(),
        ),
    }
}

async fn refused_by(fake: &FakeTwilio) -> SmsError {
    twilio_at(&fake.url, TOKEN).send(&reminder()).await.unwrap_err()
}

#[tokio::test]
async fn a_message_arrives_as_it_was_written() {
    let fake = FakeTwilio::start().await;
    let accepted = twilio_at(&fake.url, TOKEN).send(&reminder()).await.unwrap();
    let sent = &fake.sent()[0];
    assert_eq!(
        accepted,
        Accepted {
            provider_id: sent.sid.clone()
        }
    );
    assert_eq!(
        (sent.from.as_str(), sent.to.as_str()),
        ("+15005550006", "+573001234567")
    );
    assert_eq!(sent.text, reminder().text);
    assert_eq!(
        sent.status_callback.as_deref(),
        Some("https://aurora.example.com/webhooks/twilio/7?a=1&b=2")
    );
}

#[tokio::test]
async fn a_message_that_nobody_is_told_about_names_no_address_to_call() {
    let fake = FakeTwilio::start().await;
    let sms = Sms {
        status_callback: None,
        ..reminder()
    };
    twilio_at(&fake.url, TOKEN).send(&sms).await.unwrap();
    assert_eq!(fake.sent()[0].status_callback, None);
}

#[tokio::test]
async fn what_will_never_be_accepted_says_why() {
    let fake = FakeTwilio::start().await;
    for (code, refusal) in [
        (21211, Refusal::Number),
        (21614, Refusal::Number),
        (21610, Refusal::OptedOut),
        (21408, Refusal::Region),
        (21617, Refusal::Text),
        (21999, Refusal::Other(21999)),
    ] {
        fake.refuse(1, 400, code);
        assert_eq!(refused_by(&fake).await, SmsError::Permanent(refusal), "{code}");
    }
    assert_eq!(fake.sent(), []);
}

#[tokio::test]
async fn a_busy_twilio_says_when_to_come_back_and_then_accepts() {
    let fake = FakeTwilio::start().await;
    fake.ask_to_wait(1, 30);
    let busy = SmsError::Temporary {
        why: Trouble::Busy,
        after: Some(Duration::from_secs(30)),
    };
    assert_eq!(refused_by(&fake).await, busy);
    twilio_at(&fake.url, TOKEN).send(&reminder()).await.unwrap();
    assert_eq!(fake.sent().len(), 1);
}

#[tokio::test]
async fn a_twilio_out_of_order_and_none_at_all_are_tried_again() {
    let fake = FakeTwilio::start().await;
    fake.refuse(1, 503, 20500);
    let broken = refused_by(&fake).await;
    drop(fake);
    let gone = twilio_at("http://127.0.0.1:9", TOKEN)
        .send(&reminder())
        .await
        .unwrap_err();
    for error in [broken, gone] {
        assert_eq!(error.name(), "away", "{error}");
    }
}

#[tokio::test]
async fn a_wrong_token_waits_for_who_can_mend_it() {
    let fake = FakeTwilio::start().await;
    let error = twilio_at(&fake.url, "another token")
        .send(&reminder())
        .await
        .unwrap_err();
    let mend = SmsError::Temporary {
        why: Trouble::Misconfigured(20003),
        after: None,
    };
    assert_eq!((error, fake.sent().len()), (mend, 0));
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_not_asked_for_twice() {
    let endless = talker().await;
    let silent = Hostile::start(|_| Reply::new(201).body("{}")).await;
    for server in [&endless, &silent] {
        let error = twilio_at(server.url("/").as_str(), TOKEN)
            .send(&reminder())
            .await
            .unwrap_err();
        assert_eq!(error, SmsError::Permanent(Refusal::Unreadable));
    }
    assert_little_was_read(&endless);
}

#[tokio::test]
async fn nobody_else_is_told_the_message() {
    let inside = misleader().await;
    let error = twilio_at(inside.url("/").as_str(), TOKEN)
        .send(&reminder())
        .await
        .unwrap_err();
    assert_eq!(error.name(), "misconfigured");
    assert_eq!(inside.asked().len(), 1);
}

#[tokio::test]
async fn what_became_of_a_message_is_believed_from_twilio_alone() {
    let fake = FakeTwilio::start().await;
    let twilio = twilio_at(&fake.url, TOKEN);
    // Whatever the address names, what listens there is this test's own.
    let server = FakeHook::start().await;
    fake.call_back_to(server.url.trim_start_matches("http://").parse().unwrap());
    let sid = twilio.send(&reminder()).await.unwrap().provider_id;
    fake.report(&sid, "undelivered", Some(30003)).await;
    fake.forge(&sid, "delivered").await;
    let url = reminder().status_callback.unwrap();
    let heard = server.heard();
    let heard: Vec<_> = heard
        .iter()
        .map(|call| twilio.hear(&url, &call.body, call.header("x-twilio-signature").unwrap()))
        .collect();
    let report = DeliveryReport {
        provider_id: sid,
        delivery: Delivery::Undelivered,
        error_code: Some(30003),
    };
    assert_eq!(heard, [Ok(report), Err(CallbackError::Forged)]);
}
