//! Path parameters that are none.

use http::Access;
use http::routes::RouteSpec;

use super::raw::{exchange, request};
use super::stage::Stage;

/// In place of a path's parameter: its name in a fault, and the bytes.
fn evil_segments() -> Vec<(&'static str, String)> {
    vec![
        ("no id", "not-a-uuid".into()),
        ("nobody's id", "01931f3e-dead-7000-8000-000000000000".into()),
        (
            "an id with more behind it",
            "01931f3e-0000-7000-8000-000000000000%27".into(),
        ),
        ("a nil id", "00000000-0000-0000-0000-000000000000".into()),
        ("NUL", "%00".into()),
        ("NUL behind text", "abc%00.png".into()),
        ("up a folder", "..%2f..%2f..%2fetc%2fpasswd".into()),
        (
            "up a folder, dots encoded",
            "%2e%2e/%2e%2e/%2e%2e/etc/passwd".into(),
        ),
        ("up a folder, twice encoded", "%252e%252e%252f".into()),
        ("backslashes", "..%5c..%5cwindows".into()),
        ("5,000 characters", "a".repeat(5_000)),
        ("SQL", "1'%20or%20'1'='1';--".into()),
        ("invalid UTF-8", "%ff%fe".into()),
        ("half an escape", "%zz".into()),
        ("an unfinished escape", "abc%".into()),
        ("a bidirectional override", "%e2%80%ae".into()),
        ("a line break", "a%0d%0aSet-Cookie:%20x=y".into()),
        ("a negative number", "-1".into()),
        ("a huge number", "99999999999999999999999999".into()),
        ("a blank", "%20".into()),
        ("a dot", ".".into()),
        ("a template", "%7B%7B7*7%7D%7D".into()),
        ("nothing", String::new()),
    ]
}

#[tokio::test]
async fn a_path_that_names_nothing_is_refused() {
    let mut stage = Stage::set().await;
    let routes = vitrina::compose::routes();
    let mut faults = vec![];
    for route in routes.iter().filter(|route| route.path.contains('{')) {
        for parameter in parameters(&route.path) {
            for (name, evil) in evil_segments() {
                let path = stage
                    .filled_except(&route.path, parameter)
                    .replace(parameter, &evil);
                faults.extend(
                    ask(&mut stage, route, &path)
                        .await
                        .map(|f| format!("{route:?} with {name}: {f}")),
                );
            }
        }
        stage.keep_signed_in().await;
    }
    stage.report(&faults);
}

async fn ask(stage: &mut Stage, route: &RouteSpec, path: &str) -> Option<String> {
    let body = stage
        .sample(route)
        .map(|sample| sample.to_string())
        .unwrap_or_default();
    let who = if route.access == Access::Public {
        ""
    } else {
        stage.owner_token()
    };
    let (host, bearer) = (stage.host(), format!("Bearer {who}"));
    let mut headers: Vec<(&str, &[u8])> = vec![("Host", host.as_bytes()), ("Idempotency-Key", b"evil-path")];
    if !who.is_empty() {
        headers.push(("Authorization", bearer.as_bytes()));
    }
    if !body.is_empty() {
        headers.push(("Content-Type", b"application/json"));
    }
    let answer = exchange(
        stage.address(),
        &request(route.method.as_str(), path, &headers, body.as_bytes()),
    )
    .await;
    let Some(answer) = answer else {
        return Some("no answer at all".into());
    };
    let written = stage.writes.since_last_look().await;
    if let Some(fault) = stage.judge.fault(path, &answer) {
        return Some(fault);
    }
    // A 405, as `POST /things/` might be: another address, which takes other methods.
    if answer.status.is_success() && route.path.starts_with("/api/v1/") {
        return Some(format!("was taken with {}", answer.status));
    }
    (answer.status.is_client_error() && !written.is_empty())
        .then(|| format!("{} but wrote {written:?}", answer.status))
}

/// `{id}`, `{name}`, … as they stand in the pattern.
fn parameters(pattern: &str) -> Vec<&str> {
    let starts = pattern.match_indices('{').map(|(at, _)| at);
    starts
        .filter_map(|at| pattern[at..].find('}').map(|end| &pattern[at..=at + end]))
        .collect()
}
