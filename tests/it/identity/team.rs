//! The team: invitations, roles, and the owner who must remain.

use kernel::Role;
use serde_json::json;
use testkit::{PASSWORD, TestApp};

use super::{OTHER_PASSWORD, log_in, meanwhile, text, token_from_mail, tx};

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

/// A stranger registers an employee's address, and the employee, who thinks nothing of it, clicks the genuine mail.
#[tokio::test]
async fn a_role_is_never_given_to_a_password_from_before_it() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for (email, by_invitation) in [("caja@aurora.test", false), ("bodega@aurora.test", true)] {
        // The newest mail of a kind is told by the clock.
        app.advance(1);
        let body = json!({ "email": email, "password": PASSWORD, "name": "Impostor" });
        shop.anonymous
            .post("/api/v1/auth/register", &body)
            .await
            .expect(201);
        let token = token_from_mail(&app, &shop, "identity.verify_email").await;
        shop.anonymous
            .post("/api/v1/auth/verify-email", &json!({ "token": token }))
            .await
            .expect(204);
        let stranger = testkit::sign_in(&shop.anonymous, email).await;
        let id = text(&stranger.get("/api/v1/auth/me").await.json(), "id").to_owned();

        let promoted = if by_invitation {
            let body = json!({ "email": email, "name": "Carla", "role": "manager" });
            shop.owner.post("/api/v1/admin/people", &body).await.expect(201)
        } else {
            let path = format!("/api/v1/admin/people/{id}");
            shop.owner
                .patch(&path, &json!({ "role": "manager" }))
                .await
                .expect(200)
        };
        assert_eq!(promoted.json()["invited"], true);
        stranger.get("/api/v1/auth/me").await.expect(401);
        log_in(&shop.anonymous, email, PASSWORD).await.expect(401);

        let token = token_from_mail(&app, &shop, "identity.invitation").await;
        let body = json!({ "token": token, "password": OTHER_PASSWORD });
        shop.anonymous
            .post("/api/v1/auth/accept-invitation", &body)
            .await
            .expect(204);
        let carla = log_in(&shop.anonymous, email, OTHER_PASSWORD)
            .await
            .expect(200)
            .json();
        assert_eq!(text(&carla["user"], "role"), "manager");
    }
}

#[tokio::test]
async fn a_role_within_the_team_changes_without_a_new_password() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (_, id) = shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    let path = format!("/api/v1/admin/people/{id}");
    shop.owner
        .patch(&path, &json!({ "role": "manager" }))
        .await
        .expect(200);
    log_in(&shop.anonymous, "caja@aurora.test", PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn an_owner_who_is_deposed_meanwhile_invites_nobody() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (second, id) = shop.person(&app, Role::Owner, "otra@aurora.test").await;
    let mut tx = tx(&app, &shop).await;
    sqlx::query("update person set role = 'admin' where tenant_id = $1 and person_id = $2")
        .bind(shop.tenant)
        .bind(id)
        .execute(&mut **tx)
        .await
        .unwrap();
    let refused = meanwhile(&app, tx, async move {
        let body = json!({ "email": "amiga@x.co", "name": "Amiga", "role": "owner" });
        second.post("/api/v1/admin/people", &body).await
    })
    .await
    .expect(403);
    assert_eq!(refused.code(), "owners_only");
}

#[tokio::test]
async fn an_invitation_does_not_undo_a_role_given_meanwhile() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (_, id) = shop.person(&app, Role::Customer, "ana@x.co").await;
    let mut tx = tx(&app, &shop).await;
    sqlx::query("update person set role = 'owner' where tenant_id = $1 and person_id = $2")
        .bind(shop.tenant)
        .bind(id)
        .execute(&mut **tx)
        .await
        .unwrap();
    let owner = shop.owner.clone();
    let refused = meanwhile(&app, tx, async move {
        let body = json!({ "email": "ana@x.co", "name": "Ana", "role": "cashier" });
        owner.post("/api/v1/admin/people", &body).await
    })
    .await
    .expect(422)
    .json();
    assert_eq!(text(&refused["errors"][0], "code"), "taken");
    let ana = log_in(&shop.anonymous, "ana@x.co", PASSWORD)
        .await
        .expect(200)
        .json();
    assert_eq!(text(&ana["user"], "role"), "owner");
}
