//! Browsers that take pushes.

use serde_json::json;

use super::Stage;
use crate::booking::text;
use crate::isolation::messages::{AUTH, P256DH};

const PATH: &str = "/api/v1/admin/push-subscriptions";

#[tokio::test]
async fn the_same_browser_is_kept_once_for_who_used_it_last() {
    let stage = Stage::set().await;
    let (first, browser) = stage.with_device().await;
    let (cashier, _) = stage
        .salon
        .shop
        .person(&stage.app, kernel::Role::Cashier, "caja@aurora.test")
        .await;
    let body = json!({ "endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth });
    let second = cashier.post(PATH, &body).await.expect(201).json();
    assert_ne!(text(&second["id"]), first);
    let known = stage.owner().get(PATH).await.expect(200).json();
    assert_eq!(known["devices"], json!([]));
    cashier.delete(&format!("{PATH}/{first}")).await.expect(404);
    cashier
        .delete(&format!("{PATH}/{}", text(&second["id"])))
        .await
        .expect(204);
}

#[tokio::test]
async fn hostile_subscriptions_are_refused_by_field() {
    let stage = Stage::set().await;
    for (field, value) in [
        ("endpoint", "http://push.example.net/a"),
        ("endpoint", "https://10.0.0.1/a"),
        ("endpoint", "javascript:alert(1)"),
        ("p256dh", "AAAA"),
        ("auth", "AAAA"),
    ] {
        let mut body = json!({ "endpoint": "https://push.example.net/a", "p256dh": P256DH, "auth": AUTH });
        body[field] = json!(value);
        let refused = stage.owner().post(PATH, &body).await.expect(422).json();
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
    }
}

#[tokio::test]
async fn a_device_is_tried_and_removed_from_the_page() {
    let stage = Stage::set().await;
    let (id, _) = stage.with_device().await;
    let page = stage
        .owner()
        .get("/admin/messages/channels")
        .await
        .expect(200)
        .text;
    assert!(page.contains(&id), "{page}");
    let under = format!("/admin/messages/devices/{id}");
    stage
        .owner()
        .form(&format!("{under}/test"), &[])
        .await
        .expect(303);
    stage.app.run_jobs().await;
    assert_eq!(stage.push.pushed().len(), 1);
    stage
        .owner()
        .form(&format!("{under}/remove"), &[])
        .await
        .expect(303);
    stage
        .owner()
        .form(&format!("{under}/test"), &[])
        .await
        .expect(404);
}

#[tokio::test]
async fn the_worker_is_served_at_the_root_and_asked_for_each_time() {
    let stage = Stage::set().await;
    let worker = stage
        .salon
        .shop
        .anonymous
        .get("/push-worker.js")
        .await
        .expect(200);
    assert!(worker.header("content-type").starts_with("text/javascript"));
    assert_eq!(worker.header("cache-control"), "no-cache");
}
