//! Pages, without JavaScript: cookies, tokens of forms, addresses to go on to.

use testkit::{Answer, Client, PASSWORD, TestApp, TestShop};

use super::csrf;

async fn signed_in(shop: &TestShop) -> Client {
    let browser = shop.anonymous.another();
    enter(&browser, "/cart").await.expect(303);
    browser
}

async fn enter(browser: &Client, next: &str) -> Answer {
    let form = [
        ("email", "owner@aurora.test"),
        ("password", PASSWORD),
        ("next", next),
    ];
    browser.form("/login", &form).await
}

#[tokio::test]
async fn a_browser_signs_in_and_out() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let browser = shop.anonymous.another();
    browser.get("/account").await.expect(303);
    let entered = enter(&browser, "/cart?x=1").await.expect(303);
    assert_eq!(entered.header("location"), "/cart?x=1");
    let cookie = set_cookie(&entered, "__Host-session");
    for part in ["__Host-session=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{part} not in {cookie}");
    }
    assert!(
        !cookie.contains("Max-Age") && !cookie.contains("Domain"),
        "{cookie}"
    );

    let page = browser.get("/account").await.expect(200);
    let first = browser.cookie("__Host-session");
    // Signing in again gives another token and ends the first session.
    let form = [
        ("email", "owner@aurora.test"),
        ("password", PASSWORD),
        ("csrf_token", &csrf(&page)),
    ];
    browser.form("/login", &form).await.expect(303);
    assert_ne!(browser.cookie("__Host-session"), first);
    let stale = shop.anonymous.another();
    let request = stale
        .request(reqwest::Method::GET, "/account")
        .header("cookie", format!("__Host-session={first}"));
    stale.send(request).await.expect(303);

    browser
        .form("/logout", &[("csrf_token", &csrf(&page))])
        .await
        .expect(403);
    let page = browser.get("/account").await.expect(200);
    browser
        .form("/logout", &[("csrf_token", &csrf(&page))])
        .await
        .expect(303);
    browser.get("/account").await.expect(303);
}

#[tokio::test]
async fn what_changes_something_wants_the_forms_token() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let browser = signed_in(&shop).await;
    let fields = [("name", "Otro Nombre"), ("locale", "en")];
    browser.form("/account", &fields).await.expect(403);
    browser
        .patch("/api/v1/auth/me", &serde_json::json!({ "name": "Otro Nombre" }))
        .await
        .expect(403);

    let page = browser.get("/account").await.expect(200);
    let token = csrf(&page);
    let with_token = [fields.as_slice(), &[("csrf_token", &token)]].concat();
    browser.form("/account", &with_token).await.expect(303);
    assert!(
        browser
            .get("/account")
            .await
            .text
            .contains("value=\"Otro Nombre\"")
    );
    assert_eq!(browser.cookie("lang"), "en");
    let request = browser
        .request(reqwest::Method::PATCH, "/api/v1/auth/me")
        .header("x-csrf-token", &token);
    browser
        .send(request.json(&serde_json::json!({ "name": "Dueña" })))
        .await
        .expect(200);
}

#[tokio::test]
async fn nobody_is_sent_to_another_host() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for evil in [
        "//evil.test",
        "https://evil.test/",
        "/\\evil.test",
        "javascript:alert(1)",
    ] {
        let entered = enter(&shop.anonymous.another(), evil).await.expect(303);
        assert_eq!(entered.header("location"), "/admin", "{evil}");
    }
    let page = shop
        .anonymous
        .another()
        .get("/login?next=//evil.test")
        .await
        .expect(200);
    assert!(!page.text.contains("evil.test"));
    let form = [("theme", "dark"), ("return_to", "https://evil.test/")];
    assert_eq!(
        shop.anonymous
            .another()
            .form("/preferences", &form)
            .await
            .expect(303)
            .header("location"),
        "/"
    );
}

#[tokio::test]
async fn preferences_are_kept_in_cookies() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let browser = shop.anonymous.another();
    browser
        .form("/preferences", &[("theme", "dark"), ("return_to", "/login")])
        .await
        .expect(303);
    browser
        .form("/preferences", &[("lang", "en"), ("return_to", "/login")])
        .await
        .expect(303);
    let page = browser.get("/login").await.expect(200).text;
    assert!(
        page.contains("data-theme=\"dark\"") && page.contains("lang=\"en\""),
        "{page}"
    );
}

#[tokio::test]
async fn a_session_ends_by_rest_and_by_age() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let browser = signed_in(&shop).await;
    for _ in 0..10 {
        app.advance(7_100);
        browser.get("/account").await.expect(200);
    }
    app.advance(7_200);
    browser.get("/account").await.expect(303);

    let busy = signed_in(&shop).await;
    for _ in 0..85 {
        app.advance(7_100);
        busy.get("/account").await.expect(200);
    }
    app.advance(7_100);
    busy.get("/account").await.expect(303);
}

#[tokio::test]
async fn a_refused_form_comes_back_with_words_and_without_the_password() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let form = [("email", "owner@aurora.test"), ("password", "no es esta clave")];
    let page = shop
        .anonymous
        .another()
        .form("/login", &form)
        .await
        .expect(401)
        .text;
    assert!(
        page.contains("owner@aurora.test") && page.contains("role=\"alert\""),
        "{page}"
    );
    assert!(!page.contains("no es esta clave"));
    let form = [("email", "nada"), ("password", "corta"), ("name", "Ana")];
    let page = shop
        .anonymous
        .another()
        .form("/register", &form)
        .await
        .expect(422)
        .text;
    assert!(page.contains("f-email-error"), "{page}");
    shop.anonymous
        .another()
        .form("/login", &[("email", "a\0b@x.co"), ("password", PASSWORD)])
        .await
        .expect(422);
}

#[tokio::test]
async fn every_page_is_there() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let browser = shop.anonymous.another();
    for path in [
        "/login",
        "/register",
        "/forgot-password",
        "/reset-password?token=x",
        "/verify-email?token=x",
        "/accept-invitation",
    ] {
        browser.get(path).await.expect(200);
    }
    let owner = signed_in(&shop).await;
    for path in [
        "/account",
        "/account/sessions",
        "/admin/people",
        "/admin/people/new",
    ] {
        owner.get(path).await.expect(200);
    }
    shop.anonymous
        .towards(app.address, "platform.localhost")
        .get("/register")
        .await
        .expect(404);
    shop.anonymous
        .towards(app.address, "platform.localhost")
        .get("/login")
        .await
        .expect(200);
}

/// The line that sets this cookie; other slices set theirs at a sign-in too.
fn set_cookie(answer: &Answer, name: &str) -> String {
    let lines = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .filter_map(|v| v.to_str().ok());
    lines
        .filter(|line| line.starts_with(name))
        .map(str::to_owned)
        .next()
        .unwrap_or_default()
}
