//! Signing in with Google: whom it lets in, and who joins it to an account.

use kernel::Role;
use serde_json::json;
use testkit::{Answer, Client, PASSWORD, TestShop};

use super::{OTHER_PASSWORD, SESSIONS, count, csrf, mails, token_from_mail, tx};
use crate::authenticator::{Authenticator, prove};
use crate::google::{Google, account};

const WAY_IN: &str = "/login/google";
const START: &str = "/account/security/google/start";
const JOINING: &str = "/account/security/google";
const UNJOINED: &str = "/login/google/problem?why=unjoined";

const PEOPLE: &str = "select count(*) from person where tenant_id = $1";
const LINKS: &str = "select count(*) from identity_link where tenant_id = $1";

/// A browser in which somebody is signed in by password.
async fn signed_in(shop: &TestShop, email: &str) -> Client {
    let browser = shop.anonymous.another();
    let form = [("email", email), ("password", PASSWORD)];
    browser.form("/login", &form).await.expect(303);
    browser
}

/// Joins the account at Google that was chosen.
async fn join(browser: &Client, password: &str) -> Answer {
    let page = browser.get(JOINING).await.expect(200);
    let form = [("current_password", password), ("csrf_token", &csrf(&page))];
    browser.form(JOINING, &form).await
}

async fn post(browser: &Client, path: &str) -> Answer {
    let token = csrf(&browser.get("/account").await.expect(200));
    browser.form(path, &[("csrf_token", &token)]).await
}

#[tokio::test]
async fn a_stranger_becomes_a_customer_and_comes_back_as_the_same() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    let browser = shop.anonymous.another();
    let page = browser.get("/login?next=/cart").await.expect(200);
    assert!(
        page.text.contains("href=\"/login/google?next=/cart\""),
        "{}",
        page.text
    );
    let ana = account("g-1", "Ana@Gmail.test");
    let entered = google.walk(&browser, "/login/google?next=/cart", &ana).await;
    assert_eq!(entered.expect(303).header("location"), "/cart");
    assert_eq!(browser.cookie("__Host-google"), "");
    let profile = browser.get("/account").await.expect(200).text;
    assert!(
        profile.contains("ana@gmail.test") && profile.contains("Ana María Gómez"),
        "{profile}"
    );
    assert!(!profile.contains("/account/verify"), "the address is proved");
    assert!(!profile.contains("current_password"), "there is none to change");
    let sessions = browser.get("/account/sessions").await.expect(200).text;
    assert!(sessions.contains("Con Google"), "{sessions}");

    let people = count(&app, &shop, PEOPLE).await;
    let other = shop.anonymous.another();
    // The address at Google may change, the account stays the same.
    let moved = account("g-1", "ana.gomez@gmail.test");
    let entered = google.walk(&other, WAY_IN, &moved).await;
    assert_eq!(entered.expect(303).header("location"), "/account");
    assert!(other.get("/account").await.text.contains("ana@gmail.test"));
    assert_eq!(count(&app, &shop, PEOPLE).await, people);
    // In the team's list such a customer is nobody who was invited.
    let list = shop
        .owner
        .get("/api/v1/admin/users?search=ana")
        .await
        .expect(200)
        .json();
    assert_eq!(list["data"][0]["invited"], false, "{list}");
}

#[tokio::test]
async fn whoever_has_an_account_is_not_taken_over_by_its_address() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    shop.person(&app, Role::Customer, "clienta@aurora.test").await;
    let unproved = json!({ "email": "nueva@aurora.test", "password": PASSWORD, "name": "Nueva" });
    shop.anonymous
        .another()
        .post("/api/v1/auth/register", &unproved)
        .await
        .expect(201);
    let (people, sessions) = (
        count(&app, &shop, PEOPLE).await,
        count(&app, &shop, SESSIONS).await,
    );
    for email in ["clienta@aurora.test", "owner@aurora.test", "nueva@aurora.test"] {
        let browser = shop.anonymous.another();
        let answer = google.walk(&browser, WAY_IN, &account("g-2", email)).await;
        assert_eq!(answer.expect(303).header("location"), UNJOINED, "{email}");
        assert_eq!(browser.cookie("__Host-session"), "");
        let page = browser.get(UNJOINED).await.expect(200).text;
        assert!(page.contains("entra una vez con tu contraseña"), "{page}");
    }
    assert_eq!(count(&app, &shop, LINKS).await, 0);
    assert_eq!(count(&app, &shop, PEOPLE).await, people);
    assert_eq!(count(&app, &shop, SESSIONS).await, sessions);
}

#[tokio::test]
async fn who_is_shut_out_hears_the_same() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    let ana = account("g-1", "ana@gmail.test");
    google
        .walk(&shop.anonymous.another(), WAY_IN, &ana)
        .await
        .expect(303);
    let mut tx = tx(&app, &shop).await;
    sqlx::query("update person set status = 'disabled' where tenant_id = $1 and email = 'ana@gmail.test'")
        .bind(shop.tenant)
        .execute(&mut **tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let browser = shop.anonymous.another();
    let answer = google.walk(&browser, WAY_IN, &ana).await;
    assert_eq!(answer.expect(303).header("location"), UNJOINED);
    assert_eq!(browser.cookie("__Host-session"), "");
}

#[tokio::test]
async fn an_account_is_joined_by_its_owner_with_the_password_and_parted_from() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    let browser = signed_in(&shop, "owner@aurora.test").await;
    let mine = account("g-3", "duena.personal@gmail.test");
    let arrived = google.walk(&browser, START, &mine).await.expect(303);
    assert_eq!(arrived.header("location"), JOINING);
    let page = browser.get(JOINING).await.expect(200).text;
    assert!(page.contains("duena.personal@gmail.test"), "{page}");
    browser
        .form(JOINING, &[("current_password", PASSWORD)])
        .await
        .expect(403);
    join(&browser, OTHER_PASSWORD).await.expect(422);
    assert_eq!(count(&app, &shop, LINKS).await, 0);
    join(&browser, PASSWORD).await.expect(303);
    app.run_jobs().await;
    assert_eq!(mails(&app, &shop, "identity.google_linked").await, 1);
    let page = browser.get("/account/security").await.expect(200).text;
    assert!(
        page.contains("duena.personal@gmail.test · desde el 22 de noviembre de 2026"),
        "{page}"
    );
    // What was offered is used up.
    browser.get(JOINING).await.expect(303);

    let other = shop.anonymous.another();
    let entered = google.walk(&other, WAY_IN, &mine).await;
    assert_eq!(entered.expect(303).header("location"), "/admin");

    other.get("/api/v1/auth/me").await.expect(200);
    post(&browser, "/account/security/google/off").await.expect(303);
    other.get("/api/v1/auth/me").await.expect(401);
    browser.get("/api/v1/auth/me").await.expect(200);
    post(&browser, "/account/security/google/off").await.expect(404);
    app.run_jobs().await;
    assert_eq!(mails(&app, &shop, "identity.google_unlinked").await, 1);
    // Now it is a stranger's.
    let people = count(&app, &shop, PEOPLE).await;
    google
        .walk(&shop.anonymous.another(), WAY_IN, &mine)
        .await
        .expect(303);
    assert_eq!(count(&app, &shop, PEOPLE).await, people + 1);
    let told: Vec<String> = sqlx::query_scalar(
        "select action from audit_event where tenant_id = $1 and subject = 'sign_in_link' order by created_at",
    )
    .bind(shop.tenant)
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(told, ["identity.google_join_form", "identity.google_part_form"]);
}

#[tokio::test]
async fn the_only_way_in_is_not_given_up() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    let browser = shop.anonymous.another();
    google
        .walk(&browser, WAY_IN, &account("g-1", "ana@gmail.test"))
        .await
        .expect(303);
    let page = browser.get("/account/security").await.expect(200).text;
    assert!(
        page.contains("Es la única forma de entrar") && !page.contains("google/off"),
        "{page}"
    );
    post(&browser, "/account/security/google/off").await.expect(409);
    assert_eq!(count(&app, &shop, LINKS).await, 1);
}

#[tokio::test]
async fn one_account_at_google_opens_one_here() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    shop.person(&app, Role::Customer, "clienta@aurora.test").await;
    let theirs = account("g-1", "ana@gmail.test");
    google
        .walk(&shop.anonymous.another(), WAY_IN, &theirs)
        .await
        .expect(303);
    let browser = signed_in(&shop, "clienta@aurora.test").await;
    google.walk(&browser, START, &theirs).await.expect(303);
    join(&browser, PASSWORD).await.expect(409);
    assert_eq!(count(&app, &shop, LINKS).await, 1);

    // What one person fetched, another at the same browser does not join.
    google
        .walk(&browser, START, &account("g-9", "x@gmail.test"))
        .await
        .expect(303);
    let form = [
        ("email", "owner@aurora.test"),
        ("password", PASSWORD),
        ("csrf_token", &csrf(&browser.get("/account").await)),
    ];
    browser.form("/login", &form).await.expect(303);
    let answer = browser.get(JOINING).await.expect(303);
    assert!(answer.header("location").ends_with("why=expired"));
}

#[tokio::test]
async fn the_code_is_owed_after_google_too() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    let (browser, own) = Authenticator::enrol(&app, &shop, "owner@aurora.test").await;
    let mine = account("g-3", "duena@gmail.test");
    google.walk(&browser, START, &mine).await.expect(303);
    join(&browser, PASSWORD).await.expect(303);
    app.advance(60);
    let other = shop.anonymous.another();
    let half = google
        .walk(&other, "/login/google?next=/admin/orders", &mine)
        .await
        .expect(303);
    assert_eq!(half.header("location"), "/login/code?next=/admin/orders");
    assert_eq!(other.cookie("__Host-session"), "");
    other.get("/account").await.expect(303);
    let wrong = [("code", "000000"), ("next", "/admin/orders")];
    other.form("/login/code", &wrong).await.expect(401);
    let right = [("code", &*own.code(&app)), ("next", "/admin/orders")];
    let entered = other.form("/login/code", &right).await.expect(303);
    assert_eq!(entered.header("location"), "/admin/orders");
    let page = other.get("/account/sessions").await.expect(200).text;
    assert!(page.contains("Con Google y código"), "{page}");
}

/// Nobody comes to a role by what was proved before it, nor keeps an account that its mailbox has won back.
#[tokio::test]
async fn a_new_role_and_a_reset_part_from_google() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    let ana = account("g-1", "ana@gmail.test");
    google
        .walk(&shop.anonymous.another(), WAY_IN, &ana)
        .await
        .expect(303);
    let invitation = json!({ "email": "ana@gmail.test", "name": "Ana", "role": "cashier" });
    shop.owner
        .post("/api/v1/admin/people", &invitation)
        .await
        .expect(201);
    assert_eq!(count(&app, &shop, LINKS).await, 0);
    let answer = google.walk(&shop.anonymous.another(), WAY_IN, &ana).await;
    assert_eq!(answer.expect(303).header("location"), UNJOINED);

    let reset = async |email: &str| {
        // The newest mail is found by its id, which has the time in it.
        app.advance(1);
        let body = json!({ "email": email });
        shop.anonymous
            .post("/api/v1/auth/forgot-password", &body)
            .await
            .expect(202);
        app.run_jobs().await;
        let token = token_from_mail(&app, &shop, "identity.reset_password").await;
        let body = json!({ "token": token, "password": OTHER_PASSWORD });
        shop.anonymous
            .post("/api/v1/auth/reset-password", &body)
            .await
            .expect(204);
        count(&app, &shop, LINKS).await
    };
    let browser = signed_in(&shop, "owner@aurora.test").await;
    let foreign = account("g-4", "otra.persona@gmail.test");
    google.walk(&browser, START, &foreign).await.expect(303);
    join(&browser, PASSWORD).await.expect(303);
    assert_eq!(reset("owner@aurora.test").await, 0);
    // One's own stays: who came by Google and sets a password has two ways in.
    google
        .walk(
            &shop.anonymous.another(),
            WAY_IN,
            &account("g-5", "eva@gmail.test"),
        )
        .await
        .expect(303);
    assert_eq!(reset("eva@gmail.test").await, 1);
}

/// Somebody without a password proves who they are by having signed in just now.
#[tokio::test]
async fn a_customer_of_google_guards_the_account_without_a_password() {
    let google = Google::start().await;
    let (app, shop) = google.with_app().await;
    let browser = shop.anonymous.another();
    google
        .walk(&browser, WAY_IN, &account("g-1", "ana@gmail.test"))
        .await
        .expect(303);
    let own = Authenticator::scan(&browser).await;
    app.advance(11 * 60);
    let late = own.confirm(&browser, &own.code(&app), "").await;
    late.expect(409);
    let browser = shop.anonymous.another();
    google
        .walk(&browser, WAY_IN, &account("g-1", "ana@gmail.test"))
        .await
        .expect(303);
    own.confirm(&browser, &own.code(&app), "").await.expect(200);
    app.advance(60);
    prove(
        &browser,
        "/account/security/second-factor/off",
        &own.code(&app),
        "",
    )
    .await
    .expect(303);
}
