//! What goes together, what goes alone, and who decides: what is better for the customer.

use serde_json::{Value, json};
use testkit::TestApp;

use super::{cart, coupon, guest, promote, soap};

fn names(cart: &Value) -> Vec<String> {
    let discounts = cart["discounts"].as_array().unwrap().iter();
    discounts
        .map(|d| d["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn what_combines_adds_up_and_what_does_not_wins_only_when_it_is_better() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    let percent = |name: &str, percent: i64, combines: bool| json!({ "kind": "percent", "name": name, "percent": percent, "combines": combines });
    promote(&shop, percent("diez", 10, true)).await;
    app.advance(1);
    promote(&shop, percent("cinco", 5, true)).await;
    let alone = promote(&shop, percent("sola", 14, false)).await;
    let buyer = guest(&shop, &goods, 1).await;
    let seen = cart(&buyer).await;
    assert_eq!(
        (&seen["discount"], names(&seen)),
        (&json!(150_000), vec!["diez".to_owned(), "cinco".to_owned()])
    );
    let path = format!("/api/v1/admin/promotions/{}", alone["id"].as_str().unwrap());
    shop.owner
        .put(&path, &percent("sola", 16, false))
        .await
        .expect(200);
    let seen = cart(&buyer).await;
    assert_eq!(
        (&seen["discount"], names(&seen)),
        (&json!(160_000), vec!["sola".to_owned()])
    );
}

#[tokio::test]
async fn a_coupon_that_is_worse_stays_in_the_cart_and_says_so() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    promote(&shop, json!({ "kind": "percent", "percent": 30 })).await;
    promote(&shop, json!({ "kind": "percent", "percent": 10, "code": "DIEZ" })).await;
    let buyer = guest(&shop, &goods, 1).await;
    let seen = coupon(&buyer, "diez").await.expect(201).json();
    assert_eq!(seen["discount"], 300_000);
    let told = &seen["coupons"][0];
    assert_eq!(
        (&told["code"], &told["applied"], &told["reason"]),
        (&json!("DIEZ"), &json!(false), &json!("better_without"))
    );
    // Nobody loses anything, so nobody is asked.
    let body = crate::sales::delivery("ana@correo.test");
    let placed = crate::sales::order(&buyer, "one", &body).await.expect(201).json();
    assert_eq!(placed["promotions"].as_array().unwrap().len(), 1);
}
