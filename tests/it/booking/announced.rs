//! What changes in the book is announced once a commit, whatever it was.

use std::time::Duration;

use db::Heard;
use db::bus::{Subscription, Topic};
use kernel::TenantId;
use serde_json::{Value, json};
use testkit::{TestApp, TestShop};
use tokio::time::timeout;

use super::{MONDAY_NINE, Salon, text};

/// How often a shop's book was announced, until another shop says something. Announcements come in the order of commits.
async fn announced(events: &mut Subscription, of: TenantId, other: &TestShop) -> usize {
    let block = json!({ "starts_at": "2026-11-24T14:00:00Z", "ends_at": "2026-11-24T15:00:00Z" });
    other
        .owner
        .post("/api/v1/admin/time-off", &block)
        .await
        .expect(201);
    let mut many = 0;
    loop {
        let heard = timeout(Duration::from_secs(10), events.next());
        match heard.await.expect("an announcement in time").expect("a bus") {
            Heard::Changed(event) if event.topic != Topic::Booking => {}
            Heard::Changed(event) if event.tenant == of => many += 1,
            Heard::Changed(event) if event.tenant == other.tenant => return many,
            _ => {}
        }
    }
}

#[tokio::test]
async fn each_change_of_the_book_is_told_once() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let other = app.shop("boreal").await;
    let service = salon.haircut(json!({})).await;
    let (owner, us) = (&salon.shop.owner, salon.shop.tenant);
    let mut events = app.app.bus.subscribe();
    announced(&mut events, us, &other).await;
    let (id, key) = salon.booked(&service, MONDAY_NINE).await;
    assert_eq!(announced(&mut events, us, &other).await, 1, "booked");
    let path = format!("/api/v1/bookings/{id}");
    let notes = json!({ "notes": "Con tijera" });
    owner.put(&format!("{path}/notes"), &notes).await.expect(200);
    assert_eq!(announced(&mut events, us, &other).await, 1, "notes");
    let later = json!({ "start": "2026-11-23T15:00:00Z" });
    let moving = format!("{path}/reschedule?key={key}");
    salon
        .shop
        .anonymous
        .another()
        .post(&moving, &later)
        .await
        .expect(200);
    assert_eq!(announced(&mut events, us, &other).await, 1, "moved");
    let block = json!({ "starts_at": "2026-11-24T14:00:00Z", "ends_at": "2026-11-24T15:00:00Z" });
    let blocked: Value = owner
        .post("/api/v1/admin/time-off", &block)
        .await
        .expect(201)
        .json();
    assert_eq!(announced(&mut events, us, &other).await, 1, "blocked");
    let block = format!("/api/v1/admin/time-off/{}", text(&blocked["id"]));
    owner.delete(&block).await.expect(204);
    assert_eq!(announced(&mut events, us, &other).await, 1, "opened again");
}

#[tokio::test]
async fn who_watches_the_calendar_hears_of_a_step_in_a_session() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let class = salon
        .haircut(json!({ "name": "Clase", "seats": 5, "needs_confirmation": true }))
        .await;
    let other = app.shop("boreal").await;
    let (id, _) = salon.booked(&class, MONDAY_NINE).await;
    let mut events = app.app.bus.subscribe();
    announced(&mut events, salon.shop.tenant, &other).await;
    let confirm = format!("/api/v1/bookings/{id}/confirm");
    salon.shop.owner.post(&confirm, &json!({})).await.expect(200);
    assert_eq!(announced(&mut events, salon.shop.tenant, &other).await, 1);
}

#[tokio::test]
async fn the_calendars_stream_tells_of_an_appointment() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let watch = salon
        .shop
        .owner
        .request(reqwest::Method::GET, "/api/v1/admin/calendar/events");
    let mut stream = watch.send().await.unwrap();
    assert_eq!(stream.status(), 200);
    salon.booked(&service, MONDAY_NINE).await;
    let mut read = String::new();
    while !read.contains("event: changed") {
        let chunk = timeout(Duration::from_secs(10), stream.chunk());
        let chunk = chunk.await.expect("an event in time").unwrap();
        read.push_str(std::str::from_utf8(&chunk.expect("a stream without end")).unwrap());
    }
}
