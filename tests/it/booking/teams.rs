//! Several who serve: by turns, together, at terms of their own.

use serde_json::json;
use testkit::TestApp;

use super::{MONDAY_NINE, Salon, hire, text};

#[tokio::test]
async fn anybody_goes_by_turns_and_by_share() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let salon = Salon::open(&app, "aurora", &["Luis", "Eva"]).await;
    let needs = json!([{ "resources": [
        { "resource_id": salon.people[0] }, { "resource_id": salon.people[1], "weight": 2 },
    ] }]);
    let service = salon.haircut(json!({ "needs": needs })).await;
    let mut given = vec![];
    for hour in 14..17 {
        for minute in ["00", "30"] {
            app.advance(1);
            let start = format!("2026-11-23T{hour}:{minute}:00Z");
            let booked = salon.book(&service, &start, json!({})).await.expect(201).json();
            given.push(text(&booked["resource_id"]));
        }
    }
    let eva = given.iter().filter(|id| **id == salon.people[1]).count();
    assert_eq!(eva, 4, "twice as many as Luis: {given:?}");
    let second = salon
        .book(&service, MONDAY_NINE, json!({ "notes": "otra" }))
        .await
        .expect(201)
        .json();
    assert_ne!(text(&second["resource_id"]), given[0], "whoever is free");
    assert_eq!(
        salon
            .book(&service, MONDAY_NINE, json!({ "notes": "tercera" }))
            .await
            .expect(409)
            .code(),
        "slot_taken"
    );
}

#[tokio::test]
async fn somebody_with_terms_of_their_own_costs_and_takes_what_they_say() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis", "Maestra"]).await;
    let needs = json!([{ "resources": [
        { "resource_id": salon.people[0] },
        { "resource_id": salon.people[1], "price": 9_000_000, "duration": 90 },
    ] }]);
    let service = salon.haircut(json!({ "needs": needs })).await;
    let master = json!({ "resource_id": salon.people[1] });
    let booked = salon
        .book(&service, MONDAY_NINE, master.clone())
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&booked["price"], &booked["end"]),
        (&json!(9_000_000), &json!("2026-11-23T15:30:00Z"))
    );
    assert_eq!(
        salon
            .book(&service, "2026-11-23T15:00:00Z", master)
            .await
            .expect(409)
            .code(),
        "slot_taken"
    );
    let anybody = salon
        .book(&service, "2026-11-23T15:00:00Z", json!({}))
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&anybody["price"], &anybody["resource_id"]),
        (&json!(3_000_000), &json!(salon.people[0]))
    );
}

#[tokio::test]
async fn who_and_what_it_needs_is_taken_together_or_not_at_all() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis", "Eva"]).await;
    let room = hire(&salon.shop, "Sala", "thing").await;
    let needs = json!([
        { "resources": salon.people.iter().map(|id| json!({ "resource_id": id })).collect::<Vec<_>>() },
        { "all": true, "resources": [{ "resource_id": room }] },
    ]);
    let massage = salon.haircut(json!({ "name": "Masaje", "needs": needs })).await;
    let booked = salon
        .book(&massage, MONDAY_NINE, json!({}))
        .await
        .expect(201)
        .json();
    assert_eq!(booked["resources"].as_array().unwrap().len(), 2);
    let second = salon
        .book(&massage, MONDAY_NINE, json!({ "notes": "otra" }))
        .await
        .expect(409);
    assert_eq!(second.code(), "slot_taken", "there is one room");
    let cut = salon.haircut(json!({})).await;
    salon.booked(&cut, MONDAY_NINE).await;
    let mut tx = app.begin(salon.shop.tenant).await;
    let rows: i64 = sqlx::query_scalar("select count(*) from booking_occupancy where status = 'confirmed'")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert_eq!(rows, 3, "nothing is left of what was refused");
}

#[tokio::test]
async fn a_move_goes_to_another_professional() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis", "Eva"]).await;
    let service = salon.haircut(json!({})).await;
    let luis = json!({ "resource_id": salon.people[0] });
    let booked = salon.book(&service, MONDAY_NINE, luis).await.expect(201).json();
    let path = format!("/api/v1/bookings/{}/reschedule", text(&booked["id"]));
    let to_eva = json!({ "start": MONDAY_NINE, "resource_id": salon.people[1], "duration": 60 });
    let moved = salon.shop.owner.post(&path, &to_eva).await.expect(200).json();
    assert_eq!(
        (&moved["resource_id"], &moved["end"]),
        (&json!(salon.people[1]), &json!("2026-11-23T15:00:00Z"))
    );
    let stretched = json!({ "resource_id": salon.people[1], "notes": "otra" });
    salon
        .book(&service, "2026-11-23T14:30:00Z", stretched)
        .await
        .expect(409);
}
