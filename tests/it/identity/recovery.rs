//! Who has lost the telephone: recovery codes, and those who can take the second factor away.

use futures_util::future::join_all;
use kernel::Role;
use serde_json::json;
use testkit::{Answer, PASSWORD, TestApp, TestShop};

use super::{log_in, mails, text, tx};
use crate::authenticator::{Authenticator, codes_of, prove};

const CASHIER: &str = "caja@aurora.test";

async fn enter(shop: &TestShop, email: &str, code: &str) -> Answer {
    let answer = log_in(&shop.anonymous, email, PASSWORD).await.expect(200).json();
    let body = json!({ "challenge": text(&answer, "challenge"), "code": code });
    shop.anonymous
        .another()
        .post("/api/v1/auth/login/second-factor", &body)
        .await
}

#[tokio::test]
async fn each_recovery_code_lets_in_once_and_its_owner_hears_of_it() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.person(&app, Role::Cashier, CASHIER).await;
    let (browser, own) = Authenticator::enrol(&app, &shop, CASHIER).await;
    assert_eq!(own.recovery.len(), 10);
    // As people type: in capitals, without the dash.
    let typed = own.recovery[0].to_uppercase().replace('-', " ");
    enter(&shop, CASHIER, &typed).await.expect(200);
    let again = enter(&shop, CASHIER, &own.recovery[0]).await.expect(401);
    assert_eq!(again.code(), "second_factor_refused");
    app.run_jobs().await;
    assert_eq!(mails(&app, &shop, "identity.recovery_code_used").await, 1);
    let page = browser.get("/account/security").await.expect(200);
    assert!(page.text.contains("Te quedan 9"), "{}", page.text);

    // They are kept as hashes only.
    let kept: Vec<Vec<u8>> = sqlx::query_scalar("select code_hash from recovery_code where tenant_id = $1")
        .bind(shop.tenant)
        .fetch_all(&mut **tx(&app, &shop).await)
        .await
        .unwrap();
    let plain = own.recovery[1].replace('-', "");
    assert!(kept.len() == 10 && !kept.iter().any(|hash| hash.starts_with(plain.as_bytes())));
}

#[tokio::test]
async fn of_many_who_bring_one_recovery_code_at_once_one_gets_in() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.person(&app, Role::Cashier, CASHIER).await;
    let (_, own) = Authenticator::enrol(&app, &shop, CASHIER).await;
    let racers = (0..4).map(|_| enter(&shop, CASHIER, &own.recovery[3]));
    let inside = join_all(racers).await.iter().filter(|a| a.status == 200).count();
    assert_eq!(inside, 1);
}

#[tokio::test]
async fn new_recovery_codes_end_the_old_ones() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.person(&app, Role::Cashier, CASHIER).await;
    let (browser, own) = Authenticator::enrol(&app, &shop, CASHIER).await;
    app.advance(60);
    let path = "/account/security/recovery-codes";
    prove(&browser, path, "000000", PASSWORD).await.expect(422);
    let renewed = prove(&browser, path, &own.code(&app), PASSWORD).await.expect(200);
    let new = codes_of(&renewed);
    assert!(new.len() == 10 && !new.contains(&own.recovery[0]));
    enter(&shop, CASHIER, &own.recovery[0]).await.expect(401);
    enter(&shop, CASHIER, &new[0]).await.expect(200);
}

#[tokio::test]
async fn an_owner_takes_it_away_from_who_lost_the_telephone() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (cashier, id) = shop.person(&app, Role::Cashier, CASHIER).await;
    let (manager, _) = shop.person(&app, Role::Manager, "jefa@aurora.test").await;
    let path = format!("/api/v1/admin/people/{id}/second-factor");
    shop.owner.delete(&path).await.expect(404);
    drop(cashier);
    let (browser, _) = Authenticator::enrol(&app, &shop, CASHIER).await;
    manager.delete(&path).await.expect(403);
    log_in(&shop.anonymous, CASHIER, PASSWORD)
        .await
        .expect(200)
        .json()["challenge"]
        .as_str()
        .unwrap();

    shop.owner.delete(&path).await.expect(204);
    browser.get("/account").await.expect(303);
    log_in(&shop.anonymous, CASHIER, PASSWORD)
        .await
        .expect(200)
        .json()["access_token"]
        .as_str()
        .unwrap();
    app.run_jobs().await;
    assert_eq!(mails(&app, &shop, "identity.second_factor_reset").await, 1);
    // The own one takes password and code like everybody's.
    let me = shop.owner.get("/api/v1/auth/me").await.expect(200).json();
    let own = format!("/api/v1/admin/people/{}/second-factor", text(&me, "id"));
    assert_eq!(shop.owner.delete(&own).await.expect(409).code(), "own_account");
}

#[tokio::test]
async fn who_joins_the_team_brings_no_second_factor_along() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (_, id) = shop.person(&app, Role::Customer, CASHIER).await;
    Authenticator::enrol(&app, &shop, CASHIER).await;
    let role = json!({ "role": "cashier" });
    let path = format!("/api/v1/admin/people/{id}");
    shop.owner.patch(&path, &role).await.expect(200);
    let left: i64 = sqlx::query_scalar("select count(*) from second_factor where tenant_id = $1")
        .bind(shop.tenant)
        .fetch_one(&mut **tx(&app, &shop).await)
        .await
        .unwrap();
    assert_eq!(
        left, 0,
        "a stranger's telephone would lock the owner of the address out"
    );
}
