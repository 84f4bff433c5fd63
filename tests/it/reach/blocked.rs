//! An address that its server does not know gets nothing more, until the shop gives it another try.

use serde_json::json;
use testkit::{Basket, Client, TestApp, TestShop};

use super::{destination, submit, written_to};
use crate::booking::{MONDAY_NINE, Salon};
use crate::platform::mail_server::MailServer;

const ADDRESS: &str = "clienta@correo.test";

async fn connected() -> (TestApp, TestShop, MailServer) {
    let server = MailServer::start().await;
    let port = server.port().to_string();
    let app = TestApp::start_with(&[
        ("SMTP_HOST", "127.0.0.1"),
        ("SMTP_PORT", port.as_str()),
        ("VITRINA_MAIL__TLS", "none"),
        ("VITRINA_LIMITS__ON", "false"),
    ])
    .await;
    let shop = app.shop("aurora").await;
    let body = json!({ "email": ADDRESS, "password": testkit::PASSWORD, "name": "Clienta" });
    shop.anonymous
        .post("/api/v1/auth/register", &body)
        .await
        .expect(201);
    app.run_jobs().await;
    (app, shop, server)
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

/// The owner in a new session: tokens do not outlive the clock's rounds.
async fn owner_now(shop: &TestShop) -> Client {
    testkit::sign_in(&shop.anonymous, "owner@aurora.test").await
}

async fn last(app: &TestApp, shop: &TestShop) -> (String, Option<String>) {
    let mail = written_to(app, shop, ADDRESS).await.pop().unwrap();
    (mail.status, mail.error)
}

#[tokio::test]
async fn an_unknown_mailbox_gets_nothing_more_until_the_shop_tries_again() {
    let (app, shop, server) = connected().await;
    server.answer_next(&format!("550 5.1.1 <{ADDRESS}>: no such mailbox"));
    ask_for_a_link(&app, &shop).await;
    assert_eq!(last(&app, &shop).await.0, "failed");
    ask_for_a_link(&app, &shop).await;
    assert_eq!(
        last(&app, &shop).await,
        ("withheld".into(), Some("blocked".into()))
    );
    assert_eq!(server.taken().len(), 1, "the one of before");

    let owner = owner_now(&shop).await;
    let blocks = owner
        .get("/api/v1/admin/blocked-contacts")
        .await
        .expect(200)
        .json();
    assert_eq!(blocks["data"][0]["address"], ADDRESS);
    assert_eq!(blocks["data"][0]["reason"], "refused");
    let page = owner.get("/admin/messages/blocked").await.expect(200).text;
    assert!(
        page.contains(ADDRESS) && page.contains("no such mailbox"),
        "{page}"
    );
    let id = blocks["data"][0]["block_id"].as_str().unwrap();
    let other = app.shop("boreal").await;
    other
        .owner
        .delete(&format!("/api/v1/admin/blocked-contacts/{id}"))
        .await
        .expect(404);
    let lifted = submit(&owner, &format!("/admin/messages/blocked/{id}/lift"), &[]).await;
    assert_eq!(
        destination(&lifted),
        "/admin/messages/blocked?done=message-block-lifted"
    );
    owner
        .delete(&format!("/api/v1/admin/blocked-contacts/{id}"))
        .await
        .expect(404);
    ask_for_a_link(&app, &shop).await;
    assert_eq!(last(&app, &shop).await.0, "sent");
}

#[tokio::test]
async fn a_refusal_of_the_mail_is_none_of_the_address() {
    let (app, shop, server) = connected().await;
    for answer in [
        "550 5.7.1 looks like spam",
        "552 5.2.2 mailbox full",
        "554 no thanks",
    ] {
        server.answer_next(answer);
        ask_for_a_link(&app, &shop).await;
        assert_eq!(last(&app, &shop).await.0, "failed", "{answer}");
    }
    ask_for_a_link(&app, &shop).await;
    assert_eq!(last(&app, &shop).await.0, "sent");
}

#[tokio::test]
async fn whoever_opens_an_order_or_an_appointment_is_told_that_mails_come_back() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let (booking, _) = salon.booked(&service, MONDAY_NINE).await;
    let goods = salon.shop.goods("Jabón", 5).await;
    let basket = salon.shop.basket(&goods, 1).await;
    let order = basket
        .order("one", &Basket::order_body("ana@correo.test"))
        .await
        .expect(201)
        .json();
    let pages = [
        format!("/admin/bookings/{booking}"),
        format!("/admin/orders/{}", order["id"].as_str().unwrap()),
    ];
    for page in &pages {
        assert!(
            !salon
                .shop
                .owner
                .get(page)
                .await
                .expect(200)
                .text
                .contains("rebotan")
        );
    }
    sqlx::query(
        "insert into contact_block (tenant_id, channel, address, reason, detail, blocked_at, block_id)
         values ($1, 'email', 'ana@correo.test', 'bounced', '', now(), gen_random_uuid())",
    )
    .bind(salon.shop.tenant)
    .execute(&mut app.database.superuser().await)
    .await
    .unwrap();
    for page in &pages {
        assert!(
            salon
                .shop
                .owner
                .get(page)
                .await
                .expect(200)
                .text
                .contains("rebotan"),
            "{page}"
        );
    }
}
