//! Where the shop sends to and what that costs.

use serde_json::{Value, json};
use testkit::TestApp;

use super::put_in;

#[tokio::test]
async fn the_most_specific_zone_and_the_weight_decide() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let heavy = json!({ "name": "Piedra", "price": 1_000_000, "status": "active", "weight_g": 1_500 });
    let heavy = shop
        .owner
        .post("/api/v1/products", &heavy)
        .await
        .expect(201)
        .json();
    let shelf = format!(
        "/api/v1/admin/inventory/{}",
        heavy["variants"][0]["id"].as_str().unwrap()
    );
    shop.owner
        .put(&shelf, &json!({ "on_hand": 100 }))
        .await
        .expect(200);
    let zone = |place: &str, price: i64| {
        json!({ "name": place, "places": [place], "days_min": 1, "days_max": 1, "free_from": 10_000_000,
                "rates": [{ "max_weight_g": 2_000, "price": price }, { "max_weight_g": 20_000, "price": price * 2 }] })
    };
    let zones = [zone("*", 300_000), zone("05", 200_000), zone("05001", 100_000)];
    let body = json!({ "pickup_enabled": false, "zones": zones });
    shop.owner.put("/api/v1/admin/shipping", &body).await.expect(200);
    let guest = shop.anonymous.another();
    let price = async |code: &str| {
        let options = guest
            .get(&format!("/api/v1/shipping/options?municipality_code={code}"))
            .await
            .expect(200)
            .json();
        options["data"]
            .as_array()
            .unwrap()
            .first()
            .map(|o| o["price"].as_i64().unwrap())
    };
    let item = |quantity: u32| json!({ "product_id": heavy["id"], "quantity": quantity });
    guest.post("/api/v1/cart/items", &item(1)).await.expect(201);
    assert_eq!(price("05001").await, Some(100_000), "the municipality's");
    assert_eq!(price("05002").await, Some(200_000), "the department's");
    assert_eq!(price("11001").await, Some(300_000), "everywhere's");
    guest.post("/api/v1/cart/items", &item(1)).await.expect(201);
    assert_eq!(price("11001").await, Some(600_000), "three kilograms");
    guest.post("/api/v1/cart/items", &item(8)).await.expect(201);
    assert_eq!(price("11001").await, Some(0), "free from 100,000 pesos on");
    guest.post("/api/v1/cart/items", &item(10)).await.expect(201);
    assert_eq!(price("11001").await, None, "too heavy");
    guest
        .get("/api/v1/shipping/options?municipality_code=99999")
        .await
        .expect(422);
}

#[tokio::test]
async fn two_who_edit_the_terms_do_not_overwrite_each_other() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let path = "/api/v1/admin/shipping";
    let tag = shop.owner.get(path).await.expect(200).header("etag");
    let body = json!({ "pickup_enabled": true, "pickup_instructions": "De 9 a 6.", "zones": [] });
    let put = |tag: &str| {
        shop.owner
            .request(reqwest::Method::PUT, path)
            .header("if-match", tag.to_owned())
            .json(&body)
    };
    shop.owner.send(put(&tag)).await.expect(200);
    shop.owner.send(put(&tag)).await.expect(412);
    let saved: Value = shop.owner.get(path).await.expect(200).json();
    assert_eq!(
        (&saved["pickup_instructions"], &saved["version"]),
        (&json!("De 9 a 6."), &json!(1))
    );
    shop.anonymous.get(path).await.expect(401);
}

#[tokio::test]
async fn a_new_shop_offers_pick_up() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let guest = shop.anonymous.another();
    put_in(&guest, &shop.goods("Jabón", 1).await, 1).await.expect(201);
    let options = guest
        .get("/api/v1/shipping/options?municipality_code=11001")
        .await
        .expect(200)
        .json();
    assert_eq!(options["data"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&options["data"][0]["code"], &options["data"][0]["price"]),
        (&json!("pickup"), &json!(0))
    );
}
