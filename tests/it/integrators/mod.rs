//! Programs of a shop's own: keys by which they call its API, and events that they are told.

mod failing;
mod keys;
mod pages;
mod replaying;
mod scopes;
mod telling;

use serde_json::{Value, json};
use testkit::stand_ins::FakeHook;
use testkit::{Answer, Client, PASSWORD, TestApp, TestShop};

use crate::booking::text;

const KEYS: &str = "/api/v1/admin/api-keys";
const HOOKS: &str = "/api/v1/admin/webhooks";

/// What a form of a new key says.
fn wish(scopes: &[&str]) -> Value {
    json!({ "name": "Contabilidad", "scopes": scopes, "current_password": PASSWORD })
}

/// A new key of the owner's: its id, and who calls by it.
async fn program(shop: &TestShop, scopes: &[&str]) -> (String, Client) {
    let made = shop.owner.post(KEYS, &wish(scopes)).await.expect(201).json();
    let secret = made["secret"].as_str().unwrap();
    (text(&made["id"]), shop.anonymous.with_token(secret))
}

/// An address that is told these events: its id and its secret.
async fn listener(shop: &TestShop, url: &str, events: &[&str]) -> (String, String) {
    let body = json!({ "url": url, "events": events });
    let made = shop.owner.post(HOOKS, &body).await.expect(201).json();
    (text(&made["id"]), text(&made["secret"]))
}

/// The log of an address, the newest first.
async fn log(owner: &Client, hook: &str) -> Vec<Value> {
    let answer = owner.get(&format!("{HOOKS}/{hook}/deliveries?limit=100")).await;
    answer.expect(200).json()["data"].as_array().unwrap().clone()
}

/// Says something that happened: a product with this name is made.
async fn make_product(owner: &Client, name: &str) -> Answer {
    let body = json!({ "name": name, "price": 1_000_000 });
    owner.post("/api/v1/products", &body).await.expect(201)
}

/// What a stand-in heard, by kind.
fn kinds(hook: &FakeHook) -> Vec<String> {
    hook.heard()
        .iter()
        .map(|call| text(&call.json()["type"]))
        .collect()
}

/// An owner in a new session: the first one's token does not outlive the clock's rounds.
async fn owner_now(shop: &TestShop) -> Client {
    let slug = shop.host.trim_end_matches(".localhost");
    testkit::sign_in(&shop.anonymous, &format!("owner@{slug}.test")).await
}

/// A program without limits of calls.
async fn start() -> TestApp {
    TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await
}
