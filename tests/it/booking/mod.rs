//! The appointment book, through the API.

mod announced;
mod answers;
mod appointments;
mod blocking;
mod desk;
mod feeds;
mod hours;
mod impossible;
mod insisting;
mod integrity;
mod invitations;
mod kept;
mod lapsed;
mod letters;
mod limits;
mod line;
mod line_goes_on;
mod moves;
mod offer;
mod others;
mod professionals;
mod races;
pub mod reminders;
mod reminders_answered;
mod reminders_raced;
mod seats;
mod second_thoughts;
mod series;
mod steps;
mod teams;

use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp, TestShop};

/// Monday after the tests' present, at nine in Bogotá.
pub const MONDAY_NINE: &str = "2026-11-23T14:00:00Z";

/// A barber's shop: whoever is named works on weekdays from nine to twelve and from two to six.
pub struct Salon {
    pub shop: TestShop,
    pub people: Vec<String>,
}

impl Salon {
    pub async fn open(app: &TestApp, slug: &str, names: &[&str]) -> Self {
        let shop = app.shop(slug).await;
        let mut people = Vec::new();
        for name in names {
            people.push(hire(&shop, name, "person").await);
        }
        Self { shop, people }
    }

    /// A haircut of half an hour by anybody, with what `changes` says of it.
    pub async fn haircut(&self, changes: Value) -> String {
        let resources: Vec<_> = self
            .people
            .iter()
            .map(|id| json!({ "resource_id": id }))
            .collect();
        let mut body = json!({
            "name": "Corte", "price": 3_000_000, "duration": 30, "needs": [{ "resources": resources }],
        });
        merge(&mut body, changes);
        let made = self
            .shop
            .owner
            .post("/api/v1/admin/services", &body)
            .await
            .expect(201);
        text(&made.json()["id"])
    }

    /// Times of a day in UTC, `HH:MM`.
    pub async fn times(&self, service: &str, day: &str) -> Vec<String> {
        let path = format!("/api/v1/availability/slots?service_id={service}&from={day}&to={day}");
        let slots = self.shop.anonymous.get(&path).await.expect(200).json();
        let data = slots["data"].as_array().unwrap().clone();
        data.iter()
            .map(|slot| text(&slot["start"])[11..16].to_owned())
            .collect()
    }

    /// Books as a guest, with what `changes` says of it.
    pub async fn book(&self, service: &str, start: &str, changes: Value) -> Answer {
        book(&self.shop.anonymous.another(), wish(service, start, changes)).await
    }

    /// Books, and gives id and key of the link.
    pub async fn booked(&self, service: &str, start: &str) -> (String, String) {
        let booked = self.book(service, start, json!({})).await.expect(201).json();
        (text(&booked["id"]), text(&booked["access_token"]))
    }
}

/// Somebody (or something) with those hours.
pub async fn hire(shop: &TestShop, name: &str, kind: &str) -> String {
    let body = json!({ "kind": kind, "name": name });
    let made = shop
        .owner
        .post("/api/v1/admin/resources", &body)
        .await
        .expect(201);
    let id = text(&made.json()["id"]);
    let hours = json!([{ "opens": "09:00", "closes": "12:00" }, { "opens": "14:00", "closes": "18:00" }]);
    let week: Vec<_> = (1..=5)
        .map(|day| json!({ "weekday": day, "hours": hours }))
        .collect();
    let path = format!("/api/v1/admin/resources/{id}/schedule");
    shop.owner.put(&path, &json!({ "week": week })).await.expect(200);
    id
}

/// A booking as a guest wants it.
pub fn wish(service: &str, start: &str, changes: Value) -> Value {
    let mut body = json!({
        "service_id": service, "start": start,
        "customer": { "name": "Ana Gómez", "email": "ana@correo.test", "phone": "300 123 4567" },
    });
    merge(&mut body, changes);
    body
}

/// Posts it under a key of its own.
pub async fn book(client: &Client, body: Value) -> Answer {
    let key = format!("key-{}", uuid_like(&body));
    let request = client.request(Method::POST, "/api/v1/bookings").json(&body);
    client.send(request.header("idempotency-key", key)).await
}

/// Different bodies have different keys.
fn uuid_like(body: &Value) -> String {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    body.to_string().hash(&mut hasher);
    format!("{:x}", hasher.finish())
}

fn merge(body: &mut Value, changes: Value) {
    let (Some(body), Value::Object(changes)) = (body.as_object_mut(), changes) else {
        panic!("objects only");
    };
    body.extend(changes);
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}

/// Purposes of the mails that were written to somebody, by the alphabet: the tests' clock stands still.
async fn mails(app: &TestApp, salon: &Salon, to: &str) -> Vec<String> {
    let mut tx = app.begin(salon.shop.tenant).await;
    sqlx::query_scalar(
        "select purpose from message where tenant_id = $1 and to_address = $2 order by purpose",
    )
    .bind(salon.shop.tenant)
    .bind(to)
    .fetch_all(&mut *tx)
    .await
    .unwrap()
}

/// The newest mail of a purpose that was written to somebody, as plain text; hours stay on one line in it.
async fn letter(app: &TestApp, salon: &Salon, to: &str, purpose: &str) -> String {
    let body: String = sqlx::query_scalar(
        "select text_body from message
          where tenant_id = $1 and to_address = $2 and purpose = $3
          order by created_at desc, message_id desc limit 1",
    )
    .bind(salon.shop.tenant)
    .bind(to)
    .bind(purpose)
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    body.replace('\u{a0}', " ")
}
