//! The agenda of a furnished shop: what the pages of its desk name.

use std::collections::BTreeMap;

use kernel::Instant;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{TestApp, TestShop};

/// One of everything, and an appointment for each thing that ends one.
pub async fn furnish_agenda(app: &TestApp, shop: &TestShop, word: &str, ids: &mut BTreeMap<String, String>) {
    let owner = &shop.owner;
    let day = app.app.env.now().plus_seconds(3 * 24 * 3600);
    let date = day
        .0
        .to_zoned(jiff::tz::TimeZone::get("America/Bogota").unwrap())
        .date();
    ids.insert("agenda_date".into(), date.to_string());
    let somebody = json!({ "kind": "person", "name": format!("Ana {word}") });
    let made = owner
        .post("/api/v1/admin/resources", &somebody)
        .await
        .expect(201)
        .json();
    let resource = keep(ids, "agenda_resource", &made);
    let days: Vec<Value> = (1..=7)
        .map(|day| json!({ "weekday": day, "hours": [{ "opens": "00:00", "closes": "24:00" }] }))
        .collect();
    let path = format!("/api/v1/admin/resources/{resource}/schedule");
    let dates = json!([{ "date": date.to_string(), "hours": [{ "opens": "00:00", "closes": "24:00" }] }]);
    owner
        .put(&path, &json!({ "week": days, "dates": dates }))
        .await
        .expect(200);
    // Made, then given hours.
    ids.insert("agenda_resource_version".into(), "2".into());
    let service = json!({
        "name": format!("Corte {word}"), "price": 1_000_000, "duration": 60,
        "needs": [{ "resources": [{ "resource_id": resource }] }],
    });
    let made = owner
        .post("/api/v1/admin/services", &service)
        .await
        .expect(201)
        .json();
    let service = keep(ids, "agenda_service", &made);
    for (hour, name) in [
        (8, "agenda_booking"),
        (10, "agenda_booking_off"),
        (12, "agenda_booking_move"),
        (17, "agenda_booking_swap"),
        (18, "agenda_booking_swap_with"),
    ] {
        let start = moment(date, hour);
        let booking = json!({
            "booking": {
                "service_id": service, "start": start.to_string(),
                "customer": { "name": format!("Cliente {word}"), "email": format!("{word}@citas.test") },
            },
            "override": true,
        });
        let request = owner
            .request(Method::POST, "/api/v1/admin/bookings")
            .header("idempotency-key", name);
        let made = owner.send(request.json(&booking)).await.expect(201).json();
        keep(ids, name, &made);
    }
    // Moved at the desk: its customer is still to be told.
    let path = format!("/api/v1/bookings/{}/reschedule", ids["agenda_booking"]);
    let later = json!({ "start": moment(date, 9).to_string() });
    owner.post(&path, &later).await.expect(200);
    let block = json!({ "starts_at": moment(date, 20).to_string(), "ends_at": moment(date, 21).to_string(), "reason": word });
    let made = owner
        .post("/api/v1/admin/time-off", &block)
        .await
        .expect(201)
        .json();
    keep(ids, "agenda_block", &made);
    let wish = json!({
        "service_id": service, "from": date.to_string(), "to": date.to_string(),
        "customer": { "name": format!("Espera {word}"), "email": format!("{word}@espera.test") },
    });
    let made = shop
        .anonymous
        .another()
        .post("/api/v1/waitlist", &wish)
        .await
        .expect(201)
        .json();
    keep(ids, "agenda_entry", &made);
}

fn moment(date: jiff::civil::Date, hour: i8) -> Instant {
    Instant::from_timestamp(
        date.at(hour, 0, 0, 0)
            .in_tz("America/Bogota")
            .unwrap()
            .timestamp(),
    )
}

fn keep(ids: &mut BTreeMap<String, String>, name: &str, made: &Value) -> String {
    let id = made["id"]
        .as_str()
        .unwrap_or_else(|| panic!("{name}: {made}"))
        .to_owned();
    ids.insert(name.into(), id.clone());
    id
}
