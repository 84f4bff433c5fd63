//! What the pages of the appointment book name: a service by its address, times that are kept, appointments, a place in
//! the line.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Value, json};
use testkit::TestShop;

/// Times that are kept, and appointments, each used up by one probe.
const KEPT: [&str; 2] = ["kept", "kept_gone"];
const BOOKED: [&str; 3] = ["visit", "visit_moved", "visit_off"];

/// A service of its own, so that nothing else takes its times.
pub async fn furnish_booking_pages(shop: &TestShop, word: &str, ids: &mut BTreeMap<String, String>) {
    let owner = &shop.owner;
    let person = json!({ "kind": "person", "name": format!("Estilista {word}") });
    let resource = made(shop, "/api/v1/admin/resources", &person).await["id"].clone();
    let hours: Vec<Value> = (1..=7)
        .map(|day| json!({ "weekday": day, "hours": [{ "opens": "00:00", "closes": "24:00" }] }))
        .collect();
    let path = format!("/api/v1/admin/resources/{}/schedule", text(&resource));
    owner.put(&path, &json!({ "week": hours })).await.expect(200);
    let service = json!({
        "name": format!("Peinado {word}"), "price": 1_000_000, "duration": 30,
        "needs": [{ "resources": [{ "resource_id": resource }] }],
    });
    let service = made(shop, "/api/v1/admin/services", &service).await;
    ids.insert("page_slug".into(), text(&service["slug"]));
    for (n, name) in KEPT.into_iter().enumerate() {
        let hold =
            json!({ "service_id": service["id"], "start": format!("2026-12-01T{:02}:00:00Z", 12 + n) });
        let held = made(shop, "/api/v1/bookings/holds", &hold).await;
        remember(ids, name, &held);
    }
    for (n, name) in BOOKED.into_iter().enumerate() {
        let booking = json!({
            "service_id": service["id"], "start": format!("2026-12-02T{:02}:00:00Z", 12 + n), "customer": customer(word),
        });
        let guest = shop.anonymous.another();
        let request = guest
            .request(Method::POST, "/api/v1/bookings")
            .header("idempotency-key", name)
            .json(&booking);
        remember(ids, name, &guest.send(request).await.expect(201).json());
    }
    let wish = json!({
        "service_id": service["id"], "from": "2026-12-03", "to": "2026-12-04", "customer": customer(word),
    });
    remember(ids, "page_entry", &made(shop, "/api/v1/waitlist", &wish).await);
}

fn customer(word: &str) -> Value {
    let email = format!("{word}@visitas.test");
    json!({ "name": format!("Visita {word}"), "email": email, "phone": "300 123 4567" })
}

async fn made(shop: &TestShop, path: &str, body: &Value) -> Value {
    let caller = if path.contains("/admin/") {
        shop.owner.clone()
    } else {
        shop.anonymous.another()
    };
    caller.post(path, body).await.expect(201).json()
}

fn remember(ids: &mut BTreeMap<String, String>, name: &str, thing: &Value) {
    ids.insert(name.into(), text(&thing["id"]));
    ids.insert(format!("{name}_key"), text(&thing["access_token"]));
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}
