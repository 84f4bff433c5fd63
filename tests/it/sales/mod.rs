//! Carts, checkout, orders and how they are paid, through the API.

mod cart;
mod checkout;
mod figures;
mod kept_answers;
mod live;
mod payment;
mod shipping;
mod steps;
mod whose;

use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client, Goods, TestApp, TestShop, sign_in};

/// A shop that sends everywhere for 8,000 pesos and takes transfers.
pub async fn furnished(app: &TestApp, slug: &str) -> TestShop {
    let shop = app.shop(slug).await;
    let zones = json!([{
        "name": "Todo el país", "places": ["*"], "days_min": 2, "days_max": 5,
        "rates": [{ "max_weight_g": 20_000, "price": 800_000 }],
    }]);
    let shipping = json!({ "pickup_enabled": true, "pickup_instructions": "De 9 a 6.", "zones": zones });
    shop.owner
        .put("/api/v1/admin/shipping", &shipping)
        .await
        .expect(200);
    let methods = json!({ "methods": [
        { "code": "bank_transfer", "enabled": true, "instructions": "Ahorros 123-456" },
        { "code": "cash_on_delivery", "enabled": true },
    ] });
    shop.owner
        .put("/api/v1/admin/payments/methods", &methods)
        .await
        .expect(200);
    shop
}

/// A delivery to Bogotá, paid by transfer.
pub fn delivery(email: &str) -> Value {
    json!({
        "email": email,
        "shipping_address": {
            "name": "Ana Gómez", "phone": "300 123 4567", "street": "Calle 26 # 13-19", "city": "Bogotá",
            "state": "Bogotá", "country": "CO", "municipality_code": "11001",
        },
        "shipping_method": "delivery",
        "payment_method": "bank_transfer",
    })
}

/// Puts so many into the caller's cart; a browser keeps its cookie.
pub async fn put_in(client: &Client, goods: &Goods, quantity: u32) -> Answer {
    let item = json!({ "product_id": goods.product, "quantity": quantity });
    client.post("/api/v1/cart/items", &item).await
}

/// Orders what is in the caller's cart.
pub async fn order(client: &Client, key: &str, body: &Value) -> Answer {
    let request = client.request(Method::POST, "/api/v1/orders").json(body);
    client.send(request.header("idempotency-key", key)).await
}

/// A guest's order of so many: its id and the key of its link.
async fn placed(shop: &TestShop, goods: &Goods, quantity: u32, body: &Value) -> (String, String) {
    let guest = shop.anonymous.another();
    put_in(&guest, goods, quantity).await.expect(201);
    let answer = order(&guest, "one", body).await.expect(201).json();
    (text(&answer["id"]), text(&answer["access_token"]))
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}

/// What lies on the shelf and what of it is promised.
pub async fn stock(app: &TestApp, shop: &TestShop, goods: &Goods) -> (i32, i32) {
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query_as("select on_hand, reserved from stock where tenant_id = $1 and variant_id = $2::uuid")
        .bind(shop.tenant)
        .bind(&goods.variant)
        .fetch_one(&mut *tx)
        .await
        .unwrap()
}

/// The purposes of the mails to an address, oldest first as far as the clock tells them apart.
pub async fn mails(app: &TestApp, shop: &TestShop, to: &str) -> Vec<String> {
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query_scalar(
        "select purpose from message where tenant_id = $1 and channel = 'email' and to_address = $2 order by created_at, purpose",
    )
    .bind(shop.tenant)
    .bind(to)
    .fetch_all(&mut *tx)
    .await
    .unwrap()
}

/// Takes an order one step further.
async fn step(shop: &TestShop, id: &str, status: &str) -> Answer {
    shop.owner
        .put(
            &format!("/api/v1/orders/{id}/status"),
            &json!({ "status": status }),
        )
        .await
}

/// Time passes, longer than a token lives: the owner signs in anew.
pub async fn later(app: &TestApp, shop: &mut TestShop, seconds: i64) {
    app.advance(seconds);
    let slug = shop.host.trim_end_matches(".localhost");
    shop.owner = sign_in(&shop.anonymous, &format!("owner@{slug}.test")).await;
}
