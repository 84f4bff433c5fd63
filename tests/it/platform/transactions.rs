//! A transaction ends with the request that began it, however that ends.

use std::time::Duration;

use futures_util::future::join_all;
use testkit::TestApp;
use tokio::time::{interval, timeout};

/// Extractors run side by side: when one refuses, the others are dropped, perhaps while `BEGIN` is under way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_request_leaves_no_connection_inside_a_transaction() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let ask = async |path: &str| {
        let request = shop.anonymous.request(reqwest::Method::GET, path);
        let answer = shop
            .anonymous
            .send(request.header("cookie", "__Host-session=x"))
            .await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
    };
    for _ in 0..15 {
        let paths = [
            "/api/v1/products?page=x",
            "/api/v1/orders/zzz",
            "/products?page=x",
        ];
        join_all(paths.iter().cycle().take(24).map(|path| ask(path))).await;
    }
    let mut conn = app.database.superuser().await;
    let mut tick = interval(Duration::from_millis(20));
    let idle = async {
        loop {
            tick.tick().await;
            let left: i64 = sqlx::query_scalar(
                "select count(*) from pg_stat_activity
                  where datname = current_database() and state = 'idle in transaction'",
            )
            .fetch_one(&mut conn)
            .await
            .unwrap();
            if left == 0 {
                return;
            }
        }
    };
    timeout(Duration::from_secs(5), idle)
        .await
        .expect("connections wait inside a transaction that nobody will end");
}
