//! The shop's own pages and API: made in plain words, stopped, put away, taken back.

use kernel::Role;
use reqwest::Method;
use serde_json::json;
use testkit::TestApp;

use super::{cart, guest, promote, soap};

const API: &str = "/api/v1/admin/promotions";

#[tokio::test]
async fn the_page_teaches_previews_saves_and_takes_back() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    let owner = &shop.owner;
    let empty = owner.get("/admin/promotions").await.expect(200).text;
    assert!(empty.contains("Tu primera promoción"), "{empty}");
    let fields = [
        ("kind", "percent"),
        ("percent", "20 %"),
        ("code", "verano"),
        ("minimum", "5.000"),
        ("max_uses", "100"),
        ("combines", "true"),
    ];
    let mut asked = fields.to_vec();
    asked.push(("action", "preview"));
    let said = owner.form("/admin/promotions/new", &asked).await.expect(200).text;
    for sentence in [
        "20 % de descuento en toda la tienda.",
        "Con el cupón VERANO.",
        "Se puede usar 100 veces en total.",
        "Se suma a las otras promociones que se combinan.",
    ] {
        assert!(said.contains(sentence), "{sentence} is not in {said}");
    }
    assert_eq!(
        owner.get(API).await.expect(200).json()["pagination"]["total"],
        0,
        "a preview keeps nothing"
    );
    let refused = owner
        .form("/admin/promotions/new", &[("kind", "percent"), ("code", "¿?")])
        .await
        .expect(422);
    assert!(refused.text.contains("f-percent-error"), "{}", refused.text);
    owner.form("/admin/promotions/new", &fields).await.expect(303);
    let made = owner.get(API).await.expect(200).json()["data"][0].clone();
    assert_eq!(
        (&made["code"], &made["minimum"]),
        (&json!("VERANO"), &json!(500_000))
    );
    let id = made["id"].as_str().unwrap();

    let status = format!("/admin/promotions/{id}/status");
    let stopped = owner.form(&status, &[("status", "paused")]).await.expect(303);
    let list = owner.get(&stopped.header("location")).await.expect(200).text;
    assert!(
        list.contains("Deshacer") && list.contains("está pausada"),
        "{list}"
    );
    let buyer = guest(&shop, &goods, 1).await;
    assert_eq!(
        super::coupon(&buyer, "VERANO").await.expect(409).code(),
        "coupon_not_valid"
    );
    owner.form(&status, &[("status", "active")]).await.expect(303);
    super::coupon(&buyer, "VERANO").await.expect(201);
    assert_eq!(cart(&buyer).await["discount"], 200_000);
    owner.form(&status, &[("status", "archived")]).await.expect(303);
    assert_eq!(cart(&buyer).await["coupons"][0]["reason"], "paused");
}

#[tokio::test]
async fn a_code_that_was_put_away_may_be_given_again_and_then_not_come_back() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let first = promote(&shop, json!({ "kind": "free_shipping", "code": "UNO" })).await;
    let again = json!({ "kind": "free_shipping", "code": "uno" });
    let taken = shop.owner.post(API, &again).await.expect(422);
    assert!(
        taken.text.contains("\"code\"") && taken.text.contains("taken"),
        "{}",
        taken.text
    );
    let id = first["id"].as_str().unwrap();
    let status = format!("{API}/{id}/status");
    shop.owner
        .put(&status, &json!({ "status": "archived" }))
        .await
        .expect(200);
    shop.owner.post(API, &again).await.expect(201);
    shop.owner
        .put(&status, &json!({ "status": "active" }))
        .await
        .expect(422);
    let page = shop
        .owner
        .form(&format!("/admin/promotions/{id}/status"), &[("status", "active")])
        .await
        .expect(422);
    assert!(
        page.text.contains("Otra promoción ya usa su cupón"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn two_people_who_edit_one_promotion_do_not_overwrite_each_other() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let made = promote(&shop, json!({ "kind": "percent", "percent": 10, "name": "Uno" })).await;
    let path = format!("{API}/{}", made["id"].as_str().unwrap());
    let etag = shop.owner.get(&path).await.expect(200).header("etag");
    let change = async |percent: i64| {
        let body = json!({ "kind": "percent", "percent": percent });
        let request = shop.owner.request(Method::PUT, &path).json(&body);
        shop.owner.send(request.header("if-match", &etag)).await
    };
    change(15).await.expect(200);
    change(20).await.expect(412);
    let seen = shop.owner.get(&path).await.expect(200).json();
    assert_eq!((&seen["percent"], &seen["name"]), (&json!(15), &json!("15 %")));
}

#[tokio::test]
async fn managers_promote_and_cashiers_do_not() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (manager, _) = shop.person(&app, Role::Manager, "maria@aurora.test").await;
    let (cashier, _) = shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    let body = json!({ "kind": "free_shipping" });
    manager.post(API, &body).await.expect(201);
    cashier.post(API, &body).await.expect(403);
    cashier.get("/admin/promotions").await.expect(403);
}
