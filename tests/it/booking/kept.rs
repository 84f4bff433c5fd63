//! Free times are kept until they change: by a booking on any replica, by the shop, or by the hour.

use std::time::Duration;

use serde_json::json;
use testkit::{Answer, Client, TestApp};

use super::{MONDAY_NINE, Salon};

fn path(service: &str) -> String {
    format!("/api/v1/availability/slots?service_id={service}&from=2026-11-23&to=2026-11-23")
}

fn is_hit(answer: &Answer) -> bool {
    answer.header("cache-status") == "vitrina; hit"
}

fn many(answer: &Answer) -> usize {
    answer.json()["data"].as_array().unwrap().len()
}

/// Until it comes from what is kept: announcements of what the test itself did may still be under way.
async fn warm(client: &Client, path: &str) -> Answer {
    let mut tick = tokio::time::interval(Duration::from_millis(5));
    for _ in 0..500 {
        tick.tick().await;
        let answer = client.get(path).await.expect(200);
        if is_hit(&answer) {
            return answer;
        }
    }
    panic!("{path} is not kept");
}

async fn salon() -> (TestApp, Salon, String) {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({ "notice": 60 })).await;
    (app, salon, service)
}

#[tokio::test]
async fn whoever_changes_times_sees_it_at_once() {
    let (_app, salon, service) = salon().await;
    let (guest, path) = (salon.shop.anonymous.another(), path(&service));
    assert_eq!(many(&warm(&guest, &path).await), 14);
    let (id, key) = salon.booked(&service, MONDAY_NINE).await;
    assert_eq!(many(&guest.get(&path).await), 13);
    warm(&guest, &path).await;
    guest
        .post(&format!("/api/v1/bookings/{id}/cancel?key={key}"), &json!({}))
        .await
        .expect(200);
    assert_eq!(many(&guest.get(&path).await), 14);
    warm(&guest, &path).await;
    let hold = json!({ "service_id": service, "start": MONDAY_NINE });
    guest.post("/api/v1/bookings/holds", &hold).await.expect(201);
    assert_eq!(many(&guest.get(&path).await), 13);
    warm(&guest, &path).await;
    let block = json!({ "starts_at": "2026-11-23T19:00:00Z", "ends_at": "2026-11-23T23:00:00Z" });
    salon
        .shop
        .owner
        .post("/api/v1/admin/time-off", &block)
        .await
        .expect(201);
    assert_eq!(many(&guest.get(&path).await), 5);
}

#[tokio::test]
async fn another_replica_hears_of_it() {
    let (app, salon, service) = salon().await;
    let other = app.second(&[("VITRINA_LIMITS__ON", "false")]).await;
    let far = Client::new(other.address, &salon.shop.host);
    let path = path(&service);
    assert_eq!(many(&warm(&far, &path).await), 14);
    salon.booked(&service, MONDAY_NINE).await;
    let mut tick = tokio::time::interval(Duration::from_millis(5));
    for _ in 0..500 {
        tick.tick().await;
        if many(&far.get(&path).await) == 13 {
            return;
        }
    }
    panic!("the other replica goes on offering what is taken");
}

#[tokio::test]
async fn the_hour_ends_what_is_kept() {
    let (app, salon, service) = salon().await;
    let (guest, path) = (salon.shop.anonymous.another(), path(&service));
    let hold = json!({ "service_id": service, "start": "2026-11-23T20:00:00Z" });
    guest.post("/api/v1/bookings/holds", &hold).await.expect(201);
    assert_eq!(many(&warm(&guest, &path).await), 13);
    app.advance(599);
    assert!(is_hit(&guest.get(&path).await), "nothing changed yet");
    app.advance(1);
    assert_eq!(
        many(&guest.get(&path).await),
        14,
        "the hold has lapsed, though nobody swept it"
    );
    // To an hour before the first, and a second further.
    app.advance(22 * 3600 - 600);
    assert_eq!(many(&guest.get(&path).await), 14);
    app.advance(1);
    assert_eq!(many(&guest.get(&path).await), 13, "the first is too soon now");
}

#[tokio::test]
async fn who_is_signed_in_is_answered_afresh() {
    let (_app, salon, service) = salon().await;
    let path = path(&service);
    warm(&salon.shop.anonymous, &path).await;
    assert!(!is_hit(&salon.shop.owner.get(&path).await.expect(200)));
}
