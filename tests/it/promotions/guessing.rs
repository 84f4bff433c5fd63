//! Whoever tries codes is stopped, by cart as by page, and a new cart does not help.

use serde_json::json;
use testkit::TestApp;

use super::{coupon, promote, soap};

#[tokio::test]
async fn whoever_guesses_coupons_is_told_to_wait() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__COUPON", "5/10m")]).await;
    let (shop, _) = soap(&app).await;
    promote(
        &shop,
        json!({ "kind": "percent", "percent": 20, "code": "SECRETO" }),
    )
    .await;
    for n in 0..5 {
        let guesser = shop.anonymous.another();
        assert_eq!(
            coupon(&guesser, &format!("PRUEBA{n}")).await.expect(409).code(),
            "coupon_unknown"
        );
    }
    let late = coupon(&shop.anonymous.another(), "SECRETO").await.expect(429);
    assert!(!late.header("retry-after").is_empty());
    // The window slides: what was counted in the one before still weighs.
    app.advance(1_201);
    coupon(&shop.anonymous.another(), "SECRETO").await.expect(201);
}
