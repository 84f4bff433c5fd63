//! What everybody who works at a shop is told.

use kernel::Role;
use serde_json::json;
use testkit::{PASSWORD, TestApp};

use super::flags::wait;
use super::{csrf, staff};

#[tokio::test]
async fn it_is_shown_in_its_time_and_put_away_for_good() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let head = staff(&app, Role::SuperAdmin).await;
    let path = "/api/v1/platform/announcements";
    let said = |from: &str, until: &str| json!({ "level": "warning", "text_es": "Mañana actualizamos", "text_en": "We update tomorrow", "starts_at": from, "ends_at": until });
    head.post(path, &said("2026-11-22T14:00:00Z", "2026-11-22T14:30:00Z"))
        .await
        .expect(422);
    let id = head
        .post(path, &said("2026-11-22T14:00:00Z", "2026-11-23T14:00:00Z"))
        .await
        .expect(201)
        .json()["id"]
        .clone();
    let browser = shop.anonymous.another();
    let form = [("email", "owner@aurora.test"), ("password", PASSWORD)];
    browser.form("/login", &form).await.expect(303);
    wait(|| async {
        browser
            .get("/admin")
            .await
            .expect(200)
            .text
            .contains("Mañana actualizamos")
    })
    .await;
    // Customers read nothing of it.
    assert!(
        !shop
            .anonymous
            .get("/")
            .await
            .expect(200)
            .text
            .contains("Mañana actualizamos")
    );
    let page = browser.get("/admin").await.text;
    let read = [
        ("announcement_id", id.as_str().unwrap()),
        ("return_to", "/admin"),
        ("csrf_token", &csrf(&page)),
    ];
    browser.form("/admin/announcements/read", &read).await.expect(303);
    assert!(!browser.get("/admin").await.text.contains("Mañana actualizamos"));
    // Somebody else has not read it, and hears it until it is taken back.
    assert!(
        shop.owner
            .get("/admin")
            .await
            .text
            .contains("Mañana actualizamos")
    );
    head.delete(&format!("{path}/{}", id.as_str().unwrap()))
        .await
        .expect(204);
    wait(|| async {
        !shop
            .owner
            .get("/admin")
            .await
            .text
            .contains("Mañana actualizamos")
    })
    .await;
    head.delete(&format!("{path}/{}", id.as_str().unwrap()))
        .await
        .expect(404);
}
