//! Headers out of all bounds.

use http::Access;

use super::raw::{exchange, request};
use super::stage::Stage;

/// Where they are tried: a method, a target and a body.
const PLACES: &[(&str, &str, &str)] = &[
    ("GET", "/", ""),
    ("GET", "/admin", ""),
    ("GET", "/health", ""),
    ("GET", "/api/openapi.json", ""),
    ("GET", "/api/v1/products", ""),
    ("GET", "/api/v1/cart", ""),
    ("GET", "/api/v1/admin/orders", ""),
    (
        "POST",
        "/api/v1/auth/login",
        r#"{"email":"a@b.test","password":"x"}"#,
    ),
    (
        "POST",
        "/api/v1/orders",
        r#"{"shipping_method":"pickup","payment_method":"cash_on_delivery"}"#,
    ),
];

type Header = (&'static str, Vec<u8>);

/// On top of what a proper request has.
fn evil_headers() -> Vec<(&'static str, Vec<Header>)> {
    let one = |name, header, value: &[u8]| (name, vec![(header, value.to_vec())]);
    let long = |n| vec![b'x'; n];
    vec![
        one(
            "a cookie of invalid UTF-8",
            "Cookie",
            b"__Host-session=\xff\xfe; lang=\xff",
        ),
        one(
            "a session that is none",
            "Cookie",
            b"__Host-session=nobody; __Host-cart=nothing; theme=<script>; lang=xx",
        ),
        one("a cookie without a name", "Cookie", b"=;;;=x;a"),
        one(
            "a cookie of escapes",
            "Cookie",
            b"__Host-session=%00%ff%0d%0a; __Host-cart=%00",
        ),
        (
            "a huge cookie",
            vec![("Cookie", [b"__Host-session=".to_vec(), long(20_000)].concat())],
        ),
        one("a token of invalid UTF-8", "Authorization", b"Bearer \xff\xfe"),
        one("a token that is none", "Authorization", b"Bearer a.b.c"),
        one("an empty token", "Authorization", b"Bearer "),
        one("a scheme alone", "Authorization", b"Bearer"),
        one("another scheme", "Authorization", b"Basic YTpi"),
        one(
            "a token signed by nobody",
            "Authorization",
            b"Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJhZG1pbiJ9.",
        ),
        (
            "a huge token",
            vec![("Authorization", [b"Bearer ".to_vec(), long(20_000)].concat())],
        ),
        (
            "two tokens",
            vec![
                ("Authorization", b"Bearer a".to_vec()),
                ("Authorization", b"Bearer b".to_vec()),
            ],
        ),
        ("a huge header", vec![("X-Anything", long(100_000))]),
        (
            "many headers",
            (0..500).map(|_| ("X-Anything", b"x".to_vec())).collect(),
        ),
        one(
            "a request id with a line break inside",
            "X-Request-Id",
            b"abcdefgh\tijk<script>",
        ),
        one(
            "languages that are none",
            "Accept-Language",
            b"\xff, ;;q=9, *, es;q=NaN",
        ),
        one("another format", "Accept", b"\xff/\xfe, application/xml"),
        one(
            "an encoding that is none",
            "Accept-Encoding",
            b"\xff, gzip;q=x, identity;q=0",
        ),
        one("a range", "Range", b"bytes=99999999999999999999-"),
        one("a version that is none", "If-Match", b"\"v99999999999999999999\""),
        one("a version of invalid UTF-8", "If-Match", b"\xff"),
        one("a time that is none", "If-Modified-Since", b"yesterday"),
        one(
            "somebody else's address",
            "X-Forwarded-For",
            b"'; drop table person; --, 999.999.999.999",
        ),
        one(
            "a proxy of invalid UTF-8",
            "Forwarded",
            b"for=\"\xff\";host=evil.test;proto=javascript",
        ),
        one("another host behind a proxy", "X-Forwarded-Host", b"evil.test"),
        one("a cart that is none", "X-Cart-Token", b"not-a-token"),
        one("a cart of invalid UTF-8", "X-Cart-Token", b"\xff\xfe"),
        ("a huge cart token", vec![("X-Cart-Token", long(20_000))]),
        one("a body that claims to be packed", "Content-Encoding", b"gzip"),
        one(
            "a content type of invalid UTF-8",
            "Content-Type",
            b"application/json\xff",
        ),
        one("another site", "Origin", b"https://evil.test"),
        one(
            "another site, said by the browser",
            "Sec-Fetch-Site",
            b"cross-site",
        ),
        one("another method", "X-HTTP-Method-Override", b"DELETE"),
        one("an agent of invalid UTF-8", "User-Agent", b"\xff\x80\xfe"),
        ("a huge agent", vec![("User-Agent", long(20_000))]),
        one("an upgrade", "Upgrade", b"websocket"),
        one("an expectation", "Expect", b"200-ok"),
    ]
}

#[tokio::test]
async fn no_header_leads_to_a_fault() {
    let mut stage = Stage::set().await;
    let host = stage.host();
    let mut faults = vec![];
    for (name, evil) in evil_headers() {
        for (method, target, body) in PLACES {
            let mut headers: Vec<(&str, &[u8])> =
                vec![("Host", host.as_bytes()), ("Idempotency-Key", b"evil-header")];
            if !evil.iter().any(|(header, _)| *header == "Content-Type") && !body.is_empty() {
                headers.push(("Content-Type", b"application/json"));
            }
            headers.extend(evil.iter().map(|(header, value)| (*header, value.as_slice())));
            let bytes = request(method, target, &headers, body.as_bytes());
            faults.extend(
                ask(&mut stage, target, &bytes)
                    .await
                    .map(|f| format!("{method} {target} with {name}: {f}")),
            );
        }
    }
    stage.report(&faults);
}

/// Requests that HTTP itself forbids: refused, by a bare 400 if need be, and never understood in two ways.
#[tokio::test]
async fn broken_http_is_refused() {
    let mut stage = Stage::set().await;
    let host = stage.host();
    let whole = |lines: &str| lines.replace('\n', "\r\n").replace("HOST", &host).into_bytes();
    let mut faults = vec![];
    for (name, bytes) in [
        (
            "two hosts",
            whole("GET / HTTP/1.1\nHost: HOST\nHost: other.localhost\nConnection: close\n\n"),
        ),
        (
            "no host",
            whole("GET /api/v1/products HTTP/1.1\nConnection: close\n\n"),
        ),
        (
            "an empty host",
            whole("GET /api/v1/products HTTP/1.1\nHost:\nConnection: close\n\n"),
        ),
        (
            "a host of signs",
            whole("GET /api/v1/products HTTP/1.1\nHost: a/b?c@d\nConnection: close\n\n"),
        ),
        (
            "a host of another kind",
            whole("GET /api/v1/products HTTP/1.1\nHost: 'or'1'='1\nConnection: close\n\n"),
        ),
        (
            "a huge host",
            whole(&format!(
                "GET / HTTP/1.1\nHost: {}\nConnection: close\n\n",
                "x".repeat(10_000)
            )),
        ),
        (
            "two lengths",
            whole(
                "POST /api/v1/auth/login HTTP/1.1\nHost: HOST\nContent-Length: 2\nContent-Length: 9\nConnection: close\n\n{}",
            ),
        ),
        (
            "length and chunks",
            whole(
                "POST /api/v1/auth/login HTTP/1.1\nHost: HOST\nContent-Length: 6\nTransfer-Encoding: chunked\nConnection: close\n\n0\n\nGET",
            ),
        ),
        (
            "a negative length",
            whole(
                "POST /api/v1/auth/login HTTP/1.1\nHost: HOST\nContent-Length: -1\nConnection: close\n\n{}",
            ),
        ),
        (
            "a length that is none",
            whole(
                "POST /api/v1/auth/login HTTP/1.1\nHost: HOST\nContent-Length: many\nConnection: close\n\n{}",
            ),
        ),
        (
            "broken chunks",
            whole(
                "POST /api/v1/auth/login HTTP/1.1\nHost: HOST\nContent-Type: application/json\nTransfer-Encoding: chunked\nConnection: close\n\nzz\n{}\n0\n\n",
            ),
        ),
        (
            "a blank in a name",
            whole("GET / HTTP/1.1\nHost : HOST\nConnection: close\n\n"),
        ),
        (
            "an unknown method",
            whole("STEAL / HTTP/1.1\nHost: HOST\nConnection: close\n\n"),
        ),
        (
            "TRACE",
            whole("TRACE /api/v1/products HTTP/1.1\nHost: HOST\nConnection: close\n\n"),
        ),
        (
            "an unknown version",
            whole("GET / HTTP/9.9\nHost: HOST\nConnection: close\n\n"),
        ),
        (
            "no request at all",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(),
        ),
        (
            "a whole address of another host",
            whole("GET http://evil.test/admin HTTP/1.1\nHost: HOST\nConnection: close\n\n"),
        ),
    ] {
        let Some(answer) = exchange(stage.address(), &bytes).await else {
            continue;
        };
        if answer.status.is_server_error() {
            faults.push(format!("{name}: {} {}", answer.status, answer.text));
        } else if !answer.status.is_client_error()
            && !answer.status.is_redirection()
            && name != "a whole address of another host"
        {
            faults.push(format!("{name} was taken with {}", answer.status));
        }
        let written = stage.writes.since_last_look().await;
        if !written.is_empty() {
            faults.push(format!("{name} wrote {written:?}"));
        }
    }
    stage.report(&faults);
}

/// Who promises more than they send is not waited for, nor is anything done with the half.
#[tokio::test]
async fn half_a_body_is_refused_in_time() {
    let mut stage = Stage::set().await;
    let (host, bearer) = (stage.host(), format!("Bearer {}", stage.owner_token()));
    let product = stage.filled("/api/v1/products/{id}/pictures");
    for (target, media, half) in [
        (
            "/api/v1/auth/login",
            "application/json",
            r#"{"email":"a@b.test","#,
        ),
        ("/login", "application/x-www-form-urlencoded", "email=a"),
        (
            product.as_str(),
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc",
        ),
    ] {
        let head = format!(
            "POST {target} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {bearer}\r\nContent-Type: {media}\r\n\
             Content-Length: 1000\r\nConnection: close\r\n\r\n{half}"
        );
        let answer = exchange(stage.address(), head.as_bytes())
            .await
            .expect("an answer");
        assert_eq!(answer.status.as_u16(), 400, "{target}: {}", answer.text);
        assert_eq!(stage.judge.fault(target, &answer), None);
        assert_eq!(stage.writes.since_last_look().await, [""; 0]);
    }
}

/// Whatever else a route thinks of it, a key is 1 to 255 visible characters.
#[tokio::test]
async fn an_idempotency_key_out_of_bounds_is_refused_by_the_checkout() {
    let mut stage = Stage::set().await;
    let host = stage.host();
    let body = br#"{"email":"a@b.test","shipping_method":"pickup","payment_method":"cash_on_delivery"}"#;
    let bearer = format!("Bearer {}", stage.owner_token());
    for key in [
        &b""[..],
        b" ",
        b"two words",
        b"\xff\xfe",
        "llave-ñ".as_bytes(),
        &[b'x'; 256],
        &[b'x'; 300],
        &[b'x'; 5_000],
    ] {
        let mut headers: Vec<(&str, &[u8])> =
            vec![("Host", host.as_bytes()), ("Content-Type", b"application/json")];
        headers.extend([("Authorization", bearer.as_bytes()), ("Idempotency-Key", key)]);
        let answer = exchange(
            stage.address(),
            &request("POST", "/api/v1/orders", &headers, body),
        )
        .await
        .unwrap();
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (400, "idempotency_key_missing"),
            "{key:?}"
        );
        assert_eq!(stage.judge.fault("/api/v1/orders", &answer), None);
        assert_eq!(stage.writes.since_last_look().await, [""; 0]);
    }
}

/// Elsewhere a strange key must do no harm.
#[tokio::test]
async fn an_idempotency_key_out_of_bounds_harms_no_other_route() {
    let mut stage = Stage::set().await;
    let host = stage.host();
    let routes = vitrina::compose::routes();
    let mut faults = vec![];
    for route in routes
        .iter()
        .filter(|route| route.method != "GET" && route.path.starts_with("/api/"))
    {
        let bearer = format!("Bearer {}", stage.owner_token());
        for key in [&b""[..], b"two words", b"\xff", &[b'x'; 300]] {
            let mut headers: Vec<(&str, &[u8])> =
                vec![("Host", host.as_bytes()), ("Content-Type", b"application/json")];
            headers.push(("Idempotency-Key", key));
            if route.access != Access::Public {
                headers.push(("Authorization", bearer.as_bytes()));
            }
            let target = stage.filled(&route.path);
            let bytes = request(route.method.as_str(), &target, &headers, b"[]");
            faults.extend(
                ask(&mut stage, &target, &bytes)
                    .await
                    .map(|f| format!("{route:?} with {key:?}: {f}")),
            );
        }
        stage.keep_signed_in().await;
    }
    stage.report(&faults);
}

async fn ask(stage: &mut Stage, target: &str, bytes: &[u8]) -> Option<String> {
    let answer = exchange(stage.address(), bytes).await;
    let Some(answer) = answer else {
        return Some("no answer at all".into());
    };
    let written = stage.writes.since_last_look().await;
    // What the parser of HTTP refuses never reaches the edge: a bare 400 or 431 will do.
    if matches!(answer.status.as_u16(), 400 | 431) && answer.text.is_empty() {
        return None;
    }
    if let Some(fault) = stage.judge.fault(target, &answer) {
        return Some(fault);
    }
    let stray = written.iter().any(|table| table != "login_throttle");
    (answer.status.is_client_error() && stray).then(|| format!("{} but wrote {written:?}", answer.status))
}
