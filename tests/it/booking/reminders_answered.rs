//! The buttons of a reminder: whoever follows a link has said nothing yet.

use serde_json::{Value, json};
use testkit::{TestApp, sign_in};

use super::reminders::{ANA, SHOP, TUESDAY_NINE, at, salon};
use super::{Salon, text};

const ACCEPT: (&str, &str) = ("accept", "text/html");

/// Where the buttons of the newest reminder to the customer lead: that they come, and that they cannot.
async fn buttons(app: &TestApp, salon: &Salon) -> (String, String) {
    let body: String = sqlx::query_scalar(
        "select text_body from message
          where tenant_id = $1 and to_address = $2 and purpose = 'booking.reminder'
          order by created_at desc limit 1",
    )
    .bind(salon.shop.tenant)
    .bind(ANA)
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    let link = |label: &str| {
        let rest = body.split_once(&format!("{label}: ")).unwrap().1;
        let address = rest.split_whitespace().next().unwrap();
        format!("/reservas/{}", address.split_once("/reservas/").unwrap().1)
    };
    (link("Ahí estaré"), link("No puedo"))
}

async fn booking(salon: &Salon, id: &str, key: &str) -> Value {
    let path = format!("/api/v1/bookings/{id}?key={key}");
    salon.shop.anonymous.another().get(&path).await.expect(200).json()
}

async fn open(salon: &Salon, path: &str) -> testkit::Answer {
    let guest = salon.shop.anonymous.another();
    let request = guest
        .request(reqwest::Method::GET, path)
        .header(ACCEPT.0, ACCEPT.1);
    guest.send(request).await
}

async fn answer(salon: &Salon, path: &str, answer: &str) -> testkit::Answer {
    salon
        .shop
        .anonymous
        .another()
        .form(path, &[("answer", answer)])
        .await
}

#[tokio::test]
async fn an_answer_is_what_somebody_sends_and_the_shop_sees_it() {
    let app = TestApp::start().await;
    let (salon, service) = salon(&app, json!({})).await;
    let (id, key) = salon.booked(&service, TUESDAY_NINE).await;
    at(&app, "2026-11-23T14:00:00Z").await;
    let (coming, cannot) = buttons(&app, &salon).await;
    assert_eq!(cannot, format!("{coming}#no"));

    // A program that looks into mails opens whatever it finds.
    for _ in 0..3 {
        let page = open(&salon, &coming).await.expect(200);
        assert!(
            page.text.contains("Ahí estaré") && page.text.contains("noindex"),
            "{}",
            page.text
        );
        assert!(
            page.text.contains(&format!("/reservas/{id}/mover?key={key}")),
            "{}",
            page.text
        );
        assert!(
            page.text.contains(&format!("/reservas/{id}/cancelar?key={key}")),
            "{}",
            page.text
        );
    }
    let before = booking(&salon, &id, &key).await;
    assert_eq!(
        (&before["attendance"], &before["version"]),
        (&Value::Null, &json!(1))
    );

    for _ in 0..2 {
        let told = answer(&salon, &coming, "coming").await.expect(303);
        let page = open(&salon, &told.header("location")).await.expect(200);
        assert!(page.text.contains("Nos dijiste que vienes"), "{}", page.text);
    }
    let after = booking(&salon, &id, &key).await;
    assert_eq!(
        (&after["attendance"], &after["version"]),
        (&json!("coming"), &json!(2)),
        "once"
    );
    let event = after["events"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&event["kind"], &event["to_state"], &event["actor"]),
        (&json!("attendance"), &json!("coming"), &json!("customer"))
    );

    let owner = sign_in(&salon.shop.anonymous, "owner@aurora.test").await;
    for path in [format!("/admin/bookings/{id}"), "/admin/bookings".to_owned()] {
        let page = owner.get(&path).await.expect(200);
        assert!(page.text.contains("Confirmó que viene"), "{path}: {}", page.text);
    }
    let list = owner.get("/api/v1/admin/bookings").await.expect(200).json();
    assert_eq!(list["data"][0]["attendance"], "coming");

    // Of another time they have said nothing.
    let wednesday = json!({ "start": "2026-11-25T14:00:00Z" });
    let path = format!("/api/v1/bookings/{id}/reschedule?key={key}");
    salon
        .shop
        .anonymous
        .another()
        .post(&path, &wednesday)
        .await
        .expect(200);
    assert_eq!(booking(&salon, &id, &key).await["attendance"], Value::Null);
}

#[tokio::test]
async fn who_cannot_come_calls_it_off_while_they_may_and_says_so_afterwards() {
    let app = TestApp::start().await;
    let (salon, service) = salon(&app, json!({ "policy": "Se cobra la mitad." })).await;
    let (id, key) = salon.booked(&service, TUESDAY_NINE).await;
    at(&app, "2026-11-24T13:00:00Z").await;
    let (_, cannot) = buttons(&app, &salon).await;
    let page = open(&salon, &cannot).await.expect(200);
    assert!(
        page.text.contains("Ya no se puede cambiar por internet")
            && page.text.contains("Se cobra la mitad.")
            && !page.text.contains("/cancelar?"),
        "{}",
        page.text
    );
    answer(&salon, &cannot, "not_coming").await.expect(303);
    let told = booking(&salon, &id, &key).await;
    assert_eq!(
        (&told["attendance"], &told["status"]),
        (&json!("not_coming"), &json!("confirmed"))
    );
    let owner = sign_in(&salon.shop.anonymous, "owner@aurora.test").await;
    let page = owner.get(&format!("/admin/bookings/{id}")).await.expect(200);
    assert!(page.text.contains("Avisó que no viene"), "{}", page.text);
    let told: Vec<String> = sqlx::query_scalar(
        "select subject from message where tenant_id = $1 and to_address = $2 and subject like '%no viene%'",
    )
    .bind(salon.shop.tenant)
    .bind(SHOP)
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(told.len(), 1, "the shop hears of it at once: {told:?}");
}

#[tokio::test]
async fn no_other_key_no_other_shop_and_no_other_word_answers() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let (salon, service) = salon(&app, json!({})).await;
    let (id, key) = salon.booked(&service, TUESDAY_NINE).await;
    let (_, other) = salon.booked(&service, "2026-11-25T14:00:00Z").await;
    let neighbour = app.shop("vecina").await;
    let path = |key: &str| format!("/reservas/{id}/asistencia?key={key}");
    for key in ["", "forged", other.as_str()] {
        answer(&salon, &path(key), "coming").await.expect(404);
        open(&salon, &path(key)).await.expect(404);
    }
    let there = neighbour.anonymous.another();
    there.form(&path(&key), &[("answer", "coming")]).await.expect(404);
    for word in ["", "perhaps", "held"] {
        answer(&salon, &path(&key), word).await.expect(422);
    }
    assert_eq!(booking(&salon, &id, &key).await["attendance"], Value::Null);

    // Nor when there is nothing to come to any more.
    let cancel = format!("/api/v1/bookings/{id}/cancel?key={key}");
    salon
        .shop
        .anonymous
        .another()
        .post(&cancel, &json!({}))
        .await
        .expect(200);
    answer(&salon, &path(&key), "coming").await.expect(409);
    let led = open(&salon, &path(&key)).await.expect(303);
    assert_eq!(led.header("location"), format!("/reservas/{id}?key={key}"));
    let kept = booking(&salon, &id, &key).await;
    assert_eq!(
        (text(&kept["status"]).as_str(), &kept["attendance"]),
        ("cancelled", &Value::Null)
    );
}
