//! An order is its customer's and its shop's, and nobody else's.

use kernel::Role;
use reqwest::Method;
use serde_json::json;
use testkit::TestApp;

use super::{delivery, furnished, order, placed, put_in, text};

#[tokio::test]
async fn another_customer_and_another_shop_see_nothing() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let other = furnished(&app, "otra").await;
    let goods = shop.goods("Jabón", 10).await;
    let (ana, _) = shop.person(&app, Role::Customer, "ana@aurora.test").await;
    let (eva, _) = shop.person(&app, Role::Customer, "eva@aurora.test").await;
    put_in(&ana, &goods, 1).await.expect(201);
    let id = text(
        &order(&ana, "a", &delivery("ana@aurora.test"))
            .await
            .expect(201)
            .json()["id"],
    );
    let (_, strange_key) = placed(&shop, &goods, 1, &delivery("x@y.test")).await;

    let one = format!("/api/v1/orders/{id}");
    for path in [
        one.clone(),
        format!("{one}?key={strange_key}"),
        format!("{one}/events"),
    ] {
        eva.get(&path).await.expect(404);
        shop.anonymous.another().get(&path).await.expect(404);
        other.owner.get(&path).await.expect(404);
    }
    eva.post(&format!("{one}/cancel"), &json!({})).await.expect(404);
    // Staff see every order, but cancelling is a step, not a customer's wish.
    shop.owner.get(&one).await.expect(200);
    shop.owner
        .post(&format!("{one}/cancel"), &json!({}))
        .await
        .expect(404);
    assert_eq!(
        eva.get("/api/v1/orders").await.expect(200).json()["pagination"]["total"],
        0
    );

    let body = json!({ "status": "confirmed" });
    other.owner.put(&format!("{one}/status"), &body).await.expect(404);
    other
        .owner
        .post(&format!("{one}/payments/received"), &json!({}))
        .await
        .expect(404);
    other
        .owner
        .post(&format!("{one}/payments/refunded"), &json!({}))
        .await
        .expect(404);
    assert_eq!(
        other.owner.get("/api/v1/admin/orders").await.expect(200).json()["pagination"]["total"],
        0
    );
    assert_eq!(ana.get(&one).await.expect(200).json()["status"], "pending");
    for nonsense in ["none", "00000000-0000-0000-0000-000000000000"] {
        shop.owner
            .get(&format!("/api/v1/orders/{nonsense}"))
            .await
            .expect(404);
    }
}

#[tokio::test]
async fn a_line_of_another_cart_is_not_there() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (mine, theirs) = (shop.anonymous.another(), shop.anonymous.another());
    let line = text(&put_in(&theirs, &goods, 1).await.expect(201).json()["items"][0]["id"]);
    put_in(&mine, &goods, 1).await.expect(201);
    let path = format!("/api/v1/cart/items/{line}");
    mine.put(&path, &json!({ "quantity": 2 })).await.expect(404);
    mine.delete(&path).await.expect(404);
    assert_eq!(theirs.get("/api/v1/cart").await.expect(200).json()["count"], 1);
}

/// After signing out, the browser's next user must not find the person's cart by a token that was told before.
#[tokio::test]
async fn a_persons_cart_opens_to_nobody_else_whatever_token_they_bring() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (ana, _) = shop.person(&app, Role::Customer, "ana@aurora.test").await;
    let token = put_in(&ana, &shop.goods("Jabón", 10).await, 1)
        .await
        .expect(201)
        .header("x-cart-token");
    let stranger = shop.anonymous.another();
    let request = stranger
        .request(Method::GET, "/api/v1/cart")
        .header("x-cart-token", &token);
    assert_eq!(stranger.send(request).await.expect(200).json()["count"], 0);
    let mut body = delivery("x@y.test");
    body["cart_token"] = json!(token);
    assert_eq!(
        order(&stranger, "steal", &body).await.expect(409).code(),
        "cart_empty"
    );
}
