//! Reminders, by a clock that the test moves: to both sides, on time, once, and never of what is called off.

use kernel::Instant;
use serde_json::{Value, json};
use testkit::{TestApp, sign_in};

use super::{MONDAY_NINE, Salon, mails};
use crate::platform::mail_server::MailServer;

/// At nine in Bogotá, nearly two days after the tests' present.
pub const TUESDAY_NINE: &str = "2026-11-24T14:00:00Z";
pub const SHOP: &str = "salon@aurora.test";
pub const ANA: &str = "ana@correo.test";

/// A salon that can be written to, and a service that can be booked shortly before.
pub async fn salon(app: &TestApp, changes: Value) -> (Salon, String) {
    let salon = Salon::open(app, "aurora", &["Luis"]).await;
    sqlx::query("update tenant set email = $2 where tenant_id = $1")
        .bind(salon.shop.tenant)
        .bind(SHOP)
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
    let mut wanted = json!({ "notice": 0, "cancel_until": 120, "place": "Calle 9 # 4-20" });
    super::merge(&mut wanted, changes);
    let service = salon.haircut(wanted).await;
    (salon, service)
}

/// Moves the clock there, lets it tick, and does all work that is due.
pub async fn at(app: &TestApp, moment: &str) {
    let moment = Instant(moment.parse().unwrap());
    app.advance(moment.seconds_since(app.env.now()));
    app.tick().await;
    app.run_jobs().await;
}

/// The shop's reminders: for whom, how long before, when, and how it stands.
pub async fn reminders(app: &TestApp, salon: &Salon) -> Vec<String> {
    sqlx::query_scalar(
        "select concat_ws(' ', audience, lead, to_char(due_at at time zone 'UTC', 'MM-DD\"T\"HH24:MI'), status)
           from reminder where tenant_id = $1 order by audience, due_at",
    )
    .bind(salon.shop.tenant)
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap()
}

/// How many reminders were written to the customer and to the shop.
pub async fn told(app: &TestApp, salon: &Salon) -> (usize, usize) {
    let count = |purposes: Vec<String>, wanted: &str| purposes.iter().filter(|one| *one == wanted).count();
    (
        count(mails(app, salon, ANA).await, "booking.reminder"),
        count(mails(app, salon, SHOP).await, "booking.reminder_to_shop"),
    )
}

/// Subject, words and standing of the newest reminder for somebody.
async fn newest(app: &TestApp, salon: &Salon, to: &str) -> (String, String, String) {
    let (subject, body, status): (String, String, String) = sqlx::query_as(
        "select subject, text_body, status from message
          where tenant_id = $1 and to_address = $2 and purpose like 'booking.reminder%'
          order by created_at desc, message_id desc limit 1",
    )
    .bind(salon.shop.tenant)
    .bind(to)
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    // Hours stay on one line.
    (
        subject.replace('\u{a0}', " "),
        body.replace('\u{a0}', " "),
        status,
    )
}

#[tokio::test]
async fn both_sides_are_reminded_a_day_and_an_hour_before_on_time_and_once() {
    let app = TestApp::start().await;
    let (salon, service) = salon(&app, json!({})).await;
    salon.booked(&service, TUESDAY_NINE).await;
    assert_eq!(
        reminders(&app, &salon).await,
        [
            "customer 1440 11-23T14:00 due",
            "customer 60 11-24T13:00 due",
            "professional 1440 11-23T14:00 due",
            "professional 60 11-24T13:00 due",
        ]
    );
    at(&app, "2026-11-23T13:59:59Z").await;
    assert_eq!(told(&app, &salon).await, (0, 0), "not before");
    at(&app, "2026-11-23T14:00:00Z").await;
    assert_eq!(told(&app, &salon).await, (1, 1));
    at(&app, "2026-11-23T14:01:00Z").await;
    at(&app, "2026-11-24T12:59:00Z").await;
    assert_eq!(told(&app, &salon).await, (1, 1), "once");
    at(&app, "2026-11-24T13:00:00Z").await;
    at(&app, "2026-11-24T13:01:00Z").await;
    assert_eq!(told(&app, &salon).await, (2, 2));
    assert!(
        reminders(&app, &salon)
            .await
            .iter()
            .all(|one| one.ends_with(" sent"))
    );

    let (subject, body, status) = newest(&app, &salon, ANA).await;
    assert_eq!(
        subject,
        "Te esperamos en aurora: martes 24 de noviembre de 2026, 9:00 a. m. (hora de Bogotá)"
    );
    assert_eq!(status, "sent");
    for part in [
        "Hola, Ana Gómez",
        "Servicio: Corte",
        "Cuándo: martes 24 de noviembre de 2026, 9:00 a. m. (hora de Bogotá)",
        "Con: Luis",
        "Dónde: Calle 9 # 4-20",
        "Ahí estaré: http://aurora.localhost",
        "No puedo: http://aurora.localhost",
        "/asistencia?key=",
    ] {
        assert!(body.contains(part), "{part} not in:\n{body}");
    }
    let (subject, body, _) = newest(&app, &salon, SHOP).await;
    assert_eq!(
        subject,
        "Cita con Ana Gómez: martes 24 de noviembre de 2026, 9:00 a. m. (hora de Bogotá)"
    );
    assert!(
        body.contains("/admin/bookings/") && body.contains("300 123 4567"),
        "{body}"
    );
    assert!(!body.contains("key="), "the customer's key is the customer's");
}

#[tokio::test]
async fn who_serves_a_session_is_reminded_of_it_once() {
    let app = TestApp::start().await;
    let (salon, class) = salon(&app, json!({ "name": "Yoga", "seats": 10 })).await;
    for name in ["Ana", "Eva", "Luz"] {
        let customer = json!({ "customer": { "name": name, "email": ANA } });
        salon.book(&class, TUESDAY_NINE, customer).await.expect(201);
    }
    at(&app, "2026-11-23T14:00:00Z").await;
    assert_eq!(told(&app, &salon).await, (3, 1));
    let (subject, body, _) = newest(&app, &salon, SHOP).await;
    assert!(subject.starts_with("Yoga: martes"), "{subject}");
    for name in ["Ana", "Eva", "Luz"] {
        assert!(body.contains(name), "{name} not in:\n{body}");
    }
    let sent = reminders(&app, &salon).await;
    assert_eq!(
        sent.iter().filter(|one| one.ends_with(" sent")).count(),
        6,
        "{sent:?}"
    );
}

#[tokio::test]
async fn what_is_moved_is_reminded_of_at_its_new_time_alone() {
    let app = TestApp::start().await;
    let (salon, service) = salon(&app, json!({})).await;
    let (id, key) = salon.booked(&service, TUESDAY_NINE).await;
    let path = format!("/api/v1/bookings/{id}/reschedule?key={key}");
    let guest = salon.shop.anonymous.another();
    let wednesday = json!({ "start": "2026-11-25T14:00:00Z" });
    guest.post(&path, &wednesday).await.expect(200);
    for moment in ["2026-11-23T14:00:00Z", "2026-11-24T13:00:00Z"] {
        at(&app, moment).await;
        assert_eq!(told(&app, &salon).await, (0, 0), "that is over");
    }
    at(&app, "2026-11-24T14:00:00Z").await;
    assert_eq!(told(&app, &salon).await, (1, 1));
    // Once more, when it has another time still: what was told is told anew.
    let friday = json!({ "start": "2026-11-27T14:00:00Z" });
    guest.post(&path, &friday).await.expect(200);
    assert_eq!(
        reminders(&app, &salon).await,
        [
            "customer 1440 11-26T14:00 due",
            "customer 60 11-27T13:00 due",
            "professional 1440 11-26T14:00 due",
            "professional 60 11-27T13:00 due",
        ]
    );
    at(&app, "2026-11-25T13:00:00Z").await;
    assert_eq!(told(&app, &salon).await, (1, 1));
    at(&app, "2026-11-26T14:00:00Z").await;
    assert_eq!(told(&app, &salon).await, (2, 2));
}

#[tokio::test]
async fn what_is_called_off_is_reminded_of_no_more_until_it_comes_back() {
    let app = TestApp::start().await;
    let (salon, service) = salon(&app, json!({})).await;
    let (id, key) = salon.booked(&service, TUESDAY_NINE).await;
    let guest = salon.shop.anonymous.another();
    guest
        .post(&format!("/api/v1/bookings/{id}/cancel?key={key}"), &json!({}))
        .await
        .expect(200);
    assert!(
        reminders(&app, &salon)
            .await
            .iter()
            .all(|one| one.ends_with(" dropped"))
    );
    at(&app, "2026-11-23T14:00:00Z").await;
    assert_eq!(told(&app, &salon).await, (0, 0));
    let owner = sign_in(&salon.shop.anonymous, "owner@aurora.test").await;
    owner
        .post(&format!("/api/v1/bookings/{id}/confirm"), &json!({}))
        .await
        .expect(200);
    assert_eq!(
        reminders(&app, &salon).await,
        [
            "customer 1440 11-23T14:00 dropped",
            "customer 60 11-24T13:00 due",
            "professional 1440 11-23T14:00 dropped",
            "professional 60 11-24T13:00 due",
        ],
        "no day is left"
    );
    at(&app, "2026-11-24T13:00:00Z").await;
    assert_eq!(told(&app, &salon).await, (1, 1));
}

#[tokio::test]
async fn what_the_shop_has_yet_to_confirm_is_reminded_of_once_it_did() {
    let app = TestApp::start().await;
    let (salon, service) = salon(&app, json!({ "needs_confirmation": true })).await;
    let (id, _) = salon.booked(&service, TUESDAY_NINE).await;
    assert_eq!(reminders(&app, &salon).await, [""; 0]);
    let confirm = format!("/api/v1/bookings/{id}/confirm");
    salon.shop.owner.post(&confirm, &json!({})).await.expect(200);
    assert_eq!(reminders(&app, &salon).await.len(), 4);
}

#[tokio::test]
async fn nothing_is_due_before_it_was_booked() {
    let app = TestApp::start().await;
    let (salon, service) = salon(&app, json!({})).await;
    salon.booked(&service, MONDAY_NINE).await;
    assert_eq!(
        reminders(&app, &salon).await,
        ["customer 60 11-23T13:00 due", "professional 60 11-23T13:00 due"],
        "23 hours ahead"
    );
    at(&app, "2026-11-23T13:45:00Z").await;
    let before = told(&app, &salon).await;
    salon.booked(&service, "2026-11-23T14:30:00Z").await;
    at(&app, "2026-11-23T13:46:00Z").await;
    assert_eq!(told(&app, &salon).await, before);
    assert_eq!(reminders(&app, &salon).await.len(), 2, "45 minutes ahead");
}

#[tokio::test]
async fn a_shop_says_how_long_before_and_whether_also_of_what_is_booked() {
    let app = TestApp::start().await;
    let (salon, service) = salon(&app, json!({})).await;
    salon.booked(&service, TUESDAY_NINE).await;
    let (owner, path) = (&salon.shop.owner, "/api/v1/admin/reminders");
    let usual = owner.get(path).await.expect(200).json();
    assert_eq!(
        (&usual["customer"], &usual["professional"], &usual["version"]),
        (&json!([1440, 60]), &json!([1440, 60]), &json!(0))
    );
    for (wrong, code) in [
        (json!({ "customer": [14], "professional": [] }), "out_of_range"),
        (
            json!({ "customer": [], "professional": [10_081] }),
            "out_of_range",
        ),
        (json!({ "customer": [60, 60], "professional": [] }), "twice"),
        (
            json!({ "customer": [60, 30, 15], "professional": [] }),
            "wrong_length",
        ),
    ] {
        let refused = owner.put(path, &wrong).await.expect(422).json();
        assert_eq!(refused["errors"][0]["code"], code, "{refused}");
    }
    let own = json!({ "customer": [60, 2880], "professional": [] });
    owner.put(path, &own).await.expect(200);
    let due =
        |all: Vec<String>| -> Vec<String> { all.into_iter().filter(|one| one.ends_with(" due")).collect() };
    assert_eq!(
        due(reminders(&app, &salon).await),
        ["customer 60 11-24T13:00 due"]
    );
    salon.booked(&service, "2026-11-26T14:00:00Z").await;
    assert_eq!(
        due(reminders(&app, &salon).await),
        [
            "customer 60 11-24T13:00 due",
            "customer 2880 11-24T14:00 due",
            "customer 60 11-26T13:00 due",
        ]
    );
    // By the page, which knows what it had shown.
    let page = owner.get("/admin/reminders").await.expect(200).text;
    assert!(page.contains("name=\"version\" value=\"1\""), "{page}");
    let form = [
        ("version", "1"),
        ("customer_first", ""),
        ("customer_second", ""),
        ("professional_first", "60"),
        ("professional_second", ""),
    ];
    owner.form("/admin/reminders", &form).await.expect(303);
    assert_eq!(
        due(reminders(&app, &salon).await),
        [
            "professional 60 11-24T13:00 due",
            "professional 60 11-26T13:00 due"
        ]
    );
    owner.form("/admin/reminders", &form).await.expect(412);
}

#[tokio::test]
async fn what_is_usual_is_a_setting_of_the_program() {
    let settings = [
        ("VITRINA_BOOKING__FIRST_REMINDER_MINUTES", "0"),
        ("VITRINA_BOOKING__SECOND_REMINDER_MINUTES", "30"),
    ];
    let app = TestApp::start_with(&settings).await;
    let (salon, service) = salon(&app, json!({})).await;
    salon.booked(&service, TUESDAY_NINE).await;
    assert_eq!(
        reminders(&app, &salon).await,
        ["customer 30 11-24T13:30 due", "professional 30 11-24T13:30 due"]
    );
}

#[tokio::test]
async fn after_a_standstill_what_is_worth_nothing_any_more_is_dropped() {
    let app = TestApp::start().await;
    let (salon, service) = salon(&app, json!({})).await;
    salon.booked(&service, TUESDAY_NINE).await;
    at(&app, "2026-11-23T20:00:00Z").await;
    assert_eq!(
        told(&app, &salon).await,
        (0, 0),
        "a day before is not eighteen hours before"
    );
    at(&app, "2026-11-24T13:29:00Z").await;
    assert_eq!(told(&app, &salon).await, (1, 1), "half an hour is left to come");
    salon.booked(&service, "2026-11-26T14:00:00Z").await;
    at(&app, "2026-11-26T13:31:00Z").await;
    assert_eq!(told(&app, &salon).await, (1, 1), "nobody can act on it any more");
    let left = reminders(&app, &salon).await;
    assert!(left.iter().all(|one| !one.ends_with(" due")), "{left:?}");
}

#[tokio::test]
async fn a_mail_server_that_is_away_delays_no_reminder_beyond_its_worth() {
    let server = MailServer::start().await;
    let port = server.port().to_string();
    let variables = [
        ("SMTP_HOST", "127.0.0.1"),
        ("SMTP_PORT", port.as_str()),
        ("VITRINA_MAIL__TLS", "none"),
    ];
    let app = TestApp::start_with(&variables).await;
    let (salon, service) = salon(&app, json!({})).await;
    salon.booked(&service, TUESDAY_NINE).await;
    app.run_jobs().await;
    let before = server.taken().len();
    // One is put off, and goes on by itself; the other is not held up.
    server.answer_next("450 4.2.1 come back later");
    at(&app, "2026-11-23T14:00:00Z").await;
    assert_eq!(server.taken().len(), before + 1);
    app.advance(120);
    app.run_jobs().await;
    assert_eq!(server.taken().len(), before + 2);
    assert_eq!(
        newest(&app, &salon, ANA).await.1,
        "",
        "what was sent is forgotten"
    );
    // Both are put off until it is too late.
    for _ in 0..2 {
        server.answer_next("450 4.2.1 come back later");
    }
    at(&app, "2026-11-24T13:00:00Z").await;
    app.advance(1800);
    app.run_jobs().await;
    assert_eq!(server.taken().len(), before + 2);
    let (_, body, status) = newest(&app, &salon, ANA).await;
    assert_eq!((body.as_str(), status.as_str()), ("", "withdrawn"));
    assert_eq!(app.run_jobs().await, 0, "nobody tries again");
}

/// Clocks in Cairo go forward in the night of the 30th of April 2027, a Friday.
#[tokio::test]
async fn across_a_change_of_clocks_it_is_a_day_before_and_each_reads_their_own_clock() {
    let app = TestApp::start().await;
    let (salon, service) = salon(&app, json!({ "horizon": { "kind": "days", "days": 300 } })).await;
    let customer = json!({
        "customer": { "name": "Ana Gómez", "email": ANA, "time_zone": "Africa/Cairo" },
    });
    salon
        .book(&service, "2027-04-30T14:00:00Z", customer)
        .await
        .expect(201);
    at(&app, "2027-04-29T13:59:00Z").await;
    assert_eq!(told(&app, &salon).await, (0, 0));
    at(&app, "2027-04-29T14:00:00Z").await;
    assert_eq!(told(&app, &salon).await, (1, 1));
    let (subject, body, _) = newest(&app, &salon, ANA).await;
    assert!(
        subject.ends_with("viernes 30 de abril de 2027, 5:00 p. m. (hora de Cairo)"),
        "{subject}"
    );
    assert!(
        body.contains("En el lugar: viernes 30 de abril de 2027, 9:00 a. m. (hora de Bogotá)"),
        "{body}"
    );
    let (subject, ..) = newest(&app, &salon, SHOP).await;
    assert!(subject.ends_with("9:00 a. m. (hora de Bogotá)"), "{subject}");
}

#[tokio::test]
async fn who_cannot_be_reached_and_who_is_closed_is_not_reminded() {
    let app = TestApp::start().await;
    let (salon, service) = salon(&app, json!({})).await;
    salon.booked(&service, TUESDAY_NINE).await;
    let mut conn = app.database.superuser().await;
    sqlx::query("update tenant set email = null where tenant_id = $1")
        .bind(salon.shop.tenant)
        .execute(&mut conn)
        .await
        .unwrap();
    at(&app, "2026-11-23T14:00:00Z").await;
    assert_eq!(told(&app, &salon).await, (1, 0));
    sqlx::query("update tenant set status = 'suspended', status_reason = 'impago' where tenant_id = $1")
        .bind(salon.shop.tenant)
        .execute(&mut conn)
        .await
        .unwrap();
    at(&app, "2026-11-24T13:00:00Z").await;
    assert_eq!(told(&app, &salon).await, (1, 0));
    assert_eq!(
        reminders(&app, &salon).await,
        [
            "customer 1440 11-23T14:00 sent",
            "customer 60 11-24T13:00 dropped",
            "professional 1440 11-23T14:00 dropped",
            "professional 60 11-24T13:00 dropped",
        ]
    );
}

#[tokio::test]
async fn after_ninety_days_they_are_forgotten() {
    let app = TestApp::start().await;
    let (salon, service) = salon(&app, json!({})).await;
    let (id, _) = salon.booked(&service, TUESDAY_NINE).await;
    at(&app, "2026-11-24T13:00:00Z").await;
    at(&app, "2027-02-22T09:00:00Z").await;
    assert_eq!(reminders(&app, &salon).await.len(), 2);
    at(&app, "2027-02-23T09:00:00Z").await;
    assert_eq!(reminders(&app, &salon).await, [""; 0]);
    let there: i64 = sqlx::query_scalar("select count(*) from booking where booking_id = $1::uuid")
        .bind(&id)
        .fetch_one(&mut app.database.superuser().await)
        .await
        .unwrap();
    assert_eq!(there, 1, "the appointment is not");
}
