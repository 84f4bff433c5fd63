//! Paying an order by a program.

use reqwest::Method;
use serde_json::{Value, json};
use testkit::Answer;

use super::{BANK, Debt, Stage, text};

/// A request that nothing is wrong with.
pub fn body() -> Value {
    json!({ "method": "pse", "bank": BANK, "payer": {
        "kind": "person", "document_type": "CC", "document": "52123456", "first_name": "Ana", "last_name": "Ruiz",
        "email": "ana@correo.test", "phone": "3001234567", "street": "Calle 26 # 13-19", "city": "Bogotá",
    } })
}

async fn pay(debt: &Debt, key: &str, body: &Value) -> Answer {
    let path = format!("/api/v1/orders/{}/payments?key={}", debt.order, debt.key);
    let request = debt.guest.request(Method::POST, &path).json(body);
    debt.guest.send(request.header("idempotency-key", key)).await
}

#[tokio::test]
async fn a_program_begins_a_payment_once_a_key() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    let begun = pay(&debt, "one", &body()).await.expect(201).json();
    assert_eq!(begun["status"], "requires_action");
    assert!(text(&begun["redirect_url"]).starts_with(stage.served.url.as_str()));
    assert_eq!(begun["pay_path"], debt.path);
    let again = pay(&debt, "one", &body()).await.expect(200).json();
    assert_eq!(
        (&again["id"], &again["redirect_url"]),
        (&begun["id"], &begun["redirect_url"])
    );
    assert_eq!(
        pay(&debt, "two", &body()).await.expect(409).code(),
        "payment_under_way"
    );
    let mut other = body();
    other["bank"] = "1051".into();
    pay(&debt, "one", &other).await.expect(422);
    assert_eq!(stage.known_there(), 1);
    let stranger = Debt {
        guest: debt.guest.another(),
        order: debt.order.clone(),
        key: "x".into(),
        path: debt.path.clone(),
    };
    pay(&stranger, "three", &body()).await.expect(404);
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    for (path, value, field) in [
        ("/method", json!("bank_transfer"), "method"),
        ("/bank", json!("9999"), "bank"),
        ("/payer/document", json!("12a"), "payer.document"),
        ("/payer/document_type", json!("NIT"), "payer.document_type"),
        ("/payer/last_name", json!(null), "payer.last_name"),
        ("/payer/email", json!("ana"), "payer.email"),
    ] {
        let mut wrong = body();
        *wrong.pointer_mut(path).unwrap() = value;
        let refused = pay(&debt, path, &wrong).await.expect(422).json();
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
    }
    assert_eq!(stage.known_there(), 0);
}
