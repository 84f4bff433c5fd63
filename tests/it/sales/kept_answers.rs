//! What is kept under an `Idempotency-Key`: enough to answer again, readable by nobody, and not for ever.

use kernel::Role;
use reqwest::Method;
use serde_json::json;
use testkit::{Basket, PASSWORD, TestApp, TestShop};

use super::{order, put_in};

/// The kept answers, as they lie in the table.
async fn kept(app: &TestApp, shop: &TestShop) -> Vec<Vec<u8>> {
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query_scalar("select body from idempotency_key where tenant_id = $1")
        .bind(shop.tenant)
        .fetch_all(&mut *tx)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_answer_is_kept_so_that_nobody_can_read_it() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let basket = shop.basket(&shop.goods("Jabón", 5).await, 1).await;
    let body = Basket::order_body("ana@correo.test");
    let first = basket.order("one", &body).await.expect(201);
    let token = first.json()["access_token"].as_str().unwrap().to_owned();
    let bodies = kept(&app, &shop).await;
    assert_eq!(bodies.len(), 1);
    for word in [token.as_str(), "access_token", "?key="] {
        let shows = bodies[0]
            .windows(word.len())
            .any(|bytes| bytes == word.as_bytes());
        assert!(!shows, "{word} can be read");
    }
    let again = basket.order("one", &body).await.expect(201);
    assert_eq!(again.text, first.text);
    assert_eq!(
        (again.header("idempotent-replayed"), again.header("content-type")),
        ("true".into(), first.header("content-type"))
    );
}

#[tokio::test]
async fn an_answer_is_forgotten_when_its_time_is_over() {
    let app = TestApp::start_with(&[("VITRINA_KEEPING__IDEMPOTENCY_HOURS", "5")]).await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bordados").await);
    for shop in [&shop, &other] {
        let basket = shop.basket(&shop.goods("Jabón", 5).await, 1).await;
        let body = Basket::order_body("ana@correo.test");
        basket.order("one", &body).await.expect(201);
    }
    for (hours, left) in [(4, 1), (2, 0)] {
        app.advance(hours * 3600);
        app.tick().await;
        app.run_jobs().await;
        assert_eq!(kept(&app, &shop).await.len(), left);
        assert_eq!(kept(&app, &other).await.len(), left);
    }
}

#[tokio::test]
async fn a_browser_that_asks_again_gets_the_same_order_signed_in_or_not() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 9).await;
    shop.person(&app, Role::Customer, "ana@correo.test").await;
    let browser = shop.anonymous.another();
    put_in(&browser, &goods, 1).await.expect(201);
    let body = Basket::order_body("ana@correo.test");
    let first = order(&browser, "one", &body).await.expect(201).text;
    assert_eq!(order(&browser, "one", &body).await.expect(201).text, first);
    let other = order(&browser, "two", &body).await.expect(409);
    assert_eq!(other.code(), "cart_already_ordered");

    let login = [("email", "ana@correo.test"), ("password", PASSWORD)];
    browser.form("/login", &login).await.expect(303);
    let page = browser.get("/account").await.expect(200).text;
    let (_, token) = page.split_once("name=\"csrf_token\" value=\"").unwrap();
    let (csrf, _) = token.split_once('"').unwrap();
    let signed_in = async |key: &str| {
        let request = browser.request(Method::POST, "/api/v1/orders").json(&body);
        let request = request
            .header("idempotency-key", key)
            .header("x-csrf-token", csrf);
        browser.send(request).await
    };
    assert_eq!(signed_in("one").await.expect(201).text, first);
    assert_eq!(signed_in("two").await.expect(409).code(), "cart_empty");
    let orders = shop.owner.get("/api/v1/admin/orders").await.expect(200).json();
    assert_eq!(orders["pagination"]["total"], json!(1));

    // A new cart is a new order.
    let guest = shop.anonymous.another();
    for n in 0..2 {
        put_in(&guest, &goods, 1).await.expect(201);
        let key = format!("new-{n}");
        order(&guest, &key, &body).await.expect(201);
    }
}
