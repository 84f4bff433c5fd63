//! Calendars outside of a furnished shop. No provider is asked: what it would have said is written down.

use std::collections::BTreeMap;

use http::Place;
use kernel::id::Uuid;
use testkit::{TestApp, TestShop};

/// An account for each probe that uses one up.
const ACCOUNTS: [&str; 3] = [
    "calendar_account",
    "calendar_account_sync",
    "calendar_account_gone",
];

/// Accounts with a calendar each, and a row in every table that hangs on one.
pub async fn furnish_calendars(
    app: &TestApp,
    shop: &TestShop,
    word: &str,
    ids: &mut BTreeMap<String, String>,
) {
    for name in ACCOUNTS {
        let account: Uuid = app.env.new_id();
        ids.insert(name.into(), account.to_string());
        keep_account(app, shop, word, (name, account), &ids["agenda_resource"]).await;
        let calendar: Uuid = app.env.new_id();
        ids.insert(name.replace("account", "calendar"), calendar.to_string());
        fill(app, shop, word, (account, calendar), ids).await;
    }
}

async fn keep_account(
    app: &TestApp,
    shop: &TestShop,
    word: &str,
    (name, account): (&str, Uuid),
    resource: &str,
) {
    let mut tx = app.begin(shop.tenant).await;
    let place = Place {
        purpose: "calendar-tokens",
        row: account.as_bytes(),
    };
    let plain = br#"{"refresh":"r","access":"a","ends":0}"#;
    let sealed = app.app.vault.seal(&mut tx, place, plain).await.unwrap();
    sqlx::query(
        "insert into calendar_account
           (tenant_id, account_id, resource_id, provider, name, status, tokens_sealed, created_at, updated_at)
         values ($1, $2, $3::uuid, 'google', $4, 'connected', $5, $6, $6)",
    )
    .bind(shop.tenant)
    .bind(account)
    .bind(resource)
    .bind(format!("{name}-{word}@gmail.test"))
    .bind(sealed)
    .bind(tx.now())
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// `$2` account, `$3` calendar, `$4` the word, `$5` now, `$6` resource, `$7` appointment.
const ROWS: [&str; 8] = [
    "insert into external_calendar (tenant_id, calendar_id, account_id, remote_id, name, writable, reads, writes, created_at)
     values ($1, $3, $2, $4, $4, true, false, false, $5)",
    "insert into external_event (tenant_id, calendar_id, remote_id, etag, starts_at, ends_at, recurrence, transparent, cancelled)
     values ($1, $3, $4, 'e', $5, $5, '{}', false, false)",
    "insert into calendar_object (tenant_id, calendar_id, href) values ($1, $3, '/' || $4)",
    "insert into calendar_channel (tenant_id, channel_id, calendar_id, token_hash, expires_at, created_at)
     values ($1, $3, $3, sha256($4::bytea), $5, $5)",
    "insert into calendar_copy (tenant_id, booking_id, calendar_id, remote_id, state, wanted, changed_at)
     values ($1, $7::uuid, $3, $4 || 'xxxxx', 'gone', 1, $5)",
    "insert into sync_note (tenant_id, note_id, account_id, calendar_id, kind, created_at)
     values ($1, $3, $2, $3, 'connected', $5)",
    "insert into busy_time (tenant_id, resource_id, source, series_key, starts_at, ends_at)
     values ($1, $6::uuid, $3, $4, $5::timestamptz - interval '2 days', $5::timestamptz - interval '1 day')",
    "insert into calendar_attempt (tenant_id, state_hash, person_id, session_id, resource_id, host, created_at, expires_at)
     values ($1, sha256($3::text::bytea), (select person_id from person where tenant_id = $1 and role = 'owner' limit 1), $3,
             $6::uuid, $4 || '.localhost', $5, $5)",
];

async fn fill(
    app: &TestApp,
    shop: &TestShop,
    word: &str,
    (account, calendar): (Uuid, Uuid),
    ids: &BTreeMap<String, String>,
) {
    let mut tx = app.begin(shop.tenant).await;
    for sql in ROWS {
        // Every statement has the same values, whichever it needs.
        let sql = format!(
            "with given as (select $1::uuid, $2::uuid, $3::uuid, $4::text, $5::timestamptz, $6::text, $7::text) {sql}"
        );
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(shop.tenant)
            .bind(account)
            .bind(calendar)
            .bind(word)
            .bind(tx.now())
            .bind(&ids["agenda_resource"])
            .bind(&ids["agenda_booking"])
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}
