//! Keys: made by the owner alone, told once, believed by the API alone, and worth nothing once they are taken back.

use kernel::Role;
use serde_json::json;
use testkit::{PASSWORD, TestApp};

use super::{KEYS, owner_now, program, start, wish};
use crate::booking::text;
use crate::isolation::routes::is_sent_to_login;

#[tokio::test]
async fn a_key_is_told_once_and_kept_as_a_hash() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let made = shop
        .owner
        .post(KEYS, &wish(&["products:read"]))
        .await
        .expect(201)
        .json();
    let secret = text(&made["secret"]);
    assert!(secret.starts_with("vk_") && secret.len() == 46, "{secret}");
    assert_eq!(made["prefix"], secret[..9]);
    let list = shop.owner.get(KEYS).await.expect(200);
    assert!(!list.text.contains(&secret[9..]) && list.text.contains(&secret[..9]));
    let kept: String = sqlx::query_scalar("select row_to_json(k)::text from api_key k")
        .fetch_one(&mut app.database.superuser().await)
        .await
        .unwrap();
    assert!(!kept.contains(&secret[9..]), "{kept}");
}

#[tokio::test]
async fn only_the_owner_makes_one_and_only_by_proving_who_they_are() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let (admin, _) = shop.person(&app, Role::Admin, "admin@aurora.test").await;
    admin.post(KEYS, &wish(&["orders:read"])).await.expect(403);
    let no_password = json!({ "name": "x", "scopes": ["orders:read"] });
    shop.owner.post(KEYS, &no_password).await.expect(422);
    let wrong = json!({ "name": "x", "scopes": ["orders:read"], "current_password": "No-es-esta-2026" });
    shop.owner.post(KEYS, &wrong).await.expect(422);
    let unknown = json!({ "name": "x", "scopes": ["people:write"], "current_password": PASSWORD });
    shop.owner.post(KEYS, &unknown).await.expect(422);
    let none = json!({ "name": "x", "scopes": [], "current_password": PASSWORD });
    shop.owner.post(KEYS, &none).await.expect(422);
    let list = shop.owner.get(KEYS).await.expect(200).json();
    assert_eq!(list["keys"], json!([]));
}

#[tokio::test]
async fn a_key_is_believed_by_the_api_of_its_shop_and_nowhere_else() {
    let app = start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bruma").await);
    let (_, caller) = program(&shop, &["orders:read", "products:write"]).await;
    caller.get("/api/v1/admin/orders").await.expect(200);
    for page in ["/admin", "/admin/orders", "/admin/integrations", "/account"] {
        let answer = caller.get(page).await;
        assert!(
            answer.status == 401 || is_sent_to_login(&answer),
            "{page}: {}",
            answer.status
        );
    }
    let elsewhere = caller.towards(other.anonymous_address(), &other.host);
    elsewhere.get("/api/v1/admin/orders").await.expect(401);
    let forged = shop
        .anonymous
        .with_token("vk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    forged.get("/api/v1/admin/orders").await.expect(401);
}

#[tokio::test]
async fn a_key_makes_no_keys_and_moves_no_money() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let basket = shop.basket(&goods, 1).await;
    let body = testkit::Basket::order_body("ana@correo.test");
    let order = basket.order("one", &body).await.expect(201).json();
    let order = text(&order["id"]);
    let every: Vec<&str> = http::routes::Scope::ALL.map(http::routes::Scope::as_str).to_vec();
    let (id, caller) = program(&shop, &every).await;
    let closed = async |answer: testkit::Answer| assert_eq!(answer.expect(403).code(), "closed_to_keys");
    closed(caller.get(KEYS).await).await;
    closed(caller.post(KEYS, &wish(&["orders:read"])).await).await;
    closed(caller.delete(&format!("{KEYS}/{id}")).await).await;
    closed(caller.get("/api/v1/admin/webhooks").await).await;
    closed(caller.get("/api/v1/admin/users").await).await;
    closed(caller.get("/api/v1/auth/me").await).await;
    let paid = format!("/api/v1/orders/{order}/payments/received");
    closed(caller.post(&paid, &json!({ "reference": "1" })).await).await;
    let back = format!("/api/v1/orders/{order}/payments/refunded");
    closed(caller.post(&back, &json!({ "reference": "1" })).await).await;
    closed(caller.post("/api/v1/admin/calendar/feeds", &json!({})).await).await;
    // What it was made for works.
    caller.get(&format!("/api/v1/orders/{order}")).await.expect(200);
    let step = json!({ "status": "confirmed" });
    caller
        .put(&format!("/api/v1/orders/{order}/status"), &step)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_key_that_is_taken_back_is_refused_by_every_replica_at_once() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let replica = app.second(&[("VITRINA_LIMITS__ON", "false")]).await;
    let (id, caller) = program(&shop, &["products:read"]).await;
    let there = caller.towards(replica.address, &shop.host);
    caller.get("/api/v1/admin/tags").await.expect(200);
    there.get("/api/v1/admin/tags").await.expect(200);
    shop.owner.delete(&format!("{KEYS}/{id}")).await.expect(204);
    there.get("/api/v1/admin/tags").await.expect(401);
    caller.get("/api/v1/admin/tags").await.expect(401);
    // Taking it back again changes nothing.
    shop.owner.delete(&format!("{KEYS}/{id}")).await.expect(204);
}

#[tokio::test]
async fn a_key_ends_with_its_time_and_with_its_makers_place() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let mut short = wish(&["products:read"]);
    short["days"] = json!(1);
    let made = shop.owner.post(KEYS, &short).await.expect(201).json();
    let caller = shop.anonymous.with_token(made["secret"].as_str().unwrap());
    caller.get("/api/v1/admin/tags").await.expect(200);
    app.advance(86_400);
    caller.get("/api/v1/admin/tags").await.expect(401);

    // Another owner makes one, and is then no more than a cashier, and then nobody.
    let (second, person) = shop.person(&app, Role::Owner, "socia@aurora.test").await;
    let made = second.post(KEYS, &wish(&["products:read", "orders:read"])).await;
    let caller = shop
        .anonymous
        .with_token(made.expect(201).json()["secret"].as_str().unwrap());
    caller.get("/api/v1/admin/tags").await.expect(200);
    let owner = owner_now(&shop).await;
    let path = format!("/api/v1/admin/people/{person}");
    owner
        .patch(&path, &json!({ "role": "cashier" }))
        .await
        .expect(200);
    assert_eq!(
        caller.get("/api/v1/admin/tags").await.expect(403).code(),
        "forbidden"
    );
    caller.get("/api/v1/admin/orders").await.expect(200);
    owner
        .patch(&path, &json!({ "status": "disabled" }))
        .await
        .expect(200);
    caller.get("/api/v1/admin/orders").await.expect(401);
}

#[tokio::test]
async fn last_use_is_written_at_most_once_a_minute() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let (_, caller) = program(&shop, &["products:read"]).await;
    let mut seen = vec![];
    for pause in [0, 30, 31] {
        app.advance(pause);
        caller.get("/api/v1/admin/tags").await.expect(200);
        let list = shop.owner.get(KEYS).await.expect(200).json();
        seen.push(text(&list["keys"][0]["last_used_at"]));
    }
    assert_eq!(seen[0], "2026-11-22T15:00:00Z");
    assert_eq!(seen[1], seen[0], "within the minute nothing is written");
    assert_eq!(seen[2], "2026-11-22T15:01:01Z");
}

#[tokio::test]
async fn what_a_key_changes_stands_in_the_log_under_its_name() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let (id, caller) = program(&shop, &["products:write"]).await;
    let category = json!({ "name": "Jabones" });
    caller.post("/api/v1/categories", &category).await.expect(201);
    let log = shop
        .owner
        .get("/api/v1/admin/audit?subject=category")
        .await
        .expect(200)
        .json();
    let entry = &log["data"][0];
    assert_eq!(entry["actor"], "api_key");
    assert!(text(&entry["person_name"]).ends_with("· Contabilidad"), "{entry}");
    let of_key: String =
        sqlx::query_scalar("select session_id::text from audit_event where actor = 'api_key' limit 1")
            .fetch_one(&mut app.database.superuser().await)
            .await
            .unwrap();
    assert_eq!(of_key, id);
}

#[tokio::test]
async fn calls_are_counted_by_key() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__API_KEY", "3/1m")]).await;
    let shop = app.shop("aurora").await;
    let (_, first) = program(&shop, &["products:read"]).await;
    let (_, second) = program(&shop, &["products:read"]).await;
    for _ in 0..3 {
        first.get("/api/v1/admin/tags").await.expect(200);
    }
    let refused = first.get("/api/v1/admin/tags").await.expect(429);
    assert_eq!(refused.header("ratelimit-limit"), "3");
    second.get("/api/v1/admin/tags").await.expect(200);
}
