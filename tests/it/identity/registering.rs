//! Registering tells strangers nothing, and the address is proved by mail.

use std::collections::HashSet;

use serde_json::json;
use testkit::{Answer, PASSWORD, TestApp};

use super::{OTHER_PASSWORD, log_in, mails, text, token_from_mail, tx};

#[tokio::test]
async fn a_customer_registers_proves_the_address_and_signs_in() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let body =
        json!({ "email": " Ana@Ejemplo.com", "password": PASSWORD, "name": "Ana", "phone": "300 123 4567" });
    shop.anonymous
        .post("/api/v1/auth/register", &body)
        .await
        .expect(201);

    let answer = log_in(&shop.anonymous, "ana@ejemplo.com", PASSWORD)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (text(&answer, "token_type"), answer["expires_in"].as_i64()),
        ("Bearer", Some(900))
    );
    assert_eq!(
        (text(&answer["user"], "email"), text(&answer["user"], "role")),
        ("ana@ejemplo.com", "customer")
    );
    let ana = shop.anonymous.with_token(text(&answer, "access_token"));
    assert_eq!(
        ana.get("/api/v1/auth/me").await.expect(200).json()["email_verified"],
        false
    );

    let token = token_from_mail(&app, &shop, "identity.verify_email").await;
    shop.anonymous
        .post("/api/v1/auth/verify-email", &json!({ "token": token }))
        .await
        .expect(204);
    assert_eq!(
        ana.get("/api/v1/auth/me").await.expect(200).json()["email_verified"],
        true
    );
    // Clicking twice is human; a made-up link is not.
    shop.anonymous
        .post("/api/v1/auth/verify-email", &json!({ "token": token }))
        .await
        .expect(204);
    let made_up = shop
        .anonymous
        .post("/api/v1/auth/verify-email", &json!({ "token": "x" }))
        .await
        .expect(422);
    assert_eq!(made_up.code(), "link_expired");
}

#[tokio::test]
async fn a_known_address_is_answered_like_a_new_one_and_only_its_owner_learns() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let register = |password: &'static str| {
        let client = shop.anonymous.clone();
        let body = json!({ "email": "ana@ejemplo.com", "password": password, "name": "Ana" });
        async move { client.post("/api/v1/auth/register", &body).await.expect(201) }
    };
    let (first, second) = (register(PASSWORD).await, register(OTHER_PASSWORD).await);
    assert_eq!(first.text, second.text);
    let names = |answer: &Answer| answer.headers.keys().cloned().collect::<HashSet<_>>();
    assert_eq!(names(&first), names(&second));
    assert_eq!(mails(&app, &shop, "identity.known_address").await, 1);
    log_in(&shop.anonymous, "ana@ejemplo.com", PASSWORD)
        .await
        .expect(200);
    log_in(&shop.anonymous, "ana@ejemplo.com", OTHER_PASSWORD)
        .await
        .expect(401);
    // And nobody can fill Ana's mailbox through us.
    for _ in 0..8 {
        register(PASSWORD).await;
    }
    assert_eq!(mails(&app, &shop, "identity.known_address").await, 5);
}

#[tokio::test]
async fn a_bad_password_names_its_field_and_writes_nothing() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for (password, code) in [
        ("corta", "weak_password"),
        ("Colombia2026*", "common_password"),
        ("ana@ejemplo.com", "password_is_email"),
    ] {
        let body = json!({ "email": "ana@ejemplo.com", "password": password, "name": "Ana" });
        let problem = shop
            .anonymous
            .post("/api/v1/auth/register", &body)
            .await
            .expect(422)
            .json();
        assert_eq!(
            (
                text(&problem["errors"][0], "field"),
                text(&problem["errors"][0], "code")
            ),
            ("password", code)
        );
    }
    let people: i64 =
        sqlx::query_scalar("select count(*) from person where tenant_id = $1 and role = 'customer'")
            .bind(shop.tenant)
            .fetch_one(&mut **tx(&app, &shop).await)
            .await
            .unwrap();
    assert_eq!(people, 0);
}

#[tokio::test]
async fn the_same_address_at_two_shops_is_two_people() {
    let app = TestApp::start().await;
    let (aurora, bordados) = (app.shop("aurora").await, app.shop("bordados").await);
    for (shop, password) in [(&aurora, PASSWORD), (&bordados, OTHER_PASSWORD)] {
        let body = json!({ "email": "ana@ejemplo.com", "password": password, "name": "Ana" });
        shop.anonymous
            .post("/api/v1/auth/register", &body)
            .await
            .expect(201);
    }
    let here = log_in(&aurora.anonymous, "ana@ejemplo.com", PASSWORD)
        .await
        .expect(200)
        .json();
    let there = log_in(&bordados.anonymous, "ana@ejemplo.com", OTHER_PASSWORD)
        .await
        .expect(200)
        .json();
    assert_ne!(text(&here["user"], "id"), text(&there["user"], "id"));
    log_in(&bordados.anonymous, "ana@ejemplo.com", PASSWORD)
        .await
        .expect(401);
}
