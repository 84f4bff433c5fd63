//! Times that were kept and whose minutes are over, and starts that no clock shows.

use serde_json::json;
use testkit::TestApp;

use super::{MONDAY_NINE, Salon, text};

#[tokio::test]
async fn seats_of_lapsed_holds_go_to_whoever_wants_them() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let class = salon.haircut(json!({ "seats": 2 })).await;
    let guest = salon.shop.anonymous.another();
    let hold = json!({ "service_id": class, "start": MONDAY_NINE, "seats": 2 });
    guest.post("/api/v1/bookings/holds", &hold).await.expect(201);
    let pair = json!({ "seats": 2 });
    salon.book(&class, MONDAY_NINE, pair.clone()).await.expect(409);
    app.advance(601);
    assert_eq!(salon.times(&class, "2026-11-23").await.len(), 14);
    salon.book(&class, MONDAY_NINE, pair).await.expect(201);
}

#[tokio::test]
async fn a_time_of_a_lapsed_class_goes_to_another_service() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let class = salon.haircut(json!({ "seats": 2 })).await;
    let cut = salon.haircut(json!({})).await;
    let guest = salon.shop.anonymous.another();
    let hold = json!({ "service_id": class, "start": MONDAY_NINE });
    guest.post("/api/v1/bookings/holds", &hold).await.expect(201);
    app.advance(601);
    salon.booked(&cut, MONDAY_NINE).await;
}

#[tokio::test]
async fn a_time_that_is_kept_with_one_is_not_booked_with_another() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis", "Eva"]).await;
    let service = salon.haircut(json!({})).await;
    let guest = salon.shop.anonymous.another();
    let [luis, eva] = [&salon.people[0], &salon.people[1]];
    let hold = json!({ "service_id": service, "start": MONDAY_NINE, "resource_id": luis });
    let held = guest
        .post("/api/v1/bookings/holds", &hold)
        .await
        .expect(201)
        .json();
    let hold = json!({ "id": text(&held["id"]), "key": text(&held["access_token"]) });
    for (with, status) in [(eva, 422), (luis, 201)] {
        let body = json!({ "hold": hold, "resource_id": with });
        salon.book(&service, MONDAY_NINE, body).await.expect(status);
    }
}

#[tokio::test]
async fn a_start_has_no_fraction_of_a_second() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    salon
        .book(&service, "2026-11-23T14:00:00.5Z", json!({}))
        .await
        .expect(422);
}

#[tokio::test]
async fn what_is_off_is_near() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    for (from, until) in [
        ("2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"),
        ("2033-01-01T00:00:00Z", "2033-01-02T00:00:00Z"),
    ] {
        let block = json!({ "starts_at": from, "ends_at": until });
        salon
            .shop
            .owner
            .post("/api/v1/admin/time-off", &block)
            .await
            .expect(422);
    }
}
