//! An appointment every so many weeks.

use serde_json::{Value, json};
use testkit::{Answer, TestApp};

use super::{MONDAY_NINE, Salon, mails, wish};

async fn series(salon: &Salon, service: &str, changes: Value) -> Answer {
    let mut body = json!({ "booking": wish(service, MONDAY_NINE, json!({})), "every_weeks": 1, "times": 4 });
    super::merge(&mut body, changes);
    let guest = salon.shop.anonymous.another();
    let key = super::uuid_like(&body);
    let request = guest
        .request(reqwest::Method::POST, "/api/v1/bookings/series")
        .json(&body);
    guest.send(request.header("idempotency-key", key)).await
}

#[tokio::test]
async fn each_occurrence_is_checked_and_the_answer_says_which_fail() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    salon.booked(&service, "2026-12-07T14:00:00Z").await;
    let refused = series(&salon, &service, json!({})).await.expect(409).json();
    let outcome = |answer: &Value| {
        let one = |one: &Value| (one["booking_id"].is_string(), one["refused"].clone());
        answer["occurrences"]
            .as_array()
            .unwrap()
            .iter()
            .map(one)
            .collect::<Vec<_>>()
    };
    let taken = (false, json!("slot_taken"));
    assert_eq!(
        outcome(&refused),
        [
            (false, Value::Null),
            (false, Value::Null),
            taken.clone(),
            (false, Value::Null)
        ]
    );
    assert_eq!(salon.times(&service, "2026-11-23").await.len(), 14, "all or none");

    let gaps = series(&salon, &service, json!({ "accept_gaps": true }))
        .await
        .expect(201)
        .json();
    assert_eq!(
        outcome(&gaps),
        [
            (true, Value::Null),
            (true, Value::Null),
            taken,
            (true, Value::Null)
        ]
    );
    assert_eq!(gaps["whole"], false);
    assert_eq!(salon.times(&service, "2026-12-14").await.len(), 13);
    assert_eq!(
        mails(&app, &salon, "ana@correo.test").await,
        ["booking.booked", "booking.series"]
    );
}

#[tokio::test]
async fn a_series_keeps_its_hour_of_the_shops_day() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let whole = series(&salon, &service, json!({ "every_weeks": 2, "times": 3 }))
        .await
        .expect(201)
        .json();
    let starts: Vec<_> = whole["occurrences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["start"].clone())
        .collect();
    assert_eq!(
        starts,
        [
            json!(MONDAY_NINE),
            json!("2026-12-07T14:00:00Z"),
            json!("2026-12-21T14:00:00Z")
        ]
    );
    series(&salon, &service, json!({ "times": 53 })).await.expect(422);
    series(&salon, &service, json!({ "every_weeks": 0 }))
        .await
        .expect(422);
}
