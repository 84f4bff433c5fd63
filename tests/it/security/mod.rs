//! Secrets that stay secret, and traces that stay.

mod audit;
mod audited;
mod cors;
mod lookout;
mod master_key;
mod outbound;
mod strangers;
mod vault;

use serde_json::Value;
use testkit::{Basket, Goods, TestShop};

/// One piece, ordered by a guest.
async fn order(shop: &TestShop, goods: &Goods, key: &str) -> Value {
    let basket = shop.basket(goods, 1).await;
    let body = Basket::order_body("clara@compras.test");
    basket.order(key, &body).await.expect(201).json()
}
