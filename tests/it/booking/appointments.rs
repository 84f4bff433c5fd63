//! A customer books, reads, moves and cancels.

use kernel::Role;
use serde_json::json;
use testkit::TestApp;

use super::{MONDAY_NINE, Salon, book, mails, text, wish};

#[tokio::test]
async fn a_guest_books_moves_and_cancels_by_the_link() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({ "buffer_after": 10 })).await;
    let monday = salon.times(&service, "2026-11-23").await;
    assert_eq!(
        (monday.len(), monday[0].as_str(), monday[13].as_str()),
        (14, "14:00", "22:30")
    );

    let zone = json!({ "name": "Ana Gómez", "email": "ana@correo.test", "time_zone": "Europe/Madrid" });
    let booked = salon
        .book(
            &service,
            MONDAY_NINE,
            json!({ "customer": zone, "notes": "Por favor, con tijera" }),
        )
        .await
        .expect(201);
    let (id, key) = (text(&booked.json()["id"]), text(&booked.json()["access_token"]));
    assert_eq!(booked.header("location"), format!("/api/v1/bookings/{id}"));
    let booked = booked.json();
    assert_eq!(
        (&booked["status"], &booked["price"]),
        (&json!("confirmed"), &json!(3_000_000))
    );
    assert_eq!(
        (&booked["end"], &booked["time_zone"]),
        (&json!("2026-11-23T14:30:00Z"), &json!("America/Bogota"))
    );
    assert_eq!(booked["resource_id"], json!(salon.people[0]));
    assert!(
        salon.times(&service, "2026-11-23").await[0] == "15:00",
        "ten minutes after it are needed too"
    );
    assert_eq!(mails(&app, &salon, "ana@correo.test").await, ["booking.booked"]);

    let guest = salon.shop.anonymous.another();
    let path = format!("/api/v1/bookings/{id}");
    let seen = guest.get(&format!("{path}?key={key}")).await.expect(200).json();
    assert_eq!(
        (&seen["notes"], &seen["customer"]["time_zone"]),
        (&json!("Por favor, con tijera"), &json!("Europe/Madrid"))
    );
    guest.get(&path).await.expect(404);
    guest.get(&format!("{path}?key=wrong")).await.expect(404);
    guest
        .post(&format!("{path}/cancel?key=wrong"), &json!({}))
        .await
        .expect(404);

    let later = json!({ "start": "2026-11-23T14:30:00Z" });
    let moved = guest
        .post(&format!("{path}/reschedule?key={key}"), &later)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&moved["start"], &moved["version"]),
        (&json!("2026-11-23T14:30:00Z"), &json!(2)),
        "it did not stand in its own way"
    );
    assert_eq!(salon.times(&service, "2026-11-23").await[0], "15:30");
    let stale = json!({ "start": "2026-11-23T16:00:00Z", "version": 1 });
    guest
        .post(&format!("{path}/reschedule?key={key}"), &stale)
        .await
        .expect(412);

    let cancelled = guest
        .post(&format!("{path}/cancel?key={key}"), &json!({ "reason": "Viaje" }))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&cancelled["status"], &cancelled["cancel_reason"]),
        (&json!("cancelled"), &json!("Viaje"))
    );
    guest
        .post(&format!("{path}/cancel?key={key}"), &json!({}))
        .await
        .expect(200);
    guest
        .post(&format!("{path}/reschedule?key={key}"), &later)
        .await
        .expect(409);
    assert_eq!(salon.times(&service, "2026-11-23").await.len(), 14);
    let events: Vec<_> = cancelled["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| text(&event["to_state"]))
        .collect();
    assert_eq!(events, ["confirmed", "2026-11-23T14:30:00Z", "cancelled"]);
    assert_eq!(
        mails(&app, &salon, "ana@correo.test").await,
        ["booking.booked", "booking.cancelled", "booking.moved"]
    );
}

#[tokio::test]
async fn a_time_is_booked_once_and_a_repeat_is_the_same_booking() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let wish_of_ana = wish(&service, MONDAY_NINE, json!({}));
    let guest = salon.shop.anonymous.another();
    let first = book(&guest, wish_of_ana.clone()).await.expect(201).json();
    let again = book(&guest, wish_of_ana).await.expect(201).json();
    assert_eq!(
        (&first["id"], &first["access_token"]),
        (&again["id"], &again["access_token"])
    );
    let other = json!({ "customer": { "name": "Eva", "email": "eva@correo.test" } });
    let refused = salon.book(&service, MONDAY_NINE, other).await.expect(409);
    assert_eq!(refused.code(), "slot_taken");
    let keyless = guest
        .post("/api/v1/bookings", &wish(&service, MONDAY_NINE, json!({})))
        .await;
    assert!(
        [400, 422].contains(&keyless.status.as_u16()),
        "{}",
        keyless.status
    );
}

#[tokio::test]
async fn a_hold_keeps_the_time_while_the_customer_types() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let guest = salon.shop.anonymous.another();
    let hold = json!({ "service_id": service, "start": MONDAY_NINE });
    let held = guest
        .post("/api/v1/bookings/holds", &hold)
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&held["status"], &held["hold_expires_at"]),
        (&json!("held"), &json!("2026-11-22T15:10:00Z"))
    );
    assert_eq!(
        salon
            .book(&service, MONDAY_NINE, json!({}))
            .await
            .expect(409)
            .code(),
        "slot_taken"
    );
    let kept = json!({ "id": held["id"], "key": held["access_token"] });
    let forged = json!({ "id": held["id"], "key": "forged" });
    salon
        .book(&service, MONDAY_NINE, json!({ "hold": forged }))
        .await
        .expect(404);
    salon
        .book(&service, "2026-11-23T15:00:00Z", json!({ "hold": kept }))
        .await
        .expect(422);
    let booked = salon
        .book(&service, MONDAY_NINE, json!({ "hold": kept }))
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&booked["id"], &booked["status"]),
        (&held["id"], &json!("confirmed"))
    );
    assert_eq!(mails(&app, &salon, "ana@correo.test").await, ["booking.booked"]);
}

#[tokio::test]
async fn a_lapsed_hold_gives_way_and_is_still_good_while_nobody_came() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let guest = salon.shop.anonymous.another();
    let hold = async |start: &str| {
        let body = json!({ "service_id": service, "start": start });
        let held = guest
            .post("/api/v1/bookings/holds", &body)
            .await
            .expect(201)
            .json();
        json!({ "id": held["id"], "key": held["access_token"] })
    };
    let (slow, replaced) = (hold(MONDAY_NINE).await, hold("2026-11-23T15:00:00Z").await);
    app.advance(601);
    assert_eq!(
        salon.times(&service, "2026-11-23").await.len(),
        14,
        "what lapsed is offered, before anybody swept it"
    );
    salon
        .book(&service, MONDAY_NINE, json!({ "hold": slow }))
        .await
        .expect(201);
    salon
        .book(&service, "2026-11-23T15:00:00Z", json!({}))
        .await
        .expect(201);
    let late = salon
        .book(&service, "2026-11-23T15:00:00Z", json!({ "hold": replaced }))
        .await
        .expect(409);
    assert_eq!(late.code(), "hold_expired");
}

#[tokio::test]
async fn the_clock_ends_a_hold_that_nobody_used() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let hold = json!({ "service_id": service, "start": MONDAY_NINE });
    let held = salon
        .shop
        .anonymous
        .post("/api/v1/bookings/holds", &hold)
        .await
        .expect(201)
        .json();
    app.advance(601);
    app.run_jobs().await;
    let path = format!(
        "/api/v1/bookings/{}?key={}",
        text(&held["id"]),
        text(&held["access_token"])
    );
    assert_eq!(
        salon.shop.anonymous.get(&path).await.expect(200).json()["status"],
        "expired"
    );
}

#[tokio::test]
async fn shortly_before_only_the_shop_changes_it() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({ "cancel_until": 24 * 60 })).await;
    let (id, key) = salon.booked(&service, MONDAY_NINE).await;
    let path = format!("/api/v1/bookings/{id}");
    let guest = salon.shop.anonymous.another();
    let cancel = guest
        .post(&format!("{path}/cancel?key={key}"), &json!({}))
        .await
        .expect(409);
    assert_eq!(cancel.code(), "too_late_to_change");
    let later = json!({ "start": "2026-11-24T14:00:00Z" });
    guest
        .post(&format!("{path}/reschedule?key={key}"), &later)
        .await
        .expect(409);
    salon
        .shop
        .owner
        .post(&format!("{path}/reschedule"), &later)
        .await
        .expect(200);
    let view = guest.get(&format!("{path}?key={key}")).await.expect(200).json();
    assert_eq!(view["changeable_until"], "2026-11-23T14:00:00Z");
    guest
        .post(&format!("{path}/cancel?key={key}"), &json!({}))
        .await
        .expect(200);
}

#[tokio::test]
async fn a_customer_finds_their_own_and_nobody_elses() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let (ana, _) = salon.shop.person(&app, Role::Customer, "ana@aurora.test").await;
    let (eva, _) = salon.shop.person(&app, Role::Customer, "eva@aurora.test").await;
    let booked = book(&ana, wish(&service, MONDAY_NINE, json!({})))
        .await
        .expect(201)
        .json();
    let path = format!("/api/v1/bookings/{}", text(&booked["id"]));
    ana.get(&path).await.expect(200);
    eva.get(&path).await.expect(404);
    eva.post(&format!("{path}/cancel"), &json!({})).await.expect(404);
    assert_eq!(
        ana.get("/api/v1/bookings").await.expect(200).json()["pagination"]["total"],
        1
    );
    assert_eq!(
        eva.get("/api/v1/bookings").await.expect(200).json()["pagination"]["total"],
        0
    );
    salon.shop.anonymous.get("/api/v1/bookings").await.expect(401);
}

#[tokio::test]
async fn answers_are_asked_for_checked_and_kept_sealed() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let questions = json!([
        { "key": "allergies", "label": "¿Alergias?", "kind": "long_text", "required": true },
        { "key": "style", "label": "Estilo", "kind": "choice", "options": ["Clásico", "Moderno"] },
    ]);
    let service = salon.haircut(json!({ "questions": questions })).await;
    let missing = salon
        .book(&service, MONDAY_NINE, json!({}))
        .await
        .expect(422)
        .json();
    assert_eq!(
        (&missing["errors"][0]["field"], &missing["errors"][0]["code"]),
        (&json!("answers.allergies"), &json!("required"))
    );
    let wrong = json!({ "answers": { "allergies": "Ninguna", "style": "Otro", "x": "y" } });
    assert_eq!(
        salon.book(&service, MONDAY_NINE, wrong).await.expect(422).json()["errors"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let answers = json!({ "answers": { "allergies": "A la penicilina", "style": "Moderno" } });
    let booked = salon
        .book(&service, MONDAY_NINE, answers)
        .await
        .expect(201)
        .json();
    assert_eq!(booked["answers"]["allergies"], "A la penicilina");
    let mut tx = app.begin(salon.shop.tenant).await;
    let row: String = sqlx::query_scalar("select b::text from booking b")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    let bytes = db::bootstrap::hex(b"A la penicilina");
    assert!(!row.contains("penicilina") && !row.contains(&bytes));
}
