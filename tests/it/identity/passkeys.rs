//! Passkeys of the own account: added by who proves everything, listed, renamed, removed.

use kernel::Role;
use serde_json::{Value, json};
use testkit::{Answer, Client, PASSWORD, TestApp, TestShop, sign_in};

use super::{OTHER_PASSWORD, csrf, mails, token_from_mail, tx};
use crate::authenticator::Authenticator;
use crate::soft_passkey::{LOGIN_BEGIN, PASSKEYS, SoftPasskey, begin};

const ANA: &str = "ana@aurora.test";
const BEGIN: &str = "/api/v1/auth/passkeys/begin";

async fn somebody() -> (TestApp, TestShop, Client) {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (ana, _) = shop.person(&app, Role::Customer, ANA).await;
    (app, shop, ana)
}

async fn names(client: &Client) -> Vec<String> {
    let list = client.get(PASSKEYS).await.expect(200).json();
    let name = |one: &Value| one["name"].as_str().unwrap().to_owned();
    list["data"].as_array().unwrap().iter().map(name).collect()
}

async fn forget_password(app: &TestApp, shop: &TestShop, email: &str) {
    let mut tx = tx(app, shop).await;
    sqlx::query("update person set password_hash = null where tenant_id = $1 and email = $2")
        .bind(shop.tenant)
        .bind(email)
        .execute(&mut **tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

fn refused(answer: Answer, status: u16, code: &str) {
    assert_eq!(answer.expect(status).code(), code);
}

#[tokio::test]
async fn one_is_added_listed_renamed_and_removed_and_its_owner_hears_of_it() {
    let (app, shop, ana) = somebody().await;
    let (_, id) = SoftPasskey::enrol(&app, &shop, &ana).await;
    let list = ana.get(PASSKEYS).await.expect(200).json();
    let own = &list["data"][0];
    assert_eq!(
        (own["id"].as_str(), own["name"].as_str(), &own["last_used_at"]),
        (Some(id.as_str()), Some("Mi teléfono"), &Value::Null)
    );
    let path = format!("{PASSKEYS}/{id}");
    let renamed = ana.patch(&path, &json!({ "name": " El de la caja " })).await;
    assert_eq!(renamed.expect(200).json()["name"], "El de la caja");
    ana.patch(&path, &json!({ "name": "" })).await.expect(422);
    ana.delete(&path).await.expect(204);
    ana.delete(&path).await.expect(404);
    assert_eq!(names(&ana).await, [""; 0]);
    app.run_jobs().await;
    for purpose in ["identity.passkey_added", "identity.passkey_removed"] {
        assert_eq!(mails(&app, &shop, purpose).await, 1, "{purpose}");
    }
}

#[tokio::test]
async fn the_pages_show_it_and_do_the_same() {
    let (app, shop, ana) = somebody().await;
    let (_, id) = SoftPasskey::enrol(&app, &shop, &ana).await;
    let browser = shop.anonymous.another();
    let login = [("email", ANA), ("password", PASSWORD)];
    browser.form("/login", &login).await.expect(303);
    let security = browser.get("/account/security").await.expect(200);
    let path = format!("/account/security/passkeys/{id}");
    assert!(security.text.contains("Mi teléfono") && security.text.contains(&path));
    let new = browser.get("/account/security/passkeys/new").await.expect(200);
    assert!(new.text.contains(&format!("data-passkey-new=\"{}\"", shop.host)));
    let token = csrf(&browser.get(&path).await.expect(200));
    let rename = async |name| {
        browser
            .form(&path, &[("name", name), ("csrf_token", &token)])
            .await
    };
    rename("").await.expect(422);
    rename("El azul").await.expect(303);
    assert_eq!(names(&ana).await, ["El azul"]);
    let away = format!("{path}/remove");
    browser.form(&away, &[]).await.expect(403);
    browser.form(&away, &[("csrf_token", &token)]).await.expect(303);
    browser.get(&path).await.expect(404);
    browser.get("/account/security").await.expect(200);
}

#[tokio::test]
async fn whoever_adds_one_proves_all_that_a_sign_in_asks() {
    let (app, shop, ana) = somebody().await;
    let ask = async |proof: Value| ana.post(BEGIN, &proof).await;
    ask(json!({})).await.expect(422);
    ask(json!({ "current_password": OTHER_PASSWORD }))
        .await
        .expect(422);
    shop.anonymous.post(BEGIN, &json!({})).await.expect(401);

    // Who gives a code at each sign-in gives one here: a passkey spares both.
    let (_, own) = Authenticator::enrol(&app, &shop, ANA).await;
    app.advance(60);
    let ana = sign_in_with_code(&app, &shop, &own).await;
    let missing = begin(&ana).await.expect(422).json();
    assert_eq!(missing["errors"][0]["field"], "code");
    let with = |code: String| json!({ "current_password": PASSWORD, "code": code });
    ana.post(BEGIN, &with(own.code_at(&app, 3_600))).await.expect(422);
    app.advance(60);
    ana.post(BEGIN, &with(own.code(&app))).await.expect(200);

    // Guessing locks, as it does at the door.
    for _ in 0..5 {
        app.advance(60);
        let wrong = json!({ "current_password": OTHER_PASSWORD, "code": own.code(&app) });
        ana.post(BEGIN, &wrong).await.expect(422);
    }
    let locked = ana.post(BEGIN, &with(own.code(&app))).await;
    refused(locked, 429, "too_many_attempts");
}

async fn sign_in_with_code(app: &TestApp, shop: &TestShop, own: &Authenticator) -> Client {
    let login = json!({ "email": ANA, "password": PASSWORD });
    let program = shop.anonymous.another();
    let first = program
        .post("/api/v1/auth/login", &login)
        .await
        .expect(200)
        .json();
    let second = json!({ "challenge": first["challenge"], "code": own.code(app) });
    let path = "/api/v1/auth/login/second-factor";
    let entered = program.post(path, &second).await.expect(200).json();
    shop.anonymous
        .with_token(entered["access_token"].as_str().unwrap())
}

#[tokio::test]
async fn who_has_no_password_must_have_signed_in_just_now() {
    let (app, shop, ana) = somebody().await;
    forget_password(&app, &shop, ANA).await;
    ana.post(BEGIN, &json!({})).await.expect(200);
    app.advance(10 * 60);
    refused(ana.post(BEGIN, &json!({})).await, 409, "sign_in_again");
}

#[tokio::test]
async fn an_answer_is_kept_only_if_all_of_it_is_true() {
    let (app, shop, ana) = somebody().await;
    let ask = async || begin(&ana).await.expect(200).json();
    let not_added = async |answer: Value| {
        refused(ana.post(PASSKEYS, &answer).await, 409, "passkey_not_added");
        assert_eq!(names(&ana).await, [""; 0]);
    };
    let device = || SoftPasskey::new(&app, &shop);

    for origin in [
        "http://malo.localhost",
        "https://aurora.localhost",
        "http://aurora.localhost:1",
        "http://x.aurora.localhost",
    ] {
        let mut elsewhere = device();
        origin.clone_into(&mut elsewhere.origin);
        not_added(elsewhere.attest(&ask().await)).await;
    }
    let mut of_another_host = device();
    "localhost".clone_into(&mut of_another_host.host);
    not_added(of_another_host.attest(&ask().await)).await;
    let mut careless = device();
    careless.verifies = false;
    not_added(careless.attest(&ask().await)).await;
    // The challenge of another conversation.
    let (first, second) = (ask().await, ask().await);
    let mut swapped = device().attest(&first);
    swapped["ceremony"] = second["ceremony"].clone();
    not_added(swapped).await;
    // An answer to a sign-in.
    let mut wrong_kind = device();
    let begun = ask().await;
    let mut answer = wrong_kind.attest(&begun);
    answer["client_data"] = wrong_kind.assert(&begun)["client_data"].clone();
    not_added(answer).await;
    let mut nonsense = device().attest(&ask().await);
    nonsense["attestation"] = json!("no es base64 de nada");
    not_added(nonsense).await;
}

#[tokio::test]
async fn a_conversation_is_one_persons_in_one_browser_for_five_minutes_and_one_answer() {
    let (app, shop, ana) = somebody().await;
    let (eva, _) = shop.person(&app, Role::Customer, "eva@aurora.test").await;
    let ended = async |client: &Client, answer: &Value| {
        refused(client.post(PASSKEYS, answer).await, 409, "ceremony_ended");
    };
    let answer = async |client: &Client| {
        let begun = begin(client).await.expect(200).json();
        SoftPasskey::new(&app, &shop).attest(&begun)
    };
    // Ana's in Eva's hands, even with Ana's cookie.
    let hers = answer(&ana).await;
    ended(&eva, &hers).await;
    let request = eva
        .request(reqwest::Method::POST, PASSKEYS)
        .header(
            "cookie",
            format!("__Host-passkey={}", ana.cookie("__Host-passkey")),
        )
        .json(&hers);
    refused(eva.send(request).await, 409, "ceremony_ended");
    // Ana's in another browser of hers.
    ended(&sign_in(&shop.anonymous, ANA).await, &hers).await;
    ana.post(PASSKEYS, &hers).await.expect(201);
    ended(&ana, &hers).await;
    // A failure uses it up, too.
    let mut broken = answer(&ana).await;
    let whole = broken.clone();
    broken["attestation"] = json!("AAAA");
    refused(ana.post(PASSKEYS, &broken).await, 409, "passkey_not_added");
    ended(&ana, &whole).await;
    // That of a sign-in.
    let begun = ana
        .send(ana.request(reqwest::Method::POST, LOGIN_BEGIN))
        .await
        .expect(200)
        .json();
    let mut crossed = answer(&ana).await;
    crossed["ceremony"] = begun["ceremony"].clone();
    ended(&ana, &crossed).await;
    let late = answer(&ana).await;
    app.advance(5 * 60);
    ended(&ana, &late).await;
    // Ended with all that is half done.
    let open = answer(&ana).await;
    let change = json!({ "current_password": PASSWORD, "password": OTHER_PASSWORD });
    let path = "/api/v1/auth/change-password";
    ana.post(path, &change).await.expect(204);
    ended(&ana, &open).await;
    assert_eq!(names(&ana).await.len(), 1);
}

#[tokio::test]
async fn one_key_is_one_persons_and_nobody_has_more_than_ten() {
    let (app, shop, ana) = somebody().await;
    let (eva, _) = shop.person(&app, Role::Customer, "eva@aurora.test").await;
    let (mut own, _) = SoftPasskey::enrol(&app, &shop, &ana).await;
    let begun = begin(&ana).await.expect(200).json();
    let excluded = begun["public_key"]["excludeCredentials"].as_array().unwrap();
    assert_eq!(excluded.len(), 1, "the device that has one makes no second");
    let stolen = own.attest(&begin(&eva).await.expect(200).json());
    let taken = eva.post(PASSKEYS, &stolen).await.expect(422).json();
    assert_eq!(
        (&taken["errors"][0]["field"], &taken["errors"][0]["code"]),
        (&json!("credential"), &json!("taken"))
    );
    let open = begin(&ana).await.expect(200).json();
    for _ in 1..10 {
        SoftPasskey::enrol(&app, &shop, &ana).await;
    }
    refused(begin(&ana).await, 409, "too_many_passkeys");
    let one_more = SoftPasskey::new(&app, &shop).attest(&open);
    refused(ana.post(PASSKEYS, &one_more).await, 409, "too_many_passkeys");
    assert_eq!(names(&ana).await.len(), 10);
}

#[tokio::test]
async fn the_only_way_in_stays_and_removing_one_ends_other_sessions() {
    let (app, shop, ana) = somebody().await;
    let (_, one) = SoftPasskey::enrol(&app, &shop, &ana).await;
    let (_, two) = SoftPasskey::enrol(&app, &shop, &ana).await;
    let elsewhere = sign_in(&shop.anonymous, ANA).await;
    forget_password(&app, &shop, ANA).await;
    ana.delete(&format!("{PASSKEYS}/{one}")).await.expect(204);
    elsewhere.get("/api/v1/auth/me").await.expect(401);
    let last = ana.delete(&format!("{PASSKEYS}/{two}")).await;
    refused(last, 409, "only_way_in");
    assert_eq!(names(&ana).await.len(), 1);
    let race = [&one, &two].map(|id| format!("{PASSKEYS}/{id}"));
    assert!(ana.delete(&race[0]).await.status == 404 && ana.delete(&race[1]).await.status == 409);
}

#[tokio::test]
async fn of_the_last_two_removed_at_once_one_stays() {
    let (app, shop, ana) = somebody().await;
    let (_, one) = SoftPasskey::enrol(&app, &shop, &ana).await;
    let (_, two) = SoftPasskey::enrol(&app, &shop, &ana).await;
    forget_password(&app, &shop, ANA).await;
    let (one, two) = (format!("{PASSKEYS}/{one}"), format!("{PASSKEYS}/{two}"));
    let both = futures_util::future::join(ana.delete(&one), ana.delete(&two)).await;
    let mut statuses = [both.0.status.as_u16(), both.1.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!((statuses, names(&ana).await.len()), ([204, 409], 1));
}

#[tokio::test]
async fn nobody_touches_anothers() {
    let (app, shop, ana) = somebody().await;
    let (_, id) = SoftPasskey::enrol(&app, &shop, &ana).await;
    let path = format!("{PASSKEYS}/{id}");
    shop.owner
        .patch(&path, &json!({ "name": "mía" }))
        .await
        .expect(404);
    shop.owner.delete(&path).await.expect(404);
    assert_eq!(names(&shop.owner).await, [""; 0]);
    assert_eq!(names(&ana).await, ["Mi teléfono"]);
}

#[tokio::test]
async fn who_joins_the_team_or_lost_the_telephone_starts_without_any() {
    let (app, shop, ana) = somebody().await;
    let id = ana.get("/api/v1/auth/me").await.expect(200).json()["id"].clone();
    let (mut before, _) = SoftPasskey::enrol(&app, &shop, &ana).await;
    let path = format!("/api/v1/admin/people/{}", id.as_str().unwrap());
    let promotion = json!({ "role": "cashier" });
    shop.owner.patch(&path, &promotion).await.expect(200);
    before.sign_in(&shop.anonymous.another()).await.expect(401);

    let (caja, id) = shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    let (mut lost, _) = SoftPasskey::enrol(&app, &shop, &caja).await;
    Authenticator::enrol(&app, &shop, "caja@aurora.test").await;
    lost.sign_in(&shop.anonymous.another()).await.expect(200);
    let reset = format!("/api/v1/admin/people/{id}/second-factor");
    shop.owner.delete(&reset).await.expect(204);
    lost.sign_in(&shop.anonymous.another()).await.expect(401);
}

#[tokio::test]
async fn who_wins_the_account_back_by_its_mailbox_parts_from_all_passkeys() {
    let (app, shop, ana) = somebody().await;
    let (mut theirs, _) = SoftPasskey::enrol(&app, &shop, &ana).await;
    shop.anonymous
        .post("/api/v1/auth/forgot-password", &json!({ "email": ANA }))
        .await
        .expect(202);
    app.run_jobs().await;
    let token = token_from_mail(&app, &shop, "identity.reset_password").await;
    let reset = json!({ "token": token, "password": OTHER_PASSWORD });
    shop.anonymous
        .post("/api/v1/auth/reset-password", &reset)
        .await
        .expect(204);
    theirs.sign_in(&shop.anonymous.another()).await.expect(401);
}

#[tokio::test]
async fn the_owner_sees_who_of_the_team_added_a_way_in() {
    let (app, shop, _) = somebody().await;
    let (caja, id) = shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    let (_, passkey) = SoftPasskey::enrol(&app, &shop, &caja).await;
    caja.delete(&format!("{PASSKEYS}/{passkey}")).await.expect(204);
    let log = "/api/v1/admin/audit?subject=passkey";
    let told = shop.owner.get(log).await.expect(200).json();
    let rows: Vec<_> = told["data"].as_array().unwrap().iter().collect();
    let changes: Vec<&str> = rows.iter().filter_map(|row| row["change"].as_str()).collect();
    assert_eq!(changes, ["delete", "insert"], "{told}");
    assert!(rows.iter().all(|row| row["person_id"] == json!(id)), "{told}");
    assert!(!told.to_string().contains("public_key"), "{told}");
}

#[tokio::test]
async fn a_name_of_a_key_that_is_too_long_is_refused() {
    let (app, shop, ana) = somebody().await;
    for (bytes, status) in [(1_024, 409), (1_023, 201)] {
        let mut device = SoftPasskey::new(&app, &shop).called(vec![7; bytes]);
        let answer = device.attest(&begin(&ana).await.expect(200).json());
        ana.post(PASSKEYS, &answer).await.expect(status);
    }
}
