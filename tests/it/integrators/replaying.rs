//! What was told, or given up, is told again: by one, by all since a moment, and never twice for one click.

use serde_json::{Value, json};
use testkit::stand_ins::FakeHook;

use super::{HOOKS, kinds, listener, log, make_product, start};
use crate::booking::text;

#[tokio::test]
async fn a_replay_says_the_same_words_under_the_same_id_once() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let hook = FakeHook::start().await;
    let (id, _) = listener(&shop, &hook.url, &["product.created"]).await;
    make_product(&shop.owner, "Uno").await;
    app.run_jobs().await;
    let delivery = text(&log(&shop.owner, &id).await[0]["id"]);
    let path = format!("{HOOKS}/{id}/deliveries/{delivery}/replay");
    let (one, two) = tokio::join!(
        shop.owner.post(&path, &Value::Null),
        shop.owner.post(&path, &Value::Null)
    );
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [202, 409], "two clicks, one replay");
    app.run_jobs().await;
    let heard = hook.heard();
    assert_eq!(heard.len(), 2);
    assert_eq!(heard[0].body, heard[1].body);
    assert_eq!(heard[0].header("webhook-id"), heard[1].header("webhook-id"));
}

#[tokio::test]
async fn all_that_was_given_up_since_a_moment_is_told_again() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let hook = FakeHook::start().await;
    let (id, _) = listener(&shop, &hook.url, &["product.created"]).await;
    for name in ["Viejo", "Nuevo", "Más nuevo"] {
        make_product(&shop.owner, name).await;
        app.run_jobs().await;
        app.advance(60);
    }
    sqlx::query("update event_delivery set status = 'failed'")
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
    let since = json!({ "since": "2026-11-22T15:00:30Z" });
    let told = shop.owner.post(&format!("{HOOKS}/{id}/replay"), &since).await;
    assert_eq!(told.expect(202).json()["deliveries"], 2);
    app.run_jobs().await;
    let names: Vec<String> = hook.heard()[3..]
        .iter()
        .map(|call| text(&call.json()["data"]["name"]))
        .collect();
    let mut names = names;
    names.sort();
    assert_eq!(names, ["Más nuevo", "Nuevo"]);
    let again = shop.owner.post(&format!("{HOOKS}/{id}/replay"), &since).await;
    assert_eq!(again.expect(202).json()["deliveries"], 0);
}

#[tokio::test]
async fn a_test_is_told_there_and_nowhere_else() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let (hook, other) = (FakeHook::start().await, FakeHook::start().await);
    let (id, secret) = listener(&shop, &hook.url, &["order.created"]).await;
    listener(&shop, &other.url, &["order.created"]).await;
    shop.owner
        .post(&format!("{HOOKS}/{id}/test"), &Value::Null)
        .await
        .expect(202);
    app.run_jobs().await;
    assert_eq!(kinds(&hook), ["test.ping"]);
    assert!(hook.heard()[0].is_signed_by(&secret) && other.heard().is_empty());
}

#[tokio::test]
async fn old_events_are_forgotten_with_what_was_told_of_them() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let hook = FakeHook::start().await;
    listener(&shop, &hook.url, &["product.created"]).await;
    make_product(&shop.owner, "Uno").await;
    app.run_jobs().await;
    app.advance(91 * 86_400);
    let mut tx = app.begin(shop.tenant).await;
    jobs::enqueue(&mut tx, &integrators::PurgeEvents {})
        .await
        .unwrap();
    tx.commit().await.unwrap();
    app.run_jobs().await;
    let left: i64 = sqlx::query_scalar(
        "select (select count(*) from shop_event) + (select count(*) from event_delivery)",
    )
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(left, 0);
}
