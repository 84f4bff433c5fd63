//! What a host leads to, and what every answer carries whatever it was.

use http::Access;
use kernel::{Actor, Role};
use reqwest::Method;
use tenancy::Standing;
use testkit::{Answer, Client, TestApp};

use super::open;

/// As browsers get them, byte for byte: a change here is a decision.
const SECURITY: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'",
    ),
    (
        "strict-transport-security",
        "max-age=63072000; includeSubDomains; preload",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// What pages of other sites load.
const WIDGET: &str = "/widget.js";
const RESOURCE_POLICY: &str = "cross-origin-resource-policy";
/// What shows a page of ours in a frame.
const PREVIEW: &str = "/admin/calendar/widget";
const OWN_FRAMES: &str = "manifest-src 'self'; frame-src 'self'\"]";

const MAILBOX: [&str; 4] = [
    "/dev/mailbox",
    "/dev/mailbox.json",
    "/dev/mailbox/01931f3e-dead-7000-8000-000000000000",
    "/dev/mailbox/01931f3e-dead-7000-8000-000000000000/body",
];

#[tokio::test]
async fn a_suspended_shop_says_why_on_every_replica_and_opens_again() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let other = app.second(&[]).await;
    let there = shop.anonymous.towards(other.address, &shop.host);
    // Both have the shop in memory.
    for client in [&shop.anonymous, &there] {
        open(client, "/").await.expect(200);
    }
    stand(
        &app,
        "aurora",
        Standing::Suspended,
        Some("Falta el pago de octubre"),
    )
    .await;
    for client in [&shop.anonymous, &there] {
        until(client, "/", 403).await;
        let page = open(client, "/").await.expect(403);
        assert!(page.header("content-type").starts_with("text/html"));
        assert!(page.text.contains("Falta el pago de octubre"), "{}", page.text);
        let problem = client.get("/api/v1/products").await.expect(403);
        assert_eq!(problem.header("content-type"), "application/problem+json");
        assert_eq!(problem.code(), "shop_suspended");
        let detail = problem.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains("Falta el pago de octubre"), "{detail}");
    }
    // Nobody is served meanwhile, the owner neither.
    shop.owner.get("/api/v1/admin/orders").await.expect(403);
    shop.owner
        .post("/api/v1/categories", &serde_json::json!({ "name": "Jabones" }))
        .await
        .expect(403);
    stand(&app, "aurora", Standing::Active, None).await;
    for client in [&shop.anonymous, &there] {
        until(client, "/", 200).await;
    }
}

#[tokio::test]
async fn a_closed_shop_is_gone_and_its_neighbours_are_not() {
    let app = TestApp::start().await;
    let (closed, open_one) = (app.shop("cerrada").await, app.shop("abierta").await);
    // No command closes a shop yet; its row says so.
    sqlx::query("update tenant set status = 'closed' where tenant_id = $1")
        .bind(closed.tenant)
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
    app.app.shops.forget(closed.tenant);
    let page = open(&closed.anonymous, "/").await.expect(404);
    assert!(
        page.text.contains("Ninguna tienda responde en esta dirección"),
        "{}",
        page.text
    );
    let problem = closed.anonymous.get("/api/v1/products").await.expect(404);
    assert_eq!(problem.code(), "unknown_host");
    closed.owner.get("/api/v1/admin/orders").await.expect(404);
    open(&open_one.anonymous, "/").await.expect(200);
}

#[tokio::test]
async fn a_host_that_nobody_has_is_helped_and_told_nothing() {
    let app = TestApp::start().await;
    app.shop("aurora").await;
    for host in [
        "auroora.localhost",
        "localhost",
        "127.0.0.1",
        "aurora.localhost.evil.test",
    ] {
        let lost = Client::new(app.address, host);
        let page = open(&lost, "/").await.expect(404);
        assert!(
            page.text.contains("Revisa que esté bien escrita"),
            "{host}: {}",
            page.text
        );
        assert!(
            page.text.contains("platform.localhost"),
            "{host}: it leads nowhere"
        );
        assert!(!page.text.contains("aurora.localhost"), "{host}: {}", page.text);
        let problem = lost.get("/api/v1/products").await.expect(404);
        assert_eq!(problem.code(), "unknown_host", "{host}");
    }
    // Capitals and the root's dot are the browser's business.
    for host in ["AURORA.localhost", "aurora.localhost."] {
        open(&Client::new(app.address, host), "/").await.expect(200);
    }
}

#[tokio::test]
async fn the_platforms_own_host_opens_shops_and_is_none() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let platform = shop.anonymous.towards(app.address, "platform.localhost");
    open(&platform, "/signup").await.expect(200);
    open(&shop.anonymous, "/signup").await.expect(404);
    // Its people are its own.
    let stranger = shop.owner.towards(app.address, "platform.localhost");
    stranger.get("/api/v1/auth/me").await.expect(401);
    stand_refused(&app, "platform").await;
}

#[tokio::test]
async fn every_answer_carries_the_same_security_headers() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    let (customer, _) = shop.person(&app, Role::Customer, "clienta@aurora.test").await;
    let mut faults = vec![];
    // What changes something comes last: it may end a session.
    let mut routes: Vec<_> = app.app.routes.iter().collect();
    routes.sort_by_key(|route| route.method != "GET");
    for route in routes {
        let method = Method::from_bytes(route.method.as_str().as_bytes()).unwrap();
        for client in [&shop.anonymous, &customer, &shop.owner] {
            let path = filled(&route.path);
            let answer = client.only_status(client.request(method.clone(), &path)).await;
            let unlike = unlike(&answer).filter(|fault| !is_meant(&path, fault));
            faults.extend(unlike.map(|fault| format!("{route:?} {}: {fault}", answer.status)));
            let is_private = !matches!(route.access, Access::Public);
            let cached = answer.header("cache-control");
            if is_private && (cached.contains("public") || cached.contains("immutable")) {
                faults.push(format!(
                    "{route:?}: what is somebody's own may be kept by everybody: {cached}"
                ));
            }
        }
    }
    // Refusals of the edge itself too.
    let lost = Client::new(app.address, "nobody.example");
    for (client, path) in [
        (&shop.anonymous, "/nowhere"),
        (&shop.anonymous, "/a%00b"),
        (&lost, "/"),
    ] {
        let answer = client.get(path).await;
        faults.extend(unlike(&answer).map(|fault| format!("{path} {}: {fault}", answer.status)));
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(SECURITY.iter().all(|(_, value)| !value.contains("unsafe")));
}

/// The mails of a shop hold links that let people in: they are shown on somebody's own machine only.
#[tokio::test]
async fn the_development_mailbox_is_only_there_at_a_local_address() {
    let here = TestApp::start().await;
    let shop = here.shop("aurora").await;
    shop.anonymous.get("/dev/mailbox.json").await.expect(200);
    for (environment, address) in [
        ("test", "https://tiendas.example"),
        ("development", "https://tiendas.example"),
        ("development", "http://192-168-1-7.tiendas.example:8080"),
        ("production", "https://tiendas.example"),
        ("production", "http://localhost:8080"),
    ] {
        let variables = [
            ("VITRINA_ENV", environment),
            ("FRONTEND_URL", address),
            ("VITRINA_SERVER__HOST", "127.0.0.1"),
            ("SMTP_HOST", "localhost"),
        ];
        let app = TestApp::start_with(&variables).await;
        let shop = app.shop("aurora").await;
        for client in [&shop.anonymous, &shop.owner] {
            for path in MAILBOX {
                let answer = client.get(path).await;
                assert_eq!(
                    answer.status, 404,
                    "{environment} at {address}: {path} {}",
                    answer.text
                );
            }
        }
    }
}

async fn stand(app: &TestApp, slug: &str, standing: Standing, reason: Option<&str>) {
    let mut tx = app.app.begin_platform(Actor::System, "test").await.unwrap();
    tenancy::ops::set_standing(&mut tx, slug, standing, reason)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn stand_refused(app: &TestApp, slug: &str) {
    let mut tx = app.app.begin_platform(Actor::System, "test").await.unwrap();
    let refused = tenancy::ops::set_standing(&mut tx, slug, Standing::Suspended, None).await;
    assert_eq!(refused.unwrap_err().code(), Some("not_found"));
}

/// The news travel by the bus: asks until they have come.
async fn until(client: &Client, path: &str, status: u16) {
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(20));
    for _ in 0..500 {
        tick.tick().await;
        if open(client, path).await.status == status {
            return;
        }
    }
    panic!("{path} did not become {status} in ten seconds");
}

/// With something in place of each parameter; a 404 has its headers too.
fn filled(pattern: &str) -> String {
    let fill = |segment: &str| match segment {
        "{id}" | "{picture_id}" | "{variant_id}" => "01931f3e-dead-7000-8000-000000000000".to_owned(),
        other if other.starts_with('{') => "05".to_owned(),
        other => other.to_owned(),
    };
    pattern.split('/').map(fill).collect::<Vec<_>>().join("/")
}

/// What two addresses need.
fn is_meant(path: &str, fault: &str) -> bool {
    path == WIDGET && fault.contains(RESOURCE_POLICY) || path == PREVIEW && fault.ends_with(OWN_FRAMES)
}

/// The first header that is missing, doubled or another.
fn unlike(answer: &Answer) -> Option<String> {
    SECURITY.iter().find_map(|(name, wanted)| {
        let values: Vec<_> = answer.headers.get_all(*name).iter().collect();
        (values != [wanted]).then(|| format!("{name} is {values:?}"))
    })
}
