//! Moves: counted, at the price of who serves, and asked of the shop where it says yes to each.

use serde_json::{Value, json};
use testkit::{Answer, TestApp};

use super::{MONDAY_NINE, Salon, wish};

const OFF: [(&str, &str); 1] = [("VITRINA_LIMITS__ON", "false")];

async fn go(salon: &Salon, (id, key): &(String, String), to: Value) -> Answer {
    let guest = salon.shop.anonymous.another();
    guest
        .post(&format!("/api/v1/bookings/{id}/reschedule?key={key}"), &to)
        .await
}

fn at(minute: usize) -> Value {
    json!({ "start": format!("2026-11-24T{}:{:02}:00Z", 14 + minute / 60, minute % 60) })
}

#[tokio::test]
async fn a_customer_moves_an_appointment_so_often_and_no_further() {
    let app = TestApp::start_with(&OFF).await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let booked = salon.booked(&service, MONDAY_NINE).await;
    for n in 0..5 {
        go(&salon, &booked, at(n % 4 * 30)).await.expect(200);
    }
    let often = go(&salon, &booked, at(0)).await.expect(429);
    assert_eq!(often.code(), "moved_too_often");
    let path = format!("/api/v1/bookings/{}/reschedule", booked.0);
    salon.shop.owner.post(&path, &at(60)).await.expect(200);
}

#[tokio::test]
async fn a_series_counts_as_one_booking_and_so_does_each_move() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__BOOKING", "3/1h")]).await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let booked = salon.booked(&service, MONDAY_NINE).await;
    let start = "2026-11-23T15:00:00Z";
    let body = json!({ "booking": wish(&service, start, json!({})), "every_weeks": 1, "times": 12, "accept_gaps": true });
    let guest = salon.shop.anonymous.another();
    let request = guest
        .request(reqwest::Method::POST, "/api/v1/bookings/series")
        .json(&body);
    let series = guest
        .send(request.header("idempotency-key", "twelve"))
        .await
        .expect(201)
        .json();
    assert_eq!(series["occurrences"].as_array().unwrap().len(), 12);
    go(&salon, &booked, at(0)).await.expect(200);
    go(&salon, &booked, at(30)).await.expect(429);
}

#[tokio::test]
async fn the_price_follows_who_serves() {
    let app = TestApp::start_with(&OFF).await;
    let salon = Salon::open(&app, "aurora", &["Luis", "Maestra"]).await;
    let [luis, maestra] = [&salon.people[0], &salon.people[1]];
    let needs =
        json!([{ "resources": [{ "resource_id": luis }, { "resource_id": maestra, "price": 9_000_000 }] }]);
    let service = salon
        .haircut(json!({ "needs": needs, "deposit": 2_000_000 }))
        .await;
    let booked = salon
        .book(&service, MONDAY_NINE, json!({ "resource_id": luis }))
        .await
        .expect(201)
        .json();
    let link = (super::text(&booked["id"]), super::text(&booked["access_token"]));
    let mut to = at(0);
    to["resource_id"] = json!(maestra);
    let moved = go(&salon, &link, to).await.expect(200).json();
    assert_eq!(
        (&booked["price"], &moved["price"]),
        (&json!(3_000_000), &json!(9_000_000))
    );
    assert_eq!(
        (&booked["deposit"], &moved["deposit"]),
        (&json!(2_000_000), &json!(2_000_000))
    );
    let events = moved["events"].as_array().unwrap();
    let priced = events.iter().find(|event| event["kind"] == "price").unwrap();
    assert_eq!(priced["from_state"], "3000000");
}

#[tokio::test]
async fn no_more_is_paid_in_advance_than_it_costs_with_who_serves() {
    let app = TestApp::start_with(&OFF).await;
    let salon = Salon::open(&app, "aurora", &["Luis", "Aprendiz"]).await;
    let [luis, learner] = [&salon.people[0], &salon.people[1]];
    let needs =
        json!([{ "resources": [{ "resource_id": luis }, { "resource_id": learner, "price": 1_000_000 }] }]);
    let service = salon
        .haircut(json!({ "needs": needs, "deposit": 2_000_000 }))
        .await;
    let booked = salon
        .book(&service, MONDAY_NINE, json!({ "resource_id": learner }))
        .await
        .expect(201)
        .json();
    let due = |booking: &Value| (booking["price"].clone(), booking["deposit"].clone());
    assert_eq!(due(&booked), (json!(1_000_000), json!(1_000_000)));
    let link = (super::text(&booked["id"]), super::text(&booked["access_token"]));
    for (minute, who, price, deposit) in [
        (0, luis, 3_000_000, 2_000_000),
        (30, learner, 1_000_000, 1_000_000),
    ] {
        let mut to = at(minute);
        to["resource_id"] = json!(who);
        let moved = go(&salon, &link, to).await.expect(200).json();
        assert_eq!(due(&moved), (json!(price), json!(deposit)));
    }
}

#[tokio::test]
async fn a_moved_appointment_waits_for_the_shops_yes_again() {
    let app = TestApp::start_with(&OFF).await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({ "needs_confirmation": true })).await;
    let booked = salon.booked(&service, MONDAY_NINE).await;
    let owner = &salon.shop.owner;
    let path = format!("/api/v1/bookings/{}", booked.0);
    owner
        .post(&format!("{path}/confirm"), &json!({}))
        .await
        .expect(200);
    let by_shop = owner
        .post(&format!("{path}/reschedule"), &at(0))
        .await
        .expect(200)
        .json();
    assert_eq!(by_shop["status"], "confirmed");
    let by_customer = go(&salon, &booked, at(30)).await.expect(200).json();
    assert_eq!(by_customer["status"], "pending");
}
