//! What a customer's calendar is told: read from the mails, by our reader and by one that shares no code with it.

use calcard::common::timezone::Tz;
use calcard::icalendar::dates::CalendarEvent;
use calcard::icalendar::{ICalendar, ICalendarProperty};
use ical::{Event, Limits};
use serde_json::json;
use sqlx::FromRow;
use testkit::TestApp;

use super::{MONDAY_NINE, Salon, text};

/// A mail's calendar, in the order in which they were written.
#[derive(Debug, FromRow)]
struct Told {
    purpose: String,
    calendar_method: Option<String>,
    calendar_body: Option<String>,
}

async fn told(app: &TestApp, salon: &Salon) -> Vec<Told> {
    let mut tx = app.begin(salon.shop.tenant).await;
    sqlx::query_as(
        "select purpose, calendar_method, calendar_body from message
          where tenant_id = $1 and to_address = 'ana@correo.test' order by message_id",
    )
    .bind(salon.shop.tenant)
    .fetch_all(&mut *tx)
    .await
    .unwrap()
}

impl Told {
    /// Method, version, and the start in UTC, of which both readers are of one mind.
    fn said(&self) -> (&str, u32, String) {
        let body = self.calendar_body.as_deref().unwrap();
        let events = events(body);
        let [event] = &events[..] else {
            panic!("not one event:\n{body}");
        };
        let starts = event.starts.instant(&jiff::tz::TimeZone::UTC).unwrap();
        assert_eq!(others_starts(body), [starts.as_second()], "{body}");
        assert!(body.contains("BEGIN:VTIMEZONE\r\nTZID:America/Bogota"), "{body}");
        let method = self.calendar_method.as_deref().unwrap();
        assert!(body.contains(&format!("\r\nMETHOD:{method}\r\n")), "{body}");
        assert_eq!(event.cancelled, method == "CANCEL");
        (method, event.sequence, starts.to_string())
    }
}

fn events(body: &str) -> Vec<Event> {
    let read = ical::read(body.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(read.skipped, [], "{body}");
    read.events
}

fn others_starts(body: &str) -> Vec<i64> {
    let calendar = ICalendar::parse(body).unwrap_or_else(|wrong| panic!("{wrong:?}:\n{body}"));
    let expanded = calendar.expand_dates(Tz::Floating, 100);
    assert_eq!(expanded.errors, [], "{body}");
    let mut starts: Vec<_> = expanded
        .events
        .into_iter()
        .filter_map(CalendarEvent::try_into_date_time)
        .map(|event| event.start.timestamp())
        .collect();
    starts.sort_unstable();
    starts
}

#[tokio::test]
async fn booked_moved_and_cancelled_is_one_entry_in_three_versions() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let (id, key) = salon.booked(&service, MONDAY_NINE).await;
    let path = |step: &str| format!("/api/v1/bookings/{id}/{step}?key={key}");
    let guest = salon.shop.anonymous.another();
    let later = json!({ "start": "2026-11-23T15:00:00Z" });
    app.advance(1);
    guest.post(&path("reschedule"), &later).await.expect(200);
    app.advance(1);
    guest.post(&path("cancel"), &json!({})).await.expect(200);
    let told = told(&app, &salon).await;
    let said: Vec<_> = told.iter().map(Told::said).collect();
    assert_eq!(
        said,
        [
            ("REQUEST", 0, "2026-11-23T14:00:00Z".to_owned()),
            ("REQUEST", 1, "2026-11-23T15:00:00Z".to_owned()),
            ("CANCEL", 2, "2026-11-23T15:00:00Z".to_owned()),
        ]
    );
    for one in &told {
        let body = one.calendar_body.as_deref().unwrap();
        let event = &events(body)[0];
        assert_eq!(event.uid, format!("{id}@vitrina"));
        assert!(event.summary.starts_with("Corte · "), "{}", event.summary);
        assert!(
            !body.contains(&key),
            "the key of the link stays out of calendars:\n{body}"
        );
        let calendar = ICalendar::parse(body).unwrap();
        let other = calendar
            .components
            .iter()
            .find(|c| c.component_type.is_event())
            .unwrap();
        for needed in [
            ICalendarProperty::Organizer,
            ICalendarProperty::Attendee,
            ICalendarProperty::Dtstamp,
        ] {
            assert!(other.has_property(&needed), "{needed:?}:\n{body}");
        }
    }
}

#[tokio::test]
async fn what_is_not_certain_invites_nobody() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({ "needs_confirmation": true })).await;
    let (id, key) = salon.booked(&service, MONDAY_NINE).await;
    let (gone, gone_key) = salon.booked(&service, "2026-11-23T16:00:00Z").await;
    let hold = json!({ "service_id": service, "start": "2026-11-23T19:00:00Z" });
    salon
        .shop
        .anonymous
        .post("/api/v1/bookings/holds", &hold)
        .await
        .expect(201);
    let guest = salon.shop.anonymous.another();
    let later = json!({ "start": "2026-11-23T15:00:00Z" });
    app.advance(1);
    guest
        .post(&format!("/api/v1/bookings/{id}/reschedule?key={key}"), &later)
        .await
        .expect(200);
    app.advance(1);
    guest
        .post(
            &format!("/api/v1/bookings/{gone}/cancel?key={gone_key}"),
            &json!({}),
        )
        .await
        .expect(200);
    let told_so_far = told(&app, &salon).await;
    let purposes: Vec<_> = told_so_far.iter().map(|one| one.purpose.as_str()).collect();
    assert_eq!(
        purposes,
        [
            "booking.pending",
            "booking.pending",
            "booking.moved_pending",
            "booking.cancelled"
        ]
    );
    assert!(told_so_far.iter().all(|one| one.calendar_body.is_none()));
    let owner = &salon.shop.owner;
    app.advance(1);
    owner
        .post(&format!("/api/v1/bookings/{id}/confirm"), &json!({}))
        .await
        .expect(200);
    let told = told(&app, &salon).await;
    assert_eq!(
        told.last().unwrap().said(),
        ("REQUEST", 1, "2026-11-23T15:00:00Z".to_owned())
    );
}

#[tokio::test]
async fn a_move_that_asks_again_is_not_certain_in_the_calendar_until_the_shop_says_yes() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({ "needs_confirmation": true })).await;
    let (id, key) = salon.booked(&service, MONDAY_NINE).await;
    let path = |step: &str| format!("/api/v1/bookings/{id}/{step}");
    let (owner, guest) = (&salon.shop.owner, salon.shop.anonymous.another());
    owner.post(&path("confirm"), &json!({})).await.expect(200);
    for start in ["2026-11-23T15:00:00Z", "2026-11-23T16:00:00Z"] {
        app.advance(1);
        let moving = path(&format!("reschedule?key={key}"));
        guest.post(&moving, &json!({ "start": start })).await.expect(200);
    }
    app.advance(1);
    owner.post(&path("confirm"), &json!({})).await.expect(200);
    app.advance(1);
    guest
        .post(
            &path(&format!("reschedule?key={key}")),
            &json!({ "start": "2026-11-23T15:00:00Z" }),
        )
        .await
        .expect(200);
    app.advance(1);
    guest
        .post(&path(&format!("cancel?key={key}")), &json!({}))
        .await
        .expect(200);
    let told = told(&app, &salon).await;
    let said: Vec<_> = told
        .iter()
        .filter(|one| one.calendar_body.is_some())
        .map(|one| {
            let (method, sequence, starts) = one.said();
            let is_tentative = one
                .calendar_body
                .as_ref()
                .unwrap()
                .contains("\r\nSTATUS:TENTATIVE\r\n");
            (method, sequence, starts[11..16].to_owned(), is_tentative)
        })
        .collect();
    let entry =
        |method, sequence, hour: &str, is_tentative| (method, sequence, hour.to_owned(), is_tentative);
    assert_eq!(
        said,
        [
            entry("REQUEST", 0, "14:00", false),
            entry("REQUEST", 1, "15:00", true),
            entry("REQUEST", 2, "16:00", true),
            entry("REQUEST", 3, "16:00", false),
            entry("REQUEST", 4, "15:00", true),
            entry("CANCEL", 5, "15:00", false),
        ]
    );
}

#[tokio::test]
async fn what_comes_back_is_a_newer_version() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let (id, _) = salon.booked(&service, MONDAY_NINE).await;
    for step in ["cancel", "confirm"] {
        let path = format!("/api/v1/bookings/{id}/{step}");
        app.advance(1);
        salon.shop.owner.post(&path, &json!({})).await.expect(200);
    }
    let told = told(&app, &salon).await;
    let said: Vec<_> = told
        .iter()
        .map(Told::said)
        .map(|(method, sequence, _)| (method, sequence))
        .collect();
    assert_eq!(said, [("REQUEST", 0), ("CANCEL", 1), ("REQUEST", 2)]);
}

#[tokio::test]
async fn a_series_is_a_file_with_each_of_its_appointments() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let body = json!({
        "booking": super::wish(&service, MONDAY_NINE, json!({})), "every_weeks": 1, "times": 3,
    });
    let guest = salon.shop.anonymous.another();
    let request = guest
        .request(reqwest::Method::POST, "/api/v1/bookings/series")
        .header("idempotency-key", "series");
    guest.send(request.json(&body)).await.expect(201);
    let told = told(&app, &salon).await;
    let [one] = &told[..] else { panic!("{told:?}") };
    assert_eq!(one.calendar_method.as_deref(), Some("PUBLISH"));
    let body = one.calendar_body.as_deref().unwrap();
    let starts: Vec<_> = events(body)
        .iter()
        .map(|event| {
            event
                .starts
                .instant(&jiff::tz::TimeZone::UTC)
                .unwrap()
                .as_second()
        })
        .collect();
    assert_eq!((starts.len(), starts), (3, others_starts(body)));
}

#[tokio::test]
async fn the_mailbox_shows_what_goes_along() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    salon.booked(&service, MONDAY_NINE).await;
    let shown = salon
        .shop
        .anonymous
        .get("/dev/mailbox.json?to=ana@correo.test")
        .await
        .expect(200)
        .json();
    let calendar = text(&shown["data"][0]["calendar"]);
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n"), "{calendar}");
}
