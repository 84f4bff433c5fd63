//! Switches, for a share of the shops and for one.

use kernel::{Role, TenantId};
use serde_json::json;
use testkit::{Client, TestApp, TestShop};

use super::staff;

async fn has_chat(client: &Client) -> bool {
    client.get("/").await.expect(200).text.contains("wa.me")
}

async fn with_phone(app: &TestApp, slug: &str) -> TestShop {
    let shop = app.shop(slug).await;
    sqlx::query("update tenant set phone = '3001234567' where tenant_id = $1")
        .bind(shop.tenant)
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
    app.app.shops.forget(shop.tenant);
    shop
}

#[tokio::test]
async fn every_switch_of_the_program_has_its_row() {
    let app = TestApp::start().await;
    let rows: Vec<String> = sqlx::query_scalar("select flag from feature_flag order by flag")
        .fetch_all(&mut app.database.superuser().await)
        .await
        .unwrap();
    let mut known: Vec<&str> = http::Flag::ALL.map(http::Flag::as_str).into();
    known.sort_unstable();
    assert_eq!(rows, known);
}

#[tokio::test]
async fn a_switch_is_obeyed_and_one_shop_may_differ() {
    let app = TestApp::start().await;
    let shop = with_phone(&app, "aurora").await;
    let head = staff(&app, Role::SuperAdmin).await;
    assert!(has_chat(&shop.anonymous).await);
    let share = "/api/v1/platform/flags/chat_button";
    head.put(share, &json!({ "percent": 0 })).await.expect(204);
    wait(|| async { !has_chat(&shop.anonymous.another()).await }).await;
    let own = format!("/api/v1/platform/tenants/{}/flags/chat_button", shop.tenant);
    head.put(&own, &json!({ "on": true })).await.expect(204);
    assert!(
        has_chat(&shop.anonymous.another()).await,
        "this replica knows at once"
    );
    head.put(&own, &json!({})).await.expect(204);
    assert!(!has_chat(&shop.anonymous.another()).await);
    head.put(share, &json!({ "percent": 101 })).await.expect(422);
    head.put("/api/v1/platform/flags/nothing", &json!({ "percent": 1 }))
        .await
        .expect(404);
    let support = staff(&app, Role::Support).await;
    support.put(share, &json!({ "percent": 100 })).await.expect(403);
}

#[tokio::test]
async fn another_replica_hears_of_it() {
    let app = TestApp::start().await;
    let shop = with_phone(&app, "aurora").await;
    let other = app.second(&[]).await;
    let there = shop.anonymous.towards(other.address, &shop.host);
    assert!(has_chat(&there).await);
    let support = staff(&app, Role::Support).await;
    let own = format!("/api/v1/platform/tenants/{}/flags/chat_button", shop.tenant);
    support.put(&own, &json!({ "on": false })).await.expect(204);
    wait(|| async { !has_chat(&there.another()).await }).await;
}

/// The same shop has always the same place, and a growing share takes nothing away.
#[tokio::test]
async fn a_share_is_fair_stable_and_only_grows() {
    let app = TestApp::start().await;
    let mut conn = app.database.superuser().await;
    let places: Vec<i32> = sqlx::query_scalar(
        "select flag_bucket('chat_button', ('01931f3e-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid)
           from generate_series(1, 2000) n",
    )
    .fetch_all(&mut conn)
    .await
    .unwrap();
    assert!(places.iter().all(|place| (0..100).contains(place)));
    let share = places.iter().filter(|place| **place < 20).count();
    assert!((300..500).contains(&share), "a fifth of two thousand is {share}");
    let twice: (i32, i32) = sqlx::query_as("select flag_bucket('a', $1), flag_bucket('a', $1)")
        .bind(TenantId::PLATFORM)
        .fetch_one(&mut conn)
        .await
        .unwrap();
    assert_eq!(twice.0, twice.1);
}

/// What every replica is told by an announcement takes a moment.
pub async fn wait<F: Future<Output = bool>>(is_so: impl Fn() -> F) {
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(50));
    for _ in 0..100 {
        tick.tick().await;
        if is_so().await {
            return;
        }
    }
    panic!("it did not come about");
}
