//! The tenant tables, by name from the catalogue, and what is in them.

use std::collections::BTreeMap;

use kernel::TenantId;
use sqlx::{AssertSqlSafe, PgConnection};

/// Every table with a tenant.
pub async fn tenant_tables(conn: &mut PgConnection) -> Vec<String> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select c.relname::text from pg_class c
           join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          order by 1",
    )
    .fetch_all(conn)
    .await
    .unwrap();
    assert!(
        tables.len() > 20,
        "the catalogue lists too few tables: {tables:?}"
    );
    tables
}

/// How many rows each tenant has there. Ask as superuser: everybody else sees one tenant.
pub async fn rows_by_tenant(conn: &mut PgConnection, table: &str) -> BTreeMap<TenantId, i64> {
    let count = format!("select tenant_id, count(*) from {table} group by tenant_id");
    let rows: Vec<(TenantId, i64)> = sqlx::query_as(AssertSqlSafe(count))
        .fetch_all(conn)
        .await
        .unwrap();
    rows.into_iter().collect()
}
