//! Events: from the commit of the change to the receiver, signed, in the words of the API.

use std::time::Duration;

use serde_json::{Value, json};
use testkit::stand_ins::FakeHook;
use testkit::{Answer, Basket};

use super::{HOOKS, kinds, listener, log, make_product, start};
use crate::booking::text;
use crate::hostile::{Hostile, Reply};

#[tokio::test]
async fn an_order_is_told_once_signed_and_as_the_api_shows_it() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let hook = FakeHook::start().await;
    let url = format!("{}/vitrina?llave=7", hook.url);
    let events = ["order.created", "order.updated", "order.paid", "stock.updated"];
    let goods = shop.goods("Jabón", 10).await;
    let (id, secret) = listener(&shop, &url, &events).await;
    let basket = shop.basket(&goods, 1).await;
    let order = basket
        .order("one", &Basket::order_body("ana@correo.test"))
        .await
        .expect(201)
        .json();
    app.run_jobs().await;
    let mut told = kinds(&hook);
    told.sort();
    assert_eq!(
        told,
        ["order.created", "stock.updated"],
        "what is new is not changed besides"
    );
    let call = hook
        .heard()
        .into_iter()
        .find(|call| call.json()["type"] == "order.created")
        .unwrap();
    assert!(call.is_signed_by(&secret));
    assert_eq!(call.path, "/vitrina");
    let body = call.json();
    assert_eq!(body["subject"], order["id"]);
    let listed = shop.owner.get("/api/v1/admin/orders").await.expect(200).json();
    assert_eq!(body["data"], listed["data"][0], "as lists of the API show it");
    let entry = &log(&shop.owner, &id).await[0];
    assert_eq!(
        (&entry["status"], &entry["answer_status"], &entry["answer"]),
        (&json!("delivered"), &json!(200), &json!("ok"))
    );
    assert!(entry["answer_ms"].as_i64().unwrap() >= 0);
    let called = format!("evt_{}", text(&entry["event_id"]).replace('-', ""));
    assert!(
        hook.heard()
            .iter()
            .any(|call| call.header("webhook-id") == Some(called.as_str()))
    );
}

#[tokio::test]
async fn what_was_not_chosen_and_what_was_rolled_back_is_not_told() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let hook = FakeHook::start().await;
    listener(&shop, &hook.url, &["product.created"]).await;
    shop.owner
        .post("/api/v1/categories", &json!({ "name": "Jabones" }))
        .await
        .expect(201);
    // The second has the code of the first, and is refused as a whole.
    let body = |name: &str| json!({ "name": name, "price": 1_000_000, "cost": 300_000, "sku": "UNO" });
    let made = shop
        .owner
        .post("/api/v1/products", &body("Primero"))
        .await
        .expect(201)
        .json();
    let refused: Answer = shop.owner.post("/api/v1/products", &body("Segundo")).await;
    assert!(refused.status.is_client_error(), "{}", refused.text);
    let path = format!("/api/v1/products/{}", text(&made["id"]));
    shop.owner
        .patch(&path, &json!({ "name": "Otro" }))
        .await
        .expect(200);
    app.run_jobs().await;
    assert_eq!(kinds(&hook), ["product.created"]);
    assert_eq!(hook.heard()[0].json()["subject"], made["id"]);
    let cost = hook.heard()[0].json()["data"]["variants"][0]["cost"].clone();
    assert_eq!(cost, Value::Null, "what it costs the shop is nobody's business");
}

#[tokio::test]
async fn shops_hear_of_their_own_affairs_only() {
    let app = start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bruma").await);
    let hook = FakeHook::start().await;
    let (id, _) = listener(&shop, &hook.url, &["product.created"]).await;
    make_product(&other.owner, "Ajeno").await;
    app.run_jobs().await;
    assert!(hook.heard().is_empty());
    let foreign = |path: &str| format!("{HOOKS}/{id}{path}");
    other.owner.get(&foreign("")).await.expect(404);
    other.owner.get(&foreign("/deliveries")).await.expect(404);
    other
        .owner
        .post(&foreign("/test"), &Value::Null)
        .await
        .expect(404);
    other.owner.delete(&foreign("")).await.expect(404);
}

#[tokio::test]
async fn while_a_secret_is_renewed_both_sign_for_a_day() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let hook = FakeHook::start().await;
    let (id, old) = listener(&shop, &hook.url, &["product.created"]).await;
    let renewed = shop
        .owner
        .post(&format!("{HOOKS}/{id}/secret"), &Value::Null)
        .await;
    let new = text(&renewed.expect(201).json()["secret"]);
    make_product(&shop.owner, "Uno").await;
    app.run_jobs().await;
    let call = &hook.heard()[0];
    assert!(call.is_signed_by(&old) && call.is_signed_by(&new));
    app.advance(86_401);
    let owner = super::owner_now(&shop).await;
    make_product(&owner, "Dos").await;
    app.run_jobs().await;
    let call = &hook.heard()[1];
    assert!(!call.is_signed_by(&old) && call.is_signed_by(&new));
}

#[tokio::test]
async fn two_who_change_an_address_do_not_undo_each_other() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let (id, _) = listener(&shop, "http://127.0.0.1:9/", &["order.created"]).await;
    let path = format!("{HOOKS}/{id}");
    let etag = shop.owner.get(&path).await.expect(200).header("etag");
    let body = json!({ "events": ["order.paid"] });
    let put = || {
        shop.owner
            .request(reqwest::Method::PUT, &path)
            .header("if-match", &etag)
            .json(&body)
    };
    shop.owner.send(put()).await.expect(200);
    shop.owner.send(put()).await.expect(412);
}

#[tokio::test]
async fn addresses_that_are_not_public_are_refused() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    for (url, code) in [
        ("http://hooks.example.com/x", "not_https"),
        ("https://10.0.0.8/x", "not_public"),
        ("https://169.254.169.254/latest/meta-data", "not_public"),
        ("https://[fd00::1]/x", "not_public"),
        ("https://ana:clave@hooks.example.com/x", "holds_a_password"),
        ("no es una dirección", "not_an_address"),
    ] {
        let body = json!({ "url": url, "events": ["order.created"] });
        let refused = shop.owner.post(HOOKS, &body).await.expect(422).json();
        assert_eq!(refused["errors"][0]["field"], "url", "{url}: {refused}");
        assert_eq!(refused["errors"][0]["code"], code, "{url}: {refused}");
    }
}

/// A worker runs as in a program: one target drips its answer for ever, the other is told all the same.
#[tokio::test]
async fn a_target_that_hangs_does_not_delay_another() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let hanging = Hostile::start(|_| Reply::new(200).drip()).await;
    let hook = FakeHook::start().await;
    listener(&shop, hanging.url("/").as_str(), &["product.created"]).await;
    make_product(&shop.owner, "Primero").await;
    let worker = app.start_worker();
    let mut tick = tokio::time::interval(Duration::from_millis(20));
    while hanging.asked().is_empty() {
        tick.tick().await;
    }
    listener(&shop, &hook.url, &["product.created"]).await;
    for n in 0..20 {
        make_product(&shop.owner, &format!("Producto {n}")).await;
    }
    // Who gets no turn comes back a second later, by a clock that stands still unless it is moved.
    let mut tick = tokio::time::interval(Duration::from_millis(500));
    let heard = async {
        while hook.heard().len() < 20 {
            tick.tick().await;
            app.advance(1);
        }
    };
    let told = tokio::time::timeout(Duration::from_secs(10), heard).await;
    assert!(
        told.is_ok(),
        "{} of 20 were told while another hangs",
        hook.heard().len()
    );
    worker.stop().await;
}
