//! Programs of a furnished shop: keys, and addresses that are told events. Nobody is called: what would be stands at a port where
//! nobody listens.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use testkit::{PASSWORD, TestApp, TestShop};

use super::neighbour::{make, text};

/// A key for each probe that uses one up.
const KEYS: [&str; 3] = ["api_key", "api_key_gone", "api_key_left"];
/// An address likewise.
const HOOKS: [&str; 4] = ["hook", "hook_desk", "hook_gone", "hook_left"];

pub async fn furnish_integrators(
    app: &TestApp,
    shop: &TestShop,
    word: &str,
    ids: &mut BTreeMap<String, String>,
) {
    for name in KEYS {
        let body = json!({ "name": word, "scopes": ["orders:read"], "current_password": PASSWORD });
        let made = make(&shop.owner, "/api/v1/admin/api-keys", &body).await;
        ids.insert(name.into(), text(&made["id"]));
    }
    for name in HOOKS {
        let body = json!({ "url": format!("http://127.0.0.1:9/{word}/{name}"), "events": ["order.created"] });
        let made = make(&shop.owner, "/api/v1/admin/webhooks", &body).await;
        ids.insert(name.into(), text(&made["id"]));
    }
    for (hook, delivery) in [("hook", "delivery"), ("hook_desk", "delivery_desk")] {
        let path = format!("/api/v1/admin/webhooks/{}", ids[hook]);
        let test = shop.owner.post(&format!("{path}/test"), &Value::Null).await;
        test.expect(202);
        app.run_jobs().await;
        let log = shop
            .owner
            .get(&format!("{path}/deliveries"))
            .await
            .expect(200)
            .json();
        ids.insert(delivery.into(), text(&log["data"][0]["id"]));
    }
    // Given up, so that they can be replayed.
    sqlx::query("update event_delivery set status = 'failed', next_at = null where tenant_id = $1")
        .bind(shop.tenant)
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
}
