//! Money that comes, money that does not, and money that goes back.

use serde_json::{Value, json};
use testkit::TestApp;

use super::{delivery, furnished, later, mails, placed, step, stock};

const TWO_DAYS: i64 = 48 * 3600;

#[tokio::test]
async fn a_transfer_that_came_is_marked_once() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (id, _) = placed(&shop, &goods, 1, &delivery("ana@correo.test")).await;
    let path = format!("/api/v1/orders/{id}/payments/received");
    app.advance(60);
    let paid = shop
        .owner
        .post(&path, &json!({ "reference": "BANCO-77" }))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&paid["payment_status"], &paid["payment"]["reference"]),
        (&json!("paid"), &json!("BANCO-77"))
    );
    assert_eq!(paid["status"], "pending");
    let again = shop
        .owner
        .post(&path, &json!({ "reference": "OTRO" }))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&again["version"], &again["payment"]["reference"]),
        (&paid["version"], &json!("BANCO-77"))
    );
    assert_eq!(
        mails(&app, &shop, "ana@correo.test").await,
        ["sales.order_placed", "sales.order_paid"]
    );
    // Its time to be paid passes, and nothing happens.
    app.advance(TWO_DAYS);
    app.run_jobs().await;
    assert_eq!(stock(&app, &shop, &goods).await, (10, 1));
}

#[tokio::test]
async fn an_unpaid_transfer_expires_and_gives_its_goods_back() {
    let app = TestApp::start().await;
    let mut shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (id, key) = placed(&shop, &goods, 3, &delivery("ana@correo.test")).await;
    app.advance(TWO_DAYS - 60);
    app.run_jobs().await;
    assert_eq!(stock(&app, &shop, &goods).await, (10, 3));
    later(&app, &mut shop, 120).await;
    app.run_jobs().await;
    assert_eq!(stock(&app, &shop, &goods).await, (10, 0));
    let seen = shop
        .anonymous
        .another()
        .get(&format!("/api/v1/orders/{id}?key={key}"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&seen["status"], &seen["payment_status"]),
        (&json!("cancelled"), &json!("failed"))
    );
    assert_eq!(seen["cancel_reason"], "No recibimos el pago a tiempo.");
    assert_eq!(seen["history"][1]["actor"], "system");
    let late = shop
        .owner
        .post(&format!("/api/v1/orders/{id}/payments/received"), &json!({}))
        .await
        .expect(409);
    assert_eq!(late.code(), "payment_closed");
}

#[tokio::test]
async fn what_is_paid_at_the_door_or_confirmed_by_the_shop_waits_for_no_money() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let mut at_the_door = delivery("ana@correo.test");
    at_the_door["payment_method"] = json!("cash_on_delivery");
    placed(&shop, &goods, 1, &at_the_door).await;
    let (trusted, _) = placed(&shop, &goods, 2, &delivery("eva@correo.test")).await;
    step(&shop, &trusted, "confirmed").await.expect(200);
    app.advance(2 * TWO_DAYS);
    app.run_jobs().await;
    assert_eq!(stock(&app, &shop, &goods).await, (10, 3));
}

#[tokio::test]
async fn the_shop_decides_how_long_it_waits() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let path = "/api/v1/admin/checkout";
    assert_eq!(shop.owner.get(path).await.expect(200).json()["unpaid_hours"], 48);
    shop.owner
        .put(path, &json!({ "unpaid_hours": 0 }))
        .await
        .expect(422);
    shop.owner
        .put(path, &json!({ "unpaid_hours": 2 }))
        .await
        .expect(200);
    placed(&shop, &goods, 1, &delivery("ana@correo.test")).await;
    app.advance(2 * 3600 + 1);
    app.run_jobs().await;
    assert_eq!(stock(&app, &shop, &goods).await, (10, 0));
}

#[tokio::test]
async fn where_the_shop_says_nothing_the_settings_decide_how_long_it_waits() {
    let app = TestApp::start_with(&[("VITRINA_SALES__UNPAID_ORDER_MINUTES", "30")]).await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let path = "/api/v1/admin/checkout";
    assert_eq!(
        shop.owner.get(path).await.expect(200).json()["unpaid_hours"],
        1,
        "a begun hour counts"
    );
    placed(&shop, &goods, 1, &delivery("ana@correo.test")).await;
    app.advance(29 * 60);
    app.run_jobs().await;
    assert_eq!(stock(&app, &shop, &goods).await, (10, 1));
    app.advance(2 * 60);
    app.run_jobs().await;
    assert_eq!(stock(&app, &shop, &goods).await, (10, 0));
}

#[tokio::test]
async fn money_of_a_cancelled_order_is_given_back() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (id, _) = placed(&shop, &goods, 1, &delivery("ana@correo.test")).await;
    let refund = format!("/api/v1/orders/{id}/payments/refunded");
    assert_eq!(
        shop.owner.post(&refund, &json!({})).await.expect(409).code(),
        "payment_not_received"
    );
    shop.owner
        .post(&format!("/api/v1/orders/{id}/payments/received"), &json!({}))
        .await
        .expect(200);
    assert_eq!(
        shop.owner.post(&refund, &json!({})).await.expect(409).code(),
        "order_step_not_allowed",
        "its goods would still leave"
    );
    let cancelled = step(&shop, &id, "cancelled").await.expect(200).json();
    assert_eq!(
        cancelled["payment_status"], "paid",
        "until the shop says it gave it back"
    );
    assert_eq!(
        shop.owner.post(&refund, &json!({})).await.expect(200).json()["payment_status"],
        "refunded"
    );
    shop.owner.post(&refund, &json!({})).await.expect(200);
}

#[tokio::test]
async fn a_shop_says_how_it_is_paid() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let path = "/api/v1/admin/payments/methods";
    let offered = async || {
        let list = shop
            .anonymous
            .get("/api/v1/payments/methods")
            .await
            .expect(200)
            .json();
        list["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["code"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(offered().await, ["cash_on_delivery"], "a new shop sells at once");
    let bare = json!({ "methods": [{ "code": "bank_transfer", "enabled": true }] });
    let refused = shop.owner.put(path, &bare).await.expect(422).json();
    assert_eq!(refused["errors"][0]["field"], "methods.0.instructions");
    let both = json!({ "methods": [
        { "code": "bank_transfer", "enabled": true, "instructions": "Ahorros", "instructions_en": "Savings" },
        { "code": "cash_on_delivery", "enabled": true },
    ] });
    let request = |tag: &str| {
        shop.owner
            .request(reqwest::Method::PUT, path)
            .header("if-match", tag.to_owned())
            .json(&both)
    };
    shop.owner.send(request("\"v7\"")).await.expect(412);
    let saved = shop.owner.send(request("\"v0\"")).await.expect(200);
    assert_eq!(
        saved.header("etag"),
        "\"v4\"",
        "what is not mentioned is switched off"
    );
    assert_eq!(offered().await, ["bank_transfer", "cash_on_delivery"]);
    let english = shop
        .anonymous
        .request(reqwest::Method::GET, "/api/v1/payments/methods")
        .header("accept-language", "en");
    let english: Value = shop.anonymous.send(english).await.expect(200).json();
    assert_eq!(
        (&english["data"][0]["name"], &english["data"][0]["instructions"]),
        (&json!("Bank transfer"), &json!("Savings"))
    );
    shop.owner.put(path, &json!({ "methods": [] })).await.expect(200);
    assert_eq!(offered().await, [""; 0]);
}

/// Whatever the program believes, the table lets no payment go back.
#[tokio::test]
async fn the_table_and_the_types_agree_on_the_steps_of_a_payment() {
    use payments::AttemptStatus as Status;
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut conn = app.database.superuser().await;
    for from in Status::ALL {
        for to in Status::ALL {
            let id: kernel::id::Uuid = app.env.new_id();
            sqlx::query(
                "with intent as (
                   insert into payment_intent (tenant_id, intent_id, payable_kind, payable_id, reference, amount, currency, status,
                     created_at, updated_at)
                   values ($1, $2, 'order', $2, '1001', 100, 'COP', 'open', now(), now()))
                 insert into payment_attempt (tenant_id, attempt_id, intent_id, payable_kind, payable_id, method, status, amount,
                   currency, surplus, created_at, updated_at)
                 values ($1, $2, $2, 'order', $2, 'bank_transfer', $3, 100, 'COP', true, now(), now())",
            )
            .bind(shop.tenant)
            .bind(id)
            .bind(from)
            .execute(&mut conn)
            .await
            .unwrap();
            let moved = sqlx::query("update payment_attempt set status = $2 where attempt_id = $1")
                .bind(id)
                .bind(to)
                .execute(&mut conn)
                .await;
            assert_eq!(
                moved.is_ok(),
                from == to || from.may_become(to),
                "{from:?} to {to:?}: {moved:?}"
            );
        }
    }
}
