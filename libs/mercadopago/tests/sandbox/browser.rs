//! What the shop's page loads from the stand-in.

use reqwest::Client;
use serde_json::{Value, json};

use crate::stage::Stage;

#[tokio::test]
async fn the_script_and_its_frames_are_there() {
    let stage = Stage::open();
    let browser = Client::builder().no_proxy().build().unwrap();
    for (path, kind, word) in [
        ("v2", "text/javascript; charset=utf-8", "window.MercadoPago"),
        (
            "sandbox/fields.js",
            "text/javascript; charset=utf-8",
            "/v1/card_tokens",
        ),
        (
            "sandbox/challenge.js",
            "text/javascript; charset=utf-8",
            "COMPLETE",
        ),
        ("sandbox/style.css", "text/css; charset=utf-8", ".field"),
        (
            "sandbox/field?kind=cardNumber",
            "text/html; charset=utf-8",
            "/sandbox/fields.js",
        ),
    ] {
        let answer = browser
            .get(stage.served.url.join(path).unwrap())
            .send()
            .await
            .unwrap();
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
async fn a_card_becomes_a_token_that_pays() {
    let stage = Stage::open();
    let browser = Client::builder().no_proxy().build().unwrap();
    let url = stage
        .served
        .url
        .join("v1/card_tokens?public_key=TEST-key")
        .unwrap();
    let card = json!({
        "card_number": "4013540682746260", "expiration_month": "11", "expiration_year": "30", "security_code": "123",
        "cardholder": { "name": "FUND", "identification": { "type": "CC", "number": "123456789" } },
    });
    let answer = browser.post(url.clone()).json(&card).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    let text = answer.text().await.unwrap();
    assert!(!text.contains("4013540682746260"));
    let made: Value = serde_json::from_str(&text).unwrap();

    let mut order = stage.card("a-1", "APRO");
    order.token = made["id"].as_str().unwrap().to_owned();
    let payment = stage.account.pay_by_card("a-1", &order).await.unwrap();
    assert_eq!(payment.detail, "cc_rejected_insufficient_amount");

    let keyless = stage.served.url.join("v1/card_tokens").unwrap();
    assert_eq!(
        browser.post(keyless).json(&card).send().await.unwrap().status(),
        401
    );
    assert_eq!(
        browser.post(url).json(&json!({})).send().await.unwrap().status(),
        400
    );
}

#[tokio::test]
async fn brands_and_parts_are_known_by_the_first_digits() {
    let stage = Stage::open();
    let browser = Client::builder().no_proxy().build().unwrap();
    let ask = async |path: &str| {
        let answer = browser
            .get(stage.served.url.join(path).unwrap())
            .send()
            .await
            .unwrap();
        assert_eq!(&answer.headers()["access-control-allow-origin"], "*", "{path}");
        serde_json::from_str::<Value>(&answer.text().await.unwrap()).unwrap()
    };
    let brands = ask("v1/payment_methods/search?bin=40135406&public_key=TEST-key").await;
    assert_eq!(brands["results"][0]["id"], "visa");
    let parts = ask("v1/payment_methods/installments?bin=52541336&amount=58900").await;
    assert_eq!(parts[0]["payment_method_id"], "master");
    assert_eq!(
        parts[0]["payer_costs"][0]["recommended_message"],
        "1 cuota de $\u{a0}58.900"
    );
    assert_eq!(ask("v1/identification_types").await[0]["id"], "CC");
}
