//! Waiting for a time to become free.

use serde_json::{Value, json};
use testkit::{TestApp, sign_in};

use super::{MONDAY_NINE, Salon, mails, text};

pub async fn wait(salon: &Salon, service: &str, name: &str) -> Value {
    let body = json!({
        "service_id": service, "from": "2026-11-23", "to": "2026-11-24",
        "customer": { "name": name, "email": format!("{name}@correo.test") },
    });
    salon
        .shop
        .anonymous
        .another()
        .post("/api/v1/waitlist", &body)
        .await
        .expect(201)
        .json()
}

/// The time that the newest mail to somebody offers: id and key of its link.
pub async fn offered(app: &TestApp, salon: &Salon, name: &str) -> (String, String) {
    let mut tx = app.begin(salon.shop.tenant).await;
    let body: String = sqlx::query_scalar(
        "select text_body from message where tenant_id = $1 and to_address = $2 and purpose = 'booking.offered'
          order by message_id desc limit 1",
    )
    .bind(salon.shop.tenant)
    .bind(format!("{name}@correo.test"))
    .fetch_one(&mut *tx)
    .await
    .unwrap();
    let link = body.split("/reservas/").nth(1).unwrap();
    let (id, rest) = link.split_once("?key=").unwrap();
    let key = rest
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .next()
        .unwrap();
    (id.to_owned(), key.to_owned())
}

#[tokio::test]
async fn a_freed_time_goes_to_the_next_in_line_and_then_to_the_one_after() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let (id, key) = salon.booked(&service, MONDAY_NINE).await;
    wait(&salon, &service, "eva").await;
    app.advance(1);
    wait(&salon, &service, "luz").await;
    let again = json!({
        "service_id": service, "from": "2026-11-23", "to": "2026-11-24",
        "customer": { "name": "Eva", "email": "eva@correo.test" },
    });
    salon
        .shop
        .anonymous
        .another()
        .post("/api/v1/waitlist", &again)
        .await
        .expect(201);

    let guest = salon.shop.anonymous.another();
    guest
        .post(&format!("/api/v1/bookings/{id}/cancel?key={key}"), &json!({}))
        .await
        .expect(200);
    assert_eq!(
        mails(&app, &salon, "eva@correo.test").await,
        ["booking.offered", "booking.waiting"]
    );
    assert_eq!(mails(&app, &salon, "luz@correo.test").await, ["booking.waiting"]);
    assert_eq!(
        salon
            .book(&service, MONDAY_NINE, json!({ "notes": "x" }))
            .await
            .expect(409)
            .code(),
        "slot_taken"
    );

    app.advance(3601);
    app.run_jobs().await;
    assert_eq!(
        mails(&app, &salon, "luz@correo.test").await,
        ["booking.offered", "booking.waiting"],
        "Eva let it pass"
    );
    let (id, key) = offered(&app, &salon, "luz").await;
    let luz = json!({ "customer": { "name": "Luz", "email": "luz@correo.test" }, "hold": { "id": id, "key": key } });
    salon.book(&service, MONDAY_NINE, luz).await.expect(201);
    let owner = sign_in(&salon.shop.anonymous, "owner@aurora.test").await;
    let line = owner.get("/api/v1/admin/waitlist").await.expect(200).json();
    let waiting: Vec<_> = line["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| text(&entry["customer_name"]))
        .collect();
    assert_eq!(waiting, ["eva"], "who let one pass waits for another");
}

#[tokio::test]
async fn a_place_is_given_up_by_its_key() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let place = wait(&salon, &service, "eva").await;
    let path = format!("/api/v1/waitlist/{}", text(&place["id"]));
    let guest = salon.shop.anonymous.another();
    guest.delete(&path).await.expect(404);
    guest.delete(&format!("{path}?key=wrong")).await.expect(404);
    guest
        .delete(&format!("{path}?key={}", text(&place["access_token"])))
        .await
        .expect(204);
    let (id, key) = salon.booked(&service, MONDAY_NINE).await;
    guest
        .post(&format!("/api/v1/bookings/{id}/cancel?key={key}"), &json!({}))
        .await
        .expect(200);
    assert_eq!(mails(&app, &salon, "eva@correo.test").await, ["booking.waiting"]);
    assert_eq!(salon.times(&service, "2026-11-23").await.len(), 14);
}

#[tokio::test]
async fn nobody_waits_for_what_is_past_or_not_served() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let stranger = super::hire(&salon.shop, "Otra", "person").await;
    let wish = |changes: Value| {
        let mut body = json!({
            "service_id": service, "from": "2026-11-23", "to": "2026-11-24",
            "customer": { "name": "Eva", "email": "eva@correo.test" },
        });
        super::merge(&mut body, changes);
        body
    };
    let guest = salon.shop.anonymous.another();
    for (changes, status) in [
        (json!({ "from": "2020-01-01", "to": "2020-01-02" }), 422),
        (json!({ "to": "2026-11-22" }), 422),
        (json!({ "to": "2027-11-22" }), 422),
        (json!({ "seats": 2 }), 422),
        (json!({ "resource_id": stranger }), 422),
        (
            json!({ "service_id": "00000000-0000-7000-8000-000000000009" }),
            404,
        ),
    ] {
        guest
            .post("/api/v1/waitlist", &wish(changes))
            .await
            .expect(status);
    }
}
