//! What a plan lacks is refused with the way out, and what is there stays readable.

use serde_json::json;
use testkit::TestApp;

use super::{DAY, Having, subscribe, subscription, try_out};

#[tokio::test]
async fn without_the_module_a_shop_reads_and_changes_nothing_of_it() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    subscribe(&app, &shop, Having::of("gratis", "active")).await;
    let shelf = format!("/api/v1/admin/inventory/{}", goods.variant);
    let refused = shop.owner.put(&shelf, &json!({ "on_hand": 3 })).await.expect(402);
    assert_eq!(refused.code(), "not_in_plan");
    assert_eq!(refused.json()["action"], "/admin/plan");
    shop.owner.get("/api/v1/admin/inventory").await.expect(200);
    shop.owner.get(&format!("{shelf}/movements")).await.expect(200);
    // What the plan has goes on.
    shop.basket(&goods, 1).await;
    subscribe(&app, &shop, Having::of("basico", "active")).await;
    shop.owner.put(&shelf, &json!({ "on_hand": 3 })).await.expect(200);
}

#[tokio::test]
async fn who_may_not_hears_that_and_nothing_of_the_plan() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    subscribe(&app, &shop, Having::of("pro", "unpaid")).await;
    let shelf = format!("/api/v1/admin/inventory/{}", goods.variant);
    let nobody = shop.anonymous.put(&shelf, &json!({ "on_hand": 3 })).await;
    assert_eq!(nobody.expect(401).code(), "unauthenticated");
    let (cashier, _) = shop.person(&app, kernel::Role::Cashier, "caja@aurora.test").await;
    let refused = cashier.put(&shelf, &json!({ "on_hand": 3 })).await;
    assert_eq!(refused.expect(403).code(), "forbidden");
    let plan = cashier.get("/api/v1/billing/subscription").await;
    assert_eq!(plan.expect(403).code(), "forbidden");
}

#[tokio::test]
async fn a_shop_that_owes_works_on_and_then_reads() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let having = Having {
        grace_until: Some(app.env.now().plus_seconds(60)),
        ..Having::of("pro", "past_due")
    };
    subscribe(&app, &shop, having).await;
    assert_eq!(subscription(&shop).await["level"], "grace");
    let product = json!({ "name": "Crema", "price": 500_000 });
    shop.owner.post("/api/v1/products", &product).await.expect(201);
    app.advance(61);
    let refused = shop.owner.post("/api/v1/products", &product).await.expect(402);
    assert_eq!(refused.code(), "shop_read_only");
    assert_eq!(refused.json()["action"], "/admin/plan");
    // Everything can be seen, by staff and by customers, who can only not order.
    shop.owner.get("/api/v1/admin/orders").await.expect(200);
    shop.anonymous.get("/api/v1/products").await.expect(200);
    let item = json!({ "product_id": goods.product, "variant_id": goods.variant, "quantity": 1 });
    let order = shop.anonymous.post("/api/v1/cart/items", &item).await.expect(409);
    assert_eq!(order.code(), "shop_paused");
    assert!(!order.text.contains("/admin"), "{}", order.text);
    // The way out is open.
    let choice = json!({ "plan": "gratis" });
    shop.owner
        .post("/api/v1/billing/change-plan", &choice)
        .await
        .expect(200);
    shop.owner.post("/api/v1/products", &product).await.expect(201);
}

#[tokio::test]
async fn a_trial_ends_at_its_moment_whether_or_not_anybody_looks() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    try_out(&app, &shop, 60).await;
    let shelf = format!("/api/v1/admin/inventory/{}", goods.variant);
    shop.owner.put(&shelf, &json!({ "on_hand": 3 })).await.expect(200);
    app.advance(60);
    let refused = shop.owner.put(&shelf, &json!({ "on_hand": 4 })).await;
    assert_eq!(refused.expect(402).code(), "not_in_plan");
    let now = subscription(&shop).await;
    assert_eq!((&now["level"], &now["plan"]), (&json!("free"), &json!("gratis")));
}

#[tokio::test]
async fn a_state_that_is_newer_than_the_program_takes_nothing_away() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    subscribe(&app, &shop, Having::of("pro", "resting")).await;
    let now = subscription(&shop).await;
    assert_eq!(
        (&now["level"], &now["status"]),
        (&json!("grace"), &json!("resting"))
    );
    let product = json!({ "name": "Crema", "price": 500_000 });
    shop.owner.post("/api/v1/products", &product).await.expect(201);
}

#[tokio::test]
async fn another_replica_sees_the_change() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let other = app.second(&[]).await;
    try_out(&app, &shop, 10 * DAY).await;
    let there = shop.owner.towards(other.address, &shop.host);
    let product = json!({ "name": "Crema", "price": 500_000 });
    there.post("/api/v1/products", &product).await.expect(201);
    let choice = json!({ "plan": "gratis" });
    let left = shop.owner.post("/api/v1/billing/change-plan", &choice).await;
    let end = left.expect(200).json()["cancel_at"].clone();
    assert!(end.is_string(), "{end}");
    let mut seen = json!(null);
    for _ in 0..200 {
        let answer = there.get("/api/v1/billing/subscription").await.expect(200);
        seen = answer.json()["cancel_at"].clone();
        if seen == end {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(seen, end);
}

#[tokio::test]
async fn what_has_no_end_ends_with_the_month_of_the_shops_zone() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let choice = json!({ "plan": "gratis" });
    let left = shop.owner.post("/api/v1/billing/change-plan", &choice).await;
    let left = left.expect(200).json();
    assert_eq!(
        (&left["cancel_at"], &left["level"]),
        (&json!("2026-12-01T05:00:00Z"), &json!("full"))
    );
}
