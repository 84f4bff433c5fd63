//! The second step of signing in: nothing of a session before it, and no code twice.

use futures_util::future::join_all;
use kernel::Role;
use serde_json::json;
use testkit::{Answer, Client, PASSWORD, TestApp, TestShop};

use super::{OTHER_PASSWORD, SESSIONS, count, csrf, log_in, mails, text, token_from_mail};
use crate::authenticator::{Authenticator, prove};

const OWNER: &str = "owner@aurora.test";

async fn guarded() -> (TestApp, TestShop, Client, Authenticator) {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (browser, authenticator) = Authenticator::enrol(&app, &shop, OWNER).await;
    app.advance(60);
    (app, shop, browser, authenticator)
}

/// The challenge that the right password gives.
async fn challenge(shop: &TestShop) -> String {
    let answer = log_in(&shop.anonymous, OWNER, PASSWORD).await.expect(200).json();
    assert!(answer.get("access_token").is_none(), "{answer}");
    assert_eq!(answer["second_factor_needed"], true);
    text(&answer, "challenge").to_owned()
}

async fn give(client: &Client, challenge: &str, code: &str) -> Answer {
    let body = json!({ "challenge": challenge, "code": code });
    client
        .another()
        .post("/api/v1/auth/login/second-factor", &body)
        .await
}

#[tokio::test]
async fn it_is_switched_on_by_password_and_code_and_asked_for_from_then_on() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let browser = shop.anonymous.another();
    let login = [("email", OWNER), ("password", PASSWORD)];
    browser.form("/login", &login).await.expect(303);
    let own = Authenticator::scan(&browser).await;
    // An offer asks nothing of anybody.
    log_in(&shop.anonymous, OWNER, PASSWORD).await.expect(200).json()["access_token"]
        .as_str()
        .unwrap();
    own.confirm(&browser, &own.code_at(&app, 300), PASSWORD)
        .await
        .expect(422);
    own.confirm(&browser, &own.code(&app), OTHER_PASSWORD)
        .await
        .expect(422);
    own.confirm(&browser, &own.code(&app), PASSWORD).await.expect(200);
    app.run_jobs().await;
    assert_eq!(mails(&app, &shop, "identity.second_factor_on").await, 1);
    // Whoever came in by less is out, this browser is not.
    shop.owner.get("/api/v1/auth/me").await.expect(401);
    browser.get("/account").await.expect(200);
    challenge(&shop).await;
    // The secret is told no more, and cannot be replaced by who only holds the session.
    let setup = "/account/security/second-factor";
    browser.get(setup).await.expect(303);
    let page = browser.get("/account").await;
    let token = csrf(&page);
    browser
        .form(&format!("{setup}/offer"), &[("csrf_token", &token)])
        .await
        .expect(303);
    browser.get(setup).await.expect(303);
    challenge(&shop).await;
}

#[tokio::test]
async fn the_second_step_opens_the_session_and_the_first_none() {
    let (app, shop, _, own) = guarded().await;
    let before = count(&app, &shop, SESSIONS).await;
    let token = challenge(&shop).await;
    assert_eq!(count(&app, &shop, SESSIONS).await, before);
    let entered = give(&shop.anonymous, &token, &own.code(&app))
        .await
        .expect(200)
        .json();
    let owner = shop.anonymous.with_token(text(&entered, "access_token"));
    let sessions = owner.get("/api/v1/auth/sessions").await.expect(200).json();
    let this = sessions["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|s| s["current"] == true);
    assert_eq!(this.unwrap()["proof"], "password_code");
    app.advance(16 * 60);
    let body = json!({ "refresh_token": text(&entered, "refresh_token") });
    shop.anonymous
        .post("/api/v1/auth/refresh", &body)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_code_is_taken_within_its_minute_and_a_half_and_once() {
    let (app, shop, _, own) = guarded().await;
    for late in [-60, 60] {
        let refused = give(&shop.anonymous, &challenge(&shop).await, &own.code_at(&app, late)).await;
        assert_eq!(refused.expect(401).code(), "second_factor_refused", "{late}");
    }
    let code = own.code_at(&app, 30);
    give(&shop.anonymous, &challenge(&shop).await, &code)
        .await
        .expect(200);
    // The same again, and one of an earlier step that nobody used.
    for used in [code, own.code(&app)] {
        let refused = give(&shop.anonymous, &challenge(&shop).await, &used).await;
        assert_eq!(refused.expect(401).code(), "second_factor_refused");
    }
    app.advance(60);
    give(&shop.anonymous, &challenge(&shop).await, &own.code(&app))
        .await
        .expect(200);
}

#[tokio::test]
async fn of_many_who_bring_one_code_at_once_one_gets_in() {
    let calm = [("VITRINA_LIMITS__ON", "false")];
    let one = TestApp::start_with(&calm).await;
    let two = one.second(&calm).await;
    let shop = one.shop("aurora").await;
    let (_, own) = Authenticator::enrol(&one, &shop, OWNER).await;
    for _ in 0..5 {
        one.advance(60);
        let code = own.code(&one);
        let mut tokens = vec![];
        for _ in 0..4 {
            tokens.push(challenge(&shop).await);
        }
        let racers = tokens.iter().enumerate().map(|(n, token)| {
            let address = if n % 2 == 0 { one.address } else { two.address };
            let client = shop.anonymous.towards(address, &shop.host);
            let code = code.clone();
            async move { give(&client, token, &code).await }
        });
        let answers = join_all(racers).await;
        let inside = answers.iter().filter(|a| a.status == 200).count();
        assert_eq!(
            inside,
            1,
            "{:?}",
            answers.iter().map(|a| a.status).collect::<Vec<_>>()
        );
    }
}

#[tokio::test]
async fn one_challenge_lets_in_once() {
    let (app, shop, _, own) = guarded().await;
    let token = challenge(&shop).await;
    let codes = [own.code_at(&app, -30), own.code(&app), own.code_at(&app, 30)];
    let racers = codes.iter().map(|code| give(&shop.anonymous, &token, code));
    let inside = join_all(racers).await.iter().filter(|a| a.status == 200).count();
    assert_eq!(inside, 1);
    app.advance(60);
    let again = give(&shop.anonymous, &token, &own.code(&app)).await;
    assert_eq!(again.expect(401).code(), "challenge_ended");
}

#[tokio::test]
async fn a_challenge_is_worth_nothing_late_elsewhere_or_to_another_kind_of_caller() {
    let (app, shop, _, own) = guarded().await;
    let bordados = app.shop("bordados").await;
    Authenticator::enrol(&app, &bordados, "owner@bordados.test").await;
    let token = challenge(&shop).await;
    let ended = async |client: &Client, token: &str| {
        let refused = give(client, token, &own.code(&app)).await.expect(401);
        assert_eq!(refused.code(), "challenge_ended");
    };
    ended(&bordados.anonymous, &token).await;
    ended(&shop.anonymous, "nonsense").await;
    // A program's in a browser, and a browser's in a program.
    let browser = shop.anonymous.another();
    let request = browser
        .request(reqwest::Method::GET, "/login/code")
        .header("cookie", format!("__Host-challenge={token}"));
    assert_eq!(
        browser.send(request).await.expect(303).header("location"),
        "/login"
    );
    browser
        .form("/login", &[("email", OWNER), ("password", PASSWORD)])
        .await
        .expect(303);
    ended(&shop.anonymous, &browser.cookie("__Host-challenge")).await;
    app.advance(10 * 60);
    ended(&shop.anonymous, &token).await;
}

#[tokio::test]
async fn who_ends_all_sessions_ends_sign_ins_that_are_half_done() {
    let (app, shop, _, own) = guarded().await;
    let token = challenge(&shop).await;
    reset_password(&app, &shop, OTHER_PASSWORD).await;
    let refused = give(&shop.anonymous, &token, &own.code(&app)).await;
    assert_eq!(refused.expect(401).code(), "challenge_ended");
    // And the new password is still only half of it.
    let answer = log_in(&shop.anonymous, OWNER, OTHER_PASSWORD).await.expect(200);
    let token = text(&answer.json(), "challenge").to_owned();
    give(&shop.anonymous, &token, &own.code(&app)).await.expect(200);
}

/// By the link of a mail.
async fn reset_password(app: &TestApp, shop: &TestShop, password: &str) {
    // Of two mails of one instant none is the newest.
    app.advance(1);
    let forgot = json!({ "email": OWNER });
    shop.anonymous
        .post("/api/v1/auth/forgot-password", &forgot)
        .await
        .expect(202);
    app.run_jobs().await;
    let link = token_from_mail(app, shop, "identity.reset_password").await;
    let new = json!({ "token": link, "password": password });
    shop.anonymous
        .post("/api/v1/auth/reset-password", &new)
        .await
        .expect(204);
}

#[tokio::test]
async fn five_wrong_codes_lock_whatever_lies_between_them() {
    let (app, shop, _, own) = guarded().await;
    let wrong = own.code_at(&app, 3_600);
    for round in 0..5 {
        // The right password each time, and once a new one by mail: neither forgets what was counted.
        if round == 3 {
            reset_password(&app, &shop, OTHER_PASSWORD).await;
        }
        let password = if round < 3 { PASSWORD } else { OTHER_PASSWORD };
        let answer = log_in(&shop.anonymous, OWNER, password).await.expect(200).json();
        let refused = give(&shop.anonymous, text(&answer, "challenge"), &wrong).await;
        assert_eq!(refused.expect(401).code(), "second_factor_refused");
    }
    // Now the right password and a wrong one are answered alike, so a locked-out guesser learns nothing.
    for password in [OTHER_PASSWORD, "ni esta ni ninguna"] {
        let locked = log_in(&shop.anonymous, OWNER, password).await.expect(429);
        assert_eq!(locked.code(), "too_many_attempts");
    }
    let third = "la tercera clave larga";
    reset_password(&app, &shop, third).await;
    log_in(&shop.anonymous, OWNER, third).await.expect(429);
    app.advance(15 * 60);
    let answer = log_in(&shop.anonymous, OWNER, "la tercera clave larga")
        .await
        .expect(200);
    let token = text(&answer.json(), "challenge").to_owned();
    give(&shop.anonymous, &token, &own.code(&app)).await.expect(200);
}

#[tokio::test]
async fn a_lock_that_begins_between_the_steps_refuses_the_right_code_too() {
    let (app, shop, _, own) = guarded().await;
    let token = challenge(&shop).await;
    let wrong = own.code_at(&app, 3_600);
    let guesses = join_all((0..12).map(|_| give(&shop.anonymous, &token, &wrong))).await;
    let judged = guesses.iter().filter(|a| a.status == 401).count();
    assert_eq!((judged, guesses.len() - judged), (5, 7));
    give(&shop.anonymous, &token, &own.code(&app)).await.expect(429);
}

#[tokio::test]
async fn wrong_codes_count_for_the_address_they_come_from() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for _ in 0..20 {
        give(&shop.anonymous, "nonsense", "123456").await.expect(401);
    }
    give(&shop.anonymous, "nonsense", "123456").await.expect(429);
    log_in(&shop.anonymous, OWNER, PASSWORD).await.expect(429);
}

#[tokio::test]
async fn a_password_that_is_too_old_is_told_only_after_the_code() {
    let (app, shop, _, own) = guarded().await;
    app.advance(91 * 86_400);
    let token = challenge(&shop).await;
    let wrong = give(&shop.anonymous, &token, &own.code_at(&app, 3_600)).await;
    assert_eq!(wrong.expect(401).code(), "second_factor_refused");
    let refused = give(&shop.anonymous, &token, &own.code(&app)).await;
    assert_eq!(refused.expect(403).code(), "password_expired");
    // In a browser the code leads to where a new one is set.
    app.advance(60);
    let browser = shop.anonymous.another();
    browser
        .form("/login", &[("email", OWNER), ("password", PASSWORD)])
        .await
        .expect(303);
    let sent_on = browser
        .form("/login/code", &[("code", &own.code(&app))])
        .await
        .expect(303);
    assert!(
        sent_on
            .header("location")
            .starts_with("/reset-password?expired=1&token=")
    );
}

#[tokio::test]
async fn a_browser_goes_from_password_to_code_to_where_it_wanted() {
    let (app, shop, _, own) = guarded().await;
    let browser = shop.anonymous.another();
    let login = [
        ("email", OWNER),
        ("password", PASSWORD),
        ("next", "/cart?x=1&y=2"),
        ("remember", "true"),
    ];
    let sent_on = browser.form("/login", &login).await.expect(303);
    assert_eq!(browser.cookie("__Host-session"), "");
    let cookie = sent_on.header("set-cookie");
    for part in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=600"] {
        assert!(cookie.contains(part), "{part} not in {cookie}");
    }
    browser.get("/account").await.expect(303);
    let page = browser.get(&sent_on.header("location")).await.expect(200);
    assert!(page.text.contains("value=\"/cart?x=1&#38;y=2\""), "{}", page.text);
    // The browser next to it has the code but not the cookie.
    let other = shop.anonymous.another();
    let begin_again = other.form("/login/code", &[("code", &own.code(&app))]).await;
    assert!(
        begin_again
            .expect(303)
            .header("location")
            .starts_with("/login?done=")
    );
    let form = [("code", "000000"), ("next", "/cart?x=1&y=2")];
    let refused = browser.form("/login/code", &form).await.expect(401);
    assert!(refused.text.contains("autocomplete=\"one-time-code\""));
    let code = own.code(&app);
    let form = [
        ("code", code.as_str()),
        ("next", "/cart?x=1&y=2"),
        ("remember", "true"),
    ];
    let entered = browser.form("/login/code", &form).await.expect(303);
    assert_eq!(entered.header("location"), "/cart?x=1&y=2");
    assert_eq!(browser.cookie("__Host-challenge"), "");
    browser.get("/account").await.expect(200);
}

#[tokio::test]
async fn switching_it_off_takes_password_and_code() {
    let (app, shop, browser, own) = guarded().await;
    let off = "/account/security/second-factor/off";
    prove(&browser, off, &own.code_at(&app, 3_600), PASSWORD)
        .await
        .expect(422);
    prove(&browser, off, &own.code(&app), OTHER_PASSWORD)
        .await
        .expect(422);
    challenge(&shop).await;
    prove(&browser, off, &own.code(&app), PASSWORD).await.expect(303);
    app.run_jobs().await;
    assert_eq!(mails(&app, &shop, "identity.second_factor_off").await, 1);
    log_in(&shop.anonymous, OWNER, PASSWORD).await.expect(200).json()["access_token"]
        .as_str()
        .unwrap();
}

#[tokio::test]
async fn codes_guessed_in_an_open_browser_are_counted() {
    let (app, shop, browser, own) = guarded().await;
    let off = "/account/security/second-factor/off";
    let wrong = own.code_at(&app, 3_600);
    for _ in 0..5 {
        prove(&browser, off, &wrong, PASSWORD).await.expect(422);
    }
    prove(&browser, off, &own.code(&app), PASSWORD).await.expect(429);
    log_in(&shop.anonymous, OWNER, PASSWORD).await.expect(429);
}

#[tokio::test]
async fn where_it_is_not_offered_nobody_switches_it_on_but_who_has_it_is_asked() {
    let app = TestApp::start().await;
    let without = app.second(&[("ENABLE_2FA", "false")]).await;
    let shop = app.shop("aurora").await;
    shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    let (_, own) = Authenticator::enrol(&app, &shop, OWNER).await;
    app.advance(60);
    let there = shop.anonymous.another().towards(without.address, &shop.host);
    let browser = there.another();
    let form = [("email", "caja@aurora.test"), ("password", PASSWORD)];
    browser.form("/login", &form).await.expect(303);
    let page = browser.get("/account/security").await.expect(200);
    assert!(!page.text.contains("second-factor"), "{}", page.text);
    let offer = "/account/security/second-factor/offer";
    let token = csrf(&browser.get("/account").await);
    browser.form(offer, &[("csrf_token", &token)]).await.expect(404);
    let answer = log_in(&there, OWNER, PASSWORD).await.expect(200).json();
    give(&there, text(&answer, "challenge"), &own.code(&app))
        .await
        .expect(200);
}
