//! The shop's rules for itself: confirmation, override, limits, rate of calls.

use serde_json::json;
use testkit::TestApp;

use super::{MONDAY_NINE, Salon, book, mails, text, wish};

async fn insist(salon: &Salon, service: &str, start: &str, key: &str) -> testkit::Answer {
    let body = json!({ "booking": wish(service, start, json!({})), "override": true });
    let request = salon
        .shop
        .owner
        .request(reqwest::Method::POST, "/api/v1/admin/bookings")
        .json(&body);
    salon
        .shop
        .owner
        .send(request.header("idempotency-key", key))
        .await
}

#[tokio::test]
async fn the_shop_sets_its_own_rules_aside_but_nobodys_time() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({ "notice": 2880 })).await;
    let soon = insist(&salon, &service, MONDAY_NINE, "a")
        .await
        .expect(201)
        .json();
    assert_eq!(soon["overridden"], json!(["too_soon"]));
    let night = insist(&salon, &service, "2026-11-24T03:07:00Z", "b")
        .await
        .expect(201)
        .json();
    assert_eq!(night["overridden"], json!(["too_soon"]));
    assert_eq!(
        insist(&salon, &service, MONDAY_NINE, "c")
            .await
            .expect(409)
            .code(),
        "slot_taken"
    );
    let customer = json!({ "start": "2026-11-26T03:07:00Z", "override": true });
    let path = format!(
        "/api/v1/bookings/{}/reschedule?key={}",
        text(&soon["id"]),
        text(&soon["access_token"])
    );
    salon
        .shop
        .anonymous
        .another()
        .post(&path, &customer)
        .await
        .expect(422);
}

#[tokio::test]
async fn a_shop_that_confirms_says_yes_first() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({ "needs_confirmation": true })).await;
    let booked = salon
        .book(&service, MONDAY_NINE, json!({}))
        .await
        .expect(201)
        .json();
    assert_eq!(booked["status"], "pending");
    assert_eq!(
        salon
            .book(&service, MONDAY_NINE, json!({ "notes": "otra" }))
            .await
            .expect(409)
            .code(),
        "slot_taken"
    );
    let path = format!("/api/v1/bookings/{}", text(&booked["id"]));
    salon
        .shop
        .anonymous
        .another()
        .post(&format!("{path}/confirm"), &json!({}))
        .await
        .expect(401);
    let yes = salon
        .shop
        .owner
        .post(&format!("{path}/confirm"), &json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(yes["status"], "confirmed");
    assert_eq!(
        mails(&app, &salon, "ana@correo.test").await,
        ["booking.booked", "booking.pending"]
    );
}

#[tokio::test]
async fn customers_book_a_few_times_an_hour_and_the_shop_as_often_as_it_likes() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__BOOKING", "2/1h")]).await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let guest = salon.shop.anonymous.another();
    let starts = [
        "2026-11-23T14:00:00Z",
        "2026-11-23T14:30:00Z",
        "2026-11-23T15:00:00Z",
    ];
    for (start, status) in starts.into_iter().zip([201, 201, 429]) {
        book(&guest, wish(&service, start, json!({})))
            .await
            .expect(status);
    }
    for (n, hour) in (19..23).enumerate() {
        insist(
            &salon,
            &service,
            &format!("2026-11-23T{hour}:00:00Z"),
            &format!("k{n}"),
        )
        .await
        .expect(201);
    }
}
