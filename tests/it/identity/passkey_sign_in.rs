//! Signing in by a passkey: what is believed of a device's answer, and what follows.

use http::lookout::Kind;
use kernel::Role;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp, TestShop};

use super::{log_in, tx};
use crate::authenticator::Authenticator;
use crate::soft_passkey::{LOGIN, LOGIN_BEGIN, SoftPasskey, coded};

const ANA: &str = "ana@aurora.test";

async fn somebody(role: Role) -> (TestApp, TestShop, Client, SoftPasskey) {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (ana, _) = shop.person(&app, role, ANA).await;
    let (own, _) = SoftPasskey::enrol(&app, &shop, &ana).await;
    (app, shop, ana, own)
}

async fn begin(browser: &Client) -> Value {
    let request = browser.request(Method::POST, LOGIN_BEGIN);
    browser.send(request).await.expect(200).json()
}

async fn sessions(app: &TestApp, shop: &TestShop) -> i64 {
    let sql = "select count(*) from session where tenant_id = $1 and revoked_at is null";
    let mut tx = tx(app, shop).await;
    sqlx::query_scalar(sql)
        .bind(shop.tenant)
        .fetch_one(&mut **tx)
        .await
        .unwrap()
}

fn code(answer: Answer, status: u16) -> String {
    answer.expect(status).code()
}

#[tokio::test]
async fn it_lets_in_without_address_password_or_code() {
    let (app, shop, _, mut own) = somebody(Role::Admin).await;
    Authenticator::enrol(&app, &shop, ANA).await;
    // A password this old would have to be replaced.
    app.advance(91 * 86_400);
    let browser = shop.anonymous.another();
    let page = browser.get("/login").await.expect(200);
    assert!(
        page.text
            .contains(&format!("data-passkey-login=\"{}\"", shop.host))
    );
    assert!(page.text.contains("autocomplete=\"username webauthn\""));
    let entered = own.sign_in(&browser).await.expect(200);
    assert_eq!(entered.json()["location"], "/admin");
    assert_eq!(entered.header("cache-control"), "no-store");
    browser.get("/account").await.expect(200);
    let list = browser.get("/api/v1/auth/sessions").await.expect(200).json();
    let proof = |s: &Value| s["current"] == true && s["proof"] == "passkey";
    assert!(list["data"].as_array().unwrap().iter().any(proof), "{list}");
    let passkeys = browser.get("/api/v1/auth/passkeys").await.expect(200).json();
    assert!(passkeys["data"][0]["last_used_at"].is_string());
    // Again, with a counter that went on; and one goes where one wanted to, if it is here.
    for (next, location) in [("/cart?x=1", "/cart?x=1"), ("//malo.test", "/admin")] {
        let again = shop.anonymous.another();
        let mut answer = own.assert(&begin(&again).await);
        answer["next"] = json!(next);
        let entered = again.post(LOGIN, &answer).await.expect(200).json();
        assert_eq!(entered["location"], location);
    }
}

#[tokio::test]
async fn a_session_from_before_is_no_session_afterwards() {
    let (app, shop, _, mut own) = somebody(Role::Customer).await;
    let browser = shop.anonymous.another();
    let login = [("email", "owner@aurora.test"), ("password", testkit::PASSWORD)];
    browser.form("/login", &login).await.expect(303);
    let before = browser.cookie("__Host-session");
    let open = sessions(&app, &shop).await;
    // As the page's script does, with the token of the session that it is in.
    let page = browser.get("/account").await.expect(200);
    let token = super::csrf(&page);
    let send = async |path: &str, body: Value| {
        let request = browser
            .request(Method::POST, path)
            .header("x-csrf-token", &token)
            .json(&body);
        browser.send(request).await
    };
    browser
        .post(LOGIN, &own.assert(&json!({ "ceremony": "01931f3e-dead-7000-8000-000000000000", "public_key": { "challenge": "AA" } })))
        .await
        .expect(403);
    let begun = send(LOGIN_BEGIN, json!({})).await.expect(200).json();
    send(LOGIN, own.assert(&begun)).await.expect(200);
    let after = browser.cookie("__Host-session");
    assert!(!after.is_empty() && after != before);
    let thief = shop.anonymous.another();
    let request = thief
        .request(Method::GET, "/account")
        .header("cookie", format!("__Host-session={before}"));
    thief.send(request).await.expect(303);
    assert_eq!(
        sessions(&app, &shop).await,
        open,
        "one began, the browser's other one ended"
    );
}

#[tokio::test]
async fn what_is_not_all_true_is_refused() {
    let (app, shop, _, mut own) = somebody(Role::Customer).await;
    let (eva, _) = shop.person(&app, Role::Customer, "eva@aurora.test").await;
    let (evas, _) = SoftPasskey::enrol(&app, &shop, &eva).await;
    let (origin, host, owner) = (own.origin.clone(), own.host.clone(), own.owner.clone());
    let before = sessions(&app, &shop).await;
    let browser = shop.anonymous.another();
    let refused = async |answer: Value| {
        assert_eq!(code(browser.post(LOGIN, &answer).await, 401), "passkey_refused");
    };

    for other in [
        "http://malo.localhost",
        "https://aurora.localhost",
        "http://x.aurora.localhost",
    ] {
        other.clone_into(&mut own.origin);
        refused(own.assert(&begin(&browser).await)).await;
    }
    own.origin = origin;
    "localhost".clone_into(&mut own.host);
    refused(own.assert(&begin(&browser).await)).await;
    own.host = host;
    own.verifies = false;
    refused(own.assert(&begin(&browser).await)).await;
    own.verifies = true;
    // A true key, said to be another's; and another's id with this signature.
    own.owner.clone_from(&evas.owner);
    refused(own.assert(&begin(&browser).await)).await;
    own.owner = owner;
    let mut mixed = own.assert(&begin(&browser).await);
    mixed["signature"] = own.assert(&begin(&browser).await)["signature"].clone();
    refused(mixed).await;
    // The challenge of another conversation of the same browser.
    let (first, second) = (begin(&browser).await, begin(&browser).await);
    let mut swapped = own.assert(&first);
    swapped["ceremony"] = second["ceremony"].clone();
    refused(swapped).await;
    let mut unknown = SoftPasskey::new(&app, &shop);
    unknown.owner.clone_from(&own.owner);
    refused(unknown.assert(&begin(&browser).await)).await;
    let mut nonsense = own.assert(&begin(&browser).await);
    nonsense["user_handle"] = json!(coded(b"nadie"));
    refused(nonsense).await;
    assert_eq!(sessions(&app, &shop).await, before);
    assert_eq!(browser.cookie("__Host-session"), "");
    own.sign_in(&browser).await.expect(200);
}

#[tokio::test]
async fn a_challenge_is_good_for_one_answer_in_its_browser_within_five_minutes() {
    let (app, shop, _, mut own) = somebody(Role::Customer).await;
    let browser = shop.anonymous.another();
    let ended = async |browser: &Client, answer: &Value| {
        assert_eq!(code(browser.post(LOGIN, answer).await, 409), "ceremony_ended");
    };
    let answer = own.assert(&begin(&browser).await);
    ended(&shop.anonymous.another(), &answer).await;
    // Another browser that is in the midst of its own.
    let other = shop.anonymous.another();
    begin(&other).await;
    ended(&other, &answer).await;
    // Another tab of the same browser does not disturb it.
    begin(&browser).await;
    browser.post(LOGIN, &answer).await.expect(200);
    let replayer = shop.anonymous.another();
    let request = replayer
        .request(Method::POST, LOGIN)
        .header(
            "cookie",
            format!("__Host-passkey={}", browser.cookie("__Host-passkey")),
        )
        .json(&answer);
    assert_eq!(code(replayer.send(request).await, 409), "ceremony_ended");
    let fresh = shop.anonymous.another();
    let late = own.assert(&begin(&fresh).await);
    app.advance(5 * 60);
    ended(&fresh, &late).await;
}

#[tokio::test]
async fn a_cookie_that_we_never_gave_is_replaced() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for strange in ["", "%0d%0aset-cookie:%20x=y", "corta", "%00", &"x".repeat(4_000)] {
        let browser = shop.anonymous.another();
        let request = browser
            .request(Method::POST, LOGIN_BEGIN)
            .header("cookie", format!("__Host-passkey={strange}"));
        browser.send(request).await.expect(200);
        assert_eq!(browser.cookie("__Host-passkey").len(), 43, "{strange}");
    }
}

#[tokio::test]
async fn of_two_answers_at_once_one_gets_in() {
    let (_app, shop, _, mut own) = somebody(Role::Customer).await;
    for _ in 0..10 {
        let browser = shop.anonymous.another();
        let answer = own.assert(&begin(&browser).await);
        let both =
            futures_util::future::join(browser.post(LOGIN, &answer), browser.post(LOGIN, &answer)).await;
        let mut statuses = [both.0.status.as_u16(), both.1.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }
}

#[tokio::test]
async fn another_shops_passkey_opens_nothing() {
    let (app, shop, _, mut own) = somebody(Role::Customer).await;
    let bordados = app.shop("bordados").await;
    bordados.person(&app, Role::Customer, ANA).await;
    let browser = bordados.anonymous.another();
    assert_eq!(code(own.sign_in(&browser).await, 401), "passkey_refused");
    // Even if it lied of where it is.
    own.origin = app.app.link(&bordados.host, "");
    own.host.clone_from(&bordados.host);
    assert_eq!(code(own.sign_in(&browser).await, 401), "passkey_refused");
    // And a conversation of one shop is none at the other.
    let at_home = shop.anonymous.another();
    let answer = own.assert(&begin(&at_home).await);
    let carried = at_home.towards(at_home.address(), &bordados.host);
    assert_eq!(code(carried.post(LOGIN, &answer).await, 409), "ceremony_ended");
}

#[tokio::test]
async fn who_may_not_sign_in_may_not_by_a_passkey_either() {
    let (_app, shop, ana, mut own) = somebody(Role::Customer).await;
    let id = ana.get("/api/v1/auth/me").await.expect(200).json()["id"].clone();
    let path = format!("/api/v1/admin/people/{}", id.as_str().unwrap());
    let stand = async |status: &str| {
        let change = json!({ "status": status });
        shop.owner.patch(&path, &change).await.expect(200);
    };
    stand("disabled").await;
    let browser = shop.anonymous.another();
    assert_eq!(code(own.sign_in(&browser).await, 401), "passkey_refused");
    stand("active").await;
    own.sign_in(&browser).await.expect(200);
}

#[tokio::test]
async fn a_counter_that_goes_back_is_refused_and_seen() {
    let (app, shop, _, mut own) = somebody(Role::Customer).await;
    let browser = shop.anonymous.another();
    own.counter = 41;
    own.sign_in(&browser).await.expect(200);
    let before = sessions(&app, &shop).await;
    for stale in [41, 40, 6] {
        own.counter = stale;
        let copy = shop.anonymous.another();
        assert_eq!(code(own.sign_in(&copy).await, 401), "passkey_refused");
    }
    assert_eq!(sessions(&app, &shop).await, before);
    // A stranger without the key raises no alarm.
    let stranger = shop.anonymous.another();
    let mut forged = own.assert(&begin(&stranger).await);
    forged["signature"] = json!(coded(&[0; 70]));
    assert_eq!(code(stranger.post(LOGIN, &forged).await, 401), "passkey_refused");
    app.app.lookout.write(&app.app).await.unwrap();
    let seen: Vec<(i32, bool)> = sqlx::query_as(
        "select times, person_id is not null from security_event where tenant_id = $1 and kind = $2",
    )
    .bind(shop.tenant)
    .bind(Kind::PasskeyCloned.as_str())
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(seen, [(3, true)]);
    own.counter = 42;
    own.sign_in(&shop.anonymous.another()).await.expect(200);
}

#[tokio::test]
async fn failures_lock_the_address_but_no_account() {
    let (app, shop, _, mut own) = somebody(Role::Customer).await;
    let browser = shop.anonymous.another();
    own.verifies = false;
    for _ in 0..20 {
        own.sign_in(&browser).await.expect(401);
    }
    own.verifies = true;
    assert_eq!(code(own.sign_in(&browser).await, 429), "too_many_attempts");
    app.advance(15 * 60);
    log_in(&shop.anonymous, ANA, testkit::PASSWORD).await.expect(200);
    own.sign_in(&browser).await.expect(200);
}

#[tokio::test]
async fn a_till_locks_itself_whatever_was_ticked() {
    let (app, shop, _, mut own) = somebody(Role::Cashier).await;
    let browser = shop.anonymous.another();
    let mut answer = own.assert(&begin(&browser).await);
    answer["remember"] = json!(true);
    browser.post(LOGIN, &answer).await.expect(200);
    app.advance(2 * 3_600 - 60);
    browser.get("/account").await.expect(200);
    app.advance(2 * 3_600);
    browser.get("/account").await.expect(303);
}

#[tokio::test]
async fn conversations_without_an_answer_are_forgotten() {
    let (app, shop, ana, _) = somebody(Role::Customer).await;
    begin(&shop.anonymous.another()).await;
    crate::soft_passkey::begin(&ana).await.expect(200);
    let count = async || -> i64 {
        let sql = "select count(*) from passkey_ceremony where tenant_id = $1";
        let mut tx = tx(&app, &shop).await;
        sqlx::query_scalar(sql)
            .bind(shop.tenant)
            .fetch_one(&mut **tx)
            .await
            .unwrap()
    };
    assert_eq!(count().await, 2);
    app.advance(5 * 60 + 1);
    let mut purging = tx(&app, &shop).await;
    jobs::enqueue(&mut purging, &identity::PurgeSessions {})
        .await
        .unwrap();
    purging.commit().await.unwrap();
    app.run_jobs().await;
    assert_eq!(count().await, 0);
}

#[tokio::test]
async fn beginning_over_and_over_has_an_end() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "true")]).await;
    let shop = app.shop("aurora").await;
    let begin = async || {
        let visitor = shop.anonymous.another();
        visitor.post(LOGIN_BEGIN, &json!({})).await
    };
    for _ in 0..300 {
        begin().await.expect(200);
    }
    begin().await.expect(429);
    app.advance(3_601);
    begin().await.expect(200);
}
