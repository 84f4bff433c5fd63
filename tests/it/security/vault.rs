//! What is sealed opens in its place only, under keys that renew themselves.

use std::collections::BTreeSet;

use http::{App, Place};
use kernel::id::Uuid;
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection};
use testkit::{TestApp, TestShop};
use vitrina::compose::sealed_columns;

use super::order;

const DAY: i64 = 24 * 3600;

/// The order's row as the vault knows it.
async fn sealed_key(conn: &mut PgConnection, order: Uuid) -> Vec<u8> {
    sqlx::query_scalar("select access_sealed from sales_order where order_id = $1")
        .bind(order)
        .fetch_one(conn)
        .await
        .unwrap()
}

async fn open(app: &App, shop: &TestShop, order: Uuid, sealed: &[u8]) -> kernel::Result<Vec<u8>> {
    let mut tx = app.begin(shop.tenant, kernel::Actor::System).await?;
    let place = Place {
        purpose: "order-link",
        row: order.as_bytes(),
    };
    let opened = app.vault.open(&mut tx, place, sealed).await;
    tx.commit().await?;
    opened
}

/// A shop with two orders, and the keys of their links as their customers have them.
async fn with_orders(app: &TestApp, slug: &str) -> (TestShop, Vec<(Uuid, String)>) {
    let shop = app.shop(slug).await;
    let goods = shop.goods("Jabón", 10).await;
    let mut orders = vec![];
    for key in ["one", "two"] {
        let placed = order(&shop, &goods, key).await;
        orders.push((
            id_of(&placed),
            placed["access_token"].as_str().unwrap().to_owned(),
        ));
    }
    (shop, orders)
}

fn id_of(placed: &Value) -> Uuid {
    placed["id"].as_str().unwrap().parse().unwrap()
}

async fn keys(app: &TestApp, shop: &TestShop) -> Vec<Uuid> {
    sqlx::query_scalar("select key_id from data_key where tenant_id = $1 order by created_at")
        .bind(shop.tenant)
        .fetch_all(&mut app.database.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_value_opens_in_its_own_row_only() {
    let app = TestApp::start().await;
    let (shop, orders) = with_orders(&app, "aurora").await;
    let (other, others) = with_orders(&app, "bruma").await;
    let mut conn = app.database.superuser().await;
    let (mine, key) = &orders[0];
    let sealed = sealed_key(&mut conn, *mine).await;
    assert_eq!(
        open(&app.app, &shop, *mine, &sealed).await.unwrap(),
        key.as_bytes()
    );
    let of_another_row = sealed_key(&mut conn, orders[1].0).await;
    assert!(open(&app.app, &shop, *mine, &of_another_row).await.is_err());
    let of_another_shop = sealed_key(&mut conn, others[0].0).await;
    assert!(open(&app.app, &shop, *mine, &of_another_shop).await.is_err());
    // Even with the other shop's key at hand, and for the very same row.
    sqlx::query(
        "insert into data_key select $1, key_id, sealed_key, created_at from data_key where tenant_id = $2",
    )
    .bind(shop.tenant)
    .bind(other.tenant)
    .execute(&mut conn)
    .await
    .unwrap();
    assert!(
        open(&app.app, &shop, others[0].0, &of_another_shop)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_key_of_ninety_days_gives_way_and_everything_moves_to_the_next() {
    let app = TestApp::start().await;
    let (shop, orders) = with_orders(&app, "aurora").await;
    app.tick().await;
    app.run_jobs().await;
    let first = keys(&app, &shop).await;
    assert_eq!(first.len(), 1, "a young key stays");
    app.advance(89 * DAY);
    renew(&app, &shop).await;
    assert_eq!(keys(&app, &shop).await, first);

    // The answers under idempotency keys are forgotten in the same hour; until then their key stays.
    app.advance(DAY);
    renew(&app, &shop).await;
    let both = keys(&app, &shop).await;
    assert_eq!(
        (both.len(), both[0]),
        (2, first[0]),
        "an answer is still under the old key"
    );
    let mut conn = app.database.superuser().await;
    for (order, key) in &orders {
        let sealed = sealed_key(&mut conn, *order).await;
        assert_eq!(&sealed[1..17], both[1].as_bytes(), "sealed anew");
        assert_eq!(
            open(&app.app, &shop, *order, &sealed).await.unwrap(),
            key.as_bytes()
        );
    }
    sqlx::raw_sql("delete from idempotency_key")
        .execute(&mut conn)
        .await
        .unwrap();
    renew(&app, &shop).await;
    assert_eq!(
        keys(&app, &shop).await,
        [both[1]],
        "nothing is left under the old one"
    );
    // A replica that knows nothing of it yet opens everything, too.
    let second = app.second(&[]).await;
    let sealed = sealed_key(&mut conn, orders[0].0).await;
    assert!(open(&second.app, &shop, orders[0].0, &sealed).await.is_ok());
}

async fn renew(app: &TestApp, shop: &TestShop) {
    let mut tx = app.begin(shop.tenant).await;
    jobs::enqueue(&mut tx, &http::RenewKeys {}).await.unwrap();
    tx.commit().await.unwrap();
    assert!(app.run_jobs().await > 0);
}

/// Who seals has read which key is the newest; it must not be thrown away before what it sealed can be seen.
#[tokio::test]
async fn a_key_is_not_retired_under_the_hands_of_who_seals() {
    let app = TestApp::start().await;
    let (shop, orders) = with_orders(&app, "aurora").await;
    let mut conn = app.database.superuser().await;
    sqlx::raw_sql("delete from idempotency_key")
        .execute(&mut conn)
        .await
        .unwrap();
    let place = Place {
        purpose: "order-link",
        row: orders[0].0.as_bytes(),
    };
    app.run_jobs().await;
    let mut slow = app.begin(shop.tenant).await;
    let sealed = app.app.vault.seal(&mut slow, place, b"late").await.unwrap();
    app.advance(90 * DAY);
    let renewing = async {
        renew(&app, &shop).await;
    };
    let committing = async {
        app.database.until_waiting(1).await;
        sqlx::query("update sales_order set access_sealed = $2 where tenant_id = $1 and order_id = $3")
            .bind(shop.tenant)
            .bind(&sealed)
            .bind(orders[0].0)
            .execute(&mut *slow)
            .await
            .unwrap();
        slow.commit().await.unwrap();
    };
    tokio::join!(renewing, committing);
    let written = sealed_key(&mut conn, orders[0].0).await;
    assert_eq!(
        open(&app.app, &shop, orders[0].0, &written).await.unwrap(),
        b"late"
    );
}

#[tokio::test]
async fn what_the_master_key_sealed_before_opens_and_is_moved() {
    let app = TestApp::start().await;
    let (shop, orders) = with_orders(&app, "aurora").await;
    let (order, key) = &orders[0];
    let old = app
        .app
        .secrets
        .seal("order-link", key.as_bytes(), &app.env)
        .unwrap();
    let mut conn = app.database.superuser().await;
    sqlx::query("update sales_order set access_sealed = $2 where order_id = $1")
        .bind(order)
        .bind(&old)
        .execute(&mut conn)
        .await
        .unwrap();
    assert_eq!(open(&app.app, &shop, *order, &old).await.unwrap(), key.as_bytes());
    renew(&app, &shop).await;
    let sealed = sealed_key(&mut conn, *order).await;
    assert_eq!(&sealed[1..17], keys(&app, &shop).await[0].as_bytes());
    assert_eq!(
        open(&app.app, &shop, *order, &sealed).await.unwrap(),
        key.as_bytes()
    );
}

#[tokio::test]
async fn opening_leaves_a_trace_that_nobody_takes_away() {
    let app = TestApp::start().await;
    let (shop, orders) = with_orders(&app, "aurora").await;
    let mut conn = app.database.superuser().await;
    let sealed = sealed_key(&mut conn, orders[0].0).await;
    for _ in 0..2 {
        open(&app.app, &shop, orders[0].0, &sealed).await.unwrap();
    }
    let traces: Vec<(String, String)> =
        sqlx::query_as("select purpose, actor from secret_access where tenant_id = $1 order by actor")
            .bind(shop.tenant)
            .fetch_all(&mut conn)
            .await
            .unwrap();
    let trace = |actor: &str| ("order-link".to_owned(), actor.to_owned());
    assert_eq!(traces, [trace("system")], "once an hour");
    for sql in [
        "update secret_access set purpose = 'none'",
        "delete from secret_access",
    ] {
        let mut tx = app.begin(shop.tenant).await;
        let refused = sqlx::query(sql).execute(&mut *tx).await.unwrap_err().to_string();
        assert!(refused.contains("permission denied"), "{sql}: {refused}");
    }
}

/// Whoever adds a column of bytes says that it is no secret, or lists it; else its values would be lost with their key.
#[tokio::test]
async fn every_column_of_bytes_is_a_hash_or_listed() {
    let app = TestApp::start().await;
    let found: Vec<(String, String)> = sqlx::query_as(
        "select c.relname::text, a.attname::text from pg_class c
           join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
            and a.atttypid = 'bytea'::regtype and c.relname <> '_sqlx_migrations'
            and a.attname not like '%\\_hash'",
    )
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap();
    // Hashes by another name, halves that are public, and what hangs on the master key itself.
    let others = [
        ("login_throttle", "subject"),
        ("signing_key", "public_key"),
        ("signing_key", "sealed_secret"),
        ("data_key", "sealed_key"),
        ("passkey", "credential_id"),
    ];
    let listed: BTreeSet<(String, String)> = sealed_columns()
        .iter()
        .map(|c| (c.table, c.column))
        .chain(others)
        .map(|(table, column)| (table.to_owned(), column.to_owned()))
        .collect();
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), listed);
    for column in sealed_columns() {
        let key = column.key.unwrap_or("tenant_id");
        let sql = format!("select {key}, {} from {} limit 0", column.column, column.table);
        sqlx::query(AssertSqlSafe(sql))
            .execute(&mut app.database.superuser().await)
            .await
            .unwrap();
    }
}
