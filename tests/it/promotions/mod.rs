//! Coupons and automatic discounts, from the shop's desk to the order.

mod coupons;
mod desk;
mod groups;
mod guessing;
mod kept;
mod kinds;
mod limits;
mod pages;
mod race;
mod stacking;

use serde_json::{Value, json};
use testkit::{Answer, Client, Goods, TestApp, TestShop};

use crate::sales::{delivery, order, put_in};

/// Makes a promotion: what is given, and more of it.
pub async fn promote(shop: &TestShop, more: Value) -> Value {
    let mut promotion = json!({ "kind": "percent", "percent": 10 });
    if let (Some(promotion), Some(more)) = (promotion.as_object_mut(), more.as_object()) {
        if more.contains_key("kind") {
            promotion.clear();
        }
        promotion.extend(more.clone());
    }
    let made = shop.owner.post("/api/v1/admin/promotions", &promotion).await;
    made.expect(201).json()
}

/// Puts a coupon into the caller's cart.
pub async fn coupon(client: &Client, code: &str) -> Answer {
    client
        .post("/api/v1/cart/coupons", &json!({ "code": code }))
        .await
}

/// The caller's cart.
pub async fn cart(client: &Client) -> Value {
    client.get("/api/v1/cart").await.expect(200).json()
}

/// A guest with so many of it in the cart.
pub async fn guest(shop: &TestShop, goods: &Goods, quantity: u32) -> Client {
    let guest = shop.anonymous.another();
    put_in(&guest, goods, quantity).await.expect(201);
    guest
}

/// A guest's order of one piece with this coupon, sent to Bogotá and paid by transfer.
pub async fn order_with(shop: &TestShop, goods: &Goods, code: &str, email: &str) -> Answer {
    let guest = guest(shop, goods, 1).await;
    coupon(&guest, code).await.expect(201);
    order(&guest, email, &delivery(email)).await
}

/// How often it was used, as the shop reads it.
pub async fn used(shop: &TestShop, promotion: &Value) -> i64 {
    let path = format!("/api/v1/admin/promotions/{}", promotion["id"].as_str().unwrap());
    let seen = shop.owner.get(&path).await.expect(200).json();
    seen["used"].as_i64().unwrap()
}

/// A product in a category.
pub async fn in_category(shop: &TestShop, goods: &Goods, category: &str) {
    let path = format!("/api/v1/products/{}", goods.product);
    let patch = json!({ "category_id": category });
    shop.owner.patch(&path, &patch).await.expect(200);
}

/// A category, perhaps below another.
pub async fn category(shop: &TestShop, name: &str, parent: Option<&str>) -> String {
    let category = json!({ "name": name, "parent_id": parent });
    let made = shop.owner.post("/api/v1/categories", &category).await;
    made.expect(201).json()["id"].as_str().unwrap().to_owned()
}

/// A shop with soap at 10,000 pesos.
pub async fn soap(app: &TestApp) -> (TestShop, Goods) {
    let shop = crate::sales::furnished(app, "aurora").await;
    let goods = shop.goods("Jabón", 100).await;
    (shop, goods)
}
