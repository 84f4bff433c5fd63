//! `verify-isolation` finds nothing on our schema, and finds every fault that is planted.

use db::isolation::verify;
use testkit::TestDatabase;

#[tokio::test]
async fn our_schema_holds_the_promise() {
    let database = TestDatabase::create().await;
    let findings = verify(&mut database.superuser().await).await.unwrap();
    assert_eq!(findings, [], "vitrina verify-isolation would fail");
}

/// SQL that breaks the promise, and the object that must be named.
const FAULTS: &[(&str, &str)] = &[
    ("drop policy tenant_isolation on product", "product"),
    ("alter table product no force row level security", "product"),
    ("alter table product disable row level security", "product"),
    ("create table gift (tenant_id uuid, gift_id uuid)", "gift"),
    ("create table gift (gift_id uuid primary key)", "gift"),
    ("create view all_products as select * from product", "all_products"),
    ("create materialized view counted as select count(*) from product", "counted"),
    (
        "create function peek() returns bigint language sql security definer set search_path = public
         as 'select count(*) from product'; revoke all on function peek() from public",
        "peek",
    ),
    ("alter function resolve_host(text) reset search_path", "resolve_host"),
    ("alter function resolve_host(text) set search_path = pg_catalog, public", "resolve_host"),
    ("alter function resolve_host(text) set search_path = pg_temp, pg_catalog, public, pg_temp", "resolve_host"),
    ("grant execute on function resolve_host(text) to public", "resolve_host"),
    ("create policy everything on product to vitrina_app using (true)", "product.everything"),
    (
        "drop policy tenant_isolation on product; create policy tenant_isolation on product to vitrina_app using (true)",
        "product",
    ),
    ("create index product_name on product (name)", "product_name"),
    ("grant truncate on product to vitrina_app", "product"),
    ("grant select on product to public", "product"),
    ("grant update on platform_audit to vitrina_platform", "platform_audit"),
    ("alter table brand owner to vitrina_app", "brand"),
    (
        "create table wish (tenant_id uuid not null, product_id uuid not null, primary key (tenant_id, product_id),
           foreign key (product_id, tenant_id) references product (product_id, tenant_id));",
        "wish",
    ),
];

#[tokio::test]
async fn every_planted_fault_is_found() {
    for (fault, object) in FAULTS {
        let database = TestDatabase::create().await;
        let mut conn = database.superuser().await;
        if fault.contains("(product_id, tenant_id)") {
            sqlx::raw_sql("create unique index product_backwards on product (product_id, tenant_id)")
                .execute(&mut conn)
                .await
                .unwrap();
        }
        sqlx::raw_sql(*fault)
            .execute(&mut conn)
            .await
            .unwrap_or_else(|e| panic!("planting {fault}: {e}"));
        let findings = verify(&mut conn).await.unwrap();
        assert!(
            findings.iter().any(|f| f.object.contains(object)),
            "not found: {fault}\n{findings:?}"
        );
    }
}

/// A temporary table could stand in for one of ours, so nobody makes any.
#[tokio::test]
async fn no_role_of_ours_makes_temporary_tables() {
    let database = TestDatabase::create_empty().await;
    let who: Vec<String> = sqlx::query_scalar(
        "select rolname::text from pg_roles
          where rolname like 'vitrina\\_%' and has_database_privilege(oid, current_database(), 'temporary')",
    )
    .fetch_all(&mut database.superuser().await)
    .await
    .unwrap();
    assert_eq!(who, [""; 0]);
}

#[tokio::test]
async fn a_role_that_bypasses_is_found() {
    let database = TestDatabase::create().await;
    let mut conn = database.superuser().await;
    // In a transaction that is never committed: roles belong to the whole cluster.
    sqlx::raw_sql("begin; create role vitrina_planted bypassrls")
        .execute(&mut conn)
        .await
        .unwrap();
    let findings = verify(&mut conn).await.unwrap();
    sqlx::raw_sql("rollback").execute(&mut conn).await.unwrap();
    assert!(
        findings.iter().any(|f| f.object == "vitrina_planted"),
        "{findings:?}"
    );
}
