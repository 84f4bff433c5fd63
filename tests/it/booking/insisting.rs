//! What the shop may set aside, and what it may not.

use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, TestApp};

use super::{MONDAY_NINE, Salon, wish};

/// Books as the shop.
async fn insist(salon: &Salon, service: &str, start: &str, changes: Value) -> Answer {
    let mut body = json!({ "booking": wish(service, start, json!({})), "override": true });
    super::merge(&mut body, changes);
    let owner = &salon.shop.owner;
    let request = owner.request(Method::POST, "/api/v1/admin/bookings").json(&body);
    owner
        .send(request.header("idempotency-key", super::uuid_like(&body)))
        .await
}

/// Luis is booked at nine, and Eva does not work on Mondays.
async fn one_taken_one_away(salon: &Salon, service: &str) {
    let with_luis = json!({ "resource_id": salon.people[0] });
    salon.book(service, MONDAY_NINE, with_luis).await.expect(201);
    let tuesdays = json!({ "week": [{ "weekday": 2, "hours": [{ "opens": "09:00", "closes": "12:00" }] }] });
    let path = format!("/api/v1/admin/resources/{}/schedule", salon.people[1]);
    salon.shop.owner.put(&path, &tuesdays).await.expect(200);
}

#[tokio::test]
async fn whoever_is_only_away_can_be_booked_beside_who_is_taken() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis", "Eva"]).await;
    let service = salon.haircut(json!({})).await;
    one_taken_one_away(&salon, &service).await;
    let asked = insist(&salon, &service, MONDAY_NINE, json!({ "override": false })).await;
    assert_eq!(asked.expect(409).code(), "slot_taken");
    let booked = insist(&salon, &service, MONDAY_NINE, json!({}))
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&booked["resource_id"], &booked["overridden"]),
        (&json!(salon.people[1]), &json!(["closed"]))
    );
    let other = json!({ "booking": wish(&service, MONDAY_NINE, json!({ "notes": "otra" })) });
    let refused = insist(&salon, &service, MONDAY_NINE, other).await;
    assert_eq!(refused.expect(409).code(), "slot_taken", "nobody twice");
}

#[tokio::test]
async fn so_can_who_serves_it_in_another_length_of_time() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis", "Eva"]).await;
    let needs = json!([{ "resources": [
        { "resource_id": salon.people[0] }, { "resource_id": salon.people[1], "duration": 45 },
    ] }]);
    let service = salon.haircut(json!({ "needs": needs })).await;
    one_taken_one_away(&salon, &service).await;
    let booked = insist(&salon, &service, MONDAY_NINE, json!({}))
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&booked["resource_id"], &booked["end"]),
        (&json!(salon.people[1]), &json!("2026-11-23T14:45:00Z"))
    );
}

#[tokio::test]
async fn an_appointment_is_stretched_by_the_rules_of_its_new_length() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let last = "2026-11-23T16:30:00Z";
    let (id, _) = salon.booked(&service, last).await;
    let path = format!("/api/v1/bookings/{id}/reschedule");
    let owner = &salon.shop.owner;
    let refused = owner
        .post(&path, &json!({ "start": last, "duration": 60 }))
        .await
        .expect(409);
    assert_eq!(refused.code(), "slot_not_offered");
    assert!(refused.text.contains("fuera del horario"), "{}", refused.text);
    let form = [
        ("date", "2026-11-23"),
        ("time", "11:30"),
        ("duration", "60"),
        ("version", "1"),
    ];
    let page = owner
        .form(&format!("/admin/bookings/{id}/move"), &form)
        .await
        .expect(409);
    assert!(
        page.text.contains("Luis: No cabe completa en el horario"),
        "{}",
        page.text
    );
    let stretched = json!({ "start": last, "duration": 60, "override": true });
    let moved = owner.post(&path, &stretched).await.expect(200).json();
    assert_eq!(
        (&moved["end"], &moved["overridden"]),
        (&json!("2026-11-23T17:30:00Z"), &json!(["closed"]))
    );
    let shorter = json!({ "start": last, "duration": 20 });
    let moved = owner.post(&path, &shorter).await.expect(200).json();
    assert_eq!(
        (&moved["end"], &moved["overridden"]),
        (&json!("2026-11-23T16:50:00Z"), &json!([]))
    );
    let (before, _) = salon.booked(&service, "2026-11-23T16:00:00Z").await;
    let into = json!({ "start": "2026-11-23T16:00:00Z", "duration": 45, "override": true });
    let path = format!("/api/v1/bookings/{before}/reschedule");
    let refused = owner.post(&path, &into).await.expect(409);
    assert_eq!(refused.code(), "slot_taken", "the next one begins then");
}
