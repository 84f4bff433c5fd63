//! Starting beside a server that runs, and after one that was killed.

use sqlx::PgConnection;

use super::buyers::{Buyer, Outcome};
use super::data_dir::{DataDir, is_alive};
use super::server::{Server, serve};
use super::shop;

#[tokio::test]
async fn a_second_server_is_told_to_go_elsewhere_and_the_first_goes_on() {
    let dir = DataDir::new();
    let server = Server::start(&dir).await;
    let second = tokio::time::timeout(std::time::Duration::from_secs(20), serve(&dir).output()).await;
    let second = second.expect("a second server ends at once").unwrap();
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(
        !second.status.success(),
        "a second server on the same folder must not start"
    );
    assert!(
        said.contains("already using") && said.contains("--data-dir"),
        "{said}"
    );
    assert!(
        said.contains(&server.pid().to_string()),
        "it names the process that is in the way: {said}"
    );
    assert_eq!(health(&server).await, 200);
    server.terminate();
    assert!(server.ended().await.success());
    assert_eq!(dir.postmaster(), None, "a clean end stops PostgreSQL too");
}

#[tokio::test]
async fn after_a_kill_the_next_server_goes_on_with_the_postgres_that_was_left() {
    let dir = DataDir::new();
    let server = Server::start(&dir).await;
    let goods = shop::fill(&shop::open(&dir, &server).await, 2).await;
    let address = tokio::sync::watch::channel(server.address).1;
    let buyer = Buyer {
        server: address,
        key: "before-the-kill".into(),
    };
    let outcome = buyer.buy(&vec![(goods[0].clone(), 1)]).await;
    assert!(matches!(outcome, Outcome::Acknowledged(_)), "{outcome:?}");
    let before = (dir.postmaster(), orders(&mut dir.superuser().await).await);
    assert_eq!(before.1, 1);
    let pid = server.pid();
    server.kill().await;
    assert!(!is_alive(pid));
    assert_eq!(
        dir.postmaster(),
        before.0,
        "PostgreSQL outlives the killed server"
    );
    let server = Server::start(&dir).await;
    assert_eq!(
        (dir.postmaster(), orders(&mut dir.superuser().await).await),
        before,
        "the same PostgreSQL, the same rows"
    );
    assert_eq!(health(&server).await, 200);
}

#[tokio::test]
async fn a_dead_postgres_is_started_again_under_the_running_server() {
    let dir = DataDir::new();
    let server = Server::start(&dir).await;
    let first = dir.postmaster();
    dir.kill_postgres().await;
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(100));
    for _ in 0..300 {
        tick.tick().await;
        if health(&server).await == 200 {
            assert_ne!(dir.postmaster(), first);
            return;
        }
    }
    panic!("the server did not recover in half a minute");
}

async fn health(server: &Server) -> u16 {
    let client = testkit::Client::new(server.address, shop::HOST);
    client.get("/health/ready").await.status.as_u16()
}

async fn orders(conn: &mut PgConnection) -> i64 {
    sqlx::query_scalar("select count(*) from sales_order")
        .fetch_one(conn)
        .await
        .unwrap()
}
