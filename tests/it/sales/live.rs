//! An order watched while it moves.

use std::time::Duration;

use kernel::Role;
use reqwest::{Method, Response};
use serde_json::json;
use testkit::{Client, TestApp};
use tokio::time::timeout;

use super::{delivery, furnished, placed, step};

/// A stream of events, read piece by piece.
struct Stream {
    response: Response,
    read: String,
}

impl Stream {
    async fn open(client: &Client, path: &str, last: Option<&str>) -> Self {
        let mut request = client.request(Method::GET, path);
        if let Some(id) = last {
            request = request.header("last-event-id", id.to_owned());
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self {
            response,
            read: String::new(),
        }
    }

    /// The next event; none when the stream ended.
    async fn next(&mut self) -> Option<String> {
        loop {
            if let Some((event, rest)) = self.read.clone().split_once("\n\n") {
                rest.clone_into(&mut self.read);
                if !event.starts_with(':') {
                    return Some(event.to_owned());
                }
                continue;
            }
            let chunk = timeout(Duration::from_secs(10), self.response.chunk())
                .await
                .expect("an event in time");
            self.read.push_str(std::str::from_utf8(&chunk.unwrap()?).unwrap());
        }
    }
}

#[tokio::test]
async fn each_step_is_told_at_every_replica_until_the_last() {
    let app = TestApp::start().await;
    let replica = app.second(&[]).await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (id, key) = placed(&shop, &goods, 1, &delivery("ana@correo.test")).await;
    let path = format!("/api/v1/orders/{id}/events?key={key}");
    let elsewhere = shop.anonymous.another().towards(replica.address, &shop.host);
    let mut stream = Stream::open(&elsewhere, &path, None).await;
    let first = stream.next().await.unwrap();
    assert!(first.starts_with("id: 1\nevent: status\ndata: {"), "{first}");
    assert!(first.contains("\"status\":\"pending\""), "{first}");
    for status in ["confirmed", "processing", "shipped", "delivered"] {
        step(&shop, &id, status).await.expect(200);
        let told = stream.next().await.unwrap();
        assert!(told.contains(&format!("\"status\":\"{status}\"")), "{told}");
    }
    assert_eq!(stream.next().await, None, "nothing follows");

    // The browser comes back with what it knows, and is told not to.
    let request = elsewhere.request(Method::GET, &path).header("last-event-id", "5");
    elsewhere.send(request).await.expect(204);
}

#[tokio::test]
async fn who_comes_back_hears_only_what_is_new() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (id, key) = placed(&shop, &goods, 1, &delivery("ana@correo.test")).await;
    let path = format!("/api/v1/orders/{id}/events?key={key}");
    let mut stream = Stream::open(&shop.anonymous.another(), &path, Some("1")).await;
    shop.owner
        .post(&format!("/api/v1/orders/{id}/payments/received"), &json!({}))
        .await
        .expect(200);
    let told = stream.next().await.unwrap();
    assert!(
        told.starts_with("id: 2\n") && told.contains("\"payment_status\":\"paid\""),
        "{told}"
    );
}

/// Who was allowed to watch when the stream began, and no longer is.
#[tokio::test]
async fn a_stream_ends_with_the_right_to_read() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (id, _) = placed(&shop, &goods, 1, &delivery("ana@correo.test")).await;
    let path = format!("/api/v1/orders/{id}/events");
    let (leaving, _) = shop.person(&app, Role::Cashier, "se-va@aurora.test").await;
    let (demoted, person) = shop.person(&app, Role::Cashier, "baja@aurora.test").await;
    let mut streams = vec![];
    for client in [&leaving, &demoted, &shop.owner] {
        let mut stream = Stream::open(client, &path, None).await;
        stream.next().await.unwrap();
        streams.push(stream);
    }
    leaving.post("/api/v1/auth/logout", &json!({})).await.expect(204);
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query("update person set role = 'customer' where tenant_id = $1 and person_id = $2")
        .bind(shop.tenant)
        .bind(person)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    step(&shop, &id, "confirmed").await.expect(200);
    let mut told = vec![];
    for stream in &mut streams {
        told.push(stream.next().await.is_some());
    }
    assert_eq!(told, [false, false, true]);
}

#[tokio::test]
async fn one_address_watches_a_hundred_at_once_and_no_more() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (id, key) = placed(&shop, &goods, 1, &delivery("ana@correo.test")).await;
    let path = format!("/api/v1/orders/{id}/events?key={key}");
    let mut streams = vec![];
    for _ in 0..100 {
        streams.push(Stream::open(&shop.anonymous, &path, None).await);
    }
    let refused = shop.anonymous.get(&path).await.expect(429);
    assert_eq!(refused.code(), "too_many_streams");
    shop.anonymous
        .get(&format!("/api/v1/orders/{id}?key={key}"))
        .await
        .expect(200);
}

#[tokio::test]
async fn many_watchers_hold_no_connection_to_the_database() {
    let app = TestApp::start_with(&[("VITRINA_DATABASE__APP_POOL", "3")]).await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (id, key) = placed(&shop, &goods, 1, &delivery("ana@correo.test")).await;
    let path = format!("/api/v1/orders/{id}/events?key={key}");
    let mut streams = vec![];
    for _ in 0..20 {
        let mut stream = Stream::open(&shop.anonymous.another(), &path, None).await;
        stream.next().await.unwrap();
        streams.push(stream);
    }
    step(&shop, &id, "confirmed").await.expect(200);
    for stream in &mut streams {
        assert!(stream.next().await.unwrap().contains("\"confirmed\""));
    }
}

/// What is announced while the listener's connection is gone is lost; the change itself must not be.
#[tokio::test]
async fn a_change_while_nobody_listens_is_told_when_somebody_listens_again() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (id, key) = placed(&shop, &goods, 1, &delivery("ana@correo.test")).await;
    let path = format!("/api/v1/orders/{id}/events?key={key}");
    let mut stream = Stream::open(&shop.anonymous.another(), &path, None).await;
    stream.next().await.unwrap();
    app.interrupt_announcements().await;
    step(&shop, &id, "confirmed").await.expect(200);
    let told = stream.next().await.unwrap();
    assert!(told.contains("\"status\":\"confirmed\""), "{told}");
}
