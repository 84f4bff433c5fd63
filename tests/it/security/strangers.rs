//! What a stranger tries at the door.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;
use testkit::{Client, PASSWORD, TestApp};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// As the form of the page sends it.
async fn enter(browser: &Client) {
    let page = browser.get("/products").await.text;
    let token = page
        .split_once("name=\"csrf_token\" value=\"")
        .map_or("", |(_, rest)| rest);
    let token = token.split('"').next().unwrap_or_default();
    let fields = [
        ("email", "owner@aurora.test"),
        ("password", PASSWORD),
        ("csrf_token", token),
    ];
    browser.form("/login", &fields).await.expect(303);
}

/// Who plants a session in somebody's browser must not be in it after they signed in (CWE-384).
#[tokio::test]
async fn a_sign_in_makes_a_session_of_its_own() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let planted = "planted-by-somebody-else-0123456789abcdef";
    let victim = shop.anonymous.another();
    let login = victim
        .request(Method::POST, "/login")
        .header("cookie", format!("__Host-session={planted}"));
    let fields = [("email", "owner@aurora.test"), ("password", PASSWORD)];
    victim.send(login.form(&fields)).await.expect(303);
    let own = victim.cookie("__Host-session");
    assert!(!own.is_empty() && own != planted, "{own}");
    // Once more in the same browser: the session of before has ended.
    enter(&victim).await;
    assert_ne!(victim.cookie("__Host-session"), own);
    for token in [planted, &own] {
        let ask = shop
            .anonymous
            .request(Method::GET, "/api/v1/auth/me")
            .header("cookie", format!("__Host-session={token}"));
        shop.anonymous.send(ask).await.expect(401);
    }
    victim.get("/api/v1/auth/me").await.expect(200);
}

/// An address without an account takes as long as one with: both times a password is hashed.
#[tokio::test]
async fn time_does_not_tell_who_has_an_account() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut times = [("owner@aurora.test", vec![]), ("nobody@aurora.test", vec![])];
    for _ in 0..7 {
        for (email, took) in &mut times {
            let body = json!({ "email": email, "password": "No-es-esta-clave-2026" });
            let started = Instant::now();
            let answer = shop.anonymous.post("/api/v1/auth/login", &body).await.expect(401);
            took.push(started.elapsed());
            assert_eq!(answer.code(), "invalid_credentials");
        }
        // Beyond every window, so that no lock answers instead.
        app.advance(86_400);
    }
    let [known, unknown] = times.map(|(_, mut took)| {
        took.sort_unstable();
        took[took.len() / 2]
    });
    // Without the hash, the unknown one takes a fiftieth.
    assert!(
        unknown * 4 > known && known * 4 > unknown,
        "{known:?} and {unknown:?}"
    );
    assert!(unknown > Duration::from_millis(5), "{unknown:?}");
}

/// A link in a mail leads to the shop's own host, whatever the request called it.
#[tokio::test]
async fn no_header_puts_another_host_into_a_mail() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for header in [
        "x-forwarded-host",
        "x-host",
        "forwarded",
        "x-original-url",
        "x-rewrite-url",
    ] {
        let request = shop
            .anonymous
            .request(Method::POST, "/api/v1/auth/forgot-password");
        let body = json!({ "email": "owner@aurora.test" });
        let value = if header == "forwarded" {
            "host=evil.test"
        } else {
            "evil.test"
        };
        let answer = shop
            .anonymous
            .send(request.header(header, value).json(&body))
            .await;
        assert!(answer.status.is_success(), "{}", answer.text);
    }
    app.run_jobs().await;
    let mut conn = app.database.superuser().await;
    let mails: Vec<(String, String)> = sqlx::query_as("select text_body, html_body from message")
        .fetch_all(&mut conn)
        .await
        .unwrap();
    let mut mails = mails
        .iter()
        .filter(|(text, _)| text.contains("/reset-password"))
        .peekable();
    assert!(mails.peek().is_some(), "no mail was written");
    for (text, html) in mails {
        assert!(
            text.contains("http://aurora.localhost") && !text.contains("evil.test"),
            "{text}"
        );
        assert!(!html.contains("evil.test"), "{html}");
    }
}

/// Everything that a server says to these bytes.
async fn say(app: &TestApp, bytes: String) -> String {
    let mut stream = TcpStream::connect(app.address).await.unwrap();
    let _ = stream.write_all(bytes.as_bytes()).await;
    let mut said = vec![];
    let whole = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut said)).await;
    assert!(whole.is_ok(), "no end");
    String::from_utf8_lossy(&said).into_owned()
}

/// What a proxy and we could understand differently is understood by neither as another shop's.
#[tokio::test]
async fn no_request_is_smuggled_to_another_shop() {
    let app = TestApp::start().await;
    let aurora = app.shop("aurora").await;
    let norte = app.shop("norte").await;
    norte.goods("Secreto del norte", 3).await;
    aurora.goods("Jabon de aurora", 3).await;
    let (own, other) = (&aurora.host, &norte.host);
    let inner = format!("GET /api/v1/products HTTP/1.1\r\nHost: {other}\r\nConnection: close\r\n\r\n");
    let head =
        format!("POST /api/v1/cart/items HTTP/1.1\r\nHost: {own}\r\nContent-Type: application/json\r\n");
    for (name, bytes) in [
        (
            "an absolute address",
            format!(
                "GET http://{other}/api/v1/products HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"
            ),
        ),
        (
            "two hosts",
            format!(
                "GET /api/v1/products HTTP/1.1\r\nHost: {own}\r\nHost: {other}\r\nConnection: close\r\n\r\n"
            ),
        ),
        (
            "length and chunks",
            format!("{head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{inner}"),
        ),
        (
            "a hidden coding",
            format!(
                "{head}Content-Length: {}\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n{inner}",
                inner.len() + 5
            ),
        ),
        (
            "a coding of another name",
            format!("{head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{inner}"),
        ),
        (
            "two lengths",
            format!(
                "{head}Content-Length: 0\r\nContent-Length: {}\r\n\r\n{inner}",
                inner.len()
            ),
        ),
        (
            "a folded host",
            format!("GET /api/v1/products HTTP/1.1\r\nHost: {own}\r\n {other}\r\nConnection: close\r\n\r\n"),
        ),
        (
            "a host after a blank",
            format!("GET /api/v1/products HTTP/1.1\r\nHost: {own} {other}\r\nConnection: close\r\n\r\n"),
        ),
    ] {
        let said = say(&app, bytes).await;
        assert!(!said.contains("Secreto del norte"), "{name}: {said}");
        assert!(!said.starts_with("HTTP/1.1 2"), "{name}: {said}");
    }
    // One after the other on one connection is no smuggling: each is answered for its own host.
    let both = format!("GET /api/v1/products HTTP/1.1\r\nHost: {own}\r\n\r\n{inner}");
    let said = say(&app, both).await;
    let (first, second) = (said.find("Jabon de aurora"), said.find("Secreto del norte"));
    assert!(first.is_some() && first < second, "{said}");
}
