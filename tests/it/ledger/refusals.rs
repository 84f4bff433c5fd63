//! What the database itself refuses, whatever the program believes.

use kernel::TenantId;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use testkit::{TestApp, TestShop};

use super::{SALES, balance, book, payment};

const TABLES: [&str; 3] = ["ledger_account", "ledger_txn", "ledger_entry"];

/// A transaction with these entries, each an account and an amount, as SQL that anybody may try.
fn raw(tenant: TenantId, lines: i16, entries: &[(&str, i64)]) -> String {
    let txn = format!(
        "insert into ledger_txn (tenant_id, txn_id, kind, source_type, source_id, idempotency_key, lines, occurred_at,
                                 recorded_at, actor)
         values ('{tenant}', '01931f3e-0000-7000-8000-000000000001', 'adjustment', 'test', gen_random_uuid(), 'raw', {lines},
                 now(), now(), 'system');"
    );
    let entry = |(n, (account, amount)): (usize, &(&str, i64))| {
        format!(
            "insert into ledger_entry (tenant_id, txn_id, line, account_id, amount, currency)
             select '{tenant}', '01931f3e-0000-7000-8000-000000000001', {}, account_id, {amount}, currency
               from ledger_account where tenant_id = '{tenant}' and kind = '{account}';",
            n + 1
        )
    };
    txn + &entries.iter().enumerate().map(entry).collect::<String>()
}

/// As the app, in one transaction: what the commit says.
async fn as_app(app: &TestApp, shop: &TestShop, sql: &str) -> Result<(), String> {
    let mut tx = app.begin(shop.tenant).await;
    let run = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(&mut *tx)
        .await;
    run.map_err(|e| e.to_string())?;
    tx.commit().await.map_err(|e| e.to_string())
}

/// As a superuser, whom no policy binds.
async fn as_superuser(app: &TestApp, sql: &str) -> Result<(), String> {
    let sql = AssertSqlSafe(format!("begin; {sql} commit"));
    let run = sqlx::raw_sql(sql)
        .execute(&mut app.database.superuser().await)
        .await;
    run.map(|_| ()).map_err(|e| e.to_string())
}

/// What is written, how many lines it says that it has, and its entries.
type Case<'a> = (&'a str, i16, &'a [(&'a str, i64)]);

#[tokio::test]
async fn what_does_not_balance_is_not_committed() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    book(&app, &shop, &payment(1, 500, app.env.now())).await;
    let cases: [Case<'_>; 6] = [
        ("too little", 2, &[("clearing", 100), ("sales", -99)]),
        ("one entry", 2, &[("clearing", 100)]),
        ("no entry", 2, &[]),
        ("fewer than it says", 3, &[("clearing", 100), ("sales", -100)]),
        (
            "more than it says",
            2,
            &[("clearing", 100), ("sales", -50), ("sales", -50)],
        ),
        ("one alone that says so", 1, &[("clearing", 100)]),
    ];
    for (what, lines, entries) in cases {
        let sql = raw(shop.tenant, lines, entries);
        for refused in [as_app(&app, &shop, &sql).await, as_superuser(&app, &sql).await] {
            let refused = refused.expect_err(what);
            assert!(
                refused.contains("does not balance") || refused.contains("ledger_txn_lines_check"),
                "{what}: {refused}"
            );
        }
    }
    // The test would notice: the same way, what balances is committed.
    let fine = raw(shop.tenant, 2, &[("clearing", 100), ("sales", -100)]);
    as_app(&app, &shop, &fine).await.unwrap();
    assert_eq!(balance(&app, &shop, &SALES).await, -600);
}

#[tokio::test]
async fn nothing_is_added_to_what_is_written() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let txn = book(&app, &shop, &payment(1, 500, app.env.now())).await;
    let more = format!(
        "insert into ledger_entry (tenant_id, txn_id, line, account_id, amount, currency)
         select tenant_id, txn_id, line + 2, account_id, -amount, currency from ledger_entry where txn_id = '{txn}';"
    );
    let refused = as_app(&app, &shop, &more).await.unwrap_err();
    assert!(refused.contains("does not balance"), "{refused}");
}

#[tokio::test]
async fn an_entry_is_in_the_currency_of_its_account_and_of_its_own_tenant() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bruma").await);
    for shop in [&shop, &other] {
        book(&app, shop, &payment(1, 500, app.env.now())).await;
    }
    let dollars = raw(shop.tenant, 2, &[("clearing", 100), ("sales", -100)])
        .replace("account_id, 100, currency", "account_id, 100, 'USD'")
        .replace("account_id, -100, currency", "account_id, -100, 'USD'");
    let refused = as_app(&app, &shop, &dollars).await.unwrap_err();
    assert!(refused.contains("foreign key"), "{refused}");

    // A neighbour's account: named by an own row it is not there, and a neighbour's row is not written.
    let mut superuser = app.database.superuser().await;
    let theirs: uuid::Uuid =
        sqlx::query_scalar("select account_id from ledger_account where tenant_id = $1 and kind = 'sales'")
            .bind(other.tenant)
            .fetch_one(&mut superuser)
            .await
            .unwrap();
    let sql = raw(shop.tenant, 2, &[("clearing", 100), ("sales", -100)]).replacen(
        "account_id, -100",
        &format!("'{theirs}'::uuid, -100"),
        1,
    );
    assert!(sql.contains(&theirs.to_string()));
    let refused = as_app(&app, &shop, &sql).await.unwrap_err();
    assert!(refused.contains("foreign key"), "{refused}");
    let sql = raw(other.tenant, 2, &[]);
    let refused = as_app(&app, &shop, &sql).await.unwrap_err();
    assert!(refused.contains("row-level security"), "{refused}");
}

#[tokio::test]
async fn what_is_written_stays_whoever_tries() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    book(&app, &shop, &payment(1, 500, app.env.now())).await;
    let mut owner = PgConnection::connect(&app.database.urls.owner).await.unwrap();
    let mut superuser = app.database.superuser().await;
    for table in TABLES {
        for sql in [
            format!("update {table} set tenant_id = tenant_id"),
            format!("delete from {table}"),
            format!("truncate {table} cascade"),
        ] {
            let refused = as_app(&app, &shop, &sql).await.unwrap_err();
            assert!(refused.contains("permission denied"), "{sql}: {refused}");
            for conn in [&mut owner, &mut superuser] {
                let tried = sqlx::raw_sql(AssertSqlSafe(sql.clone())).execute(conn).await;
                let refused = tried.unwrap_err().to_string();
                assert!(refused.contains("is added to only"), "{sql}: {refused}");
            }
        }
        let sql = format!("alter table {table} disable trigger all");
        let refused = as_app(&app, &shop, &sql).await.unwrap_err();
        assert!(refused.contains("must be owner"), "{sql}: {refused}");
    }
    assert_eq!(balance(&app, &shop, &SALES).await, -500);
}
