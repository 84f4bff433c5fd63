//! Closed for maintenance: who comes is told when to come again, and nothing works behind the door.

use std::time::Duration;

use reqwest::Method;
use reqwest::header::ACCEPT;
use sqlx::PgConnection;
use testkit::{Client, TestApp, TestDatabase};

use crate::chaos::data_dir::DataDir;
use crate::chaos::server::Server;

const CLOSED: [(&str, &str); 2] = [
    ("MAINTENANCE_MODE", "true"),
    ("VITRINA_MAINTENANCE__RETRY_AFTER_SECONDS", "600"),
];
/// What is served all the same.
const OPEN: [&str; 5] = [
    "/health",
    "/health/detailed",
    "/health/live",
    "/health/ready",
    "/assets/{name}",
];

#[tokio::test]
async fn nothing_is_served_but_what_watches_the_program() {
    let app = TestApp::start_with(&CLOSED).await;
    let client = Client::new(app.address, "aurora.localhost");
    let mut open = vec![];
    for route in app.app.routes.iter() {
        let method = Method::from_bytes(route.method.as_str().as_bytes()).unwrap();
        let request = client.request(method, &route.path.replace(['{', '}'], ""));
        let answer = client.send(request.header(ACCEPT, "application/json")).await;
        if answer.status != 503 {
            open.push(route.path.clone());
            continue;
        }
        assert_eq!(answer.header("retry-after"), "600", "{route:?}");
        assert_eq!(answer.code(), "maintenance", "{route:?}");
        assert_eq!(answer.header("cache-control"), "no-store", "{route:?}");
    }
    // There is no such file, which is another answer than a closed door.
    open.sort_unstable();
    assert_eq!(
        open,
        ["/assets/{name}"]
            .into_iter()
            .chain(OPEN[..4].iter().copied())
            .collect::<Vec<_>>()
    );
    assert_eq!(
        client.get("/nowhere").await.expect(503).header("retry-after"),
        "600"
    );
}

#[tokio::test]
async fn people_get_a_page_in_their_language_that_needs_no_database() {
    let app = TestApp::start_with(&CLOSED).await;
    let client = Client::new(app.address, "aurora.localhost");
    for pool in [
        app.pools.app.sessions(),
        &app.pools.worker,
        app.pools.platform.sessions(),
    ] {
        pool.close().await;
    }
    for (language, title, text) in [
        ("es-CO", "Volvemos enseguida", "Intenta de nuevo en 10 minutos."),
        ("en", "Back in a moment", "Try again in 10 minutes."),
    ] {
        let request = client
            .request(Method::GET, "/products?q=jabon")
            .header(ACCEPT, "text/html");
        let page = client
            .send(request.header("accept-language", language))
            .await
            .expect(503);
        assert_eq!(page.header("retry-after"), "600");
        assert!(page.header("content-type").starts_with("text/html"));
        assert!(
            page.text.contains(title) && page.text.contains(text),
            "{}",
            page.text
        );
        // The way back is where they wanted to go; a form is not sent again.
        assert!(page.text.contains("href=\"/products?q=jabon\""), "{}", page.text);
        let request = client
            .request(Method::POST, "/cart/items")
            .header(ACCEPT, "text/html");
        let page = client.send(request).await.expect(503);
        assert!(
            page.text.contains("class=\"btn btn-primary \" href=\"/\""),
            "{}",
            page.text
        );
    }
    // What the page looks like is served too.
    let page = client
        .send(client.request(Method::GET, "/").header(ACCEPT, "text/html"))
        .await;
    let (_, style) = page.text.split_once("rel=\"stylesheet\" href=\"").unwrap();
    client.get(style.split_once('"').unwrap().0).await.expect(200);
    // A balancer must go on sending people here, while monitors see how it is.
    client.get("/health/ready").await.expect(200);
    client.get("/health/live").await.expect(200);
    let report = client.get("/health").await.expect(503).json();
    assert!(
        report["warnings"].to_string().contains("closed for maintenance"),
        "{report}"
    );
}

#[tokio::test]
async fn no_job_runs_and_no_clock_ticks_until_the_door_opens() {
    let dir = DataDir::beside(TestDatabase::create().await);
    let mut conn = dir.superuser().await;
    sqlx::query(
        "insert into job (tenant_id, job_id, kind, payload, run_at, max_attempts, created_at)
         select tenant_id, '01931f3e-dead-7000-8000-000000000000', 'jobs.purge', '{}', now(), 1, now() from tenant",
    )
    .execute(&mut conn)
    .await
    .unwrap();
    let server = Server::start_with(&dir, &CLOSED).await;
    let client = Client::new(server.address, "aurora.localhost");
    // Longer than a worker waits between two looks at its queue.
    let mut tick = tokio::time::interval(Duration::from_millis(100));
    for _ in 0..15 {
        tick.tick().await;
        client.get("/api/v1/products").await.expect(503);
    }
    server.terminate();
    assert!(server.ended().await.success());
    assert_eq!(done_and_ticks(&mut conn).await, (0, 0));

    let server = Server::start(&dir).await;
    for _ in 0..300 {
        tick.tick().await;
        let (done, ticks) = done_and_ticks(&mut conn).await;
        if done > 0 && ticks > 0 {
            server.terminate();
            assert!(server.ended().await.success());
            return;
        }
    }
    panic!("the open door brought no work");
}

/// What is mended may be the schema, or the server itself.
#[tokio::test]
async fn the_door_can_be_closed_over_any_database_or_none() {
    let dir = DataDir::beside(TestDatabase::create_empty().await);
    let gone = "postgres://vitrina_app:testing@127.0.0.1:1/gone";
    for missing in ["VITRINA_DATABASE__BACKUP_URL", "VITRINA_DATABASE__APP_URL"] {
        let settings = [CLOSED.as_slice(), &[(missing, gone)]].concat();
        let server = Server::start_with(&dir, &settings).await;
        let client = Client::new(server.address, "aurora.localhost");
        assert_eq!(
            client.get("/api/v1/products").await.expect(503).code(),
            "maintenance"
        );
        client.get("/health/ready").await.expect(200);
        server.terminate();
        assert!(server.ended().await.success());
    }
}

async fn done_and_ticks(conn: &mut PgConnection) -> (i64, i64) {
    sqlx::query_as(
        "select (select count(*) from job where status = 'done'), (select count(*) from schedule_run)",
    )
    .fetch_one(conn)
    .await
    .unwrap()
}
