//! A database that is away for a moment is no fault of ours: the answer says to try again.

use kernel::Error;
use testkit::TestApp;

#[tokio::test]
async fn without_a_database_the_answer_is_503() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    app.pools.app.sessions().close().await;
    let answer = shop.anonymous.get("/api/v1/products").await.expect(503);
    assert_eq!(
        (answer.code().as_str(), answer.header("retry-after").as_str()),
        ("unavailable", "2")
    );
}

#[tokio::test]
async fn what_the_database_says_is_told_apart() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for (sql, code) in [
        (
            "select pg_terminate_backend(pg_backend_pid())",
            Some("unavailable"),
        ),
        (
            "select pg_cancel_backend(pg_backend_pid()), pg_sleep(5)",
            Some("unavailable"),
        ),
        ("select 2147483647 + 1", Some("invalid")),
        (
            "select timestamptz '2026-11-22' - interval '9999 years'",
            Some("invalid"),
        ),
        ("select 1 / 0", None),
    ] {
        let mut tx = app.begin(shop.tenant).await;
        let error = sqlx::query(sql).execute(&mut *tx).await.unwrap_err();
        assert_eq!(Error::from(error).code(), code, "{sql}");
    }
}

#[tokio::test]
async fn after_a_restart_of_the_database_its_dead_connections_are_passed_over() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    // All that the pool holds, idle.
    let mut held = vec![];
    for _ in 0..4 {
        held.push(app.begin(shop.tenant).await);
    }
    for tx in held {
        tx.commit().await.unwrap();
    }
    let cut: i64 = sqlx::query_scalar(
        "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity
          where datname = current_database() and usename = 'vitrina_app'",
    )
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(cut, 4);
    shop.anonymous.get("/api/v1/products").await.expect(200);
}
