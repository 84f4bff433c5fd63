//! Attempts to pay one thing are counted, by page and by API, and those by card over all things of an address.

use reqwest::Method;
use serde_json::json;

use super::{BANK, Stage, pay};

const FEW: &[(&str, &str)] = &[("VITRINA_LIMITS__ON", "true"), ("VITRINA_LIMITS__PSE", "2/5m")];

#[tokio::test]
async fn who_tries_too_often_waits_and_others_do_not() {
    let stage = Stage::set_with(FEW).await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    pay(&debt).await.expect(409);
    let refused = pay(&debt).await.expect(429);
    assert_eq!(refused.header("ratelimit-policy"), "2;w=300");
    pay(&stage.debt().await).await.expect(303);
    // What was tried in the five minutes before counts less and less during the next five.
    stage.app.advance(601);
    pay(&debt).await.expect(409);
}

#[tokio::test]
async fn who_comes_back_too_often_asks_no_provider_more() {
    let stage = Stage::set_with(&[
        ("VITRINA_LIMITS__ON", "true"),
        ("VITRINA_LIMITS__PAY_RETURN", "2/5m"),
    ])
    .await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let back = format!("{}/back", debt.path);
    for status in [303, 303, 429, 429] {
        debt.guest.get(&back).await.expect(status);
    }
    // Of another thing, and of this one a while later, it is as before.
    let other = stage.debt().await;
    debt.guest.get(&format!("{}/back", other.path)).await.expect(303);
    stage.app.advance(601);
    debt.guest.get(&back).await.expect(303);
}

#[tokio::test]
async fn programs_are_counted_as_browsers_are() {
    let stage = Stage::set_with(FEW).await;
    let debt = stage.debt().await;
    let path = format!("/api/v1/orders/{}/payments?key={}", debt.order, debt.key);
    let body = json!({ "method": "pse", "bank": BANK, "payer": {
        "kind": "person", "document_type": "CC", "document": "52123456", "first_name": "Ana", "last_name": "Ruiz",
        "email": "ana@correo.test", "phone": "3001234567", "street": "Calle 26 # 13-19", "city": "Bogotá",
    } });
    for (key, status) in [("one", 201), ("two", 409), ("three", 429)] {
        let request = debt.guest.request(Method::POST, &path).json(&body);
        let answer = debt.guest.send(request.header("idempotency-key", key)).await;
        assert_eq!(answer.status, status, "{key}: {}", answer.text);
    }
}

#[tokio::test]
async fn cards_are_tried_by_programs_as_seldom_as_on_the_page() {
    let stage = Stage::set_with(&[
        ("VITRINA_LIMITS__ON", "true"),
        ("VITRINA_LIMITS__PSE", "100/5m"),
        ("VITRINA_LIMITS__CHECKOUT", "3/1h"),
    ])
    .await;
    let debt = stage.debt_by("card").await;
    let path = format!("/api/v1/orders/{}/payments?key={}", debt.order, debt.key);
    let body = json!({ "method": "card", "card": {} });
    let mut answers = vec![];
    for n in 0..4 {
        let request = debt.guest.request(Method::POST, &path).json(&body);
        let key = format!("card-{n}");
        answers.push(
            debt.guest
                .send(request.header("idempotency-key", key))
                .await
                .status,
        );
    }
    assert_eq!((answers[0].as_u16(), answers[3].as_u16()), (422, 429));
}
