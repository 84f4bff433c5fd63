//! What comes to an end, and who is told.

use serde_json::json;
use testkit::{TestApp, TestShop};

use super::{DAY, Having, subscribe, subscription, try_out};

async fn told(app: &TestApp, shop: &TestShop) -> Vec<String> {
    sqlx::query_scalar(
        "select purpose from message where tenant_id = $1 and purpose like 'billing.%' order by message_id",
    )
    .bind(shop.tenant)
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap()
}

/// A look of the clock every four hours, for so many days.
async fn live(app: &TestApp, days: i64) {
    for _ in 0..days * 6 {
        app.advance(4 * 60 * 60);
        app.tick().await;
        app.run_jobs().await;
    }
}

#[tokio::test]
async fn owners_hear_three_days_before_and_on_the_day_once_each() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    try_out(&app, &shop, 5 * DAY).await;
    live(&app, 1).await;
    assert!(told(&app, &shop).await.is_empty(), "too early");
    live(&app, 2).await;
    assert_eq!(told(&app, &shop).await, ["billing.trial_soon"]);
    live(&app, 3).await;
    assert_eq!(
        told(&app, &shop).await,
        ["billing.trial_soon", "billing.trial_today"]
    );
    let plan: (String, String) = sqlx::query_as(
        "select s.status, p.plan from subscription s join plan_version p using (plan_version_id) where tenant_id = $1",
    )
    .bind(shop.tenant)
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(plan, ("active".into(), "gratis".into()));
    live(&app, 2).await;
    assert_eq!(told(&app, &shop).await.len(), 2);
}

#[tokio::test]
async fn a_shop_that_owes_is_told_before_it_only_reads() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let having = Having {
        grace_until: Some(app.env.now().plus_seconds(7 * DAY)),
        ..Having::of("pro", "past_due")
    };
    subscribe(&app, &shop, having).await;
    live(&app, 9).await;
    assert_eq!(
        told(&app, &shop).await,
        [
            "billing.payment_failed",
            "billing.grace_soon",
            "billing.read_only"
        ]
    );
}

#[tokio::test]
async fn a_new_shop_tries_for_a_fortnight_without_a_card() {
    let app = TestApp::start().await;
    let platform = testkit::Client::new(app.address, "platform.localhost");
    let wanted = json!({
        "shop_name": "Aurora", "slug": "aurora", "name": "Dueña", "email": "duena@aurora.test",
        "password": testkit::PASSWORD,
    });
    platform.post("/api/v1/signup", &wanted).await.expect(201);
    let shop = testkit::Client::new(app.address, "aurora.localhost");
    let owner = testkit::sign_in(&shop, "duena@aurora.test").await;
    let has = owner.get("/api/v1/billing/subscription").await.expect(200).json();
    assert_eq!(
        (&has["status"], &has["plan"]),
        (&json!("trialing"), &json!("pro"))
    );
    let end = app.env.now().plus_seconds(14 * DAY).to_string();
    assert_eq!(has["trial_ends_at"], json!(end));
}

#[tokio::test]
async fn who_asked_to_leave_has_everything_until_then() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    try_out(&app, &shop, 60).await;
    let choice = json!({ "plan": "gratis" });
    shop.owner
        .post("/api/v1/billing/change-plan", &choice)
        .await
        .expect(200);
    assert_eq!(subscription(&shop).await["level"], "full");
    app.advance(60);
    assert_eq!(subscription(&shop).await["level"], "free");
}
