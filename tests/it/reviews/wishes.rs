//! Wish lists: a guest's, a person's, and how one becomes the other.

use futures_util::future::join_all;
use kernel::Role;
use reqwest::Method;
use serde_json::json;
use testkit::{Answer, Client, PASSWORD, TestApp};

use super::open;

const COOKIE: &str = "__Host-wishes";

fn names(answer: &Answer) -> Vec<String> {
    let list = answer.json();
    let products = list["products"].as_array().unwrap().iter();
    let mut names: Vec<String> = products.map(|p| super::text(&p["name"])).collect();
    names.sort();
    names
}

async fn add(client: &Client, product: &str) -> Answer {
    client
        .put(&format!("/api/v1/wishlist/{product}"), &json!({}))
        .await
}

#[tokio::test]
async fn a_guests_list_becomes_theirs_at_sign_in() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (soap, candle) = (shop.goods("Jabón", 5).await, shop.goods("Vela", 5).await);
    let (ana, _) = shop.person(&app, Role::Customer, "ana@a.test").await;
    add(&ana, &candle.product).await.expect(200);
    // The heart of the page, without scripts.
    let browser = shop.anonymous.another();
    let page = open(&browser, "/p/jabon").await.expect(200).text;
    assert!(page.contains("action=\"/wishlist\""), "{page}");
    for _ in 0..2 {
        let form = [("product_id", soap.product.as_str()), ("back", "/p/jabon")];
        let answer = browser.form("/wishlist", &form).await.expect(303);
        assert_eq!(answer.header("location"), "/p/jabon?done=wish-added");
        app.advance(1);
    }
    assert!(!browser.cookie(COOKIE).is_empty());
    let list = open(&browser, "/account/wishlist").await.expect(200).text;
    assert!(list.contains("Jabón") && !list.contains("Vela"), "{list}");
    let guest = names(&browser.get("/api/v1/wishlist").await.expect(200));
    assert_eq!(guest, ["Jabón"]);
    browser
        .form("/login", &[("email", "ana@a.test"), ("password", PASSWORD)])
        .await
        .expect(303);
    assert_eq!(browser.cookie(COOKIE), "", "the guest's list has ended");
    assert_eq!(
        names(&browser.get("/api/v1/wishlist").await.expect(200)),
        ["Jabón", "Vela"]
    );
    // Hers from anywhere, and the page knows it by now.
    assert_eq!(
        names(&ana.get("/api/v1/wishlist").await.expect(200)),
        ["Jabón", "Vela"]
    );
    let page = open(&ana, "/p/jabon").await.expect(200).text;
    assert!(page.contains("Quitar de mi lista"), "{page}");
    let gone = ana
        .delete(&format!("/api/v1/wishlist/{}", soap.product))
        .await
        .expect(200);
    assert_eq!(names(&gone), ["Vela"]);
}

#[tokio::test]
async fn a_token_opens_what_is_nobodys_and_cannot_be_made_up() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bruma").await);
    let goods = shop.goods("Jabón", 5).await;
    let guest = shop.anonymous.another();
    let token = add(&guest, &goods.product)
        .await
        .expect(200)
        .header("x-wishlist-token");
    let ask = async |client: &Client, token: &str| {
        let request = client
            .request(Method::GET, "/api/v1/wishlist")
            .header("x-wishlist-token", token);
        names(&client.send(request).await.expect(200))
    };
    assert_eq!(ask(&shop.anonymous.another(), &token).await, ["Jabón"]);
    assert_eq!(ask(&other.anonymous.another(), &token).await, [""; 0]);
    for forged in ["", "x", &token[1..], &format!("{token}A")] {
        assert_eq!(ask(&shop.anonymous.another(), forged).await, [""; 0], "{forged}");
    }
    // Once it is somebody's, the token opens nothing.
    let (ana, _) = shop.person(&app, Role::Customer, "ana@a.test").await;
    let request = shop
        .anonymous
        .another()
        .request(Method::POST, "/api/v1/auth/login")
        .header("x-wishlist-token", &token)
        .json(&json!({ "email": "ana@a.test", "password": PASSWORD }));
    shop.anonymous.another().send(request).await.expect(200);
    assert_eq!(names(&ana.get("/api/v1/wishlist").await), ["Jabón"]);
    assert_eq!(ask(&shop.anonymous.another(), &token).await, [""; 0]);
    // A product of another shop's, or of none.
    let theirs = other.goods("Ajena", 1).await;
    add(&guest, &theirs.product).await.expect(404);
    add(&guest, "01931f3e-dead-7000-8000-000000000000")
        .await
        .expect(404);
}

#[tokio::test]
async fn many_hearts_at_once_are_one_list_with_one_product() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 5).await;
    let (ana, _) = shop.person(&app, Role::Customer, "ana@a.test").await;
    let all = join_all((0..16).map(|_| add(&ana, &goods.product))).await;
    for answer in all {
        assert_eq!(names(&answer.expect(200)), ["Jabón"]);
    }
    let lists: i64 = sqlx::query_scalar("select count(*) from wish_list where tenant_id = $1")
        .bind(shop.tenant)
        .fetch_one(&mut app.database.superuser().await)
        .await
        .unwrap();
    assert_eq!(lists, 1);
}
