//! Every operation of the API, from the router's own table: it states a scope, or is closed to keys.

use http::Access;
use http::openapi::{document, is_api};
use http::routes::{RouteSpec, Scope};
use kernel::Permission;
use reqwest::Method;
use testkit::{Answer, Client};

use super::{program, start};

/// What keys never do, whatever else is added.
const NEVER: [Permission; 7] = [
    Permission::ManagePeople,
    Permission::ManageSettings,
    Permission::DisconnectPayments,
    Permission::AdjustLedger,
    Permission::ManagePlan,
    Permission::ViewAudit,
    Permission::ManageJobs,
];

#[test]
fn no_scope_opens_people_keys_security_settings_or_money() {
    for spec in vitrina::compose::routes()
        .iter()
        .filter(|spec| spec.scope().is_some())
    {
        assert!(spec.path.starts_with("/api/v1/"), "{spec:?}");
        assert!(!spec.gives_money, "{spec:?} gives money away");
        assert!(spec.access != Access::SignedIn, "{spec:?} is a person's own");
        if let Access::Staff(permission) = spec.access {
            assert!(
                !NEVER.contains(&permission) && !permission.is_platforms(),
                "{spec:?}"
            );
        }
        for word in [
            "api-keys", "webhooks", "payment", "auth", "people", "users", "security",
        ] {
            assert!(!spec.path.contains(word), "{spec:?}");
        }
    }
}

#[test]
fn the_description_states_the_scope_of_every_operation_that_keys_may_call() {
    let table = vitrina::compose::routes();
    let described = serde_json::to_value(document(&table)).unwrap();
    let mut used = std::collections::BTreeSet::new();
    for spec in table.iter().filter(|spec| is_api(spec)) {
        let method = spec.method.as_str().to_lowercase();
        let security = &described["paths"][&spec.path][&method]["security"];
        let stated: Vec<&str> = security
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|way| way["key"][0].as_str())
            .collect();
        let expected: Vec<&str> = spec.scope().map(Scope::as_str).into_iter().collect();
        assert_eq!(stated, expected, "{spec:?}");
        used.extend(spec.scope());
    }
    assert_eq!(
        used.len(),
        Scope::ALL.len(),
        "a scope that opens nothing: {used:?}"
    );
}

/// Through the front door: what is closed is refused to a key with every scope, and what is open to one with every scope but
/// that.
#[tokio::test]
async fn every_operation_is_refused_without_its_scope() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let every: Vec<&str> = Scope::ALL.map(Scope::as_str).to_vec();
    let (_, able) = program(&shop, &every).await;
    let mut without = vec![];
    for scope in Scope::ALL {
        let others: Vec<&str> = every
            .iter()
            .copied()
            .filter(|word| *word != scope.as_str())
            .collect();
        without.push((scope, program(&shop, &others).await.1));
    }
    let mut faults = vec![];
    let somebodys = |spec: &&RouteSpec| matches!(spec.access, Access::SignedIn | Access::Staff(_));
    let routes = app
        .app
        .routes
        .iter()
        .filter(|spec| is_api(spec) && !spec.any_host);
    for spec in routes.filter(somebodys) {
        let (client, code) = match spec.scope() {
            None => (&able, "closed_to_keys"),
            Some(scope) => {
                let found = without.iter().find(|(one, _)| *one == scope);
                (&found.unwrap().1, "key_scope_missing")
            }
        };
        let answer = ask(client, spec).await;
        if answer.status != 403 || answer.code() != code {
            faults.push(format!("{spec:?}: {} {}", answer.status, answer.text));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

async fn ask(client: &Client, spec: &RouteSpec) -> Answer {
    let filled: Vec<&str> = spec
        .path
        .split('/')
        .map(|part| {
            if part.starts_with('{') {
                "01931f3e-dead-7000-8000-000000000000"
            } else {
                part
            }
        })
        .collect();
    let method = Method::from_bytes(spec.method.as_str().as_bytes()).unwrap();
    let request = client.request(method.clone(), &filled.join("/"));
    let request = if method == Method::GET || method == Method::DELETE {
        request
    } else {
        request
            .header("content-type", "application/json")
            .header("idempotency-key", spec.name)
            .body("{}")
    };
    client.send(request).await
}
