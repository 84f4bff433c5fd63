//! Query parameters out of all bounds.

use http::Access;
use http::routes::RouteSpec;
use reqwest::Method;

use super::raw::{exchange, request};
use super::stage::Stage;

/// For any parameter.
fn evil_values() -> Vec<(&'static str, String)> {
    vec![
        ("nothing", String::new()),
        ("zero", "0".into()),
        ("a negative number", "-1".into()),
        ("a billion", "1000000000".into()),
        ("the largest i64", "9223372036854775807".into()),
        ("more than any integer", "99999999999999999999999999".into()),
        ("a fraction", "1.5".into()),
        ("an endless number", "1e999".into()),
        ("NaN", "NaN".into()),
        ("a word", "nonsense".into()),
        ("SQL", "1%27;drop%20table%20person;--".into()),
        ("another order", "name;desc".into()),
        ("NUL", "a%00b".into()),
        ("a day before all counting", "-008000-01-01".into()),
        ("the last day of all", "9999-12-31".into()),
        ("invalid UTF-8", "%ff%fe".into()),
        ("half an escape", "%z".into()),
        ("a bidirectional override", "%e2%80%ae".into()),
        (
            "a text search's own signs",
            "%21%26%7C%28%3A*%3C-%3E%27%5C".into(),
        ),
        ("wild cards", "%25%25%25__%5C".into()),
        ("a regular expression", "%28a%2B%29%2B%24%5B".into()),
        ("a hundred words", "palabra%20".repeat(100)),
        ("3,000 characters", "x".repeat(3_000)),
        ("9 kB", "y".repeat(9_000)),
    ]
}

/// For every route that is read.
const ALWAYS: [&str; 3] = ["page", "limit", "q"];
/// Whole query strings.
const WHOLE: [&str; 8] = [
    "page=1&page=2",
    "filters[",
    "filters[category][x]=1",
    "filters%5Bcategory%5D=%00",
    "&&&==&",
    "?",
    "limit",
    "a[]=1&a[]=2",
];

#[tokio::test]
async fn a_query_out_of_bounds_is_refused_or_read_as_something_sane() {
    let mut stage = Stage::set().await;
    let routes = vitrina::compose::routes();
    let mut faults = vec![];
    for route in routes
        .iter()
        .filter(|route| route.method == Method::GET.as_str() && !streams(route))
    {
        let path = stage.filled(&route.path);
        for name in names(route) {
            for (what, value) in evil_values() {
                let fault = ask(&mut stage, route, &path, &format!("{name}={value}")).await;
                faults.extend(fault.map(|f| format!("{route:?} {name} with {what}: {f}")));
            }
        }
        for query in WHOLE {
            faults.extend(
                ask(&mut stage, route, &path, query)
                    .await
                    .map(|f| format!("{route:?}?{query}: {f}")),
            );
        }
    }
    stage.report(&faults);
}

/// Of a number that is none, the problem names the parameter.
#[tokio::test]
async fn a_refusal_names_the_parameter() {
    let stage = Stage::set().await;
    for (path, field) in [
        ("/api/v1/products?page=0", "page"),
        ("/api/v1/products?page=abc", "page"),
        ("/api/v1/products?limit=100000", "limit"),
        ("/api/v1/products?sort=nonsense", "sort"),
        ("/api/v1/products?price_min=abc", "price_min"),
        ("/api/v1/products?price_max=-1", "price_max"),
        ("/api/v1/products?in_stock=perhaps", "in_stock"),
    ] {
        let answer = stage.nobody.get(path).await.expect(422);
        assert!(
            super::judge::named_fields(&answer).iter().any(|f| f == field),
            "{path}: {}",
            answer.text
        );
    }
}

/// Days that no calendar of a shop has, in the list of the API and in that of the desk.
#[tokio::test]
async fn a_day_out_of_bounds_is_refused_by_name() {
    let app = testkit::TestApp::start().await;
    let owner = app.shop("aurora").await.owner;
    for day in ["-008000-01-01", "-000001-12-31", "1899-12-30", "9999-12-31"] {
        for field in ["from", "to"] {
            let answer = owner
                .get(&format!("/api/v1/admin/orders?{field}={day}"))
                .await
                .expect(422);
            assert_eq!(super::judge::named_fields(&answer), [field], "{day}");
            owner
                .get(&format!("/admin/orders?{field}={day}"))
                .await
                .expect(422);
        }
    }
    let fine = "from=1900-01-01&to=2026-12-31";
    owner
        .get(&format!("/api/v1/admin/orders?{fine}"))
        .await
        .expect(200);
    owner.get(&format!("/admin/orders?{fine}")).await.expect(200);
}

/// What is noted of reading: when a calendar's address was last used.
const NOTES: &[(&str, &str)] = &[("/api/sync/calendar/ical/{token}.ics", "calendar_feed")];

/// Reading never writes, whatever is asked.
async fn ask(stage: &mut Stage, route: &RouteSpec, path: &str, query: &str) -> Option<String> {
    let (host, bearer) = (stage.host(), format!("Bearer {}", stage.owner_token()));
    let mut headers: Vec<(&str, &[u8])> = vec![("Host", host.as_bytes())];
    if route.access != Access::Public {
        headers.push(("Authorization", bearer.as_bytes()));
    }
    let answer = exchange(
        stage.address(),
        &request("GET", &format!("{path}?{query}"), &headers, b""),
    )
    .await;
    let Some(answer) = answer else {
        return Some("no answer at all".into());
    };
    let mut written = stage.writes.since_last_look().await;
    written.retain(|table| !NOTES.contains(&(route.path.as_str(), table.as_str())));
    if !written.is_empty() {
        return Some(format!("{} and wrote {written:?}", answer.status));
    }
    stage.judge.fault(path, &answer)
}

fn names(route: &RouteSpec) -> Vec<String> {
    let in_query = |p: &serde_json::Value| p["in"] == "query";
    let own = route
        .parameters
        .iter()
        .map(|p| serde_json::to_value(p).unwrap())
        .filter(in_query);
    let own = own.filter_map(|p| p["name"].as_str().map(str::to_owned));
    let mut names: Vec<String> = own.chain(ALWAYS.map(str::to_owned)).collect();
    names.sort();
    names.dedup();
    names
}

fn streams(route: &RouteSpec) -> bool {
    matches!(&route.response, Some((_, Some(body))) if body.content_type == "text/event-stream")
}
