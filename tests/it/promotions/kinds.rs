//! What each sort takes off, seen in the cart, with the reason.

use serde_json::{Value, json};
use testkit::TestApp;

use super::{cart, category, guest, in_category, promote, soap};
use crate::sales::{delivery, order, put_in};

#[tokio::test]
async fn a_percentage_covers_a_category_and_those_below_it_and_says_why() {
    let app = TestApp::start().await;
    let (shop, soap) = soap(&app).await;
    let hair = category(&shop, "Cabello", None).await;
    let shampoos = category(&shop, "Champús", Some(&hair)).await;
    let shampoo = shop.goods("Champú", 10).await;
    in_category(&shop, &shampoo, &shampoos).await;
    let made = promote(
        &shop,
        json!({ "kind": "percent", "percent": 20, "category_ids": [hair] }),
    )
    .await;
    assert_eq!(made["name"], "20 % en Cabello");
    assert_eq!(
        (&made["state"], &made["covers_all"]),
        (&json!("active"), &json!(false))
    );
    let buyer = guest(&shop, &soap, 1).await;
    app.advance(1);
    put_in(&buyer, &shampoo, 3).await.expect(201);
    let seen = cart(&buyer).await;
    assert_eq!(
        (&seen["subtotal"], &seen["discount"], &seen["total"]),
        (&json!(4_000_000), &json!(600_000), &json!(3_400_000))
    );
    let lines: Vec<&Value> = seen["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| &l["discounts"])
        .collect();
    assert_eq!(lines[0], &json!([]), "soap is not for the hair");
    assert_eq!(
        lines[1],
        &json!([{ "name": "20 % en Cabello", "amount": 600_000 }])
    );
    assert_eq!(seen["discounts"][0]["promotion_id"], made["id"]);
}

#[tokio::test]
async fn an_amount_a_gift_tiers_and_free_shipping_are_taken_off_the_order() {
    for (promotion, quantity, discount, shipping_discount) in [
        (json!({ "kind": "amount", "amount": 1_500_000 }), 2, 1_500_000, 0),
        (json!({ "kind": "amount", "amount": 9_000_000 }), 2, 2_000_000, 0),
        (json!({ "kind": "buy_get", "buy": 2, "get": 1 }), 7, 2_000_000, 0),
        (
            json!({ "kind": "buy_get", "buy": 1, "get": 1, "percent": 50 }),
            3,
            500_000,
            0,
        ),
        (
            json!({ "kind": "tiers", "tiers": [{ "from": 6, "price": 800_000 }, { "from": 3, "percent": 10 }] }),
            4,
            400_000,
            0,
        ),
        (
            json!({ "kind": "tiers", "tiers": [{ "from": 6, "price": 800_000 }, { "from": 3, "percent": 10 }] }),
            6,
            1_200_000,
            0,
        ),
        (json!({ "kind": "free_shipping" }), 1, 0, 800_000),
        (json!({ "kind": "free_shipping", "minimum": 1_500_000 }), 1, 0, 0),
    ] {
        let app = TestApp::start().await;
        let (shop, goods) = soap(&app).await;
        promote(&shop, promotion.clone()).await;
        let buyer = guest(&shop, &goods, quantity).await;
        let placed = order(&buyer, "one", &delivery("ana@correo.test"))
            .await
            .expect(201)
            .json();
        let totals = &placed["totals"];
        assert_eq!(
            (&totals["discount"], &totals["shipping_discount"]),
            (&json!(discount), &json!(shipping_discount)),
            "{promotion}"
        );
        let paid = i64::from(quantity) * 1_000_000 - discount;
        assert_eq!(totals["total"], json!(paid + 800_000 - shipping_discount));
        // 19 % inside what is paid, in whole pesos.
        let tax = (paid / 100 * 19 + 59) / 119 * 100;
        assert_eq!(totals["tax"], json!(tax), "{promotion}");
    }
}

#[tokio::test]
async fn it_is_given_from_its_first_moment_until_its_last_by_the_shops_clock() {
    let app = TestApp::start().await;
    let (mut shop, goods) = soap(&app).await;
    let now = app.app.env.now();
    let at = |seconds: i64| now.plus_seconds(seconds).to_string();
    let made = promote(
        &shop,
        json!({ "kind": "percent", "percent": 10, "starts_at": at(3_600), "ends_at": at(7_200) }),
    )
    .await;
    assert_eq!(made["state"], "scheduled");
    let buyer = guest(&shop, &goods, 1).await;
    let mut seen = vec![];
    for _ in 0..3 {
        seen.push(cart(&buyer).await["discount"].as_i64().unwrap());
        app.advance(3_600);
    }
    assert_eq!(seen, [0, 100_000, 0]);
    crate::sales::later(&app, &mut shop, 1).await;
    let path = format!("/api/v1/admin/promotions/{}", made["id"].as_str().unwrap());
    assert_eq!(shop.owner.get(&path).await.expect(200).json()["state"], "ended");
}
