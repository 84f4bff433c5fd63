//! A business opens its shop.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::json;
use testkit::{Client, PASSWORD, TestApp};
use tokio::time::{interval, timeout};

/// Announcements travel between replicas, so an answer may come a moment later; how long is no promise of this test.
async fn answers(client: &Client, status: StatusCode) {
    let mut tick = interval(Duration::from_millis(20));
    let asked = async {
        while client.get("/api/v1/products").await.status != status {
            tick.tick().await;
        }
    };
    timeout(Duration::from_secs(10), asked)
        .await
        .unwrap_or_else(|_| panic!("{client:?} never answered {status}"));
}

#[tokio::test]
async fn a_new_shop_is_there_at_once_and_its_owner_proves_the_address() {
    let one = TestApp::start().await;
    let two = one.second(&[]).await;
    let shops = [&one, &two].map(|app| Client::new(app.address, "flores.localhost"));
    for shop in &shops {
        shop.get("/api/v1/products").await.expect(404);
    }
    let platform = Client::new(one.address, "platform.localhost");
    let business = json!({
        "shop_name": "Flores de Marta", "slug": "flores", "name": "Marta", "email": "marta@flores.test",
        "password": PASSWORD,
    });
    platform.post("/api/v1/signup", &business).await.expect(201);
    for shop in &shops {
        answers(shop, StatusCode::OK).await;
    }
    one.run_jobs().await;
    let owner = testkit::sign_in(&shops[0], "marta@flores.test").await;
    let me = owner.get("/api/v1/auth/me").await.expect(200).json();
    assert_eq!(
        (&me["role"], &me["email_verified"]),
        (&json!("owner"), &json!(false))
    );
    let mails = shops[0].get("/dev/mailbox.json").await.expect(200).json();
    let text = mails["data"][0]["text"].as_str().unwrap();
    let link = text
        .split_whitespace()
        .find(|word| word.starts_with("http"))
        .unwrap();
    assert!(link.starts_with("http://flores.localhost"), "{link}");
    let token = link.split("token=").nth(1).unwrap();
    owner
        .post("/api/v1/auth/verify-email", &json!({ "token": token }))
        .await
        .expect(204);
    let me = owner.get("/api/v1/auth/me").await.expect(200).json();
    assert_eq!(me["email_verified"], true);
}
