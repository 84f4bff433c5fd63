//! Whoever paid is told that money went back: once each time, which way it comes, and how long that takes.

use payment_sandbox::mercado_pago::Fault;
use reqwest::Method;
use serde_json::{Value, json};

use super::deposits::{booked, paid as pay_deposit, service};
use super::{Debt, Stage, pay, refund, text};

/// What customers were told by mail of money that went back, in order.
async fn told(stage: &Stage) -> Vec<(String, String)> {
    sqlx::query_as(
        "select subject, text_body from message
          where tenant_id = $1 and purpose = 'payments.given_back' and channel = 'email'
            and to_address = 'ana@correo.test'
          order by created_at, message_id",
    )
    .bind(stage.shop.tenant)
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap()
}

/// Purposes of what the shop is told of such a topic over a channel.
async fn noticed(stage: &Stage, topic: &str, channel: &str) -> Vec<String> {
    sqlx::query_scalar(
        "select purpose from message where tenant_id = $1 and topic = $2 and channel = $3 order by created_at, message_id",
    )
    .bind(stage.shop.tenant)
    .bind(topic)
    .bind(channel)
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap()
}

async fn paid(stage: &Stage) -> (Debt, String) {
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    let id = text(&stage.payments().await[0]["id"]);
    (debt, id)
}

async fn back(stage: &Stage, id: &str, body: &Value) {
    refund(&stage.owner().await, id, body).await.expect(202);
    stage.app.advance(1);
    stage.app.run_jobs().await;
}

#[tokio::test]
async fn each_part_is_told_once_with_its_way_and_its_time() {
    let stage = Stage::set().await;
    let (_, id) = paid(&stage).await;
    assert_eq!(told(&stage).await, []);
    stage.desk().fail(Fault::HookTwice, 1000);
    back(&stage, &id, &json!({ "amount": 300_000 })).await;
    stage.told().await;
    let mails = told(&stage).await;
    let [(subject, body)] = &mails[..] else {
        panic!("{mails:?}")
    };
    assert!(
        subject.contains("3.000") && subject.contains("Pedido #"),
        "{subject}"
    );
    for part in [
        "Es una parte de los",
        "vuelve por Mercado Pago a la cuenta",
        "Cuánto tarda: De 10 a 13 días hábiles",
        "Forma de pago: PSE",
    ] {
        assert!(body.contains(part), "{part} not in:\n{body}");
    }
    back(&stage, &id, &json!({})).await;
    stage.told().await;
    let mails = told(&stage).await;
    assert_eq!(mails.len(), 2, "{mails:?}");
    assert!(mails[1].0.contains("7.000"), "{mails:?}");
}

#[tokio::test]
async fn what_did_not_go_back_is_told_to_the_shop_alone() {
    let stage = Stage::set().await;
    let (_, id) = paid(&stage).await;
    stage.desk().fail_next(Fault::NoMoney);
    back(&stage, &id, &json!({})).await;
    assert_eq!(told(&stage).await, []);
    for channel in ["email", "in_app"] {
        let noticed = noticed(&stage, "payment_review", channel).await;
        assert_eq!(noticed, ["payments.refund_failed"], "{channel}");
    }
}

#[tokio::test]
async fn a_deposit_that_goes_back_is_told_with_its_appointment() {
    let stage = Stage::set().await;
    let service = service(&stage, json!({})).await;
    let debt = booked(&stage, &service).await;
    pay_deposit(&stage, &debt).await;
    let path = format!("/api/v1/bookings/{}/cancel?key={}", debt.order, debt.key);
    debt.guest.post(&path, &json!({})).await.expect(200);
    stage.app.run_jobs().await;
    let mails = told(&stage).await;
    let [(subject, body)] = &mails[..] else {
        panic!("{mails:?}")
    };
    assert!(
        subject.contains("Anticipo de tu cita") && subject.contains("10.000"),
        "{subject}"
    );
    assert!(body.contains(&format!("/reservas/{}", debt.order)), "{body}");
    let cancelled: String = sqlx::query_scalar(
        "select text_body from message where tenant_id = $1 and purpose = 'booking.cancelled'",
    )
    .bind(stage.shop.tenant)
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert!(cancelled.contains("que pagaste de anticipo"), "{cancelled}");
}

#[tokio::test]
async fn money_that_was_given_back_by_hand_is_told_in_the_customers_language() {
    let stage = Stage::set().await;
    let transfer = json!({ "code": "bank_transfer", "enabled": true, "instructions": "Ahorros 123-456" });
    let owner = stage.owner().await;
    owner
        .put(
            "/api/v1/admin/payments/methods",
            &json!({ "methods": [transfer] }),
        )
        .await
        .expect(200);
    let guest = stage.shop.anonymous.another();
    let item = json!({ "product_id": stage.goods.product, "quantity": 1 });
    guest.post("/api/v1/cart/items", &item).await.expect(201);
    let order = json!({
        "email": "ana@correo.test", "customer_name": "Ana María Ruiz", "customer_phone": "300 123 4567",
        "shipping_method": "pickup", "payment_method": "bank_transfer",
    });
    let request = guest.request(Method::POST, "/api/v1/orders").json(&order);
    let request = request.header("accept-language", "en");
    let placed = guest.send(request.header("idempotency-key", "one")).await;
    let id = text(&placed.expect(201).json()["id"]);
    let under = format!("/api/v1/orders/{id}");
    owner
        .post(&format!("{under}/payments/received"), &json!({}))
        .await
        .expect(200);
    let cancelled = json!({ "status": "cancelled" });
    owner
        .put(&format!("{under}/status"), &cancelled)
        .await
        .expect(200);
    for _ in 0..2 {
        owner
            .post(&format!("{under}/payments/refunded"), &json!({}))
            .await
            .expect(200);
    }
    stage.app.run_jobs().await;
    let mails = told(&stage).await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].1.contains("pays it into your account"), "{}", mails[0].1);
}

#[tokio::test]
async fn the_shop_hears_of_money_that_came_once_and_by_mail_only_if_it_wants() {
    let stage = Stage::set().await;
    stage.desk().fail(Fault::HookTwice, 1000);
    paid(&stage).await;
    assert_eq!(
        noticed(&stage, "payment_received", "in_app").await,
        ["payments.received"]
    );
    assert_eq!(noticed(&stage, "payment_received", "email").await, [""; 0]);
    let choices =
        json!({ "choices": [{ "topic": "payment_received", "channel": "email", "enabled": true }] });
    let path = "/api/v1/admin/notice-choices";
    stage.owner().await.put(path, &choices).await.expect(200);
    paid(&stage).await;
    assert_eq!(
        noticed(&stage, "payment_received", "email").await,
        ["payments.received"]
    );
    let subject: String = sqlx::query_scalar(
        "select subject from message where tenant_id = $1 and purpose = 'payments.received' and channel = 'email'",
    )
    .bind(stage.shop.tenant)
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert!(
        subject.contains("Pago recibido") && subject.contains("10.000") && subject.contains("pedido"),
        "{subject}"
    );
}
