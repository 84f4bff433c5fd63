//! What is paid of an appointment in advance: it keeps the time, makes the appointment sure, and goes back when it is called off.

use reqwest::Method;
use reqwest::header::ACCEPT;
use serde_json::{Value, json};

use super::{Debt, Stage, pay, text, typed};
use crate::booking::{MONDAY_NINE, book, hire, wish};

const DEPOSIT: i64 = 1_000_000;

/// A service with a deposit, with what `changes` says of it.
pub async fn service(stage: &Stage, changes: Value) -> String {
    let who = hire(&stage.shop, "Luis", "person").await;
    let mut body = json!({
        "name": "Corte", "price": 3_000_000, "deposit": DEPOSIT, "duration": 30, "cancel_until": 60,
        "needs": [{ "resources": [{ "resource_id": who }] }],
    });
    body.as_object_mut()
        .unwrap()
        .extend(changes.as_object().unwrap().clone());
    let owner = stage.owner().await;
    text(
        &owner
            .post("/api/v1/admin/services", &body)
            .await
            .expect(201)
            .json()["id"],
    )
}

/// An appointment that waits for its deposit, as something that is owed.
pub async fn booked(stage: &Stage, service: &str) -> Debt {
    let guest = stage.shop.anonymous.another();
    let made = book(&guest, wish(service, MONDAY_NINE, json!({})))
        .await
        .expect(201)
        .json();
    assert_eq!(made["status"], "pending", "{made}");
    assert!(!made["deposit_until"].is_null(), "{made}");
    Debt {
        order: text(&made["id"]),
        key: text(&made["access_token"]),
        path: text(&made["pay_path"]),
        guest,
    }
}

pub async fn seen(debt: &Debt) -> Value {
    let path = format!("/api/v1/bookings/{}?key={}", debt.order, debt.key);
    debt.guest.get(&path).await.expect(200).json()
}

async fn mails(stage: &Stage) -> Vec<String> {
    sqlx::query_scalar(
        "select purpose from message where tenant_id = $1 and to_address = 'ana@correo.test' order by created_at, message_id",
    )
    .bind(stage.shop.tenant)
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap()
}

pub async fn paid(stage: &Stage, debt: &Debt) {
    pay(debt).await.expect(303);
    stage.app.advance(5);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
}

#[tokio::test]
async fn a_paid_deposit_makes_the_appointment_sure() {
    let stage = Stage::set().await;
    let service = service(&stage, json!({})).await;
    let debt = booked(&stage, &service).await;
    let page = debt
        .guest
        .get(&format!("/reservas/{}?key={}", debt.order, debt.key))
        .await
        .expect(200)
        .text;
    assert!(
        page.contains(&debt.path) && page.contains("Pagar el anticipo"),
        "{page}"
    );
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(
        page.contains("Anticipo de tu cita") && page.contains("10.000"),
        "{page}"
    );
    paid(&stage, &debt).await;
    let booking = seen(&debt).await;
    assert_eq!(
        (
            &booking["status"],
            &booking["deposit_until"],
            &booking["pay_path"]
        ),
        (&json!("confirmed"), &json!(null), &json!(null))
    );
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(page.contains("Ver mi cita"), "{page}");
    assert_eq!(mails(&stage).await, ["booking.deposit", "booking.booked"]);
    assert!(stage.balances().await.contains(&("sales".to_owned(), -DEPOSIT)));
    // Its time over, nothing is called off.
    stage.app.advance(3_600);
    stage.app.run_jobs().await;
    assert_eq!(seen(&debt).await["status"], "confirmed");
}

#[tokio::test]
async fn where_the_shop_says_yes_to_each_it_still_does() {
    let stage = Stage::set().await;
    let service = service(&stage, json!({ "needs_confirmation": true })).await;
    let debt = booked(&stage, &service).await;
    paid(&stage, &debt).await;
    let booking = seen(&debt).await;
    assert_eq!(
        (&booking["status"], &booking["deposit_until"]),
        (&json!("pending"), &json!(null))
    );
    assert_eq!(mails(&stage).await, ["booking.deposit", "booking.pending"]);
}

#[tokio::test]
async fn a_deposit_that_does_not_come_frees_the_time_and_late_money_is_the_payers() {
    let stage = Stage::set().await;
    let service = service(&stage, json!({})).await;
    let debt = booked(&stage, &service).await;
    pay(&debt).await.expect(303);
    let payment = stage.outside().await;
    stage.app.advance(61 * 60);
    stage.app.run_jobs().await;
    let booking = seen(&debt).await;
    assert_eq!(booking["status"], "cancelled", "{booking}");
    assert!(text(&booking["cancel_reason"]).contains("anticipo"), "{booking}");
    let other = stage.shop.anonymous.another();
    let again = wish(&service, MONDAY_NINE, json!({ "notes": "Otra" }));
    book(&other, again).await.expect(201);
    assert!(stage.desk().approve(&payment), "the bank was slow");
    stage.told().await;
    assert_eq!(seen(&debt).await["status"], "cancelled");
    assert_eq!(stage.payments().await[0]["surplus"], true);
}

#[tokio::test]
async fn what_is_called_off_in_time_gives_its_deposit_back_once() {
    let stage = Stage::set().await;
    let service = service(&stage, json!({})).await;
    let debt = booked(&stage, &service).await;
    paid(&stage, &debt).await;
    let path = format!("/api/v1/bookings/{}/cancel?key={}", debt.order, debt.key);
    for _ in 0..2 {
        debt.guest.post(&path, &json!({})).await.expect(200);
    }
    stage.app.run_jobs().await;
    assert_eq!(stage.state().await, "refunded");
    let balances = stage.balances().await;
    assert!(
        !balances.iter().any(|(account, _)| account == "sales"),
        "{balances:?}"
    );
}

#[tokio::test]
async fn what_is_called_off_before_it_is_paid_waits_for_no_money() {
    let stage = Stage::set().await;
    let service = service(&stage, json!({})).await;
    let debt = booked(&stage, &service).await;
    let path = format!("/api/v1/bookings/{}/cancel?key={}", debt.order, debt.key);
    debt.guest.post(&path, &json!({})).await.expect(200);
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(page.contains("ya no espera un pago"), "{page}");
    let request = debt.guest.request(Method::POST, &format!("{}/pse", debt.path));
    let refused = debt
        .guest
        .send(request.header(ACCEPT, "text/html").form(&typed()))
        .await;
    assert_eq!(refused.status, 409);
    assert_eq!(stage.known_there(), 0);
}

#[tokio::test]
async fn the_shop_may_say_yes_without_it_and_asks_none_at_the_desk() {
    let stage = Stage::set().await;
    let service = service(&stage, json!({})).await;
    let debt = booked(&stage, &service).await;
    let owner = stage.owner().await;
    let path = format!("/api/v1/bookings/{}/confirm", debt.order);
    let without = json!({ "without_deposit": true });
    owner.post(&path, &without).await.expect(200);
    stage.app.advance(3_601);
    stage.app.run_jobs().await;
    assert_eq!(seen(&debt).await["status"], "confirmed");
    let owner = stage.owner().await;
    let ten = wish(&service, "2026-11-23T15:00:00Z", json!({}));
    let request = owner.request(Method::POST, "/api/v1/admin/bookings");
    let request = request
        .json(&json!({ "booking": ten }))
        .header("idempotency-key", "ten");
    let made = owner.send(request).await.expect(201).json();
    assert_eq!(
        (&made["status"], &made["pay_path"]),
        (&json!("confirmed"), &json!(null))
    );
}

/// What was paid goes back, not what the appointment would cost in advance with whoever serves it by then.
#[tokio::test]
async fn a_move_leaves_what_was_paid_in_advance_to_be_given_back() {
    let stage = Stage::set().await;
    let rosa = hire(&stage.shop, "Rosa", "person").await;
    let maestra = hire(&stage.shop, "Maestra", "person").await;
    let needs = json!([{ "resources": [
        { "resource_id": rosa }, { "resource_id": maestra, "price": 9_000_000 },
    ] }]);
    let service = service(&stage, json!({ "needs": needs })).await;
    let guest = stage.shop.anonymous.another();
    let wanted = wish(&service, MONDAY_NINE, json!({ "resource_id": rosa }));
    let made = book(&guest, wanted).await.expect(201).json();
    let debt = Debt {
        order: text(&made["id"]),
        key: text(&made["access_token"]),
        path: text(&made["pay_path"]),
        guest,
    };
    paid(&stage, &debt).await;
    sqlx::query("update service set deposit = 0 where tenant_id = $1")
        .bind(stage.shop.tenant)
        .execute(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    let path = format!("/api/v1/bookings/{}/reschedule", debt.order);
    let to = json!({ "start": "2026-11-23T15:00:00Z", "resource_id": maestra });
    let owner = stage.owner().await;
    let moved = owner.post(&path, &to).await.expect(200).json();
    assert_eq!(
        (&moved["price"], &moved["deposit"]),
        (&json!(9_000_000), &json!(DEPOSIT))
    );
    let path = format!("/api/v1/bookings/{}/cancel?key={}", debt.order, debt.key);
    debt.guest.post(&path, &json!({})).await.expect(200);
    stage.app.run_jobs().await;
    assert_eq!(stage.state().await, "refunded");
}
