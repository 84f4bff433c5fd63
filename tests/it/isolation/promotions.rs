//! Promotions of a furnished shop, all of them coupons: what is given by itself would change what others order.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use testkit::{Client, TestShop};

use super::neighbour::{make, text};

/// Coupons, groups of customers, a coupon in the shopper's cart, and an order that used one. Each says the word.
pub async fn furnish_promotions(
    shop: &TestShop,
    shopper: &Client,
    word: &str,
    ids: &mut BTreeMap<String, String>,
) {
    let owner = &shop.owner;
    for name in [
        "group",
        "group_left",
        "group_more",
        "group_gone",
        "group_gone_desk",
    ] {
        let group = json!({ "name": format!("{name} {word}") });
        let made = make(owner, "/api/v1/admin/customer-groups", &group).await;
        ids.insert(name.into(), text(&made["id"]));
    }
    let member = json!({ "email": format!("{word}@clientes.test") });
    let path = format!("/api/v1/admin/customer-groups/{}/members", ids["group"]);
    make(owner, &path, &member).await;
    let named = json!({
        "product_ids": [ids["product"]], "category_ids": [ids["category"]], "group_ids": [ids["group"]],
    });
    for (name, code, more) in [
        ("promotion", "UNO", named),
        ("promotion_left", "DOS", json!({})),
        ("promotion_used", "TRES", json!({})),
    ] {
        let mut promotion = json!({
            "name": format!("{name} {word}"), "code": format!("{word}-{code}"), "kind": "percent", "percent": 10,
        });
        promotion
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let made = make(owner, "/api/v1/admin/promotions", &promotion).await;
        ids.insert(name.into(), text(&made["id"]));
        ids.insert(format!("{name}_code"), text(&made["code"]));
    }
    let coupon = json!({ "code": ids["promotion_used_code"] });
    make(shopper, "/api/v1/cart/coupons", &coupon).await;
    use_coupon(shop, word, &coupon, ids).await;
}

async fn use_coupon(shop: &TestShop, word: &str, coupon: &Value, ids: &BTreeMap<String, String>) {
    let buyer = shop.anonymous.another();
    let item = json!({ "product_id": ids["product"], "quantity": 1 });
    make(&buyer, "/api/v1/cart/items", &item).await;
    make(&buyer, "/api/v1/cart/coupons", coupon).await;
    let order = json!({
        "email": format!("{word}@cupones.test"), "shipping_method": "pickup", "payment_method": "cash_on_delivery",
    });
    let request = buyer
        .request(reqwest::Method::POST, "/api/v1/orders")
        .header("idempotency-key", "with-a-coupon")
        .json(&order);
    let placed = buyer.send(request).await.expect(201).json();
    assert_eq!(placed["totals"]["discount"], 100_000, "{placed}");
}
