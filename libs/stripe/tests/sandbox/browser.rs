//! What the shop's page loads from the stand-in, and what its frame says.

use reqwest::Client;
use serde_json::Value;
use stripe::{IntentStatus, PaymentIntent};

use crate::stage::{ASKS, EMPTY, GOOD, Stage};

const PUBLIC: &str = "pk_test_one";

/// As the frame in the browser speaks.
async fn say(stage: &Stage, path: &str, form: &[(&str, &str)]) -> (u16, Value) {
    let browser = Client::builder().no_proxy().build().unwrap();
    let url = stage.served.url.join(path).unwrap();
    let answer = browser.post(url).form(form).send().await.unwrap();
    let status = answer.status().as_u16();
    (
        status,
        serde_json::from_str(&answer.text().await.unwrap()).unwrap(),
    )
}

async fn card(stage: &Stage, number: &str) -> (u16, Value) {
    let form = [
        ("key", PUBLIC),
        ("type", "card"),
        ("card[number]", number),
        ("card[exp_month]", "11"),
        ("card[exp_year]", "30"),
        ("card[cvc]", "123"),
    ];
    say(stage, "v1/payment_methods", &form).await
}

async fn confirm(stage: &Stage, payment: &PaymentIntent, secret: &str, card: &Value) -> (u16, Value) {
    let form = [
        ("key", PUBLIC),
        ("client_secret", secret),
        ("payment_method", card["id"].as_str().unwrap()),
        ("return_url", "http://demo.localhost/pago"),
    ];
    say(
        stage,
        &format!("v1/payment_intents/{}/confirm", payment.id),
        &form,
    )
    .await
}

#[tokio::test]
async fn the_script_and_its_frames_are_there() {
    let stage = Stage::open();
    let browser = Client::builder().no_proxy().build().unwrap();
    let script = "text/javascript; charset=utf-8";
    for (path, kind, word) in [
        ("v3/", script, "window.Stripe"),
        ("endive/stripe.js", script, "window.Stripe"),
        ("v3/frame.js", script, "/v1/payment_methods"),
        ("v3/challenge.js", script, "challenge"),
        ("sandbox/style.css", "text/css; charset=utf-8", ".card"),
        (
            "v3/frame?kind=payment",
            "text/html; charset=utf-8",
            "/v3/frame.js",
        ),
    ] {
        let url = stage.served.url.join(path).unwrap();
        let answer = browser.get(url).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["content-type"]),
            (200, &kind.parse().unwrap()),
            "{path}"
        );
        assert!(answer.headers().get("x-frame-options").is_none(), "{path}");
        assert!(answer.text().await.unwrap().contains(word), "{path}");
    }
}

#[tokio::test]
async fn a_card_becomes_a_name_that_pays_once() {
    let stage = Stage::open();
    let payment = stage.begun("a-1").await;
    let secret = payment.client_secret.as_ref().unwrap().as_str();
    let (status, made) = card(&stage, GOOD).await;
    assert_eq!((status, &made["card"]["last4"]), (200, &"4242".into()));
    assert!(!made.to_string().contains(GOOD));
    assert_eq!(confirm(&stage, &payment, "pi_1_secret_2", &made).await.0, 404);
    let (status, paid) = confirm(&stage, &payment, secret, &made).await;
    assert_eq!((status, &paid["status"]), (200, &"succeeded".into()));
    assert_eq!(stage.seen(&payment.id).await.status, IntentStatus::Succeeded);
    // A browser sees nothing of what Stripe took.
    assert!(paid["latest_charge"].is_string());

    let other = stage.begun("a-2").await;
    let secret = other.client_secret.as_ref().unwrap().as_str();
    assert_eq!(confirm(&stage, &other, secret, &made).await.0, 400);
    assert_eq!(stage.booked(&other.id).paid, 0);
}

#[tokio::test]
async fn a_browser_is_told_why_a_card_is_no_card_or_declined() {
    let stage = Stage::open();
    for odd in ["4242424242424241", "", "4242", "9999999999999999"] {
        assert_eq!(card(&stage, odd).await.0, 400, "{odd}");
    }
    let payment = stage.begun("a-1").await;
    let secret = payment.client_secret.as_ref().unwrap().as_str();
    let (_, made) = card(&stage, EMPTY).await;
    let (status, told) = confirm(&stage, &payment, secret, &made).await;
    assert_eq!(
        (status, &told["error"]["decline_code"]),
        (402, &"insufficient_funds".into())
    );
    let (_, made) = card(&stage, ASKS).await;
    let (status, told) = confirm(&stage, &payment, secret, &made).await;
    assert_eq!(
        (status, &told["next_action"]["type"]),
        (200, &"use_stripe_sdk".into())
    );
}

#[tokio::test]
async fn a_public_key_does_nothing_that_is_ours() {
    let stage = Stage::open();
    let payment = stage.begun("a-1").await;
    let form = [("key", PUBLIC), ("payment_intent", payment.id.as_str())];
    assert_eq!(say(&stage, "v1/refunds", &form).await.0, 403);
    let cancel = format!("v1/payment_intents/{}/cancel", payment.id);
    assert_eq!(say(&stage, &cancel, &[("key", PUBLIC)]).await.0, 403);
    assert_eq!(say(&stage, &cancel, &[]).await.0, 401);
}

#[tokio::test]
async fn words_that_the_version_does_not_know_are_refused() {
    let stage = Stage::open();
    let key = crate::stage::KEY;
    for (word, code) in [
        (
            "payment_method_types[0]",
            "payment_method_types_no_longer_supported",
        ),
        ("colour", "parameter_unknown"),
    ] {
        let form = [
            ("key", key),
            ("amount", "5890000"),
            ("currency", "cop"),
            (word, "card"),
        ];
        let (status, told) = say(&stage, "v1/payment_intents", &form).await;
        assert_eq!((status, &told["error"]["code"]), (400, &code.into()), "{word}");
    }
}
