//! Plans of the file become versions, which never change.

use billing::Plans;
use billing::ops::sync_plans::sync_plans;
use kernel::Actor;
use testkit::TestApp;

use super::subscription;

async fn sync(app: &TestApp, text: &str) -> Vec<String> {
    let mut tx = app.app.begin_platform(Actor::System, "sync_plans").await.unwrap();
    let changed = sync_plans(&mut tx, &Plans::read(text).unwrap()).await.unwrap();
    tx.commit().await.unwrap();
    changed
}

#[tokio::test]
async fn a_changed_plan_is_another_version_and_who_has_it_keeps_theirs() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    assert!(sync(&app, Plans::BUILT_IN).await.is_empty(), "a start did it");
    let raised = Plans::BUILT_IN.replace("cop_monthly = 29_990_000", "cop_monthly = 34_990_000");
    assert_eq!(sync(&app, &raised).await, ["empresa"]);
    assert!(sync(&app, &raised).await.is_empty(), "twice is once");
    let had: (i32, i64) = sqlx::query_as(
        "select p.number, p.cop_monthly from subscription s join plan_version p using (plan_version_id) where tenant_id = $1",
    )
    .bind(shop.tenant)
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(had, (1, 29_990_000));
    let plans = shop.owner.get("/api/v1/billing/plans").await.expect(200).json();
    assert_eq!(plans["data"][3]["prices"][0]["amount"], 34_990_000);
    assert_eq!(plans["data"][3]["current"], true);
}

#[tokio::test]
async fn a_plan_that_vanished_is_offered_to_nobody_and_stays_with_who_has_it() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (kept, _) = Plans::BUILT_IN.rsplit_once("[[plan]]").unwrap();
    assert_eq!(sync(&app, kept).await, ["empresa"]);
    let plans = shop.owner.get("/api/v1/billing/plans").await.expect(200).json();
    assert_eq!(plans["data"].as_array().unwrap().len(), 3);
    assert_eq!(subscription(&shop).await["plan"], "empresa");
    // And back.
    assert_eq!(sync(&app, Plans::BUILT_IN).await, ["empresa"]);
}

#[tokio::test]
async fn no_role_changes_a_version_not_even_the_owner() {
    let app = TestApp::start().await;
    for sql in [
        "update plan_version set cop_monthly = 100",
        "delete from plan_version",
        "truncate plan_version cascade",
    ] {
        let refused = sqlx::query(sql)
            .execute(&mut app.database.superuser().await)
            .await
            .unwrap_err()
            .to_string();
        assert!(refused.contains("added to only"), "{sql}: {refused}");
    }
}

#[tokio::test]
async fn a_shop_tries_once() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let again = sqlx::query(
        "update subscription set status = 'trialing', trial_ends_at = now() + interval '1 year', version = version + 1
          where tenant_id = $1",
    )
    .bind(shop.tenant)
    .execute(&mut *app.begin(shop.tenant).await)
    .await;
    let refused = again.unwrap_err().to_string();
    assert!(refused.contains("a shop tries once"), "{refused}");
}

#[tokio::test]
async fn shops_older_than_plans_lose_nothing() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    sqlx::query("delete from subscription where tenant_id = $1")
        .bind(shop.tenant)
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
    let _second = app.second(&[]).await;
    app.app.shops.forget(shop.tenant);
    assert_eq!(subscription(&shop).await["plan"], "empresa");
}
