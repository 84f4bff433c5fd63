//! Signing in: lock-out, tokens of other shops, rotation and its thief.

use kernel::Role;
use serde_json::json;
use testkit::{PASSWORD, TestApp};

use super::{OTHER_PASSWORD, log_in, text, token_from_mail, tx};

#[tokio::test]
async fn five_failures_lock_even_the_right_password_out_until_the_lock_ends() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for _ in 0..5 {
        let refused = log_in(&shop.anonymous, "owner@aurora.test", OTHER_PASSWORD)
            .await
            .expect(401);
        assert_eq!(refused.code(), "invalid_credentials");
    }
    let locked = log_in(&shop.anonymous, "owner@aurora.test", PASSWORD)
        .await
        .expect(429);
    assert_eq!(
        (locked.code().as_str(), locked.header("retry-after").as_str()),
        ("too_many_attempts", "900")
    );
    // The count outlived the refusals that it was made in.
    let locks: i32 = sqlx::query_scalar("select max(locks) from login_throttle where tenant_id = $1")
        .bind(shop.tenant)
        .fetch_one(&mut **tx(&app, &shop).await)
        .await
        .unwrap();
    assert_eq!(locks, 1);
    // Others are not locked out with them.
    shop.person(&app, Role::Cashier, "caja@aurora.test").await;

    app.advance(15 * 60);
    log_in(&shop.anonymous, "owner@aurora.test", PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn an_unknown_account_fails_and_locks_like_a_known_one() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for _ in 0..5 {
        assert_eq!(
            log_in(&shop.anonymous, "nadie@x.co", PASSWORD)
                .await
                .expect(401)
                .code(),
            "invalid_credentials"
        );
    }
    log_in(&shop.anonymous, "nadie@x.co", PASSWORD).await.expect(429);
}

#[tokio::test]
async fn guesses_made_in_parallel_are_counted_one_by_one() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let guesses = (0..12).map(|_| log_in(&shop.anonymous, "owner@aurora.test", OTHER_PASSWORD));
    let answers = futures_util::future::join_all(guesses).await;
    let judged = answers.iter().filter(|a| a.status == 401).count();
    assert_eq!((judged, answers.len() - judged), (5, 7));
}

#[tokio::test]
async fn a_token_is_worth_nothing_at_another_shop() {
    let app = TestApp::start().await;
    let (aurora, bordados) = (app.shop("aurora").await, app.shop("bordados").await);
    aurora.owner.get("/api/v1/auth/me").await.expect(200);
    aurora
        .owner
        .towards(app.address, &bordados.host)
        .get("/api/v1/auth/me")
        .await
        .expect(401);
    // A refresh token neither.
    let answer = log_in(&aurora.anonymous, "owner@aurora.test", PASSWORD)
        .await
        .json();
    let body = json!({ "refresh_token": text(&answer, "refresh_token") });
    bordados
        .anonymous
        .post("/api/v1/auth/refresh", &body)
        .await
        .expect(401);
    aurora
        .anonymous
        .post("/api/v1/auth/refresh", &body)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_replayed_refresh_token_ends_its_session() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let refresh = |token: String| {
        let client = shop.anonymous.clone();
        async move {
            client
                .post("/api/v1/auth/refresh", &json!({ "refresh_token": token }))
                .await
        }
    };
    let first = log_in(&shop.anonymous, "owner@aurora.test", PASSWORD)
        .await
        .expect(200)
        .json();
    let stolen = text(&first, "refresh_token").to_owned();
    app.advance(16 * 60);
    let second = refresh(stolen.clone()).await.expect(200).json();
    let owner = shop.anonymous.with_token(text(&second, "access_token"));
    owner.get("/api/v1/auth/me").await.expect(200);

    assert_eq!(refresh(stolen).await.expect(401).code(), "refresh_token_reused");
    let reason: Option<String> = sqlx::query_scalar(
        "select revoked_reason from session where tenant_id = $1 and kind = 'api' and revoked_at is not null",
    )
    .bind(shop.tenant)
    .fetch_one(&mut **tx(&app, &shop).await)
    .await
    .unwrap();
    assert_eq!(reason.as_deref(), Some("token_reused"));
    // The thief's and the owner's tokens are both worth nothing now.
    owner.get("/api/v1/auth/me").await.expect(401);
    assert_eq!(
        refresh(text(&second, "refresh_token").to_owned())
            .await
            .expect(401)
            .code(),
        "session_ended"
    );
}

#[tokio::test]
async fn of_two_who_bring_one_refresh_token_at_once_one_is_served() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let answer = log_in(&shop.anonymous, "owner@aurora.test", PASSWORD)
        .await
        .json();
    let body = json!({ "refresh_token": text(&answer, "refresh_token") });
    let racers = (0..4).map(|_| shop.anonymous.post("/api/v1/auth/refresh", &body));
    let statuses: Vec<u16> = futures_util::future::join_all(racers)
        .await
        .iter()
        .map(|a| a.status.as_u16())
        .collect();
    assert_eq!(statuses.iter().filter(|s| **s == 200).count(), 1, "{statuses:?}");
}

#[tokio::test]
async fn tokens_end_by_the_clock() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let answer = log_in(&shop.anonymous, "owner@aurora.test", PASSWORD)
        .await
        .json();
    let client = shop.anonymous.with_token(text(&answer, "access_token"));
    app.advance(899);
    client.get("/api/v1/auth/me").await.expect(200);
    app.advance(1);
    client.get("/api/v1/auth/me").await.expect(401);
    app.advance(7 * 86_400);
    let body = json!({ "refresh_token": text(&answer, "refresh_token") });
    shop.anonymous
        .post("/api/v1/auth/refresh", &body)
        .await
        .expect(401);
}

#[tokio::test]
async fn an_owners_password_grows_too_old() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    app.advance(90 * 86_400);
    let refused = log_in(&shop.anonymous, "owner@aurora.test", PASSWORD)
        .await
        .expect(403);
    assert_eq!(refused.code(), "password_expired");

    let form = [("email", "owner@aurora.test"), ("password", PASSWORD)];
    let sent_on = shop
        .anonymous
        .another()
        .form("/login", &form)
        .await
        .expect(303)
        .header("location");
    let token = sent_on
        .strip_prefix("/reset-password?expired=1&token=")
        .expect("the way to a new password");
    let reset = |password: &'static str| {
        let body = json!({ "token": token, "password": password });
        let client = shop.anonymous.clone();
        async move { client.post("/api/v1/auth/reset-password", &body).await }
    };
    let problem = reset(PASSWORD).await.expect(422).json();
    assert_eq!(text(&problem["errors"][0], "code"), "password_used");
    reset(OTHER_PASSWORD).await.expect(204);
    log_in(&shop.anonymous, "owner@aurora.test", OTHER_PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn none_of_the_last_five_passwords_comes_back() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let set = async |password: &str| {
        shop.anonymous
            .post(
                "/api/v1/auth/forgot-password",
                &json!({ "email": "owner@aurora.test" }),
            )
            .await
            .expect(202);
        app.run_jobs().await;
        let token = token_from_mail(&app, &shop, "identity.reset_password").await;
        app.advance(3_600 / 2);
        shop.anonymous
            .post(
                "/api/v1/auth/reset-password",
                &json!({ "token": token, "password": password }),
            )
            .await
    };
    for n in 1..=4 {
        set(&format!("clave nueva numero {n}")).await.expect(204);
    }
    set(PASSWORD).await.expect(422);
    set("clave nueva numero 5").await.expect(204);
    set(PASSWORD).await.expect(204);
}
