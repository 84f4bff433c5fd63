//! The description of the API is whole: a program can be written from it.

use std::collections::{BTreeMap, BTreeSet};

use http::openapi::is_api;
use serde_json::Value;
use testkit::{Client, TestApp};

async fn document(app: &TestApp) -> Value {
    let anybody = Client::new(app.address, "nobody.example");
    anybody.get("/api/openapi.json").await.expect(200).json()
}

#[tokio::test]
async fn every_route_of_the_api_is_described() {
    let app = TestApp::start().await;
    let document = document(&app).await;
    assert!(
        document["openapi"].as_str().unwrap().starts_with("3.1."),
        "{}",
        document["openapi"]
    );
    let mut faults = vec![];
    let mut names = BTreeSet::new();
    for route in app
        .app
        .routes
        .iter()
        .filter(|route| route.path.starts_with("/api/v1/"))
    {
        let operation = &document["paths"][&route.path][route.method.as_str().to_lowercase()];
        let answers = operation["responses"].as_object().cloned().unwrap_or_default();
        if operation["summary"].as_str().is_none_or(str::is_empty) {
            faults.push(format!("{route:?} has no summary"));
        }
        if !answers.keys().any(|status| status.starts_with('2')) || route.response.is_none() {
            faults.push(format!("{route:?} does not say what it answers"));
        }
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        for name in route
            .path
            .split('/')
            .filter_map(|s| s.strip_prefix('{')?.strip_suffix('}'))
        {
            if !parameters.iter().any(|p| p["name"] == name && p["in"] == "path") {
                faults.push(format!("{route:?} does not describe {name}"));
            }
        }
        if !names.insert(operation["operationId"].as_str().unwrap_or_default().to_owned()) {
            faults.push(format!("{route:?} has another's name"));
        }
    }
    assert!(names.len() > 50, "too few routes: {names:?}");
    assert_eq!(faults, [""; 0]);
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    let app = TestApp::start().await;
    let document = document(&app).await;
    let mut references = BTreeSet::new();
    collect(&document, &mut references);
    assert!(references.len() > 20, "too few references: {references:?}");
    let lost: Vec<&String> = references
        .iter()
        .filter(|r| r.strip_prefix('#').and_then(|p| document.pointer(p)).is_none())
        .collect();
    assert!(lost.is_empty(), "references to nothing: {lost:?}");
}

#[tokio::test]
async fn no_two_shapes_share_a_name() {
    let app = TestApp::start().await;
    let mut known = BTreeMap::new();
    for (name, schema) in app.app.routes.iter().flat_map(|route| &route.schemas) {
        let shape = serde_json::to_value(schema).unwrap();
        let first = known.entry(name).or_insert_with(|| shape.clone());
        assert_eq!(*first, shape, "{name} is two things");
    }
    assert!(known.len() > 50, "too few shapes: {known:?}");
}

#[tokio::test]
async fn the_page_names_every_route_and_every_code() {
    let app = TestApp::start().await;
    let anybody = Client::new(app.address, "nobody.example");
    let page = anybody.get("/api/docs").await.expect(200).text;
    for route in app.app.routes.iter().filter(|route| is_api(route)) {
        let line = format!(
            "{}</code> <code class=\"break-all\">{}</code>",
            route.method, route.path
        );
        assert!(page.contains(&line), "{route:?} is not on the page");
    }
    for (_, code) in vitrina::compose::error_codes() {
        assert!(
            page.contains(&format!("id=\"error-{}\"", code.code)),
            "{} is not on the page",
            code.code
        );
    }
}

fn collect(value: &Value, references: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(reference) = fields.get("$ref").and_then(Value::as_str) {
                references.insert(reference.to_owned());
            }
            fields.values().for_each(|inner| collect(inner, references));
        }
        Value::Array(items) => items.iter().for_each(|inner| collect(inner, references)),
        _ => {}
    }
}
