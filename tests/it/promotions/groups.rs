//! Groups of customers: made, filled, and treated alike once they are signed in.

use kernel::Role;
use reqwest::Method;
use serde_json::json;
use testkit::TestApp;

use super::{cart, coupon, guest, promote, soap};
use crate::sales::put_in;

const GROUPS: &str = "/api/v1/admin/customer-groups";

#[tokio::test]
async fn who_is_in_the_group_and_signed_in_gets_it_and_nobody_else() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    let (ana, id) = shop.person(&app, Role::Customer, "ana@correo.test").await;
    let group = shop
        .owner
        .post(GROUPS, &json!({ "name": "Mayoristas" }))
        .await
        .expect(201)
        .json();
    let members = format!("{GROUPS}/{}/members", group["id"].as_str().unwrap());
    for _ in 0..2 {
        let added = shop
            .owner
            .post(&members, &json!({ "email": "Ana@correo.test" }))
            .await
            .expect(201)
            .json();
        assert_eq!(added["data"].as_array().map(Vec::len), Some(1));
    }
    let stranger = shop
        .owner
        .post(&members, &json!({ "email": "nadie@correo.test" }))
        .await
        .expect(422);
    assert!(stranger.text.contains("no_account"), "{}", stranger.text);
    let made = promote(
        &shop,
        json!({ "kind": "percent", "percent": 30, "group_ids": [group["id"]] }),
    )
    .await;
    assert!(made["summary"].as_str().unwrap().contains("Mayoristas"), "{made}");
    put_in(&ana, &goods, 1).await.expect(201);
    assert_eq!(cart(&ana).await["discount"], 300_000);
    assert_eq!(cart(&guest(&shop, &goods, 1).await).await["discount"], 0);
    shop.owner.delete(&format!("{members}/{id}")).await.expect(204);
    assert_eq!(cart(&ana).await["discount"], 0);
    shop.owner.delete(&format!("{members}/{id}")).await.expect(404);
}

#[tokio::test]
async fn a_coupon_of_a_group_says_to_sign_in_and_a_group_that_goes_leaves_nobody() {
    let app = TestApp::start().await;
    let (shop, goods) = soap(&app).await;
    let group = shop
        .owner
        .post(GROUPS, &json!({ "name": "Vecinos" }))
        .await
        .expect(201)
        .json();
    let path = format!("{GROUPS}/{}", group["id"].as_str().unwrap());
    promote(
        &shop,
        json!({ "kind": "percent", "percent": 30, "code": "VECINO", "group_ids": [group["id"]] }),
    )
    .await;
    let buyer = guest(&shop, &goods, 1).await;
    let told = coupon(&buyer, "vecino").await.expect(201).json();
    assert_eq!(told["coupons"][0]["reason"], "other_customers");
    shop.owner.delete(&path).await.expect(204);
    assert_eq!(
        cart(&buyer).await["discount"],
        0,
        "taking the group away gives it to nobody"
    );
}

#[tokio::test]
async fn two_people_who_name_one_group_do_not_overwrite_each_other() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let made = shop
        .owner
        .post(GROUPS, &json!({ "name": "Uno" }))
        .await
        .expect(201);
    let (etag, id) = (
        made.header("etag"),
        made.json()["id"].as_str().unwrap().to_owned(),
    );
    let rename = async |name: &str| {
        let request = shop
            .owner
            .request(Method::PUT, &format!("{GROUPS}/{id}"))
            .json(&json!({ "name": name }));
        shop.owner.send(request.header("if-match", &etag)).await
    };
    rename("Dos").await.expect(200);
    rename("Tres").await.expect(412);
    let taken = shop
        .owner
        .post(GROUPS, &json!({ "name": "DOS" }))
        .await
        .expect(422);
    assert!(taken.text.contains("taken"), "{}", taken.text);
}
