//! Letting go of an account at a provider: nothing begins there, what is on its way ends, and then its key is forgotten.

use kernel::Role;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::Answer;

use super::{Debt, Stage, TOKEN, pay, refund, text};

const PAGE: &str = "/admin/payments/mercadopago/disconnect";
const API: &str = "/api/v1/admin/payment-accounts/mercadopago";
const METHODS: &str = "/api/v1/admin/payments/methods";
const DAY: i64 = 86_400;

async fn paid(stage: &Stage) -> (Debt, String) {
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    let id = text(&stage.payments().await[0]["id"]);
    (debt, id)
}

/// An order that is to be paid by PSE, as a program places it.
async fn order_by_pse(stage: &Stage) -> Answer {
    let guest = stage.shop.anonymous.another();
    let item = json!({ "product_id": stage.goods.product, "quantity": 1 });
    guest.post("/api/v1/cart/items", &item).await.expect(201);
    let order = json!({
        "email": "ana@correo.test", "customer_name": "Ana María Ruiz", "customer_phone": "300 123 4567",
        "shipping_method": "pickup", "payment_method": "pse",
    });
    let request = guest.request(Method::POST, "/api/v1/orders").json(&order);
    guest.send(request.header("idempotency-key", "one")).await
}

async fn offered(stage: &Stage) -> Value {
    let list = stage.shop.anonymous.get("/api/v1/payments/methods").await;
    list.expect(200).json()["data"].clone()
}

/// Which accounts still have a key: one a row, the oldest first.
async fn keys(stage: &Stage) -> Vec<bool> {
    sqlx::query_scalar(
        "select secret_sealed is not null from payment_account where tenant_id = $1 order by created_at, account_id",
    )
    .bind(stage.shop.tenant)
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap()
}

async fn days_pass(stage: &Stage, days: i64) {
    for _ in 0..days {
        stage.app.advance(DAY);
        stage.app.tick().await;
        stage.app.run_jobs().await;
    }
}

#[tokio::test]
async fn nothing_begins_there_and_what_is_on_its_way_ends() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let under_way = stage.outside().await;
    let owner = stage.owner().await;
    let page = owner.get(PAGE).await.expect(200).text;
    assert!(
        page.contains("Hay un pago en camino") && page.contains("Sí, desconectar"),
        "{page}"
    );
    let left = owner.form(PAGE, &[]).await.expect(303);
    assert_eq!(
        left.header("location"),
        "/admin/payments/mercadopago?done=payments-disconnected"
    );
    owner.delete(API).await.expect(404);
    assert_eq!(offered(&stage).await, json!([]));
    let refused = order_by_pse(&stage).await.expect(422).json();
    assert_eq!(refused["errors"][0]["field"], "payment_method");
    assert!(stage.desk().approve(&under_way));
    stage.told().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    let id = text(&stage.payments().await[0]["id"]);
    refund(&stage.owner().await, &id, &json!({})).await.expect(202);
    stage.app.run_jobs().await;
    assert_eq!(stage.state().await, "refunded");
    let seen = stage.owner().await.get("/admin/payments/mercadopago").await;
    assert!(seen.expect(200).text.contains("Desconectaste la cuenta"));
    let told: i64 = sqlx::query_scalar(
        "select count(*) from audit_event
          where tenant_id = $1 and subject = 'payment_account' and after ? 'disconnected_at'",
    )
    .bind(stage.shop.tenant)
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(told, 1);
}

#[tokio::test]
async fn its_key_is_forgotten_once_nothing_is_on_its_way() {
    let stage = Stage::set().await;
    let (_, first) = paid(&stage).await;
    stage.owner().await.delete(API).await.expect(204);
    days_pass(&stage, 2).await;
    assert_eq!(keys(&stage).await, [true], "three nights at least");
    days_pass(&stage, 2).await;
    assert_eq!(keys(&stage).await, [false]);
    let refused = refund(&stage.owner().await, &first, &json!({})).await;
    assert_eq!(refused.expect(409).code(), "payment_account_disconnected");
    let account = json!({ "access_token": TOKEN, "public_key": "APP_USR-public" });
    let owner = stage.owner().await;
    owner.put(API, &account).await.expect(200);
    assert_eq!(keys(&stage).await, [true], "it is itself again");
    refund(&stage.owner().await, &first, &json!({})).await.expect(202);
    stage.app.run_jobs().await;
    assert_eq!(stage.state().await, "refunded");
}

#[tokio::test]
async fn another_account_may_follow_and_the_history_stays() {
    let stage = Stage::set().await;
    let (_, id) = paid(&stage).await;
    let other = json!({ "access_token": "APP_USR-bordados", "public_key": "APP_USR-public" });
    let owner = stage.owner().await;
    owner.put(API, &other).await.expect(409);
    owner.delete(API).await.expect(204);
    owner.put(API, &other).await.expect(200);
    assert_eq!(keys(&stage).await, [true, true]);
    refund(&owner, &id, &json!({})).await.expect(202);
    stage.app.run_jobs().await;
    assert_eq!(stage.state().await, "refunded", "by the account that it came to");
}

#[tokio::test]
async fn only_the_owner_lets_go_of_it() {
    let stage = Stage::set().await;
    let admin = stage
        .shop
        .person(&stage.app, Role::Admin, "admin@aurora.test")
        .await;
    let (admin, _) = admin;
    let page = admin.get("/admin/payments/mercadopago").await.expect(200).text;
    assert!(!page.contains("Desconectar"), "{page}");
    admin.get(PAGE).await.expect(403);
    admin.form(PAGE, &[]).await.expect(403);
    admin.delete(API).await.expect(403);
    let owner = stage.owner().await;
    let page = owner.get("/admin/payments/mercadopago").await.expect(200).text;
    assert!(page.contains("Desconectar esta cuenta"), "{page}");
}

#[tokio::test]
async fn a_way_to_pay_is_switched_on_only_with_its_account() {
    let stage = Stage::set().await;
    let other = stage.app.shop("bordados").await;
    for code in ["pse", "card"] {
        let wanted = json!({ "methods": [{ "code": code, "enabled": true }] });
        let refused = other.owner.put(METHODS, &wanted).await.expect(422).json();
        assert_eq!(
            (&refused["errors"][0]["field"], &refused["errors"][0]["code"]),
            (&json!("methods.0.enabled"), &json!("needs_account"))
        );
    }
    let typed = [
        ("version", "0"),
        ("settings_version", "0"),
        ("unpaid_hours", "24"),
        ("methods.0.code", "pse"),
        ("methods.0.enabled", "true"),
    ];
    let page = other.owner.form("/admin/payments", &typed).await.expect(422).text;
    assert!(
        page.contains("Primero conecta tu cuenta") && page.contains("/admin/payments/mercadopago"),
        "{page}"
    );
    let off = json!({ "methods": [{ "code": "pse", "enabled": false }] });
    other.owner.put(METHODS, &off).await.expect(200);
}
