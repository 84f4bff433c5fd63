//! One of everything of the appointment book.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::json;
use testkit::TestShop;

use super::neighbour::{make, text};

/// Names of appointments that probes take; those in `PAST` have begun.
const AHEAD: [&str; 6] = [
    "booking",
    "booking_off",
    "booking_move",
    "booking_swap",
    "booking_swap_with",
    "booking_back",
];
const PAST: [&str; 2] = ["booking_done", "booking_missed"];

/// A service by one professional, their time off, appointments of it and somebody who waits.
pub async fn furnish_appointments(shop: &TestShop, word: &str, ids: &mut BTreeMap<String, String>) {
    let owner = &shop.owner;
    let person = json!({ "kind": "person", "name": format!("Profesional {word}") });
    let resource = text(&make(owner, "/api/v1/admin/resources", &person).await["id"]);
    let hours: Vec<_> = (1..=7)
        .map(|day| json!({ "weekday": day, "hours": [{ "opens": "00:00", "closes": "24:00" }] }))
        .collect();
    let dates = json!([{ "date": "2026-12-25", "hours": [] }]);
    let path = format!("/api/v1/admin/resources/{resource}/schedule");
    let travels = json!([{ "from": "2027-01-10", "to": "2027-01-12", "time_zone": "Europe/Madrid" }]);
    owner
        .put(
            &path,
            &json!({ "week": hours, "dates": dates, "travels": travels }),
        )
        .await
        .expect(200);
    let service = json!({
        "name": format!("Servicio {word}"), "price": 1_000_000, "duration": 30,
        "needs": [{ "resources": [{ "resource_id": resource }] }],
    });
    let service = text(&make(owner, "/api/v1/admin/services", &service).await["id"]);
    for name in ["block_gone", "block_left"] {
        let block = json!({ "resource_id": resource, "starts_at": "2026-12-20T14:00:00Z", "ends_at": "2026-12-20T15:00:00Z", "reason": word });
        ids.insert(
            name.into(),
            text(&make(owner, "/api/v1/admin/time-off", &block).await["id"]),
        );
    }
    for (n, name) in AHEAD.into_iter().enumerate() {
        appoint(
            shop,
            word,
            (&service, &format!("2026-11-25T{:02}:00:00Z", 12 + n)),
            name,
            ids,
        )
        .await;
    }
    for (n, name) in PAST.into_iter().enumerate() {
        appoint(
            shop,
            word,
            (&service, &format!("2026-11-20T{:02}:00:00Z", 12 + n)),
            name,
            ids,
        )
        .await;
    }
    let off = format!("/api/v1/bookings/{}/cancel", ids["booking_back"]);
    owner.post(&off, &json!({})).await.expect(200);
    furnish_class(shop, word, &resource).await;
    for name in ["feed", "feed_gone", "feed_left"] {
        let feed = make(
            owner,
            "/api/v1/admin/calendar/feeds",
            &json!({ "resource_id": resource }),
        )
        .await;
        ids.insert(name.into(), text(&feed["id"]));
        let address = text(&feed["address"]);
        let file = address.rsplit('/').next().unwrap();
        ids.insert(format!("{name}_token"), file.trim_end_matches(".ics").to_owned());
    }
    for name in ["entry_gone", "entry_left"] {
        let wish = json!({
            "service_id": service, "from": "2026-11-26", "to": "2026-11-27",
            "customer": { "name": format!("Espera {word}"), "email": format!("{word}.{name}@espera.test") },
        });
        ids.insert(
            name.into(),
            text(&make(&shop.anonymous.another(), "/api/v1/waitlist", &wish).await["id"]),
        );
    }
    let leads = json!({ "customer": [1440, 60], "professional": [60] });
    owner.put("/api/v1/admin/reminders", &leads).await.expect(200);
    ids.insert("resource".into(), resource);
    ids.insert("service".into(), service);
}

async fn appoint(
    shop: &TestShop,
    word: &str,
    (service, start): (&str, &str),
    name: &str,
    ids: &mut BTreeMap<String, String>,
) {
    let booking = json!({
        "service_id": service, "start": start,
        "customer": { "name": format!("Cita {word}"), "email": format!("{word}@citas.test") },
    });
    let body = json!({ "booking": booking, "override": true });
    let request = shop
        .owner
        .request(Method::POST, "/api/v1/admin/bookings")
        .header("idempotency-key", name)
        .json(&body);
    let booked = shop.owner.send(request).await.expect(201).json();
    ids.insert(name.into(), text(&booked["id"]));
    ids.insert(format!("{name}_key"), text(&booked["access_token"]));
}

/// A session with seats, booked as a series: what no route names, but tables hold.
async fn furnish_class(shop: &TestShop, word: &str, resource: &str) {
    let class = json!({
        "name": format!("Clase {word}"), "price": 0, "duration": 30, "seats": 5,
        "needs": [{ "resources": [{ "resource_id": resource }] }],
    });
    let class = make(&shop.owner, "/api/v1/admin/services", &class).await;
    let series = json!({
        "booking": {
            "service_id": class["id"], "start": "2026-11-24T12:00:00Z",
            "customer": { "name": format!("Serie {word}"), "email": format!("{word}@series.test") },
        },
        "every_weeks": 1, "times": 2,
    });
    let guest = shop.anonymous.another();
    let request = guest
        .request(Method::POST, "/api/v1/bookings/series")
        .header("idempotency-key", word)
        .json(&series);
    guest.send(request).await.expect(201);
}
