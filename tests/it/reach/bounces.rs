//! Mails that come back, handed to us raw: by who knows the key, about mails that we sent.

use reqwest::Method;
use serde_json::json;
use testkit::{Answer, TestApp, TestShop};

use super::written_to;

const ADDRESS: &str = "clienta@correo.test";
const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789";

async fn started() -> (TestApp, TestShop) {
    let app =
        TestApp::start_with(&[("VITRINA_MAIL__BOUNCE_KEY", KEY), ("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    let body = json!({ "email": ADDRESS, "password": testkit::PASSWORD, "name": "Clienta" });
    shop.anonymous
        .post("/api/v1/auth/register", &body)
        .await
        .expect(201);
    app.run_jobs().await;
    (app, shop)
}

/// What the last mail to her was called when it was sent.
async fn name_of_last(app: &TestApp, shop: &TestShop) -> String {
    let id: kernel::id::Uuid = sqlx::query_scalar(
        "select message_id from message where tenant_id = $1 and to_address = $2
          order by created_at desc, message_id desc limit 1",
    )
    .bind(shop.tenant)
    .bind(ADDRESS)
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    format!("{id}.{}", shop.tenant)
}

fn report(name: &str, action: &str, status: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.test\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"=_b\"\r\n\r\n\
         --=_b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
         --=_b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\n\
         Final-Recipient: rfc822; {ADDRESS}\r\nAction: {action}\r\nStatus: {status}\r\n\
         Diagnostic-Code: smtp; 550 {status} said the server\r\n\r\n\
         --=_b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{name}@vitrina.test>\r\nSubject: x\r\n\r\n--=_b--\r\n"
    )
}

async fn hand_over(shop: &TestShop, key: &str, body: String) -> Answer {
    let client = shop.anonymous.another();
    let request = client.request(Method::POST, &format!("/webhooks/bounces/{key}"));
    client
        .send(request.header("content-type", "message/rfc822").body(body))
        .await
}

async fn ask_for_a_link(app: &TestApp, shop: &TestShop) {
    app.advance(3_600);
    let body = json!({ "email": ADDRESS });
    shop.anonymous
        .post("/api/v1/auth/forgot-password", &body)
        .await
        .expect(202);
    app.run_jobs().await;
}

async fn last(app: &TestApp, shop: &TestShop) -> (String, Option<String>) {
    let mail = written_to(app, shop, ADDRESS).await.pop().unwrap();
    (mail.status, mail.error)
}

async fn reason(app: &TestApp) -> Option<String> {
    sqlx::query_scalar("select reason from contact_block")
        .fetch_optional(&mut app.database.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn what_comes_back_for_good_is_seen_and_stops_later_mails() {
    let (app, shop) = started().await;
    let name = name_of_last(&app, &shop).await;
    for _ in 0..2 {
        hand_over(&shop, KEY, report(&name, "failed", "5.1.1"))
            .await
            .expect(204);
    }
    assert_eq!(
        last(&app, &shop).await,
        ("undelivered".into(), Some("550 5.1.1 said the server".into()))
    );
    assert_eq!(reason(&app).await.as_deref(), Some("bounced"));
    ask_for_a_link(&app, &shop).await;
    assert_eq!(
        last(&app, &shop).await,
        ("withheld".into(), Some("blocked".into()))
    );
}

#[tokio::test]
async fn what_is_late_or_disliked_is_noted_and_three_of_them_in_a_week_are_enough() {
    let (app, shop) = started().await;
    let first = name_of_last(&app, &shop).await;
    for _ in 0..4 {
        hand_over(&shop, KEY, report(&first, "delayed", "4.4.1"))
            .await
            .expect(204);
    }
    assert_eq!(reason(&app).await, None, "four reports of one mail");
    assert_eq!(last(&app, &shop).await.0, "sent");
    ask_for_a_link(&app, &shop).await;
    let second = name_of_last(&app, &shop).await;
    hand_over(&shop, KEY, report(&second, "failed", "5.7.1"))
        .await
        .expect(204);
    assert_eq!(last(&app, &shop).await.0, "undelivered");
    assert_eq!(reason(&app).await, None);
    app.advance(8 * 86_400);
    ask_for_a_link(&app, &shop).await;
    let third = name_of_last(&app, &shop).await;
    hand_over(&shop, KEY, report(&third, "failed", "5.2.2"))
        .await
        .expect(204);
    assert_eq!(reason(&app).await, None, "the others were long ago");
    for _ in 0..2 {
        ask_for_a_link(&app, &shop).await;
        let name = name_of_last(&app, &shop).await;
        hand_over(&shop, KEY, report(&name, "failed", "5.2.2"))
            .await
            .expect(204);
    }
    assert_eq!(reason(&app).await.as_deref(), Some("often_bounced"));
}

#[tokio::test]
async fn nobody_without_the_key_says_anything_and_what_is_unknown_changes_nothing() {
    let (app, shop) = started().await;
    let other = app.shop("boreal").await;
    let name = name_of_last(&app, &shop).await;
    let id = name.split_once('.').unwrap().0.to_owned();
    for key in ["x", &KEY[1..], &KEY.to_uppercase()] {
        hand_over(&shop, key, report(&name, "failed", "5.1.1"))
            .await
            .expect(404);
    }
    for body in [
        "",
        "hola",
        &report(&name, "delivered", "2.0.0"),
        &"--a\r\n".repeat(9_000),
    ] {
        hand_over(&shop, KEY, body.to_owned()).await.expect(400);
    }
    hand_over(&shop, KEY, "a".repeat(1_100_000)).await.expect(413);
    let elsewhere = format!("{id}.{}", other.tenant);
    for name in [
        elsewhere.as_str(),
        "someone",
        &format!("{id}.x"),
        &format!("{}.{}", shop.tenant, shop.tenant),
    ] {
        hand_over(&shop, KEY, report(name, "failed", "5.1.1"))
            .await
            .expect(204);
    }
    assert_eq!(reason(&app).await, None);
    assert_eq!(last(&app, &shop).await.0, "sent");
}

#[tokio::test]
async fn without_a_key_there_is_no_such_address() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for key in ["x", "", KEY] {
        hand_over(&shop, key, report("x", "failed", "5.1.1"))
            .await
            .expect(404);
    }
}
