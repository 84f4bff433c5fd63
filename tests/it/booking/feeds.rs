//! The calendar as other programs read it.

use calcard::icalendar::ICalendar;
use ical::{Event, Limits};
use kernel::Role;
use reqwest::Method;
use reqwest::header::{ETAG, IF_NONE_MATCH};
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp};

use super::{MONDAY_NINE, Salon, hire, text};

const FEEDS: &str = "/api/v1/admin/calendar/feeds";

/// Id and path of a new address.
async fn publish(salon: &Salon, wish: Value) -> (String, String) {
    let made = salon.shop.owner.post(FEEDS, &wish).await.expect(201).json();
    let address = text(&made["address"]);
    let (_, path) = address.split_once("/api/").unwrap();
    (text(&made["id"]), format!("/api/{path}"))
}

fn events(answer: &Answer) -> Vec<Event> {
    let read = ical::read(answer.text.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(read.skipped, [], "{}", answer.text);
    let other = ICalendar::parse(&answer.text).unwrap_or_else(|wrong| panic!("{wrong:?}:\n{}", answer.text));
    let others = other
        .components
        .iter()
        .filter(|c| c.component_type.is_event())
        .count();
    assert_eq!(others, read.events.len(), "{}", answer.text);
    read.events
}

async fn read(client: &Client, path: &str) -> Vec<Event> {
    events(&client.get(path).await.expect(200))
}

async fn salon() -> (TestApp, Salon, String) {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    (app, salon, service)
}

#[tokio::test]
async fn a_program_reads_the_appointments_and_whoever_hides_names_hides_them() {
    let (_app, salon, service) = salon().await;
    salon.booked(&service, MONDAY_NINE).await;
    let guest = salon.shop.anonymous.another();
    let (_, open) = publish(&salon, json!({})).await;
    let answer = guest.get(&open).await.expect(200);
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "private, max-age=300");
    for line in [
        "METHOD:PUBLISH",
        "REFRESH-INTERVAL;VALUE=DURATION:PT5M",
        "X-PUBLISHED-TTL:PT5M",
        "BEGIN:VTIMEZONE",
    ] {
        assert!(answer.text.contains(line), "{line} not in:\n{}", answer.text);
    }
    let events_read = events(&answer);
    let [event] = &events_read[..] else {
        panic!("{}", answer.text)
    };
    assert_eq!(event.summary, "Ana Gómez · Corte (Luis)");
    let utc = jiff::tz::TimeZone::UTC;
    assert_eq!(event.starts.instant(&utc).unwrap().to_string(), MONDAY_NINE);
    let (_, hidden) = publish(
        &salon,
        json!({ "hide_names": true, "resource_id": salon.people[0] }),
    )
    .await;
    let answer = guest.get(&hidden).await.expect(200);
    assert_eq!(events(&answer)[0].summary, "Corte");
    for secret in ["Ana", "300 123", "3001234567", "correo.test"] {
        assert!(!answer.text.contains(secret), "{secret} in:\n{}", answer.text);
    }
}

#[tokio::test]
async fn only_those_of_the_resource_and_of_the_next_year_are_in_it() {
    let (app, salon, service) = salon().await;
    let eva = hire(&salon.shop, "Eva", "person").await;
    let (_, of_eva) = publish(&salon, json!({ "resource_id": eva })).await;
    let (_, whole) = publish(&salon, json!({})).await;
    salon.booked(&service, MONDAY_NINE).await;
    let guest = salon.shop.anonymous.another();
    assert_eq!(read(&guest, &of_eva).await.len(), 0);
    assert_eq!(read(&guest, &whole).await.len(), 1);
    app.advance(40 * 24 * 3600);
    assert_eq!(read(&guest, &whole).await.len(), 0, "a month back is enough");
}

#[tokio::test]
async fn what_was_called_off_is_shown_so_for_thirty_days() {
    let (app, salon, service) = salon().await;
    let far = salon
        .haircut(json!({ "name": "Lejana", "horizon": { "kind": "days", "days": 365 } }))
        .await;
    let (id, key) = salon.booked(&service, MONDAY_NINE).await;
    let (later, later_key) = salon.booked(&far, "2027-02-01T14:00:00Z").await;
    let guest = salon.shop.anonymous.another();
    let (_, path) = publish(&salon, json!({})).await;
    for (id, key) in [(&id, &key), (&later, &later_key)] {
        let off = format!("/api/v1/bookings/{id}/cancel?key={key}");
        guest.post(&off, &json!({})).await.expect(200);
    }
    let shown = read(&guest, &path).await;
    let state: Vec<_> = shown
        .iter()
        .map(|event| (event.cancelled, event.sequence))
        .collect();
    assert_eq!(state, [(true, 1), (true, 1)]);
    app.advance(31 * 24 * 3600);
    assert_eq!(read(&guest, &path).await.len(), 0);
}

#[tokio::test]
async fn whoever_has_the_newest_is_told_so_and_a_change_is_seen() {
    let (_app, salon, service) = salon().await;
    let guest = salon.shop.anonymous.another();
    let (_, path) = publish(&salon, json!({})).await;
    let first = guest.get(&path).await.expect(200);
    let tag = first.headers[ETAG].clone();
    let again = async || {
        let request = guest
            .request(Method::GET, &path)
            .header(IF_NONE_MATCH, tag.clone());
        guest.send(request).await
    };
    assert!(again().await.expect(304).text.is_empty());
    salon.booked(&service, MONDAY_NINE).await;
    assert_eq!(events(&again().await.expect(200)).len(), 1);
}

#[tokio::test]
async fn a_key_that_was_taken_back_is_as_unknown_as_one_that_never_was() {
    let (_app, salon, service) = salon().await;
    salon.booked(&service, MONDAY_NINE).await;
    let guest = salon.shop.anonymous.another();
    let (id, path) = publish(&salon, json!({})).await;
    // Kept by now, which must not outlive the key.
    guest.get(&path).await.expect(200);
    guest.get(&path).await.expect(200);
    let listed = salon.shop.owner.get(FEEDS).await.expect(200).json();
    assert_eq!(listed["data"][0]["id"], json!(id));
    assert!(listed["data"][0]["last_read_at"].is_string());
    assert!(
        !listed
            .to_string()
            .contains(path.rsplit('/').next().unwrap().trim_end_matches(".ics"))
    );
    salon
        .shop
        .owner
        .delete(&format!("{FEEDS}/{id}"))
        .await
        .expect(204);
    let gone = guest.get(&path).await.expect(404);
    let never = format!("/api/sync/calendar/ical/{}.ics", "A".repeat(43));
    let unknown = guest.get(&never).await.expect(404);
    let said = |answer: &Answer| (answer.code(), answer.json()["detail"].clone());
    assert_eq!(said(&gone), said(&unknown));
    salon
        .shop
        .owner
        .delete(&format!("{FEEDS}/{id}"))
        .await
        .expect(404);
    for wrong in ["x", "", &"A".repeat(44), &"%C3%B1".repeat(15)] {
        guest
            .get(&format!("/api/sync/calendar/ical/{wrong}.ics"))
            .await
            .expect(404);
    }
}

#[tokio::test]
async fn only_whoever_works_on_appointments_publishes_them() {
    let (app, salon, _) = salon().await;
    salon
        .shop
        .anonymous
        .another()
        .post(FEEDS, &json!({}))
        .await
        .expect(401);
    let (customer, _) = salon
        .shop
        .person(&app, Role::Customer, "clienta@aurora.test")
        .await;
    customer.post(FEEDS, &json!({})).await.expect(403);
    let refused = salon
        .shop
        .owner
        .post(FEEDS, &json!({ "token": "mine" }))
        .await
        .expect(422);
    assert_eq!(refused.json()["errors"][0]["field"], "token");
}

#[tokio::test]
async fn who_was_dismissed_reads_no_more() {
    let (app, salon, service) = salon().await;
    salon.booked(&service, MONDAY_NINE).await;
    let (manager, person) = salon
        .shop
        .person(&app, Role::Manager, "gerente@aurora.test")
        .await;
    let made = manager.post(FEEDS, &json!({})).await.expect(201).json();
    let address = text(&made["address"]);
    let (_, path) = address.split_once("/api/").unwrap();
    let path = format!("/api/{path}");
    let guest = salon.shop.anonymous.another();
    // Kept by now, which must not outlive their time here.
    assert_eq!(read(&guest, &path).await.len(), 1);
    let theirs = format!("/api/v1/admin/people/{person}");
    let off = json!({ "status": "disabled" });
    salon.shop.owner.patch(&theirs, &off).await.expect(200);
    guest.get(&path).await.expect(404);
}

#[tokio::test]
async fn the_page_shows_an_address_once() {
    let (_app, salon, service) = salon().await;
    salon.booked(&service, MONDAY_NINE).await;
    let owner = &salon.shop.owner;
    let page = "/admin/calendar/feeds";
    let made = owner
        .form(page, &[("resource_id", &salon.people[0]), ("hide_names", "true")])
        .await
        .expect(201)
        .text;
    let (_, rest) = made.split_once("/api/sync/calendar/ical/").unwrap();
    let token = rest.split_once(".ics").unwrap().0;
    let path = format!("/api/sync/calendar/ical/{token}.ics");
    assert_eq!(
        read(&salon.shop.anonymous.another(), &path).await[0].summary,
        "Corte"
    );
    let later = owner.get(page).await.expect(200).text;
    assert!(later.contains("Luis") && !later.contains(token), "{later}");
    let (_, rest) = later.split_once("/admin/calendar/feeds/").unwrap();
    let id = rest.split_once("/revoke").unwrap().0;
    owner.form(&format!("{page}/{id}/revoke"), &[]).await.expect(303);
    salon.shop.anonymous.another().get(&path).await.expect(404);
    let wrong = owner
        .form(page, &[("resource_id", "01931f3e-dead-7000-8000-000000000000")])
        .await;
    assert!(wrong.expect(422).text.contains("f-resource_id-error"));
}

#[tokio::test]
async fn a_program_that_asks_too_often_waits() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__FEED", "2/1m")]).await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let (_, path) = publish(&salon, json!({})).await;
    let guest = salon.shop.anonymous.another();
    for _ in 0..2 {
        guest.get(&path).await.expect(200);
    }
    assert_eq!(guest.get(&path).await.expect(429).code(), "rate_limited");
}
