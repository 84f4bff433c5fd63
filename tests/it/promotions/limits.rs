//! How often, in all and by each customer; and uses that come back.

use serde_json::{Value, json};
use testkit::TestApp;

use super::{cart, coupon, guest, order_with, promote, soap, used};
use crate::sales::{delivery, later, order};

const TWO_DAYS: i64 = 48 * 3600;

#[tokio::test]
async fn the_last_use_is_the_last_until_an_order_is_called_off() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    let one = promote(
        &shop,
        json!({ "kind": "percent", "percent": 10, "code": "UNICO", "max_uses": 1 }),
    )
    .await;
    let placed = order_with(&shop, &goods, "UNICO", "ana@correo.test")
        .await
        .expect(201)
        .json();
    assert_eq!(used(&shop, &one).await, 1);
    let late = order_with(&shop, &goods, "UNICO", "bea@correo.test")
        .await
        .expect(409);
    assert_eq!(late.code(), "coupon_lost");
    let path = format!(
        "/api/v1/orders/{}/cancel?key={}",
        placed["id"].as_str().unwrap(),
        placed["access_token"].as_str().unwrap()
    );
    for _ in 0..2 {
        shop.anonymous.another().post(&path, &json!({})).await.expect(200);
        assert_eq!(
            used(&shop, &one).await,
            0,
            "given back once, however often it is called off"
        );
    }
    order_with(&shop, &goods, "UNICO", "carla@correo.test")
        .await
        .expect(201);
    assert_eq!(used(&shop, &one).await, 1);
}

#[tokio::test]
async fn an_order_that_is_not_paid_in_time_gives_its_use_back() {
    let app = TestApp::start().await;
    let (mut shop, goods) = soap(&app).await;
    let one = promote(
        &shop,
        json!({ "kind": "percent", "percent": 10, "code": "UNICO", "max_uses": 1 }),
    )
    .await;
    order_with(&shop, &goods, "UNICO", "ana@correo.test")
        .await
        .expect(201);
    later(&app, &mut shop, TWO_DAYS + 60).await;
    app.run_jobs().await;
    assert_eq!(used(&shop, &one).await, 0);
}

#[tokio::test]
async fn each_customer_may_so_often_by_account_and_by_address() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    promote(
        &shop,
        json!({ "kind": "percent", "percent": 10, "code": "MIO", "max_per_customer": 1 }),
    )
    .await;
    order_with(&shop, &goods, "MIO", "ana@correo.test")
        .await
        .expect(201);
    let again = order_with(&shop, &goods, "MIO", "ANA@correo.test")
        .await
        .expect(409);
    assert_eq!(again.code(), "coupon_lost");
    order_with(&shop, &goods, "MIO", "bea@correo.test")
        .await
        .expect(201);
    // Who is signed in is told before they order, whatever address they type.
    let (carla, _) = shop
        .person(&app, kernel::Role::Customer, "carla@correo.test")
        .await;
    crate::sales::put_in(&carla, &goods, 1).await.expect(201);
    coupon(&carla, "MIO").await.expect(201);
    order(&carla, "one", &delivery("otra@correo.test"))
        .await
        .expect(201);
    crate::sales::put_in(&carla, &goods, 1).await.expect(201);
    let told = coupon(&carla, "MIO").await.expect(201).json();
    assert_eq!(told["coupons"][0]["reason"], "used_by_customer");
}

#[tokio::test]
async fn what_gives_nothing_is_not_used() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    let big = promote(&shop, json!({ "kind": "percent", "percent": 50 })).await;
    let small = promote(&shop, json!({ "kind": "percent", "percent": 10, "code": "DIEZ" })).await;
    let buyer = guest(&shop, &goods, 1).await;
    coupon(&buyer, "DIEZ").await.expect(201);
    let seen = cart(&buyer).await;
    assert_eq!(seen["discounts"].as_array().map(Vec::len), Some(1));
    order(&buyer, "one", &delivery("ana@correo.test"))
        .await
        .expect(201);
    assert_eq!((used(&shop, &big).await, used(&shop, &small).await), (1, 0));
}

#[tokio::test]
async fn taking_a_category_away_does_not_widen_a_promotion() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    let gone = super::category(&shop, "Se va", None).await;
    let made = promote(
        &shop,
        json!({ "kind": "percent", "percent": 90, "category_ids": [gone] }),
    )
    .await;
    shop.owner
        .delete(&format!("/api/v1/categories/{gone}"))
        .await
        .expect(204);
    assert_eq!(cart(&guest(&shop, &goods, 1).await).await["discount"], 0);
    let path = format!("/api/v1/admin/promotions/{}", made["id"].as_str().unwrap());
    let seen: Value = shop.owner.get(&path).await.expect(200).json();
    assert_eq!(
        (&seen["covers_all"], &seen["category_ids"]),
        (&json!(false), &json!([]))
    );
    assert!(
        seen["summary"].as_str().unwrap().contains("No cubre nada"),
        "{seen}"
    );
}
