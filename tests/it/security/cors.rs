//! Scripts of other sites: the listed ones may call the API, and nobody else is told anything.

use reqwest::Method;
use reqwest::header::{HeaderMap, ORIGIN};
use serde_json::{Value, json};
use testkit::{Answer, Client, PASSWORD, TestApp, TestShop};

const PLATFORM: &str = "https://panel.example";
const SITE: &str = "https://www.aurora.example";
const STRANGERS: [&str; 12] = [
    "https://evil.test",
    "http://www.aurora.example",
    "https://aurora.example",
    "https://www.aurora.example:8443",
    "https://www.aurora.example/",
    "https://www.aurora.example.evil.test",
    "https://evil.test/https://www.aurora.example",
    "https://WWW.aurora.example",
    "https://www.norte.example",
    "null",
    "*",
    "",
];

async fn two_shops() -> (TestApp, TestShop, TestShop) {
    let app = TestApp::start_with(&[("ALLOWED_ORIGINS", PLATFORM)]).await;
    let (aurora, norte) = (app.shop("aurora").await, app.shop("norte").await);
    list(&aurora, &json!([SITE])).await.expect(200);
    list(&norte, &json!(["https://www.norte.example"]))
        .await
        .expect(200);
    (app, aurora, norte)
}

async fn list(shop: &TestShop, origins: &Value) -> Answer {
    let path = "/api/v1/admin/settings/origins";
    let version = shop.owner.get(path).await.expect(200).json()["version"].clone();
    shop.owner
        .put(path, &json!({ "origins": origins, "version": version }))
        .await
}

async fn from(client: &Client, method: Method, path: &str, origin: &str) -> Answer {
    client
        .send(client.request(method, path).header(ORIGIN, origin))
        .await
}

async fn preflight(client: &Client, path: &str, origin: &str) -> Answer {
    let request = client
        .request(Method::OPTIONS, path)
        .header(ORIGIN, origin)
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "authorization,content-type,idempotency-key",
        );
    client.send(request).await
}

/// Everything that the protocol lets a server say.
fn said(headers: &HeaderMap) -> Vec<String> {
    let ours = headers
        .iter()
        .filter(|(name, _)| name.as_str().starts_with("access-control-"));
    ours.map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect()
}

#[track_caller]
fn is_told(answer: &Answer, origin: &str) {
    assert_eq!(
        answer.header("access-control-allow-origin"),
        origin,
        "{}",
        answer.text
    );
    assert_eq!(answer.header("access-control-allow-credentials"), "true");
    assert!(varies(answer), "{:?}", answer.headers);
}

fn varies(answer: &Answer) -> bool {
    answer.headers.get_all("vary").iter().any(|v| v == "Origin")
}

#[tokio::test]
async fn a_listed_site_reads_answers_and_refusals() {
    let (_app, aurora, norte) = two_shops().await;
    aurora.goods("Jabón", 3).await;
    let guest = &aurora.anonymous;
    for origin in [SITE, PLATFORM] {
        for (path, status) in [
            ("/api/v1/products", 200),
            ("/api/v1/nowhere", 404),
            ("/api/v1/orders", 401),
        ] {
            is_told(
                &from(guest, Method::GET, path, origin).await.expect(status),
                origin,
            );
        }
        let answer = from(guest, Method::GET, "/api/v1/cart", origin).await;
        let readable = answer.header("access-control-expose-headers");
        assert!(
            readable.contains("x-cart-token") && readable.contains("retry-after"),
            "{readable}"
        );
    }
    // A shop's list is its own.
    let elsewhere = from(&norte.anonymous, Method::GET, "/api/v1/products", SITE)
        .await
        .expect(200);
    assert_eq!(said(&elsewhere.headers), [""; 0]);
}

#[tokio::test]
async fn nobody_else_is_told_anything() {
    let (_app, aurora, _norte) = two_shops().await;
    let guest = &aurora.anonymous;
    // What a listed site was given is kept, and must not be given on as it is.
    is_told(&from(guest, Method::GET, "/api/v1/products", SITE).await, SITE);
    for origin in STRANGERS {
        let answer = from(guest, Method::GET, "/api/v1/products", origin)
            .await
            .expect(200);
        assert_eq!(said(&answer.headers), [""; 0], "{origin}");
        assert!(varies(&answer), "{origin}");
        let answer = preflight(guest, "/api/v1/orders", origin).await.expect(405);
        assert_eq!(said(&answer.headers), [""; 0], "{origin}");
    }
    let both = guest
        .request(Method::GET, "/api/v1/products")
        .header(ORIGIN, SITE)
        .header(ORIGIN, "https://evil.test");
    assert_eq!(said(&guest.send(both).await.headers), [""; 0]);
    // Pages are nobody's to script, a listed site's neither.
    for path in ["/", "/products", "/health"] {
        let answer = from(guest, Method::GET, path, SITE).await.expect(200);
        assert_eq!(said(&answer.headers), [""; 0], "{path}");
        let answer = preflight(guest, path, SITE).await.expect(405);
        assert_eq!(said(&answer.headers), [""; 0], "{path}");
    }
}

#[tokio::test]
async fn a_listed_sites_browser_asks_first_and_then_buys() {
    let (_app, aurora, _norte) = two_shops().await;
    let goods = aurora.goods("Jabón", 3).await;
    let guest = &aurora.anonymous;
    let asked = preflight(guest, "/api/v1/cart/items", SITE).await.expect(204);
    is_told(&asked, SITE);
    for (header, wanted) in [
        ("access-control-allow-methods", "POST"),
        ("access-control-allow-headers", "idempotency-key"),
        ("access-control-max-age", "600"),
    ] {
        assert!(
            asked.header(header).contains(wanted),
            "{header}: {}",
            asked.header(header)
        );
    }
    let item = json!({ "product_id": goods.product, "variant_id": goods.variant, "quantity": 1 });
    let buy = async |origin: &str, site: &str| {
        let request = guest
            .request(Method::POST, "/api/v1/cart/items")
            .header(ORIGIN, origin);
        guest
            .send(request.header("sec-fetch-site", site).json(&item))
            .await
    };
    is_told(&buy(SITE, "cross-site").await.expect(201), SITE);
    assert_eq!(
        buy("https://evil.test", "cross-site").await.expect(403).code(),
        "cross_site_request"
    );
    assert_eq!(
        buy("https://evil.test", "same-site").await.expect(403).code(),
        "cross_site_request"
    );
}

/// A cookie goes along by itself, so what it proves is asked for once more: a token that only our own pages hold.
#[tokio::test]
async fn a_session_is_not_lent_to_other_sites() {
    let (_app, aurora, _norte) = two_shops().await;
    let browser = aurora.anonymous.another();
    let form = [("email", "owner@aurora.test"), ("password", PASSWORD)];
    browser.form("/login", &form).await.expect(303);
    let page = browser.get("/admin").await.expect(200).text;
    let (_, token) = page.split_once("name=\"csrf-token\" content=\"").unwrap();
    let token = token.split_once('"').unwrap().0;
    let change = async |origin: &str, token: &str| {
        let request = browser
            .request(Method::POST, "/api/v1/categories")
            .header(ORIGIN, origin);
        let request = request
            .header("sec-fetch-site", "cross-site")
            .header("x-csrf-token", token);
        browser.send(request.json(&json!({ "name": "Jabones" }))).await
    };
    change("https://evil.test", token).await.expect(403);
    change("null", token).await.expect(403);
    change(SITE, "").await.expect(403);
    change(SITE, token).await.expect(201);
    // A form of the listed site's, straight to a page.
    let request = browser
        .request(Method::POST, "/admin/settings/logo/delete")
        .header(ORIGIN, SITE);
    let answer = browser
        .send(request.form(&[("csrf_token", token)]))
        .await
        .expect(403);
    assert!(
        answer.text.contains("no vino de nuestra página"),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn a_shop_changes_its_list_and_every_replica_follows() {
    let (app, aurora, _norte) = two_shops().await;
    let other = app.second(&[]).await;
    let there = aurora.anonymous.towards(other.address, &aurora.host);
    is_told(&from(&there, Method::GET, "/api/v1/products", SITE).await, SITE);
    let typed = json!([
        " https://Tienda.Example/ ",
        "https://tienda.example",
        "http://localhost:5173"
    ]);
    let saved = list(&aurora, &typed).await.expect(200).json();
    assert_eq!(
        saved["origins"],
        json!(["https://tienda.example", "http://localhost:5173"])
    );
    let here = from(&aurora.anonymous, Method::GET, "/api/v1/products", SITE).await;
    assert_eq!(said(&here.headers), [""; 0], "with the next request");
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(20));
    for _ in 0..500 {
        tick.tick().await;
        let answer = from(&there, Method::GET, "/api/v1/products", "https://tienda.example").await;
        if !said(&answer.headers).is_empty() {
            return;
        }
    }
    panic!("the other replica did not hear of it");
}

#[tokio::test]
async fn what_is_no_site_is_not_listed() {
    let (_app, aurora, _norte) = two_shops().await;
    for bad in [
        "*",
        "https://*.example.com",
        "http://aurora.example",
        "https://a.example/shop",
        "null",
        "example.com",
    ] {
        let refused = list(&aurora, &json!([bad])).await.expect(422).json();
        let error = &refused["errors"][0];
        assert_eq!(
            (&error["field"], &error["code"]),
            (&json!("origins"), &json!("invalid_origin")),
            "{bad}"
        );
    }
    let many: Vec<String> = (0..11).map(|n| format!("https://{n}.example")).collect();
    let refused = list(&aurora, &json!(many)).await.expect(422).json();
    assert_eq!(refused["errors"][0]["code"], "too_many_origins");
    let stale = json!({ "origins": [], "version": 1 });
    aurora
        .owner
        .put("/api/v1/admin/settings/origins", &stale)
        .await
        .expect(412);
    // As people type it, one a line.
    let version = aurora.owner.get("/api/v1/admin/settings/origins").await.json()["version"].to_string();
    let typed = |text: &'static str| {
        [("origins", text), ("version", version.as_str())].map(|(n, v)| (n, v.to_owned()))
    };
    let send = async |text| {
        let fields = typed(text);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        aurora.owner.form("/admin/settings/origins", &fields).await
    };
    let page = send("https://uno.example\r\ndos.example").await.expect(422);
    assert!(
        page.text
            .contains("Escribe la dirección como https://www.mitienda.com"),
        "{}",
        page.text
    );
    assert!(
        page.text.contains("dos.example") && page.text.contains("value=\"aurora\""),
        "what was typed, and the rest"
    );
    send("https://uno.example\r\n\r\n https://dos.example \r\n")
        .await
        .expect(303);
    let list = aurora.owner.get("/api/v1/admin/settings/origins").await.json();
    assert_eq!(
        list["origins"],
        json!(["https://uno.example", "https://dos.example"])
    );
    let page = aurora.owner.get("/admin/settings").await.expect(200).text;
    assert!(
        page.contains("https://uno.example\nhttps://dos.example"),
        "{page}"
    );
}
