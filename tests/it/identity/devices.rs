//! Who signs in from a device that the account was never used from is told by mail.

use kernel::Role;
use reqwest::Method;
use serde_json::json;
use testkit::{PASSWORD, TestApp, TestShop};

use super::{mails, token_from_mail, tx};

const WINDOWS: &str = "Mozilla/5.0 (Windows NT 10.0) Chrome/141.0";
const PHONE: &str = "Mozilla/5.0 (Linux; Android 15) Chrome/141.0 Mobile";
const HOME: &str = "181.49.3.7";

async fn enter(shop: &TestShop, agent: &str, address: &str) {
    let client = shop.anonymous.another();
    let form = [("email", "ana@aurora.test"), ("password", PASSWORD)];
    let request = client.request(Method::POST, "/login").form(&form);
    let request = request
        .header("user-agent", agent)
        .header("x-forwarded-for", address);
    client.send(request).await.expect(303);
}

/// Somebody who has registered, and proved nothing.
async fn stranger(app: &TestApp, shop: &TestShop) {
    let body = json!({ "email": "ana@aurora.test", "password": PASSWORD, "name": "Ana" });
    let visitor = shop.anonymous.another();
    visitor.post("/api/v1/auth/register", &body).await.expect(201);
    app.run_jobs().await;
}

/// Somebody who has registered, proved the address, and never signed in.
async fn newcomer(app: &TestApp, shop: &TestShop) {
    stranger(app, shop).await;
    let token = token_from_mail(app, shop, "identity.verify_email").await;
    let proof = json!({ "token": token });
    shop.anonymous
        .post("/api/v1/auth/verify-email", &proof)
        .await
        .expect(204);
}

#[tokio::test]
async fn a_new_device_is_told_and_the_first_and_the_known_are_not() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    newcomer(&app, &shop).await;
    let told = async || mails(&app, &shop, "identity.new_device").await;
    enter(&shop, WINDOWS, HOME).await;
    assert_eq!(told().await, 0, "the first sign-in of an account");
    enter(&shop, WINDOWS, HOME).await;
    enter(&shop, WINDOWS, "181.49.200.9").await;
    assert_eq!(told().await, 0, "the same browser within its provider's network");
    enter(&shop, PHONE, HOME).await;
    assert_eq!(told().await, 1);
    enter(&shop, PHONE, HOME).await;
    assert_eq!(told().await, 1, "known by now");
    let body: String =
        sqlx::query_scalar("select text_body from message where tenant_id = $1 and purpose = $2")
            .bind(shop.tenant)
            .bind("identity.new_device")
            .fetch_one(&mut **tx(&app, &shop).await)
            .await
            .unwrap();
    for word in [
        "Chrome · Android",
        HOME,
        "22 nov 2026, 10:00 a. m.",
        "/account/sessions",
    ] {
        assert!(body.contains(word), "{word} not in {body}");
    }
}

#[tokio::test]
async fn a_device_on_the_move_is_told_once_an_hour() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    newcomer(&app, &shop).await;
    let told = async || mails(&app, &shop, "identity.new_device").await;
    enter(&shop, WINDOWS, HOME).await;
    for network in ["190.24.0.1", "200.13.0.1", "2800:484::1"] {
        enter(&shop, PHONE, network).await;
        app.advance(60);
    }
    assert_eq!(told().await, 1);
    app.advance(3_600);
    enter(&shop, PHONE, "201.244.0.1").await;
    assert_eq!(told().await, 2);
    // Another device has an hour of its own.
    enter(&shop, WINDOWS, "201.244.0.1").await;
    assert_eq!(told().await, 3);
}

/// A break-in long after the last visit is told too: not only what is remembered counts.
#[tokio::test]
async fn an_account_that_rested_for_months_has_no_known_devices() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    newcomer(&app, &shop).await;
    enter(&shop, WINDOWS, HOME).await;
    app.advance(90 * 86_400);
    let mut tx = tx(&app, &shop).await;
    jobs::enqueue(&mut tx, &identity::PurgeSessions {}).await.unwrap();
    tx.commit().await.unwrap();
    app.run_jobs().await;
    enter(&shop, WINDOWS, HOME).await;
    assert_eq!(mails(&app, &shop, "identity.new_device").await, 1);
}

#[tokio::test]
async fn the_page_of_sessions_says_how_from_where_and_when() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.person(&app, Role::Customer, "ana@aurora.test").await;
    enter(&shop, PHONE, HOME).await;
    let browser = shop.anonymous.another();
    let form = [("email", "ana@aurora.test"), ("password", PASSWORD)];
    browser.form("/login", &form).await.expect(303);
    let page = browser.get("/account/sessions").await.expect(200).text;
    assert!(page.contains("Chrome · Android"), "{page}");
    let detail = "Con contraseña · Última vez: 22 nov 2026, 10:00 a. m. · 181.49.3.7";
    assert!(page.contains(detail), "{page}");
}

#[tokio::test]
async fn an_address_that_nobody_proved_is_not_pestered() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    stranger(&app, &shop).await;
    for agent in [WINDOWS, PHONE] {
        enter(&shop, agent, HOME).await;
    }
    let (mut sent, mut told) = (0, 0);
    for purpose in ["identity.verify_email", "identity.new_device"] {
        let many = mails(&app, &shop, purpose).await;
        sent += many;
        told += if purpose.ends_with("device") { many } else { 0 };
    }
    assert_eq!((sent, told), (1, 0));
}
