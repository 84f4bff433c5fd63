//! Coupons in cart and checkout, without scripts.

use serde_json::json;
use testkit::TestApp;

use super::{promote, soap};
use crate::storefront::{add, destination, open, submit, value_of};

const WHOLE: [(&str, &str); 8] = [
    ("email", "ana@example.com"),
    ("name", "Ana Gómez"),
    ("phone", "300 123 4567"),
    ("department", "11"),
    ("municipality_code", "11001"),
    ("street", "Calle 26 # 13-19"),
    ("shipping_method", "delivery"),
    ("payment_method", "cash_on_delivery"),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    WHOLE.iter().chain(more).copied().collect()
}

#[tokio::test]
async fn the_cart_shows_why_it_costs_less_and_takes_a_coupon() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    promote(
        &shop,
        json!({ "kind": "percent", "percent": 20, "code": "VERANO" }),
    )
    .await;
    let guest = shop.anonymous.another();
    add(&guest, &goods).await;
    let unknown = submit(&guest, "/cart/coupons", &[("code", "otra")])
        .await
        .expect(409)
        .text;
    assert!(unknown.contains("No encontramos ese cupón"), "{unknown}");
    let put = submit(&guest, "/cart/coupons", &[("code", "verano")]).await;
    assert_eq!(destination(&put), "/cart?done=cart-coupon-added");
    let page = open(&guest, "/cart")
        .await
        .expect(200)
        .text
        .replace('\u{a0}', " ");
    assert!(
        page.contains("20 %: -$ 2.000") && page.contains("$ 8.000") && page.contains("VERANO"),
        "{page}"
    );
    let out = submit(&guest, "/cart/coupons/remove", &[("code", "VERANO")]).await;
    assert_eq!(destination(&out), "/cart?done=cart-coupon-removed");
    assert!(!open(&guest, "/cart").await.expect(200).text.contains("VERANO"));
}

#[tokio::test]
async fn the_checkout_takes_a_coupon_keeps_what_was_typed_and_charges_what_it_showed() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    let coupon = promote(
        &shop,
        json!({ "kind": "percent", "percent": 20, "code": "VERANO" }),
    )
    .await;
    let guest = shop.anonymous.another();
    add(&guest, &goods).await;
    let key = value_of(
        &open(&guest, "/checkout").await.expect(200).text,
        "idempotency_key",
    );
    // Typed and sent without pressing its button: it counts all the same, and nothing is ordered yet.
    let typed = with(&[
        ("idempotency_key", &key),
        ("coupon", "verano"),
        ("seen_total", "1800000"),
    ]);
    let page = submit(&guest, "/checkout", &typed).await.expect(200).text;
    assert_eq!(
        (
            value_of(&page, "seen_total").as_str(),
            value_of(&page, "street").as_str()
        ),
        ("1600000", "Calle 26 # 13-19")
    );
    let wrong = with(&[
        ("idempotency_key", &key),
        ("coupon", "otro"),
        ("apply_coupon", "true"),
    ]);
    let refused = submit(&guest, "/checkout/quote", &wrong).await.expect(409).text;
    assert!(refused.contains("No encontramos ese cupón"), "{refused}");
    // The shop stops it before the order is sent.
    let path = format!(
        "/api/v1/admin/promotions/{}/status",
        coupon["id"].as_str().unwrap()
    );
    shop.owner
        .put(&path, &json!({ "status": "paused" }))
        .await
        .expect(200);
    let sent = with(&[("idempotency_key", &key), ("seen_total", "1600000")]);
    let told = submit(&guest, "/checkout", &sent)
        .await
        .expect(422)
        .text
        .replace('\u{a0}', " ");
    assert!(
        told.contains("Cupón VERANO: Este cupón no está disponible"),
        "{told}"
    );
    assert_eq!(value_of(&told, "seen_total"), "1800000");
    let dropped = with(&[("idempotency_key", &key), ("drop_coupon", "VERANO")]);
    let page = submit(&guest, "/checkout/quote", &dropped).await.expect(200).text;
    assert!(!page.contains("VERANO"), "{page}");
    let key = value_of(&page, "idempotency_key");
    let agreed = with(&[("idempotency_key", &key), ("seen_total", "1800000")]);
    let placed = submit(&guest, "/checkout", &agreed).await.expect(303);
    assert!(
        destination(&placed).starts_with("/orders/"),
        "{}",
        destination(&placed)
    );
}
