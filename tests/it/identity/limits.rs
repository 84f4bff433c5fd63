//! What strangers may ask of us only so often, since it costs work or a mail.

use serde_json::{Value, json};
use testkit::{Answer, Client, PASSWORD, TestApp};

use crate::soft_passkey::LOGIN_BEGIN;

const FEW: [(&str, &str); 4] = [
    ("VITRINA_LIMITS__REGISTRATION", "3/1h"),
    ("VITRINA_LIMITS__SIGNUP", "2/1h"),
    ("VITRINA_LIMITS__FORGOTTEN", "3/1h"),
    ("VITRINA_LIMITS__INVITATION", "2/1h"),
];

async fn register(client: &Client, n: usize, from: &str) -> Answer {
    let body = json!({ "email": format!("ana{n}@x.co"), "password": PASSWORD, "name": "Ana" });
    send(client, "/api/v1/auth/register", from, &body).await
}

async fn open_shop(client: &Client, n: usize, from: &str) -> Answer {
    let body = json!({
        "shop_name": "Otra", "slug": format!("otra-{n}"), "name": "Ana", "email": "ana@x.co", "password": PASSWORD,
    });
    send(client, "/api/v1/signup", from, &body).await
}

/// As the proxy passes it on.
async fn send(client: &Client, path: &str, from: &str, body: &Value) -> Answer {
    let request = client
        .request(reqwest::Method::POST, path)
        .header("x-forwarded-for", from);
    client.send(request.json(body)).await
}

#[tokio::test]
async fn one_address_registers_so_many_people_in_an_hour() {
    let app = TestApp::start_with(&FEW).await;
    let shop = app.shop("aurora").await;
    for n in 0..3 {
        register(&shop.anonymous, n, "192.0.2.1").await.expect(201);
    }
    // A known address is refused like a new one.
    for n in [0, 3] {
        let refused = register(&shop.anonymous, n, "192.0.2.1").await.expect(429);
        assert_eq!(
            (refused.code().as_str(), refused.header("retry-after").as_str()),
            ("too_many_requests", "3600")
        );
    }
    register(&shop.anonymous, 3, "192.0.2.2").await.expect(201);
    app.advance(3_600);
    register(&shop.anonymous, 4, "192.0.2.1").await.expect(201);
}

#[tokio::test]
async fn a_form_that_came_too_often_says_so() {
    let app = TestApp::start_with(&FEW).await;
    let shop = app.shop("aurora").await;
    let browser = shop.anonymous.another();
    for n in 0..4 {
        let email = format!("ana{n}@x.co");
        let form = [("email", email.as_str()), ("password", PASSWORD), ("name", "Ana")];
        let answer = browser.form("/register", &form).await;
        if n < 3 {
            answer.expect(303);
        } else {
            assert!(answer.expect(429).text.contains("60 minutos"));
        }
    }
}

#[tokio::test]
async fn one_address_opens_so_many_shops_in_an_hour() {
    let app = TestApp::start_with(&FEW).await;
    let platform = Client::new(app.address, "platform.localhost");
    for n in 0..2 {
        open_shop(&platform, n, "192.0.2.1").await.expect(201);
    }
    let refused = open_shop(&platform, 2, "192.0.2.1").await.expect(429);
    assert_eq!(refused.code(), "too_many_requests");
    open_shop(&platform, 2, "192.0.2.2").await.expect(201);
}

#[tokio::test]
async fn one_address_forgets_so_many_passwords_in_an_hour() {
    let app = TestApp::start_with(&FEW).await;
    let shop = app.shop("aurora").await;
    let forget = async |n: usize| {
        let body = json!({ "email": format!("ana{n}@x.co") });
        send(
            &shop.anonymous,
            "/api/v1/auth/forgot-password",
            "192.0.2.1",
            &body,
        )
        .await
    };
    for n in 0..3 {
        forget(n).await.expect(202);
    }
    forget(3).await.expect(429);
}

#[tokio::test]
async fn one_business_sends_so_many_invitations_in_an_hour() {
    let app = TestApp::start_with(&FEW).await;
    let shop = app.shop("aurora").await;
    let invite = async |n: usize| {
        let body = json!({ "email": format!("ana{n}@x.co"), "name": "Ana", "role": "cashier" });
        shop.owner.post("/api/v1/admin/people", &body).await
    };
    for n in 0..2 {
        invite(n).await.expect(201);
    }
    invite(2).await.expect(429);
}

#[tokio::test]
async fn without_limits_these_are_not_counted_but_failures_to_sign_in_are() {
    let off = [FEW.as_slice(), &[("VITRINA_LIMITS__ON", "false")]].concat();
    let app = TestApp::start_with(&off).await;
    let shop = app.shop("aurora").await;
    for n in 0..5 {
        register(&shop.anonymous, n, "192.0.2.1").await.expect(201);
    }
    for _ in 0..301 {
        let visitor = shop.anonymous.another();
        visitor.post(LOGIN_BEGIN, &json!({})).await.expect(200);
    }
    for _ in 0..5 {
        super::log_in(&shop.anonymous, "owner@aurora.test", super::OTHER_PASSWORD)
            .await
            .expect(401);
    }
    super::log_in(&shop.anonymous, "owner@aurora.test", PASSWORD)
        .await
        .expect(429);
}
