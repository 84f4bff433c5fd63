//! Reminders while others do something at the same moment: another replica, a customer who calls it off.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;
use sqlx::{Connection as _, PgConnection};
use testkit::TestApp;

use super::reminders::{ANA, TUESDAY_NINE, at, reminders, salon, told};
use super::{Salon, hire, mails, text};
use crate::platform::mail_server::MailServer;

const DUE: &str = "2026-11-23T14:00:00Z";

/// So many appointments at the same time, each with somebody else.
async fn crowd(app: &TestApp, people: usize) -> Salon {
    let (salon, _) = salon(app, json!({})).await;
    for n in 0..people {
        let who = hire(&salon.shop, &format!("Persona {n}"), "person").await;
        let needs = json!([{ "resources": [{ "resource_id": who }] }]);
        let service = salon
            .haircut(json!({ "name": format!("Servicio {n}"), "needs": needs }))
            .await;
        salon.booked(&service, TUESDAY_NINE).await;
    }
    salon
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_replicas_remind_everybody_once() {
    const PEOPLE: usize = 30;
    let variables = [("VITRINA_LIMITS__ON", "false")];
    let one = TestApp::start_with(&variables).await;
    let two = one.second(&variables).await;
    let salon = crowd(&one, PEOPLE).await;
    one.run_jobs().await;
    one.advance(23 * 3600);
    // Both hear the clock, and somebody asks for it besides, so that two jobs of the shop run at once.
    tokio::join!(one.tick(), two.tick());
    for _ in 0..4 {
        let mut tx = one.begin(salon.shop.tenant).await;
        jobs::enqueue(&mut tx, &Remind {}).await.unwrap();
        tx.commit().await.unwrap();
    }
    join_all([one.run_jobs(), two.run_jobs(), one.run_jobs(), two.run_jobs()]).await;
    assert_eq!(told(&one, &salon).await, (PEOPLE, PEOPLE));
    let twice: Vec<String> = sqlx::query_scalar(
        "select told::text from reminder, unnest(message_ids) told group by told having count(*) > 1
         union all
         select m.message_id::text from message m
          where m.purpose like 'booking.reminder%' and not exists (select from reminder r where m.message_id = any (r.message_ids))",
    )
    .fetch_all(&mut one.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(twice, [""; 0]);
}

/// The job of the program itself, by its name.
#[derive(serde::Serialize, serde::Deserialize)]
struct Remind {}

impl jobs::Job for Remind {
    const KIND: &'static str = "booking.send_reminders";
}

/// As if the mail server had a long queue before it: what is written is sent ten minutes later.
async fn put_mails_off(app: &TestApp) {
    sqlx::raw_sql(
        "create function put_off() returns trigger language plpgsql as $$
         begin new.run_at := new.run_at + interval '10 minutes'; return new; end $$;
         create trigger put_off before insert on job for each row
           when (new.kind = 'notifications.send_batch') execute function put_off();",
    )
    .execute(&mut app.database.superuser().await)
    .await
    .unwrap();
}

/// Until so many wait for a lock.
async fn until_waiting(conn: &mut PgConnection, many: i64) {
    let mut tick = tokio::time::interval(Duration::from_millis(5));
    for _ in 0..2_000 {
        tick.tick().await;
        let waiting: i64 = sqlx::query_scalar(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        )
        .fetch_one(&mut *conn)
        .await
        .unwrap();
        if waiting >= many {
            return;
        }
    }
    panic!("fewer than {many} wait for a lock");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_called_off_while_it_is_written_is_not_sent() {
    let server = MailServer::start().await;
    let port = server.port().to_string();
    let variables = [
        ("SMTP_HOST", "127.0.0.1"),
        ("SMTP_PORT", port.as_str()),
        ("VITRINA_MAIL__TLS", "none"),
    ];
    let app = TestApp::start_with(&variables).await;
    let (salon, service) = salon(&app, json!({})).await;
    let (id, key) = salon.booked(&service, TUESDAY_NINE).await;
    app.run_jobs().await;
    let before = server.taken().len();
    put_mails_off(&app).await;
    // What is done daily is over by then, and only the minute's work is left.
    at(&app, "2026-11-23T13:59:00Z").await;
    app.advance(60);
    app.tick().await;

    let mut look = app.database.superuser().await;
    let mut barred = app.database.superuser().await;
    let mut bar = barred.begin().await.unwrap();
    sqlx::query("lock table message in share mode")
        .execute(&mut *bar)
        .await
        .unwrap();
    let path = format!("/api/v1/bookings/{id}/cancel?key={key}");
    let guest = salon.shop.anonymous.another();
    let reminding = async {
        app.run_jobs().await;
    };
    let cancelling = async {
        // The reminder is held by whoever writes its mail; then comes the customer, and then the mail is written.
        until_waiting(&mut look, 1).await;
        let cancelling = tokio::spawn(async move { guest.post(&path, &json!({})).await });
        until_waiting(&mut look, 2).await;
        bar.rollback().await.unwrap();
        cancelling.await.unwrap().expect(200);
    };
    tokio::join!(reminding, cancelling);
    app.advance(1200);
    app.run_jobs().await;
    let standing: Vec<String> = sqlx::query_scalar(
        "select status from message where channel = 'email' and purpose like 'booking.reminder%'",
    )
    .fetch_all(&mut look)
    .await
    .unwrap();
    assert_eq!(standing, ["withdrawn"; 2], "written first, taken back then");
    assert_eq!(
        server.taken().len(),
        before + 2,
        "that it is called off is all that is told"
    );
    let left = reminders(&app, &salon).await;
    assert!(left.iter().all(|one| !one.ends_with(" due")), "{left:?}");
}

#[tokio::test]
async fn what_waits_to_be_sent_is_taken_back() {
    let app = TestApp::start().await;
    let (salon, service) = salon(&app, json!({})).await;
    let (id, key) = salon.booked(&service, TUESDAY_NINE).await;
    app.run_jobs().await;
    at(&app, "2026-11-23T13:59:00Z").await;
    app.advance(60);
    put_mails_off(&app).await;
    at(&app, DUE).await;
    assert_eq!(told(&app, &salon).await, (1, 1));
    let path = format!("/api/v1/bookings/{id}/cancel?key={key}");
    salon
        .shop
        .anonymous
        .another()
        .post(&path, &json!({}))
        .await
        .expect(200);
    app.advance(1200);
    app.run_jobs().await;
    let left: Vec<(String, String)> = sqlx::query_as(
        "select status, text_body from message where channel = 'email' and purpose like 'booking.reminder%'",
    )
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(left, vec![("withdrawn".to_owned(), String::new()); 2]);
    let others = mails(&app, &salon, ANA).await;
    assert!(others.contains(&"booking.cancelled".to_owned()), "{others:?}");
}

#[tokio::test]
async fn what_could_not_be_sent_is_taken_back_too() {
    let server = MailServer::start().await;
    let port = server.port().to_string();
    let variables = [
        ("SMTP_HOST", "127.0.0.1"),
        ("SMTP_PORT", port.as_str()),
        ("VITRINA_MAIL__TLS", "none"),
    ];
    let app = TestApp::start_with(&variables).await;
    let (salon, service) = salon(&app, json!({})).await;
    let (id, key) = salon.booked(&service, TUESDAY_NINE).await;
    app.run_jobs().await;
    for _ in 0..2 {
        server.answer_next("554 5.7.1 not today");
    }
    at(&app, DUE).await;
    let standing = async || -> Vec<String> {
        sqlx::query_scalar(
            "select status from message where channel = 'email' and purpose like 'booking.reminder%'",
        )
        .fetch_all(&mut app.database.superuser().await)
        .await
        .unwrap()
    };
    assert_eq!(standing().await, ["failed"; 2]);
    let path = format!("/api/v1/bookings/{id}/cancel?key={key}");
    let guest = salon.shop.anonymous.another();
    guest.post(&path, &json!({})).await.expect(200);
    assert_eq!(standing().await, ["withdrawn"; 2], "nobody can send them again");
}

#[tokio::test]
async fn who_serves_a_session_is_not_reminded_once_nobody_comes() {
    let app = TestApp::start().await;
    let (salon, class) = salon(&app, json!({ "name": "Yoga", "seats": 10 })).await;
    let mut keys = vec![];
    for name in ["Ana", "Eva"] {
        let customer = json!({ "customer": { "name": name, "email": ANA } });
        let booked = salon
            .book(&class, TUESDAY_NINE, customer)
            .await
            .expect(201)
            .json();
        keys.push((text(&booked["id"]), text(&booked["access_token"])));
    }
    app.run_jobs().await;
    at(&app, "2026-11-23T13:59:00Z").await;
    app.advance(60);
    put_mails_off(&app).await;
    at(&app, DUE).await;
    assert_eq!(told(&app, &salon).await, (2, 1));
    let guest = salon.shop.anonymous.another();
    for ((id, key), expected) in keys.iter().zip(["queued", "withdrawn"]) {
        let path = format!("/api/v1/bookings/{id}/cancel?key={key}");
        guest.post(&path, &json!({})).await.expect(200);
        let standing: Vec<String> = sqlx::query_scalar(
            "select status from message where channel = 'email' and purpose = 'booking.reminder_to_shop'",
        )
        .fetch_all(&mut app.database.superuser().await)
        .await
        .unwrap();
        assert_eq!(standing, [expected]);
    }
}

#[tokio::test]
async fn what_is_being_called_off_is_passed_over() {
    let app = TestApp::start().await;
    let (salon, service) = salon(&app, json!({})).await;
    let (id, _) = salon.booked(&service, TUESDAY_NINE).await;
    let mut conn = app.database.superuser().await;
    let off =
        "update booking set status = 'cancelled', cancelled_at = updated_at where booking_id = $1::uuid";
    let mut tx = conn.begin().await.unwrap();
    sqlx::query(off).bind(&id).execute(&mut *tx).await.unwrap();
    at(&app, DUE).await;
    assert_eq!(
        told(&app, &salon).await,
        (0, 0),
        "nobody waits for it, and nobody guesses"
    );
    tx.rollback().await.unwrap();
    at(&app, "2026-11-23T14:01:00Z").await;
    assert_eq!(
        told(&app, &salon).await,
        (1, 1),
        "it was not called off after all"
    );
}
