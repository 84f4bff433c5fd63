//! What a furnished shop is told over, and messages that could not be sent. Nobody is called: what would be stands at a port where
//! nobody listens.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use testkit::{TestApp, TestShop};

use super::neighbour::{make, text};

/// A browser's public key and secret, from RFC 8291 §5.
pub const P256DH: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
pub const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

/// A device for each probe that uses one up.
const DEVICES: [&str; 3] = ["device", "device_gone", "device_left"];

pub async fn furnish_messages(
    app: &TestApp,
    shop: &TestShop,
    word: &str,
    ids: &mut BTreeMap<String, String>,
) {
    let off = json!({ "choices": [{ "topic": "booking_made", "channel": "email", "enabled": false }] });
    let choices = "/api/v1/admin/notice-choices";
    shop.owner.put(choices, &off).await.expect(200);
    let here = format!("http://127.0.0.1:9/{word}");
    for (what, status) in [("slack", 303), ("webhook", 201)] {
        let path = format!("/admin/messages/channels/{what}");
        shop.owner.form(&path, &[(what, &here)]).await.expect(status);
    }
    for name in DEVICES {
        let body = json!({ "endpoint": format!("{here}/{name}"), "p256dh": P256DH, "auth": AUTH });
        let made = make(&shop.owner, "/api/v1/admin/push-subscriptions", &body).await;
        ids.insert(name.into(), text(&made["id"]));
    }
    furnish_followers(shop, &here, ids).await;
    for name in ["failed", "failed_form"] {
        let id = fail(app, shop, word).await;
        ids.insert(name.into(), id);
    }
    let notices = shop.owner.get("/api/v1/admin/notices").await.expect(200).json();
    let first: &Value = &notices["data"][0]["id"];
    ids.insert("notice".into(), text(first));
}

/// Browsers of customers that follow an appointment and an order.
async fn furnish_followers(shop: &TestShop, here: &str, ids: &mut BTreeMap<String, String>) {
    for (name, things, thing) in [
        ("follower", "bookings", "visit"),
        ("order_follower", "orders", "order"),
    ] {
        let body = json!({ "endpoint": format!("{here}/{name}"), "p256dh": P256DH, "auth": AUTH });
        let (id, key) = (&ids[thing], &ids[&format!("{thing}_key")]);
        let path = format!("/api/v1/{things}/{id}/devices?key={key}");
        let made = make(&shop.anonymous.another(), &path, &body).await;
        ids.insert(name.into(), text(&made["id"]));
    }
}

/// A message to a customer that could not be sent.
async fn fail(app: &TestApp, shop: &TestShop, word: &str) -> String {
    let mut tx = app.begin(shop.tenant).await;
    let id: uuid::Uuid = tx.new_id();
    sqlx::query(
        "insert into message
           (tenant_id, message_id, channel, to_address, purpose, subject, text_body, html_body, status, error, created_at)
         values ($1, $2, 'email', $3, 'sales.order_placed', $3, $3, '', 'failed', $3, $4)",
    )
    .bind(shop.tenant)
    .bind(id)
    .bind(format!("{word}@fallidos.test"))
    .bind(tx.now())
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    id.to_string()
}
