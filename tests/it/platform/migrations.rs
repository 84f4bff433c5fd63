//! Every migration can be taken back and run again, on filled tables, as the owner who is no superuser.

use std::collections::BTreeMap;

use db::isolation::verify;
use db::migrations::{self, MIGRATOR};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use testkit::{TestApp, TestDatabase};

use crate::isolation::neighbour::Neighbour;
use crate::isolation::tables::{rows_by_tenant, tenant_tables};

/// Rows that a way down takes with it on purpose: links of a kind that the older schema does not know, and answers that
/// are sealed now and were not then, or by other keys.
const TAKEN_AWAY: &[(i64, &str, i64)] = &[
    (20_261_122_000_350, "one_time_token", 1),
    (20_261_126_000_300, "idempotency_key", 62),
    // A way to pay that the older program cannot read.
    (20_261_130_000_200, "payment_method", 2),
    (20_261_201_000_100, "payment_method", 2),
    // Browsers of customers, which the older program takes for somebody's who works there.
    (20_261_201_000_300, "push_subscription", 4),
];

/// Before this one there were mails alone, under another name: messages over other channels go with it.
const MESSAGES: i64 = 20_261_129_000_100;

#[tokio::test]
async fn every_migration_goes_down_and_up_again_with_rows_in_the_tables() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let mut superuser = filled(&app).await;
    let owner = &app.database.urls.owner;
    app.pools.close().await;
    let no_mails: i64 = sqlx::query_scalar("select count(*) from message where channel <> 'email'")
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    for (version, below) in newest_first() {
        let before = counts(&mut superuser).await;
        migrations::down(owner, below)
            .await
            .unwrap_or_else(|e| panic!("{version} down: {e:#}"));
        let lower = counts(&mut superuser).await;
        let mut left = left_of(&before, &lower, version);
        if version == MESSAGES {
            *left.get_mut("message").unwrap() -= no_mails;
        }
        assert_eq!(lower, left, "{version} down loses rows");
        migrations::up(owner)
            .await
            .unwrap_or_else(|e| panic!("{version} up again: {e:#}"));
        let mut after = counts(&mut superuser).await;
        after.retain(|table, _| lower.contains_key(table));
        assert_eq!(after, lower, "{version} up again loses rows");
        assert_eq!(
            verify(&mut superuser).await.unwrap(),
            [],
            "after {version} up again"
        );
    }
    assert!(
        migrations::status(owner)
            .await
            .unwrap()
            .iter()
            .all(|step| step.applied)
    );
}

#[tokio::test]
async fn nothing_is_left_when_everything_is_taken_back() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let mut superuser = filled(&app).await;
    app.pools.close().await;
    migrations::down(&app.database.urls.owner, 0).await.unwrap();
    // What extensions brought belongs to the superuser.
    let left: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class
          where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p', 'S')
          union all
         select proname::text from pg_proc
          where pronamespace = 'public'::regnamespace and proowner::regrole::text like 'vitrina%'
          union all
         select cfgname::text from pg_ts_config where cfgnamespace = 'public'::regnamespace",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    assert_eq!(
        left,
        ["_sqlx_migrations"],
        "a down migration leaves something behind"
    );
}

/// Two shops in use, so that no table is empty; a connection to look at all rows.
async fn filled(app: &TestApp) -> PgConnection {
    for slug in ["una", "otra"] {
        Neighbour::furnish(app, slug, slug, 1).await;
    }
    let mut conn = app.database.superuser().await;
    // A link that only the newer schema knows, which the way down has to take away before the rule that forbids it.
    sqlx::raw_sql(
        "insert into one_time_token (tenant_id, token_hash, person_id, purpose, created_at, expires_at)
         select tenant_id, sha256('expired'), person_id, 'expired_password', now(), now() from person limit 1",
    )
    .execute(&mut conn)
    .await
    .unwrap();
    for table in tenant_tables(&mut conn).await {
        assert!(
            rows_by_tenant(&mut conn, &table).await.len() > 1,
            "{table} is empty: a migration proves nothing on it"
        );
    }
    conn
}

/// Each version with the one below it.
fn newest_first() -> Vec<(i64, i64)> {
    let mut versions: Vec<i64> = MIGRATOR
        .iter()
        .filter(|m| !m.migration_type.is_down_migration())
        .map(|m| m.version)
        .collect();
    versions.sort_unstable_by(|a, b| b.cmp(a));
    let below = versions.iter().skip(1).copied().chain([0]);
    versions.iter().copied().zip(below).collect()
}

/// How many rows each table has.
async fn counts(conn: &mut PgConnection) -> BTreeMap<String, i64> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class
          where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '_sqlx_migrations'",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    let mut counts = BTreeMap::new();
    for table in tables {
        let count = AssertSqlSafe(format!("select count(*) from {table}"));
        let rows = sqlx::query_scalar(count).fetch_one(&mut *conn).await.unwrap();
        let name = match table.as_str() {
            "mail_message" => "message".to_owned(),
            _ => table,
        };
        counts.insert(name, rows);
    }
    counts
}

/// What must still be there of the rows `before`, in the tables that there still are.
fn left_of(
    before: &BTreeMap<String, i64>,
    there: &BTreeMap<String, i64>,
    version: i64,
) -> BTreeMap<String, i64> {
    let taken = |table: &str| {
        let named = TAKEN_AWAY.iter().find(|(v, t, _)| (*v, *t) == (version, table));
        named.map_or(0, |(_, _, rows)| *rows)
    };
    let still_there = before.iter().filter(|(table, _)| there.contains_key(*table));
    still_there
        .map(|(table, rows)| (table.clone(), rows - taken(table)))
        .collect()
}

#[tokio::test]
async fn the_owner_is_bound_by_force_and_touch_rows_is_the_way() {
    let database = TestDatabase::create().await;
    let mut owner = PgConnection::connect(&database.urls.owner).await.unwrap();
    let seen: i64 = sqlx::query_scalar("select count(*) from tenant")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(seen, 0, "FORCE binds the owner");
    sqlx::raw_sql("call touch_rows('tenant', 'update tenant set tagline = ''hola''')")
        .execute(&mut owner)
        .await
        .unwrap();
    let touched: i64 = sqlx::query_scalar("select count(*) from tenant where tagline = 'hola'")
        .fetch_one(&mut database.superuser().await)
        .await
        .unwrap();
    assert_eq!(touched, 1);
    let forced: bool =
        sqlx::query_scalar("select relforcerowsecurity from pg_class where relname = 'tenant'")
            .fetch_one(&mut owner)
            .await
            .unwrap();
    assert!(forced, "touch_rows must leave FORCE on");
}
