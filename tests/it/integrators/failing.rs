//! Addresses that do not take what they are told: tried again with patience, and given up in the end.

use serde_json::{Value, json};
use testkit::stand_ins::FakeHook;

use super::{HOOKS, listener, log, make_product, owner_now, start};
use crate::booking::text;
use crate::hostile::{Hostile, Reply};

#[tokio::test]
async fn what_fails_is_tried_again_under_the_same_id() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let hook = FakeHook::start().await;
    let (id, secret) = listener(&shop, &hook.url, &["product.created"]).await;
    hook.refuse(1, 503);
    make_product(&shop.owner, "Uno").await;
    app.run_jobs().await;
    assert!(hook.heard().is_empty());
    let entry = &log(&shop.owner, &id).await[0];
    assert_eq!(
        (&entry["status"], &entry["answer_status"], &entry["attempts"]),
        (&json!("waiting"), &json!(503), &json!(1))
    );
    app.run_jobs().await;
    assert!(hook.heard().is_empty(), "not before its time");
    app.advance(11);
    app.run_jobs().await;
    assert_eq!(hook.heard().len(), 1);
    assert!(hook.heard()[0].is_signed_by(&secret));
    let entry = &log(&shop.owner, &id).await[0];
    assert_eq!(
        (&entry["status"], &entry["attempts"]),
        (&json!("delivered"), &json!(2))
    );
    let hook = shop.owner.get(&format!("{HOOKS}/{id}")).await.json();
    assert_eq!(hook["failing_since"], Value::Null);
}

#[tokio::test]
async fn an_address_that_fails_for_days_is_stopped_and_the_shop_told() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let (id, _) = listener(&shop, "http://127.0.0.1:9/nadie", &["product.created"]).await;
    make_product(&shop.owner, "Uno").await;
    app.run_jobs().await;
    for _ in 0..6 {
        app.advance(86_400);
        let owner = owner_now(&shop).await;
        make_product(&owner, "Otro más").await;
        app.run_jobs().await;
    }
    let owner = owner_now(&shop).await;
    let hook = owner.get(&format!("{HOOKS}/{id}")).await.expect(200).json();
    assert_eq!(hook["stopped_reason"], "failing", "{hook}");
    assert_eq!(hook["waiting"], 0);
    let log = log(&owner, &id).await;
    assert!(log.iter().all(|entry| entry["status"] == "failed"), "{log:#?}");
    let told: i64 = sqlx::query_scalar(
        "select count(*) from message where purpose = 'integrators.stopped' and channel = 'email'",
    )
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(told, 1);
    // Nothing is told there any more, until somebody switches it on.
    make_product(&owner, "Después").await;
    app.run_jobs().await;
    assert_eq!(super::log(&owner, &id).await.len(), log.len());
    let test = owner.post(&format!("{HOOKS}/{id}/test"), &Value::Null).await;
    assert_eq!(test.expect(409).code(), "webhook_stopped");
}

#[tokio::test]
async fn who_wants_no_more_is_told_no_more() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let gone = Hostile::start(|_| Reply::new(410).body("adiós")).await;
    let (id, _) = listener(&shop, gone.url("/").as_str(), &["product.created"]).await;
    make_product(&shop.owner, "Uno").await;
    app.run_jobs().await;
    let hook = shop.owner.get(&format!("{HOOKS}/{id}")).await.expect(200).json();
    assert_eq!(hook["stopped_reason"], "gone");
    let entry = &log(&shop.owner, &id).await[0];
    assert_eq!(
        (&entry["status"], &entry["answer"]),
        (&json!("failed"), &json!("adiós"))
    );
    // Switched on again, it is told what happens from then on.
    let on = json!({ "events": ["product.created"], "enabled": true });
    shop.owner.put(&format!("{HOOKS}/{id}"), &on).await.expect(200);
    make_product(&shop.owner, "Dos").await;
    app.run_jobs().await;
    assert_eq!(gone.asked().len(), 2);
}

#[tokio::test]
async fn of_an_answer_no_more_than_its_beginning_is_kept_and_nowhere_is_led_to() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let long = Hostile::start(|_| Reply::new(400).body("x".repeat(5_000))).await;
    let inside = Hostile::start(|_| Reply::new(200)).await;
    let target = inside.url("/adentro").to_string();
    let leading = Hostile::start(move |_| Reply::new(307).header("location", &target)).await;
    let (first, _) = listener(&shop, long.url("/").as_str(), &["product.created"]).await;
    let (second, _) = listener(&shop, leading.url("/").as_str(), &["product.created"]).await;
    make_product(&shop.owner, "Uno").await;
    app.run_jobs().await;
    let entry = &log(&shop.owner, &first).await[0];
    assert_eq!(text(&entry["answer"]).len(), 1_024);
    assert_eq!(entry["problem"], "refused");
    let entry = &log(&shop.owner, &second).await[0];
    assert_eq!(entry["answer_status"], 307);
    assert!(
        inside.asked().is_empty(),
        "what is meant for one address goes to no other"
    );
}
