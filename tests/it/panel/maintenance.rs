//! One shop, or all of them, closed for maintenance.

use kernel::Role;
use reqwest::Method;
use serde_json::json;
use testkit::TestApp;

use super::flags::wait;
use super::{ask, enter, staff};

#[tokio::test]
async fn one_shop_is_closed_in_its_own_looks_and_others_are_not() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bruma").await);
    let support = staff(&app, Role::Support).await;
    let token = ask(&support, &shop, 30).await;
    let path = format!("/api/v1/platform/tenants/{}/maintenance", shop.tenant);
    support.put(&path, &json!({ "minutes": 0 })).await.expect(422);
    support.put(&path, &json!({ "minutes": 20 })).await.expect(204);
    let refused = shop.anonymous.get("/api/v1/products").await.expect(503);
    assert_eq!(
        (refused.code().as_str(), refused.header("retry-after").as_str()),
        ("maintenance", "1200")
    );
    let asked = shop
        .anonymous
        .request(Method::GET, "/")
        .header("accept", "text/html");
    let page = shop.anonymous.send(asked).await.expect(503);
    assert!(
        page.text.contains("/brand.css") && page.text.contains("20 minutos"),
        "{}",
        page.text
    );
    shop.anonymous.get("/brand.css").await.expect(200);
    shop.anonymous.get("/health").await.expect(200);
    shop.owner.get("/admin").await.expect(503);
    other.anonymous.get("/").await.expect(200);
    // The provider's people go on helping.
    let helper = enter(&shop, &token).await;
    helper.get("/admin").await.expect(200);
    support.put(&path, &json!({})).await.expect(204);
    shop.anonymous.get("/").await.expect(200);
}

#[tokio::test]
async fn all_shops_are_closed_and_opened_on_every_replica_while_the_panel_stays_open() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let other = app.second(&[]).await;
    let there = shop.anonymous.towards(other.address, &shop.host);
    let head = staff(&app, Role::SuperAdmin).await;
    there.get("/").await.expect(200);
    let all = "/api/v1/platform/maintenance";
    head.put(all, &json!({ "minutes": 5 })).await.expect(204);
    for client in [&shop.anonymous, &there] {
        wait(|| async { client.get("/").await.status == 503 }).await;
    }
    head.get("/platform/service").await.expect(200);
    head.put(all, &json!({})).await.expect(204);
    for client in [&shop.anonymous, &there] {
        wait(|| async { client.get("/").await.status == 200 }).await;
    }
    let support = staff(&app, Role::Support).await;
    support.put(all, &json!({ "minutes": 5 })).await.expect(403);
}
