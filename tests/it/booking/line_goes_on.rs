//! What was offered to somebody in line goes on: to the next, and then to everybody.

use serde_json::json;
use testkit::TestApp;

use super::line::{offered, wait};
use super::{MONDAY_NINE, Salon, mails, text};

async fn in_line(app: &TestApp, names: &[&str]) -> (Salon, String, Vec<serde_json::Value>) {
    let salon = Salon::open(app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let (id, key) = salon.booked(&service, MONDAY_NINE).await;
    let mut places = vec![];
    for name in names {
        places.push(wait(&salon, &service, name).await);
        app.advance(1);
    }
    salon
        .shop
        .anonymous
        .another()
        .post(&format!("/api/v1/bookings/{id}/cancel?key={key}"), &json!({}))
        .await
        .expect(200);
    (salon, service, places)
}

async fn asked(app: &TestApp, salon: &Salon, name: &str) -> usize {
    let mails = mails(app, salon, &format!("{name}@correo.test")).await;
    mails
        .iter()
        .filter(|purpose| *purpose == "booking.offered")
        .count()
}

#[tokio::test]
async fn who_let_it_pass_is_not_asked_again_and_then_it_is_everybodys() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let (salon, service, _) = in_line(&app, &["eva", "luz", "sol"]).await;
    for _ in 0..4 {
        app.advance(3601);
        app.run_jobs().await;
    }
    for name in ["eva", "luz", "sol"] {
        assert_eq!(asked(&app, &salon, name).await, 1, "{name}");
    }
    let other = json!({ "notes": "otra" });
    salon.book(&service, MONDAY_NINE, other).await.expect(201);
}

#[tokio::test]
async fn an_offer_that_somebody_else_took_leaves_them_in_line() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let (salon, service, _) = in_line(&app, &["eva"]).await;
    let (offer, offer_key) = offered(&app, &salon, "eva").await;
    wait(&salon, &service, "luz").await;
    app.advance(3600);
    // Nobody swept: whoever comes takes it.
    let other = json!({ "notes": "otra" });
    let taken = salon.book(&service, MONDAY_NINE, other).await.expect(201).json();
    let (id, key) = (text(&taken["id"]), text(&taken["access_token"]));
    let guest = salon.shop.anonymous.another();
    let lapsed = guest
        .get(&format!("/api/v1/bookings/{offer}?key={offer_key}"))
        .await
        .expect(200)
        .json();
    assert_eq!(lapsed["events"][1]["to_state"], "expired", "{lapsed}");
    let mut tx = app.begin(salon.shop.tenant).await;
    let waits: i64 =
        sqlx::query_scalar("select count(*) from waitlist_entry where tenant_id = $1 and status = 'waiting'")
            .bind(salon.shop.tenant)
            .fetch_one(&mut *tx)
            .await
            .unwrap();
    drop(tx);
    assert_eq!(waits, 2);
    guest
        .post(&format!("/api/v1/bookings/{id}/cancel?key={key}"), &json!({}))
        .await
        .expect(200);
    assert_eq!(
        (asked(&app, &salon, "eva").await, asked(&app, &salon, "luz").await),
        (1, 1)
    );
}

#[tokio::test]
async fn who_leaves_while_a_time_is_offered_hands_it_on_at_once() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let (salon, service, places) = in_line(&app, &["eva", "luz"]).await;
    let guest = salon.shop.anonymous.another();
    for (n, then) in [(0, 1), (1, 1)] {
        let (id, key) = (text(&places[n]["id"]), text(&places[n]["access_token"]));
        guest
            .delete(&format!("/api/v1/waitlist/{id}?key={key}"))
            .await
            .expect(204);
        assert_eq!(asked(&app, &salon, "luz").await, then);
    }
    let other = json!({ "notes": "otra" });
    salon.book(&service, MONDAY_NINE, other).await.expect(201);
}

#[tokio::test]
async fn who_waits_already_is_not_told_to_others() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    wait(&salon, &service, "eva").await;
    let again = wait(&salon, &service, "eva").await;
    let (id, key) = (text(&again["id"]), text(&again["access_token"]));
    let page = salon
        .shop
        .anonymous
        .another()
        .get(&format!("/reservar/espera/{id}?key={key}"))
        .await;
    page.expect(200);
    assert_eq!(mails(&app, &salon, "eva@correo.test").await, ["booking.waiting"]);
}
