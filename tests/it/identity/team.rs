//! The team: invitations, roles, and the owner who must remain.

use kernel::Role;
use serde_json::json;
use testkit::{PASSWORD, TestApp};

use super::{OTHER_PASSWORD, log_in, text, token_from_mail};

#[tokio::test]
async fn somebody_invited_joins_works_and_is_shut_out() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let body = json!({ "email": "caja@aurora.test", "name": "Carla", "role": "cashier" });
    let invited = shop
        .owner
        .post("/api/v1/admin/people", &body)
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&invited["invited"], text(&invited, "role")),
        (&json!(true), "cashier")
    );
    log_in(&shop.anonymous, "caja@aurora.test", PASSWORD)
        .await
        .expect(401);

    let token = token_from_mail(&app, &shop, "identity.invitation").await;
    let body = json!({ "token": token, "password": PASSWORD });
    shop.anonymous
        .post("/api/v1/auth/accept-invitation", &body)
        .await
        .expect(204);
    shop.anonymous
        .post("/api/v1/auth/accept-invitation", &body)
        .await
        .expect(422);
    let cashier = testkit::sign_in(&shop.anonymous, "caja@aurora.test").await;
    assert_eq!(
        cashier.get("/api/v1/auth/me").await.json()["email_verified"],
        true
    );
    cashier.get("/api/v1/admin/users?role=owner").await.expect(403);
    let body = json!({ "email": "otra@aurora.test", "name": "Otra", "role": "owner" });
    cashier.post("/api/v1/admin/people", &body).await.expect(403);

    let path = format!("/api/v1/admin/people/{}", text(&invited, "id"));
    shop.owner
        .patch(&path, &json!({ "status": "disabled" }))
        .await
        .expect(200);
    cashier.get("/api/v1/auth/me").await.expect(401);
    log_in(&shop.anonymous, "caja@aurora.test", PASSWORD)
        .await
        .expect(401);
}

#[tokio::test]
async fn an_owner_always_remains() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (second, second_id) = shop.person(&app, Role::Owner, "otra@aurora.test").await;
    let first_id = text(&shop.owner.get("/api/v1/auth/me").await.json(), "id").to_owned();
    let (first_path, second_path) = (
        format!("/api/v1/admin/people/{first_id}"),
        format!("/api/v1/admin/people/{second_id}"),
    );

    let own = shop
        .owner
        .patch(&first_path, &json!({ "role": "admin" }))
        .await
        .expect(409);
    assert_eq!(own.code(), "own_account");
    // Both depose each other at once: one succeeds.
    let body = json!({ "role": "admin" });
    let (one, two) = tokio::join!(
        shop.owner.patch(&second_path, &body),
        second.patch(&first_path, &body)
    );
    let statuses = [one.status.as_u16(), two.status.as_u16()];
    assert_eq!(
        statuses.iter().filter(|s| **s == 200).count(),
        1,
        "{statuses:?} {} {}",
        one.text,
        two.text
    );
}

#[tokio::test]
async fn a_stranger_who_took_an_employees_address_gets_nowhere() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let body = json!({ "email": "caja@aurora.test", "password": PASSWORD, "name": "Impostor" });
    shop.anonymous
        .post("/api/v1/auth/register", &body)
        .await
        .expect(201);
    let stranger = testkit::sign_in(&shop.anonymous, "caja@aurora.test").await;
    let id = text(&stranger.get("/api/v1/auth/me").await.json(), "id").to_owned();
    let refused = shop
        .owner
        .patch(
            &format!("/api/v1/admin/people/{id}"),
            &json!({ "role": "manager" }),
        )
        .await;
    assert_eq!(refused.expect(409).code(), "address_not_proved");

    let body = json!({ "email": "caja@aurora.test", "name": "Carla", "role": "manager" });
    shop.owner.post("/api/v1/admin/people", &body).await.expect(201);
    stranger.get("/api/v1/auth/me").await.expect(401);
    log_in(&shop.anonymous, "caja@aurora.test", PASSWORD)
        .await
        .expect(401);
    let token = token_from_mail(&app, &shop, "identity.invitation").await;
    let body = json!({ "token": token, "password": OTHER_PASSWORD });
    shop.anonymous
        .post("/api/v1/auth/accept-invitation", &body)
        .await
        .expect(204);
    log_in(&shop.anonymous, "caja@aurora.test", OTHER_PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn people_are_found_by_name_address_and_role() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (cashier, _) = shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    for (email, name) in [("ana@x.co", "Ana Núñez"), ("bea@x.co", "Bea 100%")] {
        let body = json!({ "email": email, "password": PASSWORD, "name": name });
        shop.anonymous
            .post("/api/v1/auth/register", &body)
            .await
            .expect(201);
    }
    let count = async |query: &str| {
        shop.owner
            .get(&format!("/api/v1/admin/users{query}"))
            .await
            .expect(200)
            .json()["pagination"]["total"]
            .clone()
    };
    assert_eq!(count("").await, 4);
    assert_eq!(count("?search=nunez").await, 1);
    assert_eq!(count("?search=X.CO").await, 2);
    assert_eq!(count("?search=100%25").await, 1);
    assert_eq!(count("?search=%25%25").await, 0);
    assert_eq!(count("?role=cashier&status=active").await, 1);
    shop.owner.get("/api/v1/admin/users?role=king").await.expect(422);
    shop.owner.get("/api/v1/admin/users?limit=0").await.expect(422);
    // Who may not manage people sees customers only.
    assert_eq!(
        cashier.get("/api/v1/admin/users").await.expect(200).json()["pagination"]["total"],
        2
    );
}
