//! Payments of a furnished shop. No provider is asked: what it would have said is written down.

use std::collections::BTreeMap;

use http::Place;
use kernel::id::Uuid;
use payments::model::IntentId;
use testkit::{TestApp, TestShop};

/// Orders whose money came, for each probe that uses some of it up.
pub const PAID: [&str; 3] = ["order_money", "order_money_left", "order_money_form"];

/// An account at a provider with everything that hangs on one, and what pays the orders.
pub async fn furnish_payments(
    app: &TestApp,
    shop: &TestShop,
    word: &str,
    ids: &mut BTreeMap<String, String>,
) {
    for name in PAID {
        let path = format!("/api/v1/orders/{}/payments/received", ids[name]);
        shop.owner.post(&path, &serde_json::json!({})).await.expect(200);
        let (attempt, intent) = paid_by(app, shop, &ids[name]).await;
        ids.insert(name.replace("order_money", "payment"), attempt.to_string());
        let token = payments::pay_token(&app.app.secrets, IntentId(intent));
        ids.insert(name.replace("order_money", "pay_token"), token);
    }
    let account = keep_account(app, shop, word, ids).await;
    keep_account_at_stripe(app, shop, word).await;
    for name in ["saved_card_gone", "saved_card_left"] {
        let id: Uuid = app.env.new_id();
        ids.insert(name.into(), id.to_string());
        keep_card(app, shop, (account, id), &ids["customer"], word).await;
    }
    for name in ["difference", "difference_left"] {
        let id: Uuid = app.env.new_id();
        ids.insert(name.into(), id.to_string());
        differ(app, shop, (account, id), word).await;
    }
    for name in ["event", "event_left"] {
        let id: Uuid = app.env.new_id();
        ids.insert(name.into(), id.to_string());
        hear(app, shop, (account, id), word).await;
    }
}

/// Something that the provider told, and that could not be acted on.
async fn hear(app: &TestApp, shop: &TestShop, (account, id): (Uuid, Uuid), word: &str) {
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query(
        "insert into webhook_event (tenant_id, event_id, provider, account_id, outside_key, kind, object_id, live, status, note,
           received_at)
         values ($1, $2, 'mercadopago', $3, $2::text, $4, $4, false, 'dead', 'unanswered', $5)",
    )
    .bind(shop.tenant)
    .bind(id)
    .bind(account)
    .bind(word)
    .bind(tx.now())
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn differ(app: &TestApp, shop: &TestShop, (account, id): (Uuid, Uuid), word: &str) {
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query(
        "insert into payment_difference (tenant_id, difference_id, account_id, class, outside_id, ours, theirs, found_at, seen_at)
         values ($1, $2, $3, 'missing_here', $4 || $2::text, '', $4, $5, $5)",
    )
    .bind(shop.tenant)
    .bind(id)
    .bind(account)
    .bind(word)
    .bind(tx.now())
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn keep_card(app: &TestApp, shop: &TestShop, (account, id): (Uuid, Uuid), person: &str, word: &str) {
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query(
        "insert into payment_saved_card
           (tenant_id, card_id, person_id, account_id, outside_customer, outside_card, brand, last4, exp_year, exp_month, created_at)
         values ($1, $2, $4::uuid, $3, $5, left($5 || $2::text, 80), 'visa', '4242', 2030, 1, $6)",
    )
    .bind(shop.tenant)
    .bind(id)
    .bind(account)
    .bind(person)
    .bind(word)
    .bind(tx.now())
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn paid_by(app: &TestApp, shop: &TestShop, order: &str) -> (Uuid, Uuid) {
    sqlx::query_as(
        "select attempt_id, intent_id from payment_attempt where tenant_id = $1 and payable_id = $2::uuid",
    )
    .bind(shop.tenant)
    .bind(order)
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap()
}

/// `$1` tenant, `$2` account, `$3` an attempt, `$4` the word, `$5` now, `$6` sealed.
const ROWS: [&str; 5] = [
    "insert into payment_account (tenant_id, account_id, provider, outside_id, name, live, public_key, secret_sealed, created_at,
       updated_at)
     values ($1, $2, 'mercadopago', $4, $4, false, $4, $6, $5, $5)",
    "insert into payment_switch (tenant_id, method, bank, off_by_hand, updated_at) values ($1, 'pse', $4, true, $5)",
    "insert into payment_bank (tenant_id, account_id, code, name) values ($1, $2, '1007', $4)",
    "insert into payment_refund (tenant_id, refund_id, attempt_id, amount, status, reason, created_at, updated_at)
     values ($1, $2, $3, 100, 'failed', $4, $5, $5)",
    "insert into payment_dispute (tenant_id, dispute_id, attempt_id, outside_id, amount, status, opened_at)
     values ($1, $2, $3, $4, 100, 'open', $5)",
];

async fn keep_account_at_stripe(app: &TestApp, shop: &TestShop, word: &str) {
    let account: Uuid = app.env.new_id();
    let mut tx = app.begin(shop.tenant).await;
    let place = Place {
        purpose: "payment-account",
        row: account.as_bytes(),
    };
    let sealed = app.app.vault.seal(&mut tx, place, b"sk_test_key").await.unwrap();
    sqlx::query(
        "insert into payment_account
           (tenant_id, account_id, provider, outside_id, name, live, public_key, secret_sealed, created_at, updated_at)
         values ($1, $2, 'stripe', $3, $3, false, $3, $4, $5, $5)",
    )
    .bind(shop.tenant)
    .bind(account)
    .bind(word)
    .bind(sealed)
    .bind(tx.now())
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn keep_account(app: &TestApp, shop: &TestShop, word: &str, ids: &BTreeMap<String, String>) -> Uuid {
    let account: Uuid = app.env.new_id();
    let attempt: Uuid = ids["payment"].parse().unwrap();
    let mut tx = app.begin(shop.tenant).await;
    let place = Place {
        purpose: "payment-account",
        row: account.as_bytes(),
    };
    let sealed = app.app.vault.seal(&mut tx, place, b"TEST-token").await.unwrap();
    for sql in ROWS {
        // Every statement has the same values, whichever it needs.
        let sql = format!(
            "with given as (select $1::uuid, $2::uuid, $3::uuid, $4::text, $5::timestamptz, $6::bytea) {sql}"
        );
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(shop.tenant)
            .bind(account)
            .bind(attempt)
            .bind(word)
            .bind(tx.now())
            .bind(&sealed)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    account
}
