//! Reviews, wish lists, and being told when something is there again.

mod aggregates;
mod invitations;
mod moderating;
mod notices;
mod photos;
mod wishes;
mod writing;

use reqwest::Method;
use reqwest::header::ACCEPT;
use serde_json::{Value, json};
use testkit::{Answer, Basket, Client, Goods, TestApp, TestShop};

/// An order that shows that somebody bought something.
struct Purchase {
    order: String,
    key: String,
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}

/// A guest's order of one.
async fn ordered(shop: &TestShop, goods: &Goods, email: &str) -> Purchase {
    let basket = shop.basket(goods, 1).await;
    let placed = basket
        .order("one", &Basket::order_body(email))
        .await
        .expect(201)
        .json();
    Purchase {
        order: text(&placed["id"]),
        key: text(&placed["access_token"]),
    }
}

/// Takes an order all the way to its customer.
async fn deliver(shop: &TestShop, order: &str) {
    for status in ["confirmed", "processing", "shipped", "delivered"] {
        shop.owner
            .put(
                &format!("/api/v1/orders/{order}/status"),
                &json!({ "status": status }),
            )
            .await
            .expect(200);
    }
}

/// The same, arrived.
async fn bought(shop: &TestShop, goods: &Goods, email: &str) -> Purchase {
    let purchase = ordered(shop, goods, email).await;
    deliver(shop, &purchase.order).await;
    purchase
}

/// Somebody with the order's link says so many stars.
async fn say(shop: &TestShop, goods: &Goods, by: &Purchase, stars: i32, words: &str) -> Answer {
    let body = json!({ "stars": stars, "text": words, "order_id": by.order, "order_key": by.key });
    let path = format!("/api/v1/products/{}/review", goods.product);
    shop.anonymous.another().put(&path, &body).await
}

/// What the shop takes reviews as.
async fn shown_at_once(shop: &TestShop) {
    let settings = json!({ "shown_at_once": true, "ask_after_days": 7 });
    shop.owner
        .put("/api/v1/admin/reviews/settings", &settings)
        .await
        .expect(200);
}

/// Judges one review as it is now.
async fn judge(shop: &TestShop, tab: &str, id: &str, status: &str, reason: Option<&str>) -> Answer {
    let version = on_desk(shop, tab, id).await["version"].clone();
    let decision = json!({ "review_id": id, "version": version, "status": status, "reason": reason });
    shop.owner
        .put(
            "/api/v1/admin/reviews/decisions",
            &json!({ "decisions": [decision] }),
        )
        .await
}

/// A review as the shop sees it.
async fn on_desk(shop: &TestShop, tab: &str, id: &str) -> Value {
    let path = format!("/api/v1/admin/reviews?tab={tab}&limit=100");
    let found = shop.owner.get(&path).await.expect(200).json();
    let rows = found["data"].as_array().unwrap();
    let row = rows.iter().find(|row| row["id"] == id);
    row.unwrap_or_else(|| panic!("{id} is not {tab}: {found}"))
        .clone()
}

/// What everybody sees of a product's reviews.
async fn shown(shop: &TestShop, goods: &Goods) -> Value {
    let path = format!("/api/v1/products/{}/reviews", goods.product);
    shop.anonymous.get(&path).await.expect(200).json()
}

/// GET as a browser asks.
async fn open(client: &Client, path: &str) -> Answer {
    client
        .send(client.request(Method::GET, path).header(ACCEPT, "text/html"))
        .await
}

/// Mails of a purpose, by address.
async fn mails(app: &TestApp, shop: &TestShop, purpose: &str) -> Vec<(String, String)> {
    sqlx::query_as(
        "select to_address, status from message
          where tenant_id = $1 and channel = 'email' and purpose = $2 order by to_address",
    )
    .bind(shop.tenant)
    .bind(purpose)
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap()
}
