//! The steps of an order, who takes them, and what they do.

use kernel::Role;
use serde_json::{Value, json};
use testkit::TestApp;

use super::{delivery, furnished, mails, placed, step, stock};

#[tokio::test]
async fn an_order_goes_from_the_shelf_to_the_door() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (id, key) = placed(&shop, &goods, 2, &delivery("ana@correo.test")).await;
    for status in ["confirmed", "processing"] {
        app.advance(60);
        assert_eq!(
            step(&shop, &id, status).await.expect(200).json()["status"],
            status
        );
    }
    assert_eq!(stock(&app, &shop, &goods).await, (10, 2));
    app.advance(60);
    let shipment = json!({ "status": "shipped", "carrier": "Coordinadora", "tracking_code": "987" });
    shop.owner
        .put(&format!("/api/v1/orders/{id}/status"), &shipment)
        .await
        .expect(200);
    assert_eq!(stock(&app, &shop, &goods).await, (8, 0));
    app.advance(60);
    step(&shop, &id, "delivered").await.expect(200);

    let seen = shop
        .anonymous
        .another()
        .get(&format!("/api/v1/orders/{id}?key={key}"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&seen["shipping"]["carrier"], &seen["shipping"]["tracking_code"]),
        (&json!("Coordinadora"), &json!("987"))
    );
    let states: Vec<&Value> = seen["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["to_state"])
        .collect();
    assert_eq!(
        states,
        ["pending", "confirmed", "processing", "shipped", "delivered"]
    );
    assert_eq!(
        (&seen["history"][1]["actor"], &seen["next_statuses"]),
        (&json!("owner"), &json!([]))
    );
    assert_eq!(
        mails(&app, &shop, "ana@correo.test").await,
        [
            "sales.order_placed",
            "sales.order_confirmed",
            "sales.order_processing",
            "sales.order_shipped",
            "sales.order_delivered"
        ]
    );
}

#[tokio::test]
async fn a_step_that_does_not_follow_is_refused_and_a_repeated_one_does_nothing() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (id, _) = placed(&shop, &goods, 1, &delivery("ana@correo.test")).await;
    for status in ["processing", "shipped", "delivered"] {
        assert_eq!(
            step(&shop, &id, status).await.expect(409).code(),
            "order_step_not_allowed"
        );
    }
    step(&shop, &id, "paid").await.expect(422);
    let once = step(&shop, &id, "confirmed").await.expect(200).json();
    let twice = step(&shop, &id, "confirmed").await.expect(200).json();
    assert_eq!(
        (&once["version"], &once["history"]),
        (&twice["version"], &twice["history"])
    );
    step(&shop, &id, "processing").await.expect(200);
    step(&shop, &id, "shipped").await.expect(200);
    assert_eq!(
        step(&shop, &id, "cancelled").await.expect(409).code(),
        "order_step_not_allowed"
    );
}

#[tokio::test]
async fn of_two_who_edit_the_same_version_the_second_reads_again() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (id, _) = placed(&shop, &goods, 1, &delivery("ana@correo.test")).await;
    let path = format!("/api/v1/orders/{id}/status");
    let body = json!({ "status": "confirmed", "version": 1 });
    shop.owner.put(&path, &body).await.expect(200);
    let stale = shop
        .owner
        .put(&path, &json!({ "status": "cancelled", "version": 1 }))
        .await
        .expect(412);
    assert_eq!(stale.code(), "changed_meanwhile");
    let by_header = |tag: &str| {
        shop.owner
            .request(reqwest::Method::PUT, &path)
            .header("if-match", tag.to_owned())
    };
    shop.owner
        .send(by_header("\"v1\"").json(&json!({ "status": "processing" })))
        .await
        .expect(412);
    shop.owner
        .send(by_header("\"v2\"").json(&json!({ "status": "processing" })))
        .await
        .expect(200);
}

#[tokio::test]
async fn a_cancelled_order_gives_its_goods_back_once() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (id, key) = placed(&shop, &goods, 4, &delivery("ana@correo.test")).await;
    let cancel = format!("/api/v1/orders/{id}/cancel?key={key}");
    let guest = shop.anonymous.another();
    let seen = guest
        .post(&cancel, &json!({ "reason": "Me arrepentí" }))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&seen["status"], &seen["payment_status"]),
        (&json!("cancelled"), &json!("failed"))
    );
    assert_eq!(seen["cancel_reason"], "Me arrepentí");
    guest.post(&cancel, &json!({})).await.expect(200);
    assert_eq!(stock(&app, &shop, &goods).await, (10, 0));
    assert_eq!(
        mails(&app, &shop, "ana@correo.test").await,
        ["sales.order_cancelled", "sales.order_placed"]
    );
}

#[tokio::test]
async fn the_customer_cancels_only_until_the_shop_confirms() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (id, key) = placed(&shop, &goods, 4, &delivery("ana@correo.test")).await;
    step(&shop, &id, "confirmed").await.expect(200);
    let cancel = format!("/api/v1/orders/{id}/cancel?key={key}");
    let refused = shop
        .anonymous
        .another()
        .post(&cancel, &json!({}))
        .await
        .expect(409);
    assert_eq!(refused.code(), "order_not_cancellable");
    step(&shop, &id, "cancelled").await.expect(200);
    assert_eq!(stock(&app, &shop, &goods).await, (10, 0));
}

#[tokio::test]
async fn only_who_manages_orders_takes_steps() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (id, _) = placed(&shop, &goods, 1, &delivery("ana@correo.test")).await;
    let path = format!("/api/v1/orders/{id}/status");
    let body = json!({ "status": "confirmed" });
    let (customer, _) = shop.person(&app, Role::Customer, "c@aurora.test").await;
    let (professional, _) = shop.person(&app, Role::Professional, "p@aurora.test").await;
    let (cashier, _) = shop.person(&app, Role::Cashier, "k@aurora.test").await;
    shop.anonymous.put(&path, &body).await.expect(401);
    customer.put(&path, &body).await.expect(403);
    professional.put(&path, &body).await.expect(403);
    assert_eq!(
        cashier.put(&path, &body).await.expect(200).json()["history"][1]["actor"],
        "cashier"
    );
}
