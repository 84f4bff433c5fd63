//! Times are offered by the rules of the service, and a time that is not offered is explained by its rule.

use serde_json::{Value, json};
use testkit::TestApp;

use super::{MONDAY_NINE, Salon, text};

async fn why(salon: &Salon, service: &str, start: &str) -> Value {
    let path = format!("/api/v1/admin/availability/why?service_id={service}&start={start}");
    salon.shop.owner.get(&path).await.expect(200).json()
}

#[tokio::test]
async fn every_rule_is_named_and_its_time_refused() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let rules = json!({ "notice": 24 * 60, "horizon": { "kind": "days", "days": 7 }, "most_per_day": 2, "most_per_week": 3 });
    let service = salon.haircut(rules).await;
    let block = json!({ "starts_at": "2026-11-24T19:00:00Z", "ends_at": "2026-11-24T21:00:00Z", "reason": "Dentista" });
    salon
        .shop
        .owner
        .post("/api/v1/admin/time-off", &block)
        .await
        .expect(201);
    for start in ["2026-11-25T14:00:00Z", "2026-11-25T15:00:00Z"] {
        salon.booked(&service, start).await;
    }
    let cases = [
        ("2026-11-23T14:30:00Z", "too_soon"),
        ("2020-01-01T14:00:00Z", "too_soon"),
        ("2026-11-30T14:00:00Z", "beyond_horizon"),
        ("2026-11-24T17:00:00Z", "closed"),
        ("2026-11-24T16:45:00Z", "closed"),
        ("2026-11-28T15:00:00Z", "closed"),
        ("2026-11-24T19:30:00Z", "blocked"),
        ("2026-11-24T14:10:00Z", "off_grid"),
        ("2026-11-25T16:00:00Z", "day_full"),
    ];
    for (start, rule) in cases {
        let verdict = why(&salon, &service, start).await;
        assert_eq!(
            (&verdict["offered"], &verdict["rule"]),
            (&json!(false), &json!(rule)),
            "{start}"
        );
        let refused = salon.book(&service, start, json!({})).await.expect(409).json();
        assert_eq!(refused["code"], "slot_not_offered", "{start}");
    }
    let taken = why(&salon, &service, "2026-11-25T14:00:00Z").await;
    let hindrance = &taken["hindrances"][0];
    assert_eq!(
        (&hindrance["rule"], &hindrance["name"]),
        (&json!("taken"), &json!("Luis"))
    );
    assert_eq!(hindrance["since"], "2026-11-25T14:00:00Z");
    salon.booked(&service, "2026-11-26T14:00:00Z").await;
    assert_eq!(
        why(&salon, &service, "2026-11-27T14:00:00Z").await["rule"],
        "week_full"
    );
    let offered = why(&salon, &service, "2026-11-24T14:00:00Z").await;
    assert_eq!(offered["rule"], "week_full", "Monday to Sunday is one week");
}

#[tokio::test]
async fn what_is_offered_is_accepted_and_nothing_else() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon
        .haircut(json!({ "duration": 50, "step": 20, "buffer_before": 5, "buffer_after": 10 }))
        .await;
    let path = format!("/api/v1/availability/slots?service_id={service}&from=2026-11-24&to=2026-11-24");
    // Each booking takes offers away; what stays offered must be accepted, whatever was booked before.
    loop {
        let slots = salon.shop.anonymous.get(&path).await.expect(200).json();
        let slots = slots["data"].as_array().unwrap().clone();
        let Some(slot) = slots.get(slots.len() / 2) else {
            break;
        };
        salon.booked(&service, &text(&slot["start"])).await;
        salon
            .book(&service, &text(&slot["start"]), json!({ "notes": "otra" }))
            .await
            .expect(409);
    }
    let mut tx = app.begin(salon.shop.tenant).await;
    let booked: i64 = sqlx::query_scalar("select count(*) from booking")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert!(booked >= 4, "{booked}");
}

#[tokio::test]
async fn the_grid_follows_neither_the_present_nor_the_question() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({ "duration": 40, "step": 40 })).await;
    let whole = salon.times(&service, "2026-11-24").await;
    app.advance(13 * 60);
    let slots = async |from: &str, to: &str, more: &str| {
        let path = format!("/api/v1/availability/slots?service_id={service}&from={from}&to={to}{more}");
        let slots = salon.shop.anonymous.get(&path).await.expect(200).json();
        slots["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|slot| text(&slot["start"])[11..16].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(slots("2026-11-24", "2026-11-24", "&tz=Asia/Tokyo").await, whole);
    let part = slots("2026-11-24T14:25:00Z", "2026-11-24T15:21:00Z", "").await;
    assert_eq!(part, ["14:40", "15:20"]);
    assert_eq!(part, whole[1..3]);
}

#[tokio::test]
async fn a_shop_sees_no_other_shops_times() {
    let app = TestApp::start().await;
    let (ours, theirs) = (
        Salon::open(&app, "aurora", &["Luis"]).await,
        Salon::open(&app, "boreal", &["Luis"]).await,
    );
    let (service, other) = (ours.haircut(json!({})).await, theirs.haircut(json!({})).await);
    ours.booked(&service, MONDAY_NINE).await;
    assert_eq!(theirs.times(&other, "2026-11-23").await.len(), 14);
    theirs.book(&service, MONDAY_NINE, json!({})).await.expect(404);
    let stranger = json!({ "resource_id": ours.people[0] });
    theirs.book(&other, MONDAY_NINE, stranger).await.expect(422);
}
