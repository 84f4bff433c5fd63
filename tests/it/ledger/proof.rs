//! The nightly look at everything.

use kernel::Instant;
use ledger::Proof;
use metrics_exporter_prometheus::PrometheusBuilder;
use testkit::{TestApp, TestShop};

use super::{book, payment};

/// As if triggers and constraints had not been there.
async fn plant(app: &TestApp, sql: &str) {
    let sql = format!("set session_replication_role = replica; {sql}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
}

async fn proof(app: &TestApp, shop: &TestShop) -> Proof {
    let mut tx = app.begin(shop.tenant).await;
    ledger::prove(&mut tx).await.unwrap()
}

#[tokio::test]
async fn each_kind_of_fault_is_found_at_the_shop_that_has_it() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bruma").await);
    let now = app.env.now();
    let first = book(&app, &shop, &payment(1, 500, now)).await;
    let second = book(&app, &shop, &payment(2, 700, now)).await;
    book(&app, &other, &payment(1, 500, now)).await;
    assert_eq!(proof(&app, &shop).await, Proof::default());

    plant(
        &app,
        &format!("update ledger_entry set amount = amount + 1 where txn_id = '{first}' and line = 1"),
    )
    .await;
    let uneven = Proof {
        currencies: 1,
        transactions: 1,
    };
    assert_eq!(proof(&app, &shop).await, uneven);
    // Two faults that weigh each other out are two all the same.
    plant(
        &app,
        &format!("update ledger_entry set amount = amount - 1 where txn_id = '{second}' and line = 1"),
    )
    .await;
    let hidden = Proof {
        currencies: 0,
        transactions: 2,
    };
    assert_eq!(proof(&app, &shop).await, hidden);
    // All entries of one gone: they summed to nothing, and are missed still.
    plant(
        &app,
        &format!("delete from ledger_entry where txn_id in ('{first}', '{second}')"),
    )
    .await;
    assert_eq!(proof(&app, &shop).await, hidden);
    assert_eq!(proof(&app, &other).await, Proof::default());
}

/// On one thread, so that the recorder of this test hears the worker, and it alone.
#[tokio::test]
async fn it_is_looked_at_each_night_and_a_breach_is_counted() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bruma").await);
    let txn = book(&app, &shop, &payment(1, 500, app.env.now())).await;
    book(&app, &other, &payment(1, 500, app.env.now())).await;
    let recorder = PrometheusBuilder::new().build_recorder();
    let counted = recorder.handle();
    let _heard = metrics::set_default_local_recorder(&recorder);
    // Five in the morning in Bogotá.
    let at = Instant("2027-01-12T10:00:30Z".parse().unwrap());
    app.advance(at.seconds_since(app.env.now()));
    // The clock takes the quarter, which begins the day of each shop, which is the work.
    for _ in 0..3 {
        app.tick().await;
        app.run_jobs().await;
    }
    let looked: i64 =
        sqlx::query_scalar("select count(*) from job where kind = 'ledger.prove' and status = 'done'")
            .fetch_one(&mut app.database.superuser().await)
            .await
            .unwrap();
    assert_eq!(looked, 2, "once a shop");
    assert!(
        counted.render().contains("ledger_breaches_total 0"),
        "{}",
        counted.render()
    );
    plant(
        &app,
        &format!("update ledger_entry set amount = amount + 1 where txn_id = '{txn}' and line = 1"),
    )
    .await;
    let run = "/api/v1/admin/schedules/ledger.prove/run";
    let owner = testkit::sign_in(&shop.anonymous, "owner@aurora.test").await;
    owner.post(run, &()).await.expect(202);
    app.run_jobs().await;
    assert!(
        counted.render().contains("ledger_breaches_total 2"),
        "{}",
        counted.render()
    );
}
