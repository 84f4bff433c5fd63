//! `/metrics` of a running program.

use std::net::{SocketAddr, TcpListener, TcpStream};

use serde_json::json;
use testkit::{Basket, Client, PASSWORD};

use crate::chaos::data_dir::DataDir;
use crate::chaos::server::Server;
use crate::chaos::shop;

const TOKEN: &str = "a-token-of-the-tests";

/// Dashboards and alert rules stand on these names.
const NAMES: [&str; 19] = [
    "active_users",
    "api_response_time_seconds",
    "cache_requests_total",
    "conversion_rate",
    "database_connection_errors_total",
    "db_pool_connections",
    "db_query_duration_seconds",
    "http_request_duration_seconds",
    "http_requests_total",
    "inventory_low_items",
    "job_duration_seconds",
    "jobs_dead",
    "jobs_lag_seconds",
    "jobs_total",
    "jobs_waiting",
    "orders_total",
    "pse_payments_open",
    "security_events_total",
    "user_registrations_total",
];

/// Only a second visit can be one, and only once what was announced before it has been heard.
const PAGE_HIT: &str = "cache_requests_total{cache=\"page\",outcome=\"hit\"}";

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.2", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// Of the names, those that the text has no value for.
fn missing(text: &str) -> Vec<&'static str> {
    let is_there = |name: &str| text.contains(&format!("# TYPE {name} "));
    NAMES.into_iter().filter(|name| !is_there(name)).collect()
}

#[tokio::test]
async fn after_a_checkout_every_metric_has_a_value_for_who_has_the_token() {
    let dir = DataDir::new();
    let port = free_port();
    let settings = [
        ("VITRINA_TELEMETRY__METRICS_HOST", "127.0.0.2"),
        ("VITRINA_TELEMETRY__METRICS_PORT", &port.to_string()),
        ("VITRINA_TELEMETRY__METRICS_TOKEN", TOKEN),
    ];
    let server = Server::start_with(&dir, &settings).await;
    let shop = shop::open(&dir, &server).await;
    let goods = shop::fill(&shop, 1).await;
    let basket = shop.basket(&goods[0], 1).await;
    basket
        .order("measured", &Basket::order_body("mira@caos.test"))
        .await
        .expect(201);
    let person = json!({ "email": "nueva@caos.test", "password": PASSWORD, "name": "Nueva" });
    shop.anonymous
        .post("/api/v1/auth/register", &person)
        .await
        .expect(201);
    let wrong = json!({ "email": "owner@caos.test", "password": "No-es-esta-1" });
    for _ in 0..2 {
        shop.anonymous
            .post("/api/v1/auth/login", &wrong)
            .await
            .expect(401);
    }

    let address = SocketAddr::from(([127, 0, 0, 2], port));
    assert!(
        TcpStream::connect(("127.0.0.1", port)).is_err(),
        "only on the address that the settings name"
    );
    let stranger = Client::new(address, "monitor.example");
    stranger.get("/metrics").await.expect(401);
    stranger
        .with_token("another-token-of-the-tests")
        .get("/metrics")
        .await
        .expect(401);
    let monitor = stranger.with_token(TOKEN);
    let visitor = shop.anonymous.another();
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(250));
    let mut text = String::new();
    // Some are counted by jobs and by a task that looks every few seconds.
    for _ in 0..120 {
        tick.tick().await;
        visitor.get("/").await.expect(200);
        text = monitor.get("/metrics").await.expect(200).text;
        if missing(&text).is_empty() && text.contains(PAGE_HIT) {
            break;
        }
    }
    assert_eq!(missing(&text), [""; 0]);
    for line in [
        "orders_total{status=\"pending\"} 1",
        "user_registrations_total{status=\"created\"} 1",
        "security_events_total{kind=\"login_failed\"} 2",
        "database_connection_errors_total{role=\"app\"} 0",
        "http_request_duration_seconds_bucket{method=\"POST\",route=\"/api/v1/orders\",status=\"201\",le=\"+Inf\"} 1",
    ] {
        assert!(text.contains(line), "{line} not in:\n{text}");
    }
    for beginning in [
        "cache_requests_total{cache=\"shop\",outcome=\"hit\"}",
        "cache_requests_total{cache=\"shop_host\",outcome=\"miss\"}",
        PAGE_HIT,
        "cache_requests_total{cache=\"page\",outcome=\"miss\"}",
        "db_pool_connections{role=\"worker\",state=\"max\"}",
        "db_query_duration_seconds_bucket{role=\"app\",",
    ] {
        assert!(text.contains(beginning), "{beginning} not in:\n{text}");
    }
}
