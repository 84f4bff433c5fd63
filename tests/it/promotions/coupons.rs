//! Coupons in the cart: put in, taken out, over before they are used.

use serde_json::json;
use testkit::TestApp;

use super::{cart, coupon, guest, promote, soap};
use crate::sales::{delivery, order};

#[tokio::test]
async fn a_coupon_is_put_in_as_people_type_it_and_taken_out() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    promote(
        &shop,
        json!({ "kind": "percent", "percent": 20, "code": "verano 20" }),
    )
    .await;
    let buyer = guest(&shop, &goods, 1).await;
    assert_eq!(
        cart(&buyer).await["discount"],
        0,
        "a coupon is given to who has it"
    );
    let seen = coupon(&buyer, " Verano20 ").await.expect(201).json();
    assert_eq!(
        (&seen["discount"], &seen["coupons"][0]["code"]),
        (&json!(200_000), &json!("VERANO20"))
    );
    coupon(&buyer, "VERANO20").await.expect(201);
    assert_eq!(cart(&buyer).await["coupons"].as_array().unwrap().len(), 1);
    let out = buyer
        .delete("/api/v1/cart/coupons/VERANO20")
        .await
        .expect(200)
        .json();
    assert_eq!((&out["discount"], &out["coupons"]), (&json!(0), &json!([])));
    buyer.delete("/api/v1/cart/coupons/VERANO20").await.expect(404);
}

#[tokio::test]
async fn what_is_no_coupon_over_or_too_much_is_refused_in_clear_words() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    let now = app.app.env.now();
    let later = now.plus_seconds(3_600).to_string();
    promote(
        &shop,
        json!({ "kind": "percent", "percent": 5, "code": "LUEGO", "starts_at": later }),
    )
    .await;
    for n in 0..6 {
        let code = format!("CUPON{n}");
        promote(
            &shop,
            json!({ "kind": "percent", "percent": 1, "code": code, "combines": true }),
        )
        .await;
    }
    let buyer = guest(&shop, &goods, 1).await;
    for (code, refusal) in [
        ("NADA", "coupon_unknown"),
        ("¿' or 1=1", "coupon_unknown"),
        ("LUEGO", "coupon_not_valid"),
    ] {
        assert_eq!(coupon(&buyer, code).await.expect(409).code(), refusal, "{code}");
    }
    for n in 0..5 {
        coupon(&buyer, &format!("CUPON{n}")).await.expect(201);
    }
    assert_eq!(
        coupon(&buyer, "CUPON5").await.expect(409).code(),
        "too_many_coupons"
    );
    assert_eq!(cart(&buyer).await["discount"], 50_000);
}

#[tokio::test]
async fn a_coupon_that_ended_meanwhile_is_told_with_the_new_total_and_never_charged_in_silence() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    let end = app.app.env.now().plus_seconds(600).to_string();
    promote(
        &shop,
        json!({ "kind": "percent", "percent": 20, "code": "HOY", "ends_at": end }),
    )
    .await;
    let buyer = guest(&shop, &goods, 1).await;
    coupon(&buyer, "HOY").await.expect(201);
    app.advance(601);
    let told = cart(&buyer).await;
    assert_eq!(
        (&told["coupons"][0]["reason"], &told["discount"]),
        (&json!("ended"), &json!(0))
    );
    let mut body = delivery("ana@correo.test");
    for expected in [None, Some(1_600_000)] {
        if let Some(seen) = expected {
            body["expected_total"] = json!(seen);
        }
        let refused = order(&buyer, &format!("{expected:?}"), &body).await.expect(409);
        assert_eq!(refused.code(), "coupon_lost");
        let said = refused.json()["detail"].as_str().unwrap().replace('\u{a0}', " ");
        assert!(said.contains("HOY") && said.contains("$ 18.000"), "{said}");
    }
    body["expected_total"] = json!(1_800_000);
    let placed = order(&buyer, "seen", &body).await.expect(201).json();
    assert_eq!(
        (&placed["totals"]["total"], &placed["promotions"]),
        (&json!(1_800_000), &json!([]))
    );
}

#[tokio::test]
async fn an_automatic_discount_that_ended_changes_the_total_that_was_seen() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    let end = app.app.env.now().plus_seconds(600).to_string();
    promote(&shop, json!({ "kind": "percent", "percent": 20, "ends_at": end })).await;
    let buyer = guest(&shop, &goods, 1).await;
    let mut body = delivery("ana@correo.test");
    body["expected_total"] = json!(1_600_000);
    app.advance(601);
    let refused = order(&buyer, "one", &body).await.expect(409);
    assert_eq!(refused.code(), "prices_changed");
    assert!(refused.json()["detail"].as_str().unwrap().contains("18.000"));
}
