//! Every tenant table, by name from the catalogue: rows of one tenant, looked at and reached for by another.

use sqlx::AssertSqlSafe;
use testkit::TestApp;

async fn tenant_tables(app: &TestApp) -> Vec<String> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select c.relname::text from pg_class c
           join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          order by 1",
    )
    .fetch_all(&app.pools.app)
    .await
    .unwrap();
    assert!(
        tables.len() > 20,
        "the catalogue lists too few tables: {tables:?}"
    );
    tables
}

/// A copy of every row of the tables, made for a new tenant behind the scenes, would be the same test; here the
/// neighbour's rows come from real use, and from a row that is put into each table that use left empty.
#[tokio::test]
async fn no_table_shows_or_takes_a_neighbours_rows() {
    let app = TestApp::start().await;
    let (mine, theirs) = (app.shop("mine").await, app.shop("theirs").await);
    for table in tenant_tables(&app).await {
        let mut tx = app.begin(mine.tenant).await;
        let seen: i64 = sqlx::query_scalar(AssertSqlSafe(format!(
            "select count(*) from {table} where tenant_id <> $1"
        )))
        .bind(mine.tenant)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
        assert_eq!(seen, 0, "{table} shows a neighbour's rows");
        drop(tx);

        let mut tx = app.begin(mine.tenant).await;
        let moved = sqlx::query(AssertSqlSafe(format!("update {table} set tenant_id = $1")))
            .bind(theirs.tenant)
            .execute(&mut *tx)
            .await;
        // Refused by the right, by the policy, or nothing was there to move.
        assert!(
            moved.is_err() || moved.is_ok_and(|m| m.rows_affected() == 0),
            "{table} lets rows move away"
        );
        drop(tx);

        let mut tx = app.begin(mine.tenant).await;
        let deleted = sqlx::query(AssertSqlSafe(format!("delete from {table} where tenant_id = $1")))
            .bind(theirs.tenant)
            .execute(&mut *tx)
            .await;
        assert!(
            deleted.is_err() || deleted.is_ok_and(|d| d.rows_affected() == 0),
            "{table} lets a neighbour's rows be deleted"
        );
    }
}

#[tokio::test]
async fn without_a_tenant_no_table_answers() {
    let app = TestApp::start().await;
    for table in tenant_tables(&app).await {
        let answer = sqlx::query(AssertSqlSafe(format!("select count(*) from {table}")))
            .execute(&app.pools.app)
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
    let mut conn = app.pools.app.acquire().await.unwrap();
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
