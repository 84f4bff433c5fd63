//! What an order keeps of its promotions, and where it is told.

use serde_json::json;
use testkit::TestApp;

use super::{coupon, guest, promote, soap};
use crate::sales::{delivery, order, text};

#[tokio::test]
async fn an_order_keeps_what_was_given_by_line_also_when_the_promotion_changes() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    let comb = shop.goods("Peine", 10).await;
    let made = promote(
        &shop,
        json!({ "kind": "amount", "amount": 1_000_000, "code": "DIEZMIL", "name": "Diez mil menos", "combines": true }),
    )
    .await;
    promote(&shop, json!({ "kind": "free_shipping", "combines": true })).await;
    let buyer = guest(&shop, &goods, 2).await;
    crate::sales::put_in(&buyer, &comb, 1).await.expect(201);
    coupon(&buyer, "DIEZMIL").await.expect(201);
    let placed = order(&buyer, "one", &delivery("ana@correo.test"))
        .await
        .expect(201)
        .json();
    let (id, key) = (text(&placed["id"]), text(&placed["access_token"]));
    let path = format!("/api/v1/admin/promotions/{}", made["id"].as_str().unwrap());
    shop.owner
        .put(
            &path,
            &json!({ "kind": "percent", "percent": 1, "name": "Otra cosa" }),
        )
        .await
        .expect(200);
    let seen = buyer
        .get(&format!("/api/v1/orders/{id}?key={key}"))
        .await
        .expect(200)
        .json();
    assert_eq!(seen["totals"], placed["totals"]);
    assert_eq!(
        (&seen["totals"]["subtotal"], &seen["totals"]["total"]),
        (&json!(3_000_000), &json!(2_000_000))
    );
    // 10.000 over 20.000 and 10.000: 6.667 and 3.333.
    let lines: Vec<i64> = seen["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["discount"].as_i64().unwrap())
        .collect();
    let mut sorted = lines.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, [333_300, 666_700]);
    let kept = seen["promotions"].as_array().unwrap();
    assert_eq!(kept.len(), 2);
    let coupon = kept.iter().find(|p| p["code"] == "DIEZMIL").unwrap();
    assert_eq!(
        (
            &coupon["name"],
            &coupon["amount"],
            &coupon["line_amounts"],
            &coupon["promotion_id"]
        ),
        (
            &json!("Diez mil menos"),
            &json!(1_000_000),
            &json!(lines),
            &made["id"]
        )
    );
    let free = kept.iter().find(|p| p["code"].is_null()).unwrap();
    assert_eq!(
        (&free["shipping_amount"], &free["name"]),
        (&json!(800_000), &json!("Envío gratis"))
    );
}

#[tokio::test]
async fn pages_mails_and_sums_tell_what_was_paid() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    promote(
        &shop,
        json!({ "kind": "percent", "percent": 25, "name": "Cuarto menos" }),
    )
    .await;
    let buyer = guest(&shop, &goods, 4).await;
    let placed = order(&buyer, "one", &delivery("ana@correo.test"))
        .await
        .expect(201)
        .json();
    let (id, key) = (text(&placed["id"]), text(&placed["access_token"]));
    let plain = |page: String| page.replace('\u{a0}', " ");
    for page in [
        plain(
            buyer
                .get(&format!("/orders/{id}?key={key}"))
                .await
                .expect(200)
                .text,
        ),
        plain(
            shop.owner
                .get(&format!("/admin/orders/{id}"))
                .await
                .expect(200)
                .text,
        ),
    ] {
        assert!(
            page.contains("Cuarto menos") && page.contains("-$ 10.000"),
            "{page}"
        );
    }
    let packing = shop
        .owner
        .get(&format!("/admin/orders/{id}/print"))
        .await
        .expect(200)
        .text;
    assert!(packing.contains("Cuarto menos"), "{packing}");
    let bodies: Vec<String> = sqlx::query_scalar(
        "select m::text from message m where channel = 'email' and purpose = 'sales.order_placed'",
    )
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert!(!bodies.is_empty());
    for body in bodies {
        assert!(body.contains("Cuarto menos"), "{body}");
    }
    let analytics = shop.owner.get("/api/v1/admin/analytics").await.expect(200).text;
    assert!(
        analytics.contains("3000000"),
        "the product sold for what was paid: {analytics}"
    );
}
