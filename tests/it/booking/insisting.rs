//! What the shop may set aside, and what it may not.

use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, TestApp};

use super::{MONDAY_NINE, Salon, text, wish};

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

#[tokio::test]
async fn who_comes_in_from_the_street_is_booked_by_a_name() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let named = json!({ "customer": { "name": "Doña Rosa" } });
    salon.book(&service, MONDAY_NINE, named.clone()).await.expect(422);
    let body = json!({ "booking": wish(&service, MONDAY_NINE, named), "override": false });
    let booked = insist(&salon, &service, MONDAY_NINE, body)
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&booked["customer"]["name"], &booked["customer"]["email"]),
        (&json!("Doña Rosa"), &Value::Null)
    );
    let (id, key) = (text(&booked["id"]), text(&booked["access_token"]));
    let page = salon
        .shop
        .owner
        .get(&format!("/admin/bookings/{id}"))
        .await
        .expect(200);
    assert!(
        page.text.contains(&key),
        "the desk can hand the link out: {}",
        page.text
    );
    let guest = salon.shop.anonymous.another();
    let later = json!({ "start": "2026-11-23T15:00:00Z" });
    guest
        .post(&format!("/api/v1/bookings/{id}/reschedule?key={key}"), &later)
        .await
        .expect(200);
    guest.get(&format!("/reservas/{id}?key={key}")).await.expect(200);
    salon
        .shop
        .owner
        .post(&format!("/api/v1/bookings/{id}/cancel"), &json!({}))
        .await
        .expect(200);
    let mut tx = app.begin(salon.shop.tenant).await;
    let to_customers: i64 = sqlx::query_scalar(
        "select count(*) from message where channel = 'email' and purpose like 'booking.%' and purpose <> 'booking.news'",
    )
    .fetch_one(&mut *tx)
    .await
    .unwrap();
    assert_eq!(to_customers, 0);
}

#[tokio::test]
async fn the_form_books_by_a_name_and_a_phone() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let form = [
        ("service_id", service.as_str()),
        ("date", "2026-11-23"),
        ("time", "09:00"),
        ("name", "Don Pepe"),
        ("email", ""),
        ("phone", "3001234567"),
        ("seats", "1"),
    ];
    let owner = &salon.shop.owner;
    let made = owner.form("/admin/bookings/new", &form).await.expect(303);
    let page = owner.get(&made.header("location")).await.expect(200).text;
    assert!(page.contains("Don Pepe") && page.contains("tel:"), "{page}");
}
