//! Customers follow an appointment or an order in their browser, whoever they are: who has its link has it.

use serde_json::{Value, json};
use testkit::Basket;

use super::Stage;
use crate::booking::reminders::at;
use crate::booking::text;
use crate::isolation::messages::{AUTH, P256DH};

const TUESDAY_NINE: &str = "2026-11-24T14:00:00Z";
const DAY_BEFORE: &str = "2026-11-23T14:00:00Z";

/// An appointment, and where its browsers are kept.
async fn booked(stage: &Stage) -> (String, String, String) {
    let leads = json!({ "customer": [1440], "professional": [], "customer_by_text": false });
    let reminders = "/api/v1/admin/reminders";
    stage.owner().put(reminders, &leads).await.expect(200);
    let (id, key) = stage.salon.booked(&stage.service, TUESDAY_NINE).await;
    let devices = format!("/api/v1/bookings/{id}/devices?key={key}");
    (id, key, devices)
}

async fn devices(stage: &Stage) -> i64 {
    sqlx::query_scalar("select count(*) from push_subscription where tenant_id = $1")
        .bind(stage.salon.shop.tenant)
        .fetch_one(&mut stage.app.database.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_reminder_comes_to_the_browser_that_follows_the_appointment() {
    let stage = Stage::set().await;
    let (id, key, path) = booked(&stage).await;
    let (_, browser) = stage.with_follower(&path).await;
    at(&stage.app, DAY_BEFORE).await;
    let [pushed] = &stage.push.pushed()[..] else {
        panic!("{:?}", stage.push.pushed())
    };
    assert_eq!(pushed.endpoint, browser.endpoint);
    let told: Value = serde_json::from_str(&pushed.text).unwrap();
    let url = text(&told["url"]);
    assert!(
        url.contains(&format!("/reservas/{id}/asistencia?key={key}")),
        "{url}"
    );
    assert_eq!(stage.status("push").await, "sent");
    let kept: Vec<Option<String>> =
        sqlx::query_scalar("select path from message where tenant_id = $1 and channel = 'push'")
            .bind(stage.salon.shop.tenant)
            .fetch_all(&mut stage.app.database.superuser().await)
            .await
            .unwrap();
    assert_eq!(kept, [None], "what lets somebody in is forgotten");
}

/// Who comes back online after it began is not told of it, and who was told of another time by then sees the last word.
#[tokio::test]
async fn a_push_waits_until_it_begins_and_stands_for_what_was_said_before() {
    let stage = Stage::set().await;
    let (id, _, path) = booked(&stage).await;
    let leads = json!({ "customer": [1440, 60], "professional": [], "customer_by_text": false });
    stage
        .owner()
        .put("/api/v1/admin/reminders", &leads)
        .await
        .expect(200);
    stage.with_follower(&path).await;
    at(&stage.app, DAY_BEFORE).await;
    at(&stage.app, "2026-11-24T13:00:00Z").await;
    let [first, last] = &stage.push.pushed()[..] else {
        panic!("{:?}", stage.push.pushed())
    };
    assert_eq!(first.topic, Some(id.replace('-', "")));
    assert_eq!(last.topic, first.topic);
    assert!((86_300..=86_400).contains(&first.ttl), "{}", first.ttl);
    assert!((3_500..=3_600).contains(&last.ttl), "{}", last.ttl);
}

#[tokio::test]
async fn who_books_is_told_nothing_that_the_shop_is_told() {
    let stage = Stage::set().await;
    let (_, _, path) = booked(&stage).await;
    let (id, _) = stage.with_follower(&path).await;
    stage.booked().await;
    assert_eq!(stage.push.pushed().len(), 0);
    let page = stage
        .owner()
        .get("/admin/messages/channels")
        .await
        .expect(200)
        .text;
    assert!(!page.contains(&id), "it is no device of the staff");
    let under = format!("/admin/messages/devices/{id}");
    for what in ["test", "remove"] {
        stage
            .owner()
            .form(&format!("{under}/{what}"), &[])
            .await
            .expect(404);
    }
}

#[tokio::test]
async fn each_step_of_an_order_comes_to_the_browser_that_follows_it() {
    let stage = Stage::set().await;
    let goods = stage.salon.shop.goods("Jabón", 5).await;
    let basket = stage.salon.shop.basket(&goods, 1).await;
    let order = basket.order("one", &Basket::order_body("ana@correo.test")).await;
    let order = order.expect(201).json();
    let (id, key) = (text(&order["id"]), text(&order["access_token"]));
    let path = format!("/api/v1/orders/{id}/devices?key={key}");
    stage.with_follower(&path).await;
    let status = format!("/api/v1/orders/{id}/status");
    let step = json!({ "status": "confirmed" });
    stage.owner().put(&status, &step).await.expect(200);
    stage.app.run_jobs().await;
    let [pushed] = &stage.push.pushed()[..] else {
        panic!("{:?}", stage.push.pushed())
    };
    let told: Value = serde_json::from_str(&pushed.text).unwrap();
    assert!(
        text(&told["url"]).ends_with(&format!("/orders/{id}?key={key}")),
        "{told}"
    );
}

/// Once for what the shop leaves it at, and kept no longer than until it begins; the last word stands for those before.
#[tokio::test]
async fn a_move_and_a_cancellation_come_to_the_browser_that_follows_the_appointment() {
    let stage = Stage::set().await;
    let (id, key, path) = booked(&stage).await;
    stage.with_follower(&path).await;
    for start in ["2026-11-24T15:00:00Z", "2026-11-24T16:00:00Z"] {
        let to = json!({ "start": start });
        let path = format!("/api/v1/bookings/{id}/reschedule");
        stage.owner().post(&path, &to).await.expect(200);
        stage.app.advance(10);
        stage.app.run_jobs().await;
    }
    assert_eq!(stage.push.pushed().len(), 0, "the shop may think better of it");
    stage.app.advance(46);
    stage.app.run_jobs().await;
    let [moved] = &stage.push.pushed()[..] else {
        panic!("{:?}", stage.push.pushed())
    };
    let told: Value = serde_json::from_str(&moved.text).unwrap();
    assert!(
        moved.text.contains("cambi") && text(&told["url"]).ends_with(&format!("/reservas/{id}?key={key}")),
        "{told}"
    );
    assert_eq!(moved.topic, Some(id.replace('-', "")));
    let begins = kernel::Instant("2026-11-24T16:00:00Z".parse().unwrap());
    let left = u64::try_from(begins.seconds_since(stage.app.env.now())).unwrap();
    assert!(moved.ttl <= left, "{} after it begins", moved.ttl);
    let cancel = format!("/api/v1/bookings/{id}/cancel?key={key}");
    let guest = stage.salon.shop.anonymous.another();
    for _ in 0..2 {
        guest.post(&cancel, &json!({})).await.expect(200);
        stage.app.run_jobs().await;
    }
    let [_, cancelled] = &stage.push.pushed()[..] else {
        panic!("{:?}", stage.push.pushed())
    };
    assert!(cancelled.text.contains("cancel"), "{}", cancelled.text);
    assert_eq!(cancelled.topic, moved.topic);
}

#[tokio::test]
async fn who_follows_no_more_is_told_no_more_and_forgotten() {
    let stage = Stage::set().await;
    let (id, key, path) = booked(&stage).await;
    let (device, _) = stage.with_follower(&path).await;
    let guest = stage.salon.shop.anonymous.another();
    let left = format!("/api/v1/bookings/{id}/devices/{device}");
    guest.delete(&left).await.expect(404);
    guest.delete(&format!("{left}?key={key}")).await.expect(204);
    guest.delete(&format!("{left}?key={key}")).await.expect(404);
    assert_eq!(devices(&stage).await, 0);
    at(&stage.app, DAY_BEFORE).await;
    assert_eq!(stage.push.pushed().len(), 0);
}

#[tokio::test]
async fn a_browser_that_is_gone_is_forgotten_with_all_that_it_followed() {
    let stage = Stage::set().await;
    let (_, _, path) = booked(&stage).await;
    let (_, browser) = stage.with_follower(&path).await;
    stage.push.unsubscribe(&browser);
    at(&stage.app, DAY_BEFORE).await;
    assert_eq!(stage.status("push").await, "failed");
    assert_eq!(devices(&stage).await, 0);
}

#[tokio::test]
async fn one_browser_follows_several_things_and_stays_one() {
    let stage = Stage::set().await;
    let (_, _, path) = booked(&stage).await;
    let (id, browser) = stage.with_follower(&path).await;
    let (other, key) = stage.salon.booked(&stage.service, "2026-11-24T15:00:00Z").await;
    let body = json!({ "endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth });
    let guest = stage.salon.shop.anonymous.another();
    for _ in 0..2 {
        let path = format!("/api/v1/bookings/{other}/devices?key={key}");
        let made = guest.post(&path, &body).await.expect(201).json();
        assert_eq!(text(&made["id"]), id);
    }
    let left = format!("/api/v1/bookings/{other}/devices/{id}?key={key}");
    guest.delete(&left).await.expect(204);
    assert_eq!(
        devices(&stage).await,
        1,
        "the first appointment is still followed"
    );
}

#[tokio::test]
async fn only_who_has_the_link_follows_and_ten_browsers_at_most() {
    let stage = Stage::set().await;
    let (id, _, path) = booked(&stage).await;
    let guest = stage.salon.shop.anonymous.another();
    let body = |n: usize| json!({ "endpoint": format!("https://push.example.net/{n}"), "p256dh": P256DH, "auth": AUTH });
    for wrong in [
        format!("/api/v1/bookings/{id}/devices"),
        format!("/api/v1/bookings/{id}/devices?key=otra"),
    ] {
        guest.post(&wrong, &body(0)).await.expect(404);
    }
    for n in 0..10 {
        guest.post(&path, &body(n)).await.expect(201);
    }
    let refused = guest.post(&path, &body(10)).await.expect(409);
    assert_eq!(refused.code(), "too_many_devices");
    let hostile = json!({ "endpoint": "http://10.0.0.1/a", "p256dh": P256DH, "auth": AUTH });
    guest.post(&path, &hostile).await.expect(422);
}

#[tokio::test]
async fn a_reminder_on_a_screen_waits_for_the_morning() {
    let stage = Stage::set().await;
    let leads = json!({ "customer": [720], "professional": [], "customer_by_text": false });
    stage
        .owner()
        .put("/api/v1/admin/reminders", &leads)
        .await
        .expect(200);
    let (id, key) = stage.salon.booked(&stage.service, TUESDAY_NINE).await;
    let path = format!("/api/v1/bookings/{id}/devices?key={key}");
    stage.with_follower(&path).await;
    at(&stage.app, "2026-11-24T02:00:00Z").await;
    assert_eq!(stage.push.pushed().len(), 0);
    at(&stage.app, "2026-11-24T13:00:00Z").await;
    assert_eq!(stage.push.pushed().len(), 1);
}

#[tokio::test]
async fn the_pages_offer_it_and_ask_nothing_by_themselves() {
    let stage = Stage::set().await;
    let (id, key, _) = booked(&stage).await;
    let guest = stage.salon.shop.anonymous.another();
    let page = guest
        .get(&format!("/reservas/{id}?key={key}"))
        .await
        .expect(200)
        .text;
    assert!(
        page.contains(&format!("data-push=\"/api/v1/bookings/{id}/devices\"")),
        "{page}"
    );
    let framed = guest
        .get(&format!("/reservas/{id}?key={key}&embed=1"))
        .await
        .expect(200)
        .text;
    assert!(!framed.contains("data-push="), "{framed}");
    assert_eq!(devices(&stage).await, 0);
}
