//! Steps of an appointment, its return, swaps and notes.

use serde_json::json;
use testkit::{TestApp, sign_in};

use super::{MONDAY_NINE, Salon};

#[tokio::test]
async fn steps_follow_each_other_and_the_clock() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let (id, _) = salon.booked(&service, MONDAY_NINE).await;
    let path = format!("/api/v1/bookings/{id}");
    let early = salon
        .shop
        .owner
        .post(&format!("{path}/complete"), &json!({}))
        .await
        .expect(409);
    assert_eq!(early.code(), "booking_step_not_allowed", "it has not begun");
    app.advance(24 * 3600);
    let owner = sign_in(&salon.shop.anonymous, "owner@aurora.test").await;
    let step = async |step: &str| owner.post(&format!("{path}/{step}"), &json!({})).await;
    assert_eq!(step("no-show").await.expect(200).json()["status"], "no_show");
    assert_eq!(
        step("complete").await.expect(200).json()["status"],
        "completed",
        "it was a mistake"
    );
    step("complete").await.expect(200);
    let off = owner
        .post(&format!("{path}/cancel"), &json!({}))
        .await
        .expect(409);
    assert_eq!(off.code(), "booking_step_not_allowed");
}

#[tokio::test]
async fn a_cancelled_one_comes_back_while_its_time_is_free() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let owner = &salon.shop.owner;
    let (id, key) = salon.booked(&service, MONDAY_NINE).await;
    let path = format!("/api/v1/bookings/{id}");
    owner
        .post(&format!("{path}/cancel"), &json!({}))
        .await
        .expect(200);
    let back = owner
        .post(&format!("{path}/confirm"), &json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&back["status"], &back["cancel_reason"]),
        (&json!("confirmed"), &json!(null))
    );
    assert_eq!(
        salon
            .book(&service, MONDAY_NINE, json!({ "notes": "otra" }))
            .await
            .expect(409)
            .code(),
        "slot_taken"
    );
    owner
        .post(&format!("{path}/cancel"), &json!({}))
        .await
        .expect(200);
    // Part of it only.
    let other = salon
        .haircut(json!({ "name": "Otra", "duration": 20, "step": 10 }))
        .await;
    salon.booked(&other, "2026-11-23T14:20:00Z").await;
    assert_eq!(
        owner
            .post(&format!("{path}/confirm"), &json!({}))
            .await
            .expect(409)
            .code(),
        "slot_taken"
    );
    let seen = salon
        .shop
        .anonymous
        .get(&format!("{path}?key={key}"))
        .await
        .expect(200)
        .json();
    assert_eq!(seen["status"], "cancelled", "nothing is half done");
}

#[tokio::test]
async fn two_trade_times_or_neither_does() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis", "Eva"]).await;
    let service = salon.haircut(json!({})).await;
    let with = |n: usize| json!({ "resource_id": salon.people[n], "notes": n.to_string() });
    let mut ids = vec![];
    for (n, start) in ["2026-11-23T14:00:00Z", "2026-11-23T14:30:00Z"]
        .into_iter()
        .enumerate()
    {
        let booked = salon.book(&service, start, with(n)).await.expect(201).json();
        ids.push(booked["id"].as_str().unwrap().to_owned());
    }
    let path = format!("/api/v1/bookings/{}/swap", ids[0]);
    let swapped = salon
        .shop
        .owner
        .post(&path, &json!({ "with_id": ids[1] }))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&swapped["start"], &swapped["resource_id"]),
        (&json!("2026-11-23T14:30:00Z"), &json!(salon.people[1]))
    );
    let long = salon.haircut(json!({ "name": "Larga", "duration": 60 })).await;
    let later = salon
        .book(&long, "2026-11-23T19:00:00Z", with(0))
        .await
        .expect(201)
        .json();
    let refused = json!({ "with_id": later["id"] });
    let blocked = salon
        .book(&service, "2026-11-23T15:00:00Z", with(1))
        .await
        .expect(201)
        .json();
    assert!(blocked["id"].is_string());
    let answer = salon.shop.owner.post(&path, &refused).await;
    assert_eq!(
        answer.expect(409).code(),
        "slot_taken",
        "an hour does not fit into half of one"
    );
    let seen = salon
        .shop
        .owner
        .get(&format!("/api/v1/bookings/{}", ids[0]))
        .await
        .expect(200)
        .json();
    assert_eq!(seen["start"], "2026-11-23T14:30:00Z");
}

#[tokio::test]
async fn notes_of_the_shop_stay_with_the_shop() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let (id, key) = salon.booked(&service, MONDAY_NINE).await;
    let path = format!("/api/v1/bookings/{id}");
    let notes = json!({ "notes": "Prefiere a Luis", "version": 1 });
    let written = salon
        .shop
        .owner
        .put(&format!("{path}/notes"), &notes)
        .await
        .expect(200)
        .json();
    assert_eq!(written["staff_notes"], "Prefiere a Luis");
    salon
        .shop
        .owner
        .put(&format!("{path}/notes"), &notes)
        .await
        .expect(412);
    let seen = salon
        .shop
        .anonymous
        .get(&format!("{path}?key={key}"))
        .await
        .expect(200)
        .json();
    assert_eq!(seen["staff_notes"], json!(null));
}
