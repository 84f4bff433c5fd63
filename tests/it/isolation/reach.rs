//! What somebody said about being written to, words of the shop's own, and addresses that take nothing.

use std::collections::BTreeMap;

use kernel::id::Uuid;
use notifications::{ChoiceLinks, Contact, ContactChannel};
use serde_json::json;
use testkit::{TestApp, TestShop};

/// A row in every table about messages, and the link of somebody who may say something.
pub async fn furnish_reach(app: &TestApp, shop: &TestShop, word: &str, ids: &mut BTreeMap<String, String>) {
    let words = json!({ "subject": word, "heading": word, "body": format!("{word} {{name}}") });
    let path = "/api/v1/admin/message-templates/sales.order_paid/en";
    shop.owner.put(path, &words).await.expect(200);
    let hours = json!({ "from": 1_320, "to": 420 });
    shop.owner
        .put("/api/v1/admin/quiet-hours", &hours)
        .await
        .expect(200);
    ids.insert("choices".into(), token(app, shop, word).await);
    for name in ["block", "block_left"] {
        ids.insert(
            name.into(),
            block(app, shop, &format!("{name}-{word}@correo.test")).await,
        );
    }
    say(app, shop, word).await;
}

async fn token(app: &TestApp, shop: &TestShop, word: &str) -> String {
    let known = app.app.shops.by_id(shop.tenant).await.unwrap();
    let contact = Contact {
        channel: ContactChannel::Email,
        address: format!("{word}@correo.test"),
    };
    let url = ChoiceLinks::of(&app.app).link(&known, &contact).unwrap();
    url.rsplit('/').next().unwrap().to_owned()
}

async fn block(app: &TestApp, shop: &TestShop, address: &str) -> String {
    let mut tx = app.begin(shop.tenant).await;
    let id: Uuid = tx.new_id();
    sqlx::query(
        "insert into contact_block (tenant_id, channel, address, reason, detail, blocked_at, block_id)
         values ($1, 'email', $2, 'refused', $2, $3, $4)",
    )
    .bind(shop.tenant)
    .bind(address)
    .bind(tx.now())
    .bind(id)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    id.to_string()
}

async fn say(app: &TestApp, shop: &TestShop, word: &str) {
    let mut tx = app.begin(shop.tenant).await;
    for sql in [
        "insert into contact_choice (tenant_id, choice_id, channel, address, sort, allowed, source, wording, chosen_at)
         values ($1, $4, 'email', $2, 'marketing', true, 'page', 1, $3)",
        "insert into message_bounce (tenant_id, message_id, channel, address, status, detail, bounced_at)
         select tenant_id, message_id, channel, $2, '4.4.1', $4::text, $3 from message where tenant_id = $1 and channel = 'email' limit 1",
    ] {
        sqlx::query(sql)
            .bind(shop.tenant)
            .bind(format!("said-{word}@correo.test"))
            .bind(tx.now())
            .bind(tx.new_id::<Uuid>())
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}
