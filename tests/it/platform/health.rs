//! `/health`, as monitors read it.

use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp};

/// No machine that runs the tests passes these.
const PATIENT: [(&str, &str); 6] = [
    ("VITRINA_HEALTH__CPU_PERCENT", "100"),
    ("VITRINA_HEALTH__MEMORY_PERCENT", "100"),
    ("VITRINA_HEALTH__DISK_PERCENT", "100"),
    ("VITRINA_HEALTH__DISK_FULL_PERCENT", "100"),
    ("VITRINA_HEALTH__LOAD_PERCENT", "10000"),
    ("VITRINA_HEALTH__POOL_PERCENT", "100"),
];

/// With one limit set otherwise.
async fn start(key: &'static str, value: &'static str) -> TestApp {
    let mut settings = PATIENT.to_vec();
    settings.push((key, value));
    TestApp::start_with(&settings).await
}

async fn ask(app: &TestApp, path: &str) -> Answer {
    Client::new(app.address, "monitor.example").get(path).await
}

fn names(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn a_healthy_program_has_the_form_that_monitors_know() {
    let app = TestApp::start_with(&PATIENT).await;
    let health = ask(&app, "/health").await.expect(200).json();
    assert_eq!(
        names(&health),
        [
            "status",
            "timestamp",
            "uptime",
            "environment",
            "version",
            "services",
            "warnings"
        ]
    );
    assert_eq!(
        (&health["status"], &health["environment"], &health["warnings"]),
        (&json!("ok"), &json!("test"), &json!([]))
    );
    let services = &health["services"];
    assert_eq!(
        names(services),
        ["database", "redis", "queues", "healthCheckResponseTime"]
    );
    assert_eq!(services["database"]["status"], "connected");
    assert_eq!(services["redis"]["status"], "not_used");
    for time in [
        &services["database"]["responseTime"],
        &services["healthCheckResponseTime"],
    ] {
        assert!(time.as_str().unwrap().ends_with("ms"), "{time}");
    }
    assert!(health["uptime"].is_u64() && services["queues"]["failed"] == 0);
    let machine = ask(&app, "/health/detailed").await.expect(200).json()["machine"].clone();
    assert!(
        machine["memoryPercent"].as_f64() > Some(0.0) && machine["poolPercent"].is_f64(),
        "{machine}"
    );
}

#[tokio::test]
async fn a_passed_limit_is_degraded_and_still_answered() {
    let app = start("VITRINA_HEALTH__MEMORY_PERCENT", "1").await;
    let health = ask(&app, "/health").await.expect(200).json();
    assert_eq!(health["status"], "degraded");
    let warning = health["warnings"][0].as_str().unwrap();
    assert!(
        warning.starts_with("memory at ") && warning.ends_with("the limit is 1 %"),
        "{warning}"
    );
}

#[tokio::test]
async fn without_postgresql_it_is_an_error() {
    let app = TestApp::start_with(&PATIENT).await;
    app.pools.app.sessions().close().await;
    let health = ask(&app, "/health").await.expect(503).json();
    assert_eq!(
        (&health["status"], &health["services"]["database"]["status"]),
        (&json!("error"), &json!("disconnected"))
    );
    ask(&app, "/health/ready").await.expect(503);
    ask(&app, "/health/live").await.expect(200);
}
