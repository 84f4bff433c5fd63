//! What makes no sense is a clear 4xx that names the field.

use serde_json::{Value, json};
use testkit::TestApp;

use super::{MONDAY_NINE, Salon, book, wish};

#[tokio::test]
async fn impossible_schedules_name_their_field() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let path = format!("/api/v1/admin/resources/{}/schedule", salon.people[0]);
    let day = |hours: Value| json!({ "week": [{ "weekday": 1, "hours": hours }] });
    let cases = [
        (
            day(json!([{ "opens": "09:00", "closes": "09:00" }])),
            "week.0.hours.0.closes",
            "no_time",
        ),
        (
            day(json!([{ "opens": "25:00", "closes": "26:00" }])),
            "week.0.hours.0.opens",
            "not_a_time",
        ),
        (
            day(json!([{ "opens": "09:00", "closes": "9:30" }])),
            "week.0.hours.0.closes",
            "not_a_time",
        ),
        (
            day(json!([{ "opens": "09:00", "closes": "13:00" }, { "opens": "12:00", "closes": "14:00" }])),
            "week.0.hours",
            "overlap",
        ),
        (
            json!({ "week": [{ "weekday": 8, "hours": [] }] }),
            "week.0.weekday",
            "out_of_range",
        ),
        (
            json!({ "week": [{ "weekday": 1, "hours": [] }, { "weekday": 1, "hours": [] }] }),
            "week.1.weekday",
            "twice",
        ),
        (
            json!({ "week": [], "dates": [{ "date": "2020-01-01", "hours": [] }] }),
            "dates.0.date",
            "past",
        ),
    ];
    for (body, field, code) in cases {
        let refused = salon.shop.owner.put(&path, &body).await.expect(422).json();
        assert_eq!(
            (&refused["errors"][0]["field"], &refused["errors"][0]["code"]),
            (&json!(field), &json!(code)),
            "{body}"
        );
    }
    let impossible = json!({ "week": [], "dates": [{ "date": "2026-02-30", "hours": [] }] });
    assert!(
        salon
            .shop
            .owner
            .put(&path, &impossible)
            .await
            .status
            .is_client_error()
    );
    let zone = json!({ "kind": "person", "name": "Marte", "time_zone": "Mars/Olympus" });
    assert!(
        salon
            .shop
            .owner
            .post("/api/v1/admin/resources", &zone)
            .await
            .status
            .is_client_error()
    );
    let name = json!({ "kind": "person", "name": "LUIS" });
    let taken = salon
        .shop
        .owner
        .post("/api/v1/admin/resources", &name)
        .await
        .expect(422)
        .json();
    assert_eq!(
        (&taken["errors"][0]["field"], &taken["errors"][0]["code"]),
        (&json!("name"), &json!("taken"))
    );
}

#[tokio::test]
async fn impossible_services_name_their_field() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let luis = json!({ "resource_id": salon.people[0] });
    let cases = [
        (json!({ "duration": 0 }), "duration"),
        (json!({ "duration": 1441 }), "duration"),
        (json!({ "step": 0 }), "step"),
        (json!({ "seats": 1000 }), "seats"),
        (json!({ "deposit": 3_000_001 }), "deposit"),
        (json!({ "price": -1 }), "price"),
        (
            json!({ "horizon": { "kind": "dates", "from": "2026-12-02", "to": "2026-12-01" } }),
            "horizon.to",
        ),
        (
            json!({ "horizon": { "kind": "days", "days": 5000 } }),
            "horizon.days",
        ),
        (json!({ "needs": [{ "resources": [] }] }), "needs.0.resources"),
        (
            json!({ "needs": [{ "resources": [luis, luis] }] }),
            "needs.0.resources.1.resource_id",
        ),
        (
            json!({ "needs": [{ "resources": [{ "resource_id": "00000000-0000-7000-8000-000000000009" }] }] }),
            "needs",
        ),
        (
            json!({ "questions": [{ "key": "A b", "label": "x", "kind": "text" }] }),
            "questions.0.key",
        ),
        (
            json!({ "questions": [{ "key": "a", "label": "x", "kind": "choice" }] }),
            "questions.0.options",
        ),
    ];
    for (changes, field) in cases {
        let mut body = json!({ "name": "Corte", "price": 3_000_000, "duration": 30, "needs": [{ "resources": [luis] }] });
        super::merge(&mut body, changes.clone());
        let refused = salon
            .shop
            .owner
            .post("/api/v1/admin/services", &body)
            .await
            .expect(422)
            .json();
        assert_eq!(refused["errors"][0]["field"], field, "{changes}");
    }
}

#[tokio::test]
async fn impossible_questions_and_bookings_are_refused() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let guest = salon.shop.anonymous.another();
    let ask = async |more: &str| {
        guest
            .get(&format!("/api/v1/availability/slots?service_id={service}{more}"))
            .await
    };
    for wrong in [
        "&from=2026-11-24&to=2026-11-23",
        "&from=2026-11-24&to=2027-11-24",
        "&from=yesterday&to=2026-11-24",
        "&from=2026-13-01&to=2026-13-02",
        "&from=-000001-01-01T00:00:00Z&to=9999-01-01T00:00:00Z",
        "&from=2026-11-24&to=2026-11-24&tz=Mars/Olympus",
        "&from=2026-11-24&to=2026-11-24&resource_id=00000000-0000-7000-8000-000000000009",
        "&from=2026-11-24",
    ] {
        let answer = ask(wrong).await;
        assert!(answer.status.is_client_error(), "{wrong}: {}", answer.status);
    }
    let empty = salon.haircut(json!({ "name": "Sin nadie", "needs": [] })).await;
    assert!(salon.times(&empty, "2026-11-24").await.is_empty());
    assert_eq!(
        salon
            .book(&empty, MONDAY_NINE, json!({}))
            .await
            .expect(409)
            .code(),
        "slot_not_offered"
    );
    for far in [
        "2199-12-31T23:59:59Z",
        "9999-12-30T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "-009999-01-03T00:00:00Z",
    ] {
        assert_eq!(
            salon.book(&service, far, json!({})).await.expect(409).code(),
            "slot_not_offered",
            "{far}"
        );
    }
    salon
        .book(&service, MONDAY_NINE, json!({ "seats": 2 }))
        .await
        .expect(409);
    salon
        .book(&service, MONDAY_NINE, json!({ "seats": 0 }))
        .await
        .expect(422);
    assert!(
        salon
            .book(&service, "mañana", json!({}))
            .await
            .status
            .is_client_error()
    );
    let nobody = json!({ "customer": { "name": " ", "email": "no" } });
    assert!(
        salon
            .book(&service, MONDAY_NINE, nobody)
            .await
            .status
            .is_client_error()
    );
    let forged = json!({ "status": "completed" });
    let mut body = wish(&service, MONDAY_NINE, json!({}));
    super::merge(&mut body, forged);
    assert!(
        book(&guest, body).await.status.is_client_error(),
        "nobody gives themselves a state"
    );
}
