//! Forgotten passwords.

use kernel::Role;
use serde_json::json;
use testkit::{PASSWORD, TestApp};

use super::{OTHER_PASSWORD, log_in, mails, meanwhile, text, token_from_mail, tx};

#[tokio::test]
async fn a_reset_works_once_ends_every_session_and_lifts_a_lock() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for _ in 0..5 {
        log_in(&shop.anonymous, "owner@aurora.test", OTHER_PASSWORD)
            .await
            .expect(401);
    }
    shop.anonymous
        .post(
            "/api/v1/auth/forgot-password",
            &json!({ "email": "owner@aurora.test" }),
        )
        .await
        .expect(202);
    app.run_jobs().await;
    let token = token_from_mail(&app, &shop, "identity.reset_password").await;
    let body = json!({ "token": token, "password": OTHER_PASSWORD });
    shop.anonymous
        .post("/api/v1/auth/reset-password", &body)
        .await
        .expect(204);

    shop.owner.get("/api/v1/auth/me").await.expect(401);
    let alive: i64 =
        sqlx::query_scalar("select count(*) from session where tenant_id = $1 and revoked_at is null")
            .bind(shop.tenant)
            .fetch_one(&mut **tx(&app, &shop).await)
            .await
            .unwrap();
    assert_eq!(alive, 0);
    log_in(&shop.anonymous, "owner@aurora.test", PASSWORD)
        .await
        .expect(401);
    log_in(&shop.anonymous, "owner@aurora.test", OTHER_PASSWORD)
        .await
        .expect(200);
    assert_eq!(mails(&app, &shop, "identity.password_changed").await, 1);
    let again = shop
        .anonymous
        .post("/api/v1/auth/reset-password", &body)
        .await
        .expect(422);
    assert_eq!(again.code(), "link_expired");
}

#[tokio::test]
async fn an_unknown_address_is_answered_alike_and_gets_no_mail() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let ask = async |email: &str| {
        shop.anonymous
            .post("/api/v1/auth/forgot-password", &json!({ "email": email }))
            .await
            .expect(202)
            .text
    };
    assert_eq!(ask("owner@aurora.test").await, ask("nadie@x.co").await);
    app.run_jobs().await;
    assert_eq!(mails(&app, &shop, "identity.reset_password").await, 1);
}

#[tokio::test]
async fn a_link_ends_by_the_clock_and_by_the_next_one() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let ask = async || {
        shop.anonymous
            .post(
                "/api/v1/auth/forgot-password",
                &json!({ "email": "owner@aurora.test" }),
            )
            .await
            .expect(202);
        app.advance(1);
        app.run_jobs().await;
        token_from_mail(&app, &shop, "identity.reset_password").await
    };
    let set = async |token: &str| {
        let body = json!({ "token": token, "password": OTHER_PASSWORD });
        shop.anonymous.post("/api/v1/auth/reset-password", &body).await
    };
    let first = ask().await;
    let second = ask().await;
    assert_ne!(first, second);
    set(&first).await.expect(422);
    app.advance(3_600);
    set(&second).await.expect(422);
}

#[tokio::test]
async fn a_link_of_one_shop_opens_nothing_at_another() {
    let app = TestApp::start().await;
    let (aurora, bordados) = (app.shop("aurora").await, app.shop("bordados").await);
    aurora
        .anonymous
        .post(
            "/api/v1/auth/forgot-password",
            &json!({ "email": "owner@aurora.test" }),
        )
        .await
        .expect(202);
    app.run_jobs().await;
    let token = token_from_mail(&app, &aurora, "identity.reset_password").await;
    let body = json!({ "token": token, "password": OTHER_PASSWORD });
    bordados
        .anonymous
        .post("/api/v1/auth/reset-password", &body)
        .await
        .expect(422);
    aurora
        .anonymous
        .post("/api/v1/auth/reset-password", &body)
        .await
        .expect(204);
}

#[tokio::test]
async fn changing_the_own_password_wants_the_present_one_and_ends_other_sessions() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (cashier, _) = shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    let elsewhere = testkit::sign_in(&shop.anonymous, "caja@aurora.test").await;
    let change = async |present: &str, new: &str| {
        cashier
            .post(
                "/api/v1/auth/change-password",
                &json!({ "current_password": present, "password": new }),
            )
            .await
    };
    let wrong = change(OTHER_PASSWORD, "una clave distinta")
        .await
        .expect(422)
        .json();
    assert_eq!(text(&wrong["errors"][0], "code"), "wrong_password");
    let same = change(PASSWORD, PASSWORD).await.expect(422).json();
    assert_eq!(text(&same["errors"][0], "code"), "password_used");
    change(PASSWORD, OTHER_PASSWORD).await.expect(204);
    cashier.get("/api/v1/auth/me").await.expect(200);
    elsewhere.get("/api/v1/auth/me").await.expect(401);
}

/// The caller knew the present password when it was compared, but by the time the new one is written, it or the session
/// is no longer good.
#[tokio::test]
async fn a_change_of_password_does_not_outlive_what_was_revoked_meanwhile() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for (n, revoking) in [
        "update person set password_hash = null where tenant_id = $1 and person_id = $2",
        "update person set status = 'disabled' where tenant_id = $1 and person_id = $2",
        "update session set revoked_at = created_at where tenant_id = $1 and person_id = $2",
    ]
    .into_iter()
    .enumerate()
    {
        let (person, id) = shop.person(&app, Role::Customer, &format!("ana{n}@x.co")).await;
        let mut tx = tx(&app, &shop).await;
        sqlx::query(revoking)
            .bind(shop.tenant)
            .bind(id)
            .execute(&mut **tx)
            .await
            .unwrap();
        let refused = meanwhile(&app, tx, async move {
            let body = json!({ "current_password": PASSWORD, "password": OTHER_PASSWORD });
            person.post("/api/v1/auth/change-password", &body).await
        })
        .await
        .expect(401);
        assert_eq!(refused.code(), "session_ended", "{revoking}");
        log_in(&shop.anonymous, &format!("ana{n}@x.co"), OTHER_PASSWORD)
            .await
            .expect(401);
    }
}

#[tokio::test]
async fn no_stranger_shuts_the_way_back_in_for_longer_than_an_hour() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let ask = async |times: usize| {
        for _ in 0..times {
            let body = json!({ "email": "owner@aurora.test" });
            shop.anonymous
                .post("/api/v1/auth/forgot-password", &body)
                .await
                .expect(202);
        }
        app.run_jobs().await;
        mails(&app, &shop, "identity.reset_password").await
    };
    // Registering the address over and over uses up the room of another mail.
    for _ in 0..6 {
        let body = json!({ "email": "owner@aurora.test", "password": PASSWORD, "name": "Ana" });
        shop.anonymous
            .post("/api/v1/auth/register", &body)
            .await
            .expect(201);
    }
    assert_eq!(ask(10).await, 5);
    for hour in 1..=3 {
        app.advance(3_600);
        assert_eq!(ask(10).await, 5 + 5 * hour);
    }
}
