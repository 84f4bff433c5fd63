//! Who works for the provider: with a second factor, in a role, until somebody ends it.

use kernel::Role;
use reqwest::Method;
use serde_json::json;
use testkit::{Client, PASSWORD, TestApp};

use super::{ask, enter, staff, unproved};
use crate::authenticator::{Authenticator, prove};

#[tokio::test]
async fn without_a_second_factor_there_is_only_the_page_to_set_it_up() {
    let app = TestApp::start().await;
    let email = "laura@vitrina.test";
    let (program, _) = unproved(&app, Role::Support, email).await;
    for path in [
        "/api/v1/platform/tenants",
        "/api/v1/admin/jobs/dead",
        "/api/v1/admin/audit",
    ] {
        assert_eq!(
            program.get(path).await.expect(403).code(),
            "second_factor_needed",
            "{path}"
        );
    }
    let browser = Client::new(app.address, "platform.localhost");
    let form = [("email", email), ("password", PASSWORD)];
    browser.form("/login", &form).await.expect(303);
    for path in ["/platform/tenants", "/admin/jobs", "/admin/audit"] {
        let asked = browser.request(Method::GET, path).header("accept", "text/html");
        let sent = browser.send(asked).await.expect(303);
        assert!(sent.header("location").starts_with("/account/security"), "{path}");
    }
    let app_of_hers = Authenticator::scan(&browser).await;
    prove(
        &browser,
        "/account/security/second-factor",
        &app_of_hers.code(&app),
        PASSWORD,
    )
    .await
    .expect(200);
    browser.get("/platform/tenants").await.expect(200);
}

#[tokio::test]
async fn roles_open_what_is_theirs() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (finance, head) = (
        staff(&app, Role::Finance).await,
        staff(&app, Role::SuperAdmin).await,
    );
    let tenant = format!("/api/v1/platform/tenants/{}", shop.tenant);
    finance.get(&tenant).await.expect(200);
    finance
        .post(&format!("{tenant}/notes"), &json!({ "note": "Debe marzo" }))
        .await
        .expect(201);
    finance
        .post(&format!("{tenant}/suspend"), &json!({ "reason": "x" }))
        .await
        .expect(403);
    let help = json!({ "reason": "x", "minutes": 10 });
    finance
        .post(&format!("{tenant}/support-accesses"), &help)
        .await
        .expect(403);
    finance.get("/platform/staff").await.expect(403);
    head.get("/platform/staff").await.expect(200);
    head.get("/platform/flags").await.expect(200);
}

#[tokio::test]
async fn a_head_invites_and_changes_others_and_never_the_own_role() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let head = staff(&app, Role::SuperAdmin).await;
    let path = "/api/v1/platform/staff";
    let new = json!({ "email": "nuevo@vitrina.test", "name": "Nuevo", "role": "support" });
    let id = head.post(path, &new).await.expect(201).json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    head.post(path, &new).await.expect(422);
    let owner = json!({ "email": "otro@vitrina.test", "name": "Otro", "role": "owner" });
    head.post(path, &owner).await.expect(422);
    let change = json!({ "role": "finance", "status": "active" });
    head.put(&format!("{path}/{id}"), &change).await.expect(204);
    let listed = head.get(path).await.expect(200).json();
    let rows = listed["data"].as_array().unwrap();
    let me = rows.iter().find(|row| row["role"] == "super_admin").unwrap();
    let mine = format!("{path}/{}", me["id"].as_str().unwrap());
    assert_eq!(head.put(&mine, &change).await.expect(409).code(), "own_account");
    // Nobody of a shop is reached from here.
    let (_, cashier) = shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    head.put(&format!("{path}/{cashier}"), &change).await.expect(404);
}

#[tokio::test]
async fn who_is_disabled_is_out_of_every_shop_at_once() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let head = staff(&app, Role::SuperAdmin).await;
    let support = staff(&app, Role::Support).await;
    let (used, waiting) = (ask(&support, &shop, 60).await, ask(&support, &shop, 60).await);
    let helper = enter(&shop, &used).await;
    helper.get("/admin").await.expect(200);
    let listed = head.get("/api/v1/platform/staff").await.expect(200).json();
    let rows = listed["data"].as_array().unwrap();
    let row = rows.iter().find(|row| row["role"] == "support").unwrap();
    let path = format!("/api/v1/platform/staff/{}", row["id"].as_str().unwrap());
    let off = json!({ "role": "support", "status": "disabled" });
    head.put(&path, &off).await.expect(204);
    helper.get("/admin").await.expect(303);
    let browser = shop.anonymous.another();
    browser
        .form("/support/enter", &[("token", &waiting)])
        .await
        .expect(409);
    support.get("/api/v1/platform/tenants").await.expect(401);
}
