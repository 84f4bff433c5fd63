//! The shop is told of orders that go no further, and of what is running out.

use serde_json::{Value, json};
use testkit::{Basket, TestApp, TestShop};

use crate::booking::text;

const ORDER: &str = "ana@correo.test";

/// The owner's notices of a topic.
async fn notices(shop: &TestShop, topic: &str) -> Vec<Value> {
    let owner = testkit::sign_in(&shop.anonymous, "owner@aurora.test").await;
    let all = owner.get("/api/v1/admin/notices").await.expect(200).json();
    let all = all["data"].as_array().unwrap().clone();
    all.into_iter().filter(|one| one["topic"] == topic).collect()
}

async fn shop() -> (TestApp, TestShop) {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    (app, shop)
}

async fn order(shop: &TestShop, basket: &Basket) -> Value {
    let placed = basket.order("one", &Basket::order_body(ORDER)).await;
    let order = placed.expect(201).json();
    assert_eq!(notices(shop, "order_cancelled").await.len(), 0);
    order
}

#[tokio::test]
async fn the_shop_hears_of_an_order_that_its_customer_calls_off() {
    let (app, shop) = shop().await;
    let goods = shop.goods("Jabón", 5).await;
    let basket = shop.basket(&goods, 1).await;
    let order = order(&shop, &basket).await;
    let (id, key) = (text(&order["id"]), text(&order["access_token"]));
    let path = format!("/api/v1/orders/{id}/cancel?key={key}");
    let body = json!({ "reason": "Me equivoqué" });
    shop.anonymous.post(&path, &body).await.expect(200);
    shop.anonymous.post(&path, &body).await.expect(200);
    app.run_jobs().await;
    let [notice] = &notices(&shop, "order_cancelled").await[..] else {
        panic!("told once")
    };
    assert!(text(&notice["text"]).contains("Me equivoqué"), "{notice}");
    assert_eq!(notice["path"], format!("/admin/orders/{id}"));
}

#[tokio::test]
async fn the_shop_is_not_told_what_it_did_itself() {
    let (_app, shop) = shop().await;
    let goods = shop.goods("Jabón", 5).await;
    let basket = shop.basket(&goods, 1).await;
    let id = text(&order(&shop, &basket).await["id"]);
    let path = format!("/api/v1/orders/{id}/status");
    let step = json!({ "status": "cancelled", "reason": "No hay" });
    shop.owner.put(&path, &step).await.expect(200);
    assert_eq!(notices(&shop, "order_cancelled").await.len(), 0);
}

#[tokio::test]
async fn what_becomes_few_is_told_once() {
    let (app, shop) = shop().await;
    let goods = shop.goods("Jabón", 7).await;
    let first = shop.basket(&goods, 1).await;
    order(&shop, &first).await;
    app.run_jobs().await;
    assert_eq!(notices(&shop, "low_stock").await.len(), 0, "six are enough");
    for key in ["two", "three"] {
        let basket = shop.basket(&goods, 1).await;
        basket.order(key, &Basket::order_body(ORDER)).await.expect(201);
        app.run_jobs().await;
    }
    let [notice] = &notices(&shop, "low_stock").await[..] else {
        panic!("told when five were left, and not again at four")
    };
    assert!(text(&notice["title"]).contains("Jabón"), "{notice}");
    assert_eq!(notice["path"], "/admin/inventory?low=true");
}

#[tokio::test]
async fn what_is_switched_off_for_a_channel_is_not_told_there() {
    let (app, shop) = shop().await;
    let off = json!({ "choices": [{ "topic": "low_stock", "channel": "in_app", "enabled": false }] });
    let choices = "/api/v1/admin/notice-choices";
    shop.owner.put(choices, &off).await.expect(200);
    let goods = shop.goods("Jabón", 6).await;
    let basket = shop.basket(&goods, 1).await;
    order(&shop, &basket).await;
    app.run_jobs().await;
    assert_eq!(notices(&shop, "low_stock").await.len(), 0);
}
