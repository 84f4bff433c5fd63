//! Every tenant table, by name from the catalogue: rows of one tenant, looked at and reached for by another.

use kernel::TenantId;
use sqlx::postgres::PgQueryResult;
use sqlx::{AssertSqlSafe, Error};
use testkit::TestApp;

use super::neighbour::{MARKER, Neighbour};
use super::tables::{rows_by_tenant, tenant_tables};

/// PostgreSQL's code of what a right or a policy forbids.
const FORBIDDEN: &str = "42501";

/// Two shops in real use, with rows in every table: where nothing is, nothing could be seen.
async fn two_full_shops(app: &TestApp) -> (TenantId, TenantId) {
    let mine = Neighbour::furnish(app, "mine", "ours", 2).await;
    let theirs = Neighbour::furnish(app, "theirs", MARKER, 2).await;
    let tenants = (mine.shop.tenant, theirs.shop.tenant);
    let mut conn = app.database.superuser().await;
    let mut empty = vec![];
    for table in tenant_tables(&mut conn).await {
        let rows = rows_by_tenant(&mut conn, &table).await;
        if [tenants.0, tenants.1].iter().any(|t| !rows.contains_key(t)) {
            empty.push(table);
        }
    }
    assert_eq!(empty, [""; 0], "Neighbour::furnish fills nothing in");
    tenants
}

#[tokio::test]
async fn no_table_shows_or_takes_a_neighbours_rows() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let tenants = two_full_shops(&app).await;
    let mut conn = app.database.superuser().await;
    let tables = tenant_tables(&mut conn).await;
    assert_eq!(leaks(&app, &tables, tenants).await, [""; 0]);
    // And the test would notice, each way by itself.
    sqlx::raw_sql("alter table brand disable row level security")
        .execute(&mut conn)
        .await
        .unwrap();
    let found = leaks(&app, &["brand".into()], tenants).await;
    for way in [
        "shows",
        "lets its rows move",
        "lets a neighbour's rows be changed",
        "takes a row",
    ] {
        assert!(found.iter().any(|f| f.contains(way)), "{way}: {found:?}");
    }
}

/// What goes over the border between the two tenants.
async fn leaks(app: &TestApp, tables: &[String], tenants: (TenantId, TenantId)) -> Vec<String> {
    let mut leaks = vec![];
    for table in tables {
        leaks.extend(
            leaks_of(app, table, tenants)
                .await
                .into_iter()
                .map(|leak| format!("{table} {leak}")),
        );
    }
    leaks
}

async fn leaks_of(app: &TestApp, table: &str, (mine, theirs): (TenantId, TenantId)) -> Vec<String> {
    let mut leaks = vec![];
    let (own, foreign) = seen(app, table, mine).await;
    if own == 0 {
        leaks.push("hides the own rows".to_owned());
    }
    if foreign > 0 {
        leaks.push(format!("shows {foreign} rows of a neighbour's"));
    }
    let attempts = [
        (
            "lets its rows move to a neighbour",
            format!("update {table} set tenant_id = $2 where tenant_id = $1"),
        ),
        (
            "lets a neighbour's rows be changed",
            format!("update {table} set tenant_id = tenant_id where tenant_id = $2 and $1 <> $2"),
        ),
        (
            "lets a neighbour's rows be deleted",
            format!("delete from {table} where tenant_id = $2 and $1 <> $2"),
        ),
    ];
    for (leak, sql) in attempts {
        let outcome = attempt(app, &sql, mine, theirs).await;
        if !matches!(&outcome, Ok(done) if done.rows_affected() == 0) && !is_forbidden(&outcome) {
            leaks.push(format!("{leak}: {outcome:?}"));
        }
    }
    // A row just like an own one, but for the tenant.
    let columns = plain_columns(app, table).await;
    let insert = format!(
        "insert into {table} ({columns})
         select {columns} from (select copy.* from {table} own, jsonb_populate_record(own, jsonb_build_object('tenant_id', $2)) copy
          where own.tenant_id = $1
          limit 1) one"
    );
    let outcome = attempt(app, &insert, mine, theirs).await;
    if !is_forbidden(&outcome) {
        leaks.push(format!("takes a row for a neighbour: {outcome:?}"));
    }
    leaks
}

/// Those that are not made from others.
async fn plain_columns(app: &TestApp, table: &str) -> String {
    sqlx::query_scalar(
        "select string_agg(quote_ident(attname), ', ') from pg_attribute
          where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''",
    )
    .bind(table)
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap()
}

/// How many own rows a tenant sees, and how many others.
async fn seen(app: &TestApp, table: &str, mine: TenantId) -> (i64, i64) {
    let count = format!(
        "select count(*) filter (where tenant_id = $1), count(*) filter (where tenant_id <> $1) from {table}"
    );
    let mut tx = app.begin(mine).await;
    sqlx::query_as(AssertSqlSafe(count))
        .bind(mine)
        .fetch_one(&mut *tx)
        .await
        .unwrap()
}

/// Tries it as the one tenant; nothing of it stays.
async fn attempt(app: &TestApp, sql: &str, mine: TenantId, theirs: TenantId) -> Result<PgQueryResult, Error> {
    let mut tx = app.begin(mine).await;
    sqlx::query(AssertSqlSafe(sql.to_owned()))
        .bind(mine)
        .bind(theirs)
        .execute(&mut *tx)
        .await
}

fn is_forbidden(outcome: &Result<PgQueryResult, Error>) -> bool {
    let error = outcome.as_ref().err().and_then(Error::as_database_error);
    error.is_some_and(|e| e.code().as_deref() == Some(FORBIDDEN))
}

#[tokio::test]
async fn without_a_tenant_no_table_answers() {
    let app = TestApp::start().await;
    for table in tenant_tables(&mut app.database.superuser().await).await {
        let answer = sqlx::query(AssertSqlSafe(format!("select count(*) from {table}")))
            .execute(app.pools.app.sessions())
            .await;
        let error = answer
            .expect_err(&format!("{table} answers without a tenant"))
            .to_string();
        assert!(
            error.contains("app.tenant_id") || error.contains("invalid input syntax for type uuid"),
            "{table}: {error}"
        );
    }
}

#[tokio::test]
async fn the_tenant_ends_with_its_transaction() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut conn = app.pools.app.sessions().acquire().await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(format!(
        "begin; set local app.tenant_id = '{}'; commit",
        shop.tenant
    )))
    .execute(&mut *conn)
    .await
    .unwrap();
    assert!(
        sqlx::query("select 1 from person")
            .execute(&mut *conn)
            .await
            .is_err(),
        "the tenant outlived its transaction"
    );
}
