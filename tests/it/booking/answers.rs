//! Answers to a service's questions: as many as are asked, and no more than is kept.

use serde_json::{Value, json};
use testkit::{Answer, TestApp};

use super::{MONDAY_NINE, Salon, wish};

async fn at_desk(salon: &Salon, service: &str, answers: Value) -> Answer {
    let mut booking = wish(service, MONDAY_NINE, json!({ "answers": answers }));
    booking["customer"] = json!({ "name": "Ana" });
    let body = json!({ "booking": booking, "override": true });
    let owner = &salon.shop.owner;
    let request = owner
        .request(reqwest::Method::POST, "/api/v1/admin/bookings")
        .json(&body);
    owner
        .send(request.header("idempotency-key", super::uuid_like(&body)))
        .await
}

async fn curious(app: &TestApp) -> (Salon, String) {
    let salon = Salon::open(app, "aurora", &["Luis"]).await;
    let question =
        |n: usize| json!({ "key": format!("q{n}"), "label": "?", "kind": "long_text", "required": true });
    let questions: Vec<_> = (0..20).map(question).collect();
    let service = salon.haircut(json!({ "questions": questions })).await;
    (salon, service)
}

#[tokio::test]
async fn all_answers_together_are_no_longer_than_what_is_kept() {
    let app = TestApp::start().await;
    let (salon, service) = curious(&app).await;
    let all = |each: &str, times: usize| -> Value {
        let answers = (0..20).map(|n| (format!("q{n}"), json!(each.repeat(times))));
        Value::Object(answers.collect())
    };
    let long = salon
        .book(&service, MONDAY_NINE, json!({ "answers": all("🌵", 500) }))
        .await
        .expect(422);
    assert_eq!(long.json()["errors"][0]["code"], "too_long", "{}", long.text);
    at_desk(&salon, &service, all("🌵", 500)).await.expect(422);
    salon
        .book(&service, MONDAY_NINE, json!({ "answers": all("a", 1500) }))
        .await
        .expect(201);
}

#[tokio::test]
async fn who_insists_may_leave_answers_open_but_not_make_up_questions() {
    let app = TestApp::start().await;
    let (salon, service) = curious(&app).await;
    at_desk(&salon, &service, json!({ "made_up": "x" }))
        .await
        .expect(422);
    at_desk(&salon, &service, json!({ "q1": "sí" })).await.expect(201);
}
