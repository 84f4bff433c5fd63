//! Weeks, dates that differ, holidays, nights and changes of the clocks.

use serde_json::{Value, json};
use testkit::{TestApp, sign_in};

use super::{Salon, hire};

async fn set(salon: &Salon, schedule: Value) -> testkit::Answer {
    let path = format!("/api/v1/admin/resources/{}/schedule", salon.people[0]);
    salon.shop.owner.put(&path, &schedule).await
}

#[tokio::test]
async fn a_date_differs_from_its_week() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({ "duration": 60 })).await;
    let week = json!([{ "weekday": 1, "hours": [{ "opens": "09:00", "closes": "12:00" }] }]);
    let dates = json!([
        { "date": "2026-11-23", "hours": [] },
        { "date": "2026-11-28", "hours": [{ "opens": "10:00", "closes": "11:00" }, { "opens": "15:00", "closes": "16:00" }] },
    ]);
    let set = set(&salon, json!({ "week": week, "dates": dates }))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&set["dates"], &set["week"]),
        (&dates, &week),
        "what was said is what is read"
    );
    assert!(salon.times(&service, "2026-11-23").await.is_empty());
    assert_eq!(salon.times(&service, "2026-11-28").await, ["15:00", "20:00"]);
    assert_eq!(salon.times(&service, "2026-11-30").await.len(), 3);
}

#[tokio::test]
async fn nobody_works_on_a_moved_monday_unless_a_date_says_so() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon
        .haircut(json!({ "duration": 60, "horizon": { "kind": "days", "days": 200 } }))
        .await;
    let resource = json!({ "kind": "person", "name": "Luis", "rests_on_holidays": true });
    salon
        .shop
        .owner
        .put(&format!("/api/v1/admin/resources/{}", salon.people[0]), &resource)
        .await
        .expect(200);
    // Immaculate Conception, Christmas, and Epiphany moved to Monday the 11th of January.
    for holiday in ["2026-12-08", "2026-12-25", "2027-01-11"] {
        assert!(salon.times(&service, holiday).await.is_empty(), "{holiday}");
    }
    assert_eq!(salon.times(&service, "2027-01-06").await.len(), 7);
    let week = json!([{ "weekday": 2, "hours": [{ "opens": "09:00", "closes": "12:00" }] }]);
    let dates = json!([{ "date": "2026-12-08", "hours": [{ "opens": "09:00", "closes": "11:00" }] }]);
    set(&salon, json!({ "week": week, "dates": dates }))
        .await
        .expect(200);
    assert_eq!(salon.times(&service, "2026-12-08").await.len(), 2);
}

#[tokio::test]
async fn a_night_belongs_to_the_day_it_began() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({ "duration": 60 })).await;
    let week = json!([{ "weekday": 5, "hours": [{ "opens": "22:00", "closes": "02:00" }] }]);
    set(&salon, json!({ "week": week })).await.expect(200);
    assert_eq!(salon.times(&service, "2026-11-27").await, ["03:00", "04:00"]);
    assert_eq!(salon.times(&service, "2026-11-28").await, ["05:00", "06:00"]);
    salon.booked(&service, "2026-11-28T04:00:00Z").await;
    assert_eq!(salon.times(&service, "2026-11-27").await, ["03:00"]);
}

#[tokio::test]
async fn an_hour_of_the_wall_stays_where_the_clocks_change() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon
        .haircut(json!({ "duration": 60, "horizon": { "kind": "days", "days": 200 } }))
        .await;
    let resource = json!({ "kind": "person", "name": "Luis", "time_zone": "America/New_York" });
    salon
        .shop
        .owner
        .put(&format!("/api/v1/admin/resources/{}", salon.people[0]), &resource)
        .await
        .expect(200);
    let days: Vec<_> = (1..=7)
        .map(|day| json!({ "weekday": day, "hours": [{ "opens": "09:00", "closes": "11:00" }] }))
        .collect();
    set(&salon, json!({ "week": days })).await.expect(200);
    assert_eq!(salon.times(&service, "2027-03-13").await, ["14:00", "15:00"]);
    assert_eq!(salon.times(&service, "2027-03-14").await, ["13:00", "14:00"]);
}

#[tokio::test]
async fn who_travels_works_by_the_clock_there() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({ "duration": 60 })).await;
    let week = json!([
        { "weekday": 1, "hours": [{ "opens": "09:00", "closes": "11:00" }] },
        { "weekday": 2, "hours": [{ "opens": "09:00", "closes": "11:00" }] },
    ]);
    let travels = json!([{ "from": "2026-12-01", "to": "2026-12-07", "time_zone": "Asia/Tokyo" }]);
    let set_there = set(&salon, json!({ "week": week, "travels": travels }))
        .await
        .expect(200)
        .json();
    assert_eq!(set_there["travels"], travels);
    assert_eq!(
        salon.times(&service, "2026-11-30").await,
        ["14:00", "15:00", "00:00", "01:00"],
        "at home, then Tuesday in Tokyo"
    );
    assert!(salon.times(&service, "2026-12-01").await.is_empty());
    assert_eq!(
        salon.times(&service, "2026-12-06").await,
        ["00:00", "01:00"],
        "Monday there is Sunday evening here"
    );
    assert_eq!(salon.times(&service, "2026-12-08").await, ["14:00", "15:00"]);
    let overlap =
        json!([travels[0], { "from": "2026-12-07", "to": "2026-12-08", "time_zone": "Europe/Madrid" }]);
    let refused = set(&salon, json!({ "week": week, "travels": overlap }))
        .await
        .expect(422)
        .json();
    assert_eq!(
        (&refused["errors"][0]["field"], &refused["errors"][0]["code"]),
        (&json!("travels"), &json!("overlap"))
    );
}

#[tokio::test]
async fn a_travel_that_is_over_stays_in_the_book() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let travels = json!([{ "from": "2026-11-22", "to": "2026-11-23", "time_zone": "Asia/Tokyo" }]);
    set(&salon, json!({ "week": [], "travels": travels }))
        .await
        .expect(200);
    app.advance(3 * 24 * 3600);
    let owner = sign_in(&salon.shop.anonymous, "owner@aurora.test").await;
    let path = format!("/api/v1/admin/resources/{}/schedule", salon.people[0]);
    let none = json!({ "week": [], "travels": [] });
    let read = owner.put(&path, &none).await.expect(200).json();
    assert_eq!(read["travels"], json!([]));
    let refused = owner
        .put(&path, &json!({ "week": [], "travels": travels }))
        .await
        .expect(422)
        .json();
    assert_eq!(
        (&refused["errors"][0]["field"], &refused["errors"][0]["code"]),
        (&json!("travels.0.to"), &json!("past"))
    );
    let mut tx = app.begin(salon.shop.tenant).await;
    let kept: i64 = sqlx::query_scalar("select count(*) from travel")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert_eq!(kept, 1, "what a calendar of those days shows");
}

#[tokio::test]
async fn time_off_of_the_shop_is_everybodys_and_opens_again() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis", "Eva"]).await;
    let service = salon.haircut(json!({ "buffer_after": 30 })).await;
    let owner = &salon.shop.owner;
    let block = |resource: Value| json!({ "resource_id": resource, "starts_at": "2026-11-24T14:30:00Z", "ends_at": "2026-11-24T23:00:00Z" });
    let eva = json!(salon.people[1]);
    owner
        .post("/api/v1/admin/time-off", &block(eva))
        .await
        .expect(201);
    assert_eq!(
        salon.times(&service, "2026-11-24").await.len(),
        14,
        "Luis is there"
    );
    let all = owner
        .post("/api/v1/admin/time-off", &block(Value::Null))
        .await
        .expect(201)
        .json();
    assert_eq!(
        salon.times(&service, "2026-11-24").await,
        ["14:00"],
        "buffers may reach into what is blocked"
    );
    let listed = owner
        .get("/api/v1/admin/time-off?from=2026-11-24&to=2026-11-24")
        .await
        .expect(200)
        .json();
    assert_eq!(listed["data"].as_array().unwrap().len(), 2);
    let path = format!("/api/v1/admin/time-off/{}", all["id"].as_str().unwrap());
    owner.delete(&path).await.expect(204);
    owner.delete(&path).await.expect(404);
    assert_eq!(salon.times(&service, "2026-11-24").await.len(), 14);
}

#[tokio::test]
async fn who_is_out_of_use_is_booked_by_nobody() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let chair = hire(&salon.shop, "Silla", "thing").await;
    let needs = json!([
        { "resources": [{ "resource_id": salon.people[0] }] },
        { "all": true, "resources": [{ "resource_id": chair }] },
    ]);
    let service = salon.haircut(json!({ "needs": needs })).await;
    assert_eq!(salon.times(&service, "2026-11-24").await.len(), 14);
    let resource = json!({ "kind": "thing", "name": "Silla", "active": false });
    salon
        .shop
        .owner
        .put(&format!("/api/v1/admin/resources/{chair}"), &resource)
        .await
        .expect(200);
    assert!(
        salon.times(&service, "2026-11-24").await.is_empty(),
        "a broken chair serves nobody"
    );
}
