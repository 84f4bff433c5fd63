//! The provider's panel, by its own people.
#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot go on has failed its test"
)]

mod announcements;
mod flags;
mod maintenance;
mod money;
mod staff;
mod support;
mod support_attacks;
mod support_money;
mod tenants;

use identity::{NewPerson, create_person, hash_password};
use kernel::{Email, Line, Locale, PersonId, Role, TenantId};
use serde_json::{Value, json};
use testkit::{Client, PASSWORD, TestApp, TestShop, sign_in};

/// Somebody of the provider's who has only a password.
async fn unproved(app: &TestApp, role: Role, email: &str) -> (Client, PersonId) {
    let mut tx = app.begin(TenantId::PLATFORM).await;
    let new = NewPerson {
        email: Email::parse(email).unwrap(),
        name: Line::parse("Laura Gómez").unwrap(),
        phone: None,
        role,
        locale: Locale::Es,
        password_hash: Some(hash_password(PASSWORD.to_owned()).await.unwrap()),
        verified: true,
    };
    let id = create_person(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    let platform = Client::new(app.address, "platform.localhost");
    (sign_in(&platform, email).await, id)
}

/// The same, signed in with both factors.
async fn staff(app: &TestApp, role: Role) -> Client {
    let (client, id) = unproved(app, role, &format!("{}@vitrina.test", role.as_str())).await;
    sqlx::query("update session set proof = 'password_code' where person_id = $1")
        .bind(id)
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
    client
}

/// Asks for an access of so many minutes; gives the path and token at the shop.
async fn ask(support: &Client, shop: &TestShop, minutes: i64) -> String {
    let path = format!("/api/v1/platform/tenants/{}/support-accesses", shop.tenant);
    let body = json!({ "reason": "Revisar el catálogo", "minutes": minutes });
    let opened = support.post(&path, &body).await.expect(201).json();
    let url = opened["enter_url"].as_str().unwrap();
    url.split_once("token=").unwrap().1.to_owned()
}

/// A browser at the shop that has used the token up.
async fn enter(shop: &TestShop, token: &str) -> Client {
    let browser = shop.anonymous.another();
    let entered = browser.form("/support/enter", &[("token", token)]).await;
    assert_eq!(entered.expect(303).header("location"), "/admin");
    browser
}

/// The provider's log about a shop: purpose and details, oldest first.
async fn log(app: &TestApp, shop: &TestShop) -> Vec<(String, Value)> {
    sqlx::query_as(
        "select purpose, details from platform_audit where about_tenant = $1 order by created_at, audit_id",
    )
    .bind(shop.tenant)
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap()
}

/// The token that the forms of a page send back.
fn csrf(page: &str) -> String {
    let rest = page.split("name=\"csrf_token\" value=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}
