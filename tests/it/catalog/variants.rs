//! Options and variants.

use serde_json::{Value, json};
use testkit::TestApp;

use super::products::{faults, make, text};

fn shirt() -> Value {
    json!({
        "name": "Camiseta", "status": "active",
        "options": [{ "name": "Color", "choices": ["Rojo", "Azul"] }, { "name": "Talla", "choices": ["S", "M"] }],
        "variants": [
            { "options": ["Rojo", "S"], "price": 4_000_000, "sku": "C-RS" },
            { "options": ["Rojo", "M"], "price": 5_000_000, "sku": "C-RM", "compare_price": 6_000_000 },
            { "options": ["Azul", "M"], "price": 3_000_000 },
        ],
    })
}

#[tokio::test]
async fn the_list_shows_the_range_of_what_is_for_sale() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let made = make(&shop.owner, shirt()).await;
    assert_eq!(
        (&made["price"], &made["price_max"]),
        (&json!(3_000_000), &json!(5_000_000))
    );
    assert_eq!(
        (&made["compare_price"], &made["variants_count"]),
        (&Value::Null, &json!(3))
    );
    assert_eq!(made["variants"][2]["options"], json!(["Azul", "M"]));
    assert_eq!(text(&made["variants"][2], "sku"), "CAMISETA-1");
    let price = shop
        .owner
        .patch(
            &format!("/api/v1/products/{}", text(&made, "id")),
            &json!({ "price": 100 }),
        )
        .await;
    assert_eq!(
        faults(&price),
        [("price".to_owned(), "set_per_variant".to_owned())]
    );
}

#[tokio::test]
async fn variants_are_replaced_by_id_and_may_trade_their_codes() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let made = make(&shop.owner, shirt()).await;
    let id = |i: usize| made["variants"][i]["id"].clone();
    let path = format!("/api/v1/products/{}/variants", text(&made, "id"));
    let set = json!({
        "options": [{ "name": "Talla", "choices": ["S", "M", "L"] }],
        "variants": [
            { "id": id(1), "options": ["M"], "price": 5_000_000, "sku": "C-RS" },
            { "id": id(0), "options": ["S"], "price": 4_000_000, "sku": "C-RM" },
            { "options": ["L"], "price": 7_000_000, "active": false },
        ],
    });
    let now = shop.owner.put(&path, &set).await.expect(200).json();
    let codes: Vec<_> = now["variants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| (v["id"].clone(), text(v, "sku")))
        .collect();
    assert_eq!(codes[..2], [(id(1), "C-RS"), (id(0), "C-RM")]);
    assert_eq!(
        (&now["price"], &now["price_max"]),
        (&json!(4_000_000), &json!(5_000_000))
    );
    assert_eq!(now["options"].as_array().map(Vec::len), Some(1));
    let seen = shop
        .anonymous
        .get(&format!("/api/v1/products/{}", text(&made, "slug")))
        .await
        .json();
    assert_eq!(
        seen["variants"].as_array().map(Vec::len),
        Some(2),
        "the inactive one is hidden"
    );

    // The code of a variant that was taken out is free again, the variant itself is gone.
    make(
        &shop.owner,
        json!({ "name": "Otra", "price": 100, "sku": "CAMISETA-1" }),
    )
    .await;
    let back = json!({ "variants": [{ "id": id(2), "price": 100 }] });
    assert_eq!(
        faults(&shop.owner.put(&path, &back).await),
        [("variants.0.id".to_owned(), "unknown".to_owned())]
    );
}

#[tokio::test]
async fn no_combination_is_there_twice_nor_without_a_choice() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut twice = shirt();
    twice["variants"][1]["options"] = json!(["Rojo", "S"]);
    twice["variants"][2]["options"] = json!(["Verde", "S"]);
    let answer = shop.owner.post("/api/v1/products", &twice).await;
    let expected = [
        ("variants.1.options", "duplicate"),
        ("variants.2.options", "not_a_choice"),
    ];
    assert_eq!(
        faults(&answer),
        expected.map(|(f, c)| (f.to_owned(), c.to_owned()))
    );
    let many: Vec<Value> = (0..101)
        .map(|n| json!({ "price": 100, "sku": n.to_string() }))
        .collect();
    let answer = shop
        .owner
        .post("/api/v1/products", &json!({ "name": "Muchas", "variants": many }))
        .await;
    assert_eq!(
        faults(&answer),
        [("variants".to_owned(), "wrong_length".to_owned())]
    );
}
