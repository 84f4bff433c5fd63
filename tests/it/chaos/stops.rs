//! SIGTERM in the middle of checkouts: what has begun is finished and answered.

use std::time::Duration;

use futures_util::future::join_all;
use sqlx::PgConnection;
use testkit::Basket;
use tokio::net::TcpStream;
use tokio::time::interval;

use super::buyers::{Buyer, Outcome};
use super::data_dir::DataDir;
use super::invariants;
use super::server::Server;
use super::shop;

const BUYERS: usize = 8;

/// A lock holds all checkouts in their middle, so that the signal comes surely there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_finishes_the_checkouts_that_have_begun() {
    let dir = DataDir::new();
    let server = Server::start(&dir).await;
    let mut conn = dir.superuser().await;
    let goods = shop::fill(&shop::open(&dir, &server).await, 2).await;

    let mut holder = dir.superuser().await;
    sqlx::raw_sql("begin; lock table order_line in exclusive mode")
        .execute(&mut holder)
        .await
        .unwrap();
    let address = tokio::sync::watch::channel(server.address).1;
    let buyers = (0..BUYERS).map(|n| Buyer {
        server: address.clone(),
        key: format!("stopped-{n}"),
    });
    let wanted = vec![(goods[0].clone(), 1)];
    let shopping = tokio::spawn(join_all(buyers.map(move |b| {
        let wanted = wanted.clone();
        async move { b.buy(&wanted).await }
    })));
    until(&mut conn, "all checkouts wait", BUYERS).await;

    server.terminate();
    refuses_newcomers(&server).await;
    sqlx::raw_sql("rollback").execute(&mut holder).await.unwrap();
    drop((holder, conn));
    let ends = shopping.await.unwrap();
    assert!(server.ended().await.success());

    assert!(
        ends.iter().all(|e| matches!(e, Outcome::Acknowledged(_))),
        "each gets a whole answer: {ends:?}"
    );
    let server = Server::start(&dir).await;
    let mut conn = dir.superuser().await;
    assert_eq!(invariants::broken(&mut conn).await, [""; 0]);
    let kept: i64 =
        sqlx::query_scalar("select count(*) from sales_order where email like 'stopped-%@chaos.test'")
            .fetch_one(&mut conn)
            .await
            .unwrap();
    assert_eq!(usize::try_from(kept).unwrap(), BUYERS);
    drop(server);
}

/// Polls until so many backends wait for the lock, be it directly or behind one that does.
async fn until(conn: &mut PgConnection, what: &str, waiting: usize) {
    let mut tick = interval(Duration::from_millis(20));
    for _ in 0..400 {
        tick.tick().await;
        let now: i64 = sqlx::query_scalar(
            "select count(*) from pg_stat_activity where usename = 'vitrina_app' and wait_event_type = 'Lock'",
        )
        .fetch_one(&mut *conn)
        .await
        .unwrap();
        if usize::try_from(now).unwrap() >= waiting {
            return;
        }
    }
    panic!("waited in vain until {what}");
}

/// The door is closed while those inside are still served.
async fn refuses_newcomers(server: &Server) {
    let mut tick = interval(Duration::from_millis(20));
    for _ in 0..400 {
        tick.tick().await;
        if TcpStream::connect(server.address).await.is_err() {
            return;
        }
    }
    panic!("a server that was told to stop still lets newcomers in");
}

/// A page that streams (server-sent events) must not keep the server from ending.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_open_stream_does_not_hold_up_the_end() {
    let dir = DataDir::new();
    let server = Server::start(&dir).await;
    let shop = shop::open(&dir, &server).await;
    let goods = shop::fill(&shop, 2).await;
    let basket = shop.basket(&goods[0], 1).await;
    let order = basket
        .order("watched", &Basket::order_body("mira@caos.test"))
        .await
        .expect(201)
        .json();
    let path = format!("/api/v1/orders/{}/events", order["id"].as_str().unwrap());
    let stream = shop
        .owner
        .request(reqwest::Method::GET, &path)
        .send()
        .await
        .unwrap();
    assert_eq!(stream.status(), 200);
    let began = std::time::Instant::now();
    server.terminate();
    assert!(server.ended().await.success());
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "the end took {:?}",
        began.elapsed()
    );
}
