//! Sessions that several customers share.

use serde_json::json;
use testkit::TestApp;

use super::{MONDAY_NINE, Salon};

#[tokio::test]
async fn seats_fill_one_session_and_free_it_again() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let class = salon
        .haircut(json!({ "name": "Clase", "seats": 3, "duration": 60 }))
        .await;
    let cut = salon.haircut(json!({})).await;
    let left = async || {
        let path = format!("/api/v1/availability/slots?service_id={class}&from=2026-11-23&to=2026-11-23");
        let slots = salon.shop.anonymous.get(&path).await.expect(200).json();
        let first = slots["data"]
            .as_array()
            .unwrap()
            .iter()
            .find(|slot| slot["start"] == MONDAY_NINE)
            .cloned();
        first.map(|slot| slot["seats_left"].as_i64().unwrap())
    };
    assert_eq!(left().await, Some(3));
    let pair = salon
        .book(&class, MONDAY_NINE, json!({ "seats": 2 }))
        .await
        .expect(201)
        .json();
    assert_eq!((left().await, &pair["price"]), (Some(1), &json!(6_000_000)));
    salon
        .book(&class, MONDAY_NINE, json!({ "seats": 2, "notes": "otra" }))
        .await
        .expect(409);
    let (id, key) = salon.booked(&class, MONDAY_NINE).await;
    assert_eq!(left().await, None);
    assert_eq!(
        salon
            .book(&class, MONDAY_NINE, json!({ "notes": "tercera" }))
            .await
            .expect(409)
            .code(),
        "slot_taken"
    );
    assert_eq!(
        salon.book(&cut, MONDAY_NINE, json!({})).await.expect(409).code(),
        "slot_taken"
    );

    let guest = salon.shop.anonymous.another();
    let later = json!({ "start": "2026-11-23T15:00:00Z" });
    guest
        .post(&format!("/api/v1/bookings/{id}/reschedule?key={key}"), &later)
        .await
        .expect(200);
    assert_eq!(left().await, Some(1));
    guest
        .post(&format!("/api/v1/bookings/{id}/cancel?key={key}"), &json!({}))
        .await
        .expect(200);
    let (pair, token) = (
        pair["id"].as_str().unwrap(),
        pair["access_token"].as_str().unwrap(),
    );
    guest
        .post(&format!("/api/v1/bookings/{pair}/cancel?key={token}"), &json!({}))
        .await
        .expect(200);
    assert_eq!(left().await, Some(3));
    salon.booked(&cut, MONDAY_NINE).await;
    let back = salon
        .shop
        .owner
        .post(&format!("/api/v1/bookings/{pair}/confirm"), &json!({}))
        .await
        .expect(409);
    assert_eq!(
        back.code(),
        "slot_taken",
        "the session's time went to somebody else"
    );
}
