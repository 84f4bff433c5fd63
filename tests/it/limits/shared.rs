//! Replicas with a Redis between them, and without it.

use testkit::{Basket, Client, TestApp};

use super::redis_server::RedisServer;

const FEW: [(&str, &str); 3] = [
    ("VITRINA_LIMITS__ANONYMOUS", "10/1h"),
    ("VITRINA_LIMITS__CHECKOUT", "2/1h"),
    ("VITRINA_LIMITS__GENERAL", "100000/1h"),
];

/// How many of so many calls are answered, a little time between them so that replicas hear of each other.
async fn answered(clients: &[&Client], calls: usize) -> usize {
    let mut pause = tokio::time::interval(std::time::Duration::from_millis(150));
    let mut good = 0;
    for at in 0..calls {
        pause.tick().await;
        let status = clients[at % clients.len()]
            .get("/api/v1/products")
            .await
            .status
            .as_u16();
        assert!(matches!(status, 200 | 429), "{status}");
        good += usize::from(status == 200);
    }
    good
}

async fn redis_is(client: &Client, status: &str) {
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(100));
    for _ in 0..100 {
        tick.tick().await;
        let report = client.get("/health").await.expect(200).json();
        if report["services"]["redis"]["status"] == status {
            return;
        }
    }
    panic!("Redis does not become {status}");
}

#[tokio::test]
async fn replicas_count_together_and_alone_while_redis_is_away() {
    let mut redis = RedisServer::start().await;
    let url = redis.url();
    let mut settings = FEW.to_vec();
    settings.push(("REDIS_URL", &url));
    let app = TestApp::start_with(&settings).await;
    let shop = app.shop("aurora").await;
    let other = app.second(&settings).await;
    let there = shop.anonymous.towards(other.address, &shop.host);
    redis_is(&shop.anonymous, "connected").await;
    // A call or two of the other may be heard of too late.
    let together = answered(&[&shop.anonymous, &there], 16).await;
    assert!((10..=12).contains(&together), "{together}");

    redis.kill();
    redis_is(&shop.anonymous, "disconnected").await;
    let report = shop.anonymous.get("/health").await.expect(200).json();
    assert_eq!(report["status"], "degraded");
    assert!(
        report["warnings"].to_string().contains("Redis does not answer"),
        "{report}"
    );
    // What was counted is not forgotten, and in another hour each counts for itself.
    assert_eq!(answered(&[&shop.anonymous, &there], 4).await, 0);
    app.advance(7_200);
    assert_eq!(answered(&[&shop.anonymous, &there], 26).await, 20);

    redis.start_again().await;
    redis_is(&shop.anonymous, "connected").await;
    redis_is(&there, "connected").await;
    app.advance(7_200);
    let again = answered(&[&shop.anonymous, &there], 16).await;
    assert!((10..=12).contains(&again), "{again} without a restart");
}

#[tokio::test]
async fn an_exact_class_is_exact_at_once() {
    let redis = RedisServer::start().await;
    let url = redis.url();
    let mut settings = FEW.to_vec();
    settings.push(("REDIS_URL", &url));
    let app = TestApp::start_with(&settings).await;
    let shop = app.shop("aurora").await;
    let other = app.second(&settings).await;
    let goods = shop.goods("Jabón", 50).await;
    let basket = shop.basket(&goods, 1).await;
    let there = basket.at(other.address, &shop.host);
    let body = Basket::order_body("ana@correo.test");
    let asked = [&basket, &there, &basket, &there].map(|basket| basket.order("key", &body));
    let mut statuses: Vec<u16> = futures_util::future::join_all(asked)
        .await
        .iter()
        .map(|answer| answer.status.as_u16())
        .collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 201, 429, 429]);
}
