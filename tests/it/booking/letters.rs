//! What customers read about their appointments: enough to come, and nothing that is not so.

use serde_json::json;
use testkit::TestApp;

use super::reminders::at;
use super::{MONDAY_NINE, Salon, hire, letter};

const ANA: &str = "ana@correo.test";

/// A haircut on the first floor of somewhere, changed an hour before at the latest.
fn terms() -> serde_json::Value {
    json!({ "place": "Calle 9 # 4-20, piso 2", "policy": "Con 10 minutos de retraso la cita se pierde.", "cancel_until": 60 })
}

#[tokio::test]
async fn a_confirmation_says_where_when_and_until_when_it_can_be_changed() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(terms()).await;
    salon.booked(&service, MONDAY_NINE).await;
    let body = letter(&app, &salon, ANA, "booking.booked").await;
    for part in [
        "Cuándo: lunes 23 de noviembre de 2026, 9:00 a. m. – 9:30 a. m.",
        "Con: Luis",
        "Dónde: Calle 9 # 4-20, piso 2",
        "Puedes moverla o cancelarla hasta: lunes 23 de noviembre de 2026, 8:00 a. m.",
        "te esperamos. Si no puedes venir, muévela o cancélala desde aquí.",
        "Con 10 minutos de retraso la cita se pierde.",
    ] {
        assert!(body.contains(part), "{part} not in:\n{body}");
    }
}

#[tokio::test]
async fn what_can_be_changed_no_more_promises_no_change() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({ "cancel_until": 2880 })).await;
    salon.booked(&service, MONDAY_NINE).await;
    let body = letter(&app, &salon, ANA, "booking.booked").await;
    assert!(body.contains("Falta poco para tu cita"), "{body}");
    for promise in ["muévela", "cancélala", "moverla o cancelarla"] {
        assert!(!body.contains(promise), "{promise} in:\n{body}");
    }
}

#[tokio::test]
async fn what_the_shop_has_yet_to_confirm_expects_nobody() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({ "needs_confirmation": true })).await;
    let (id, key) = salon.booked(&service, MONDAY_NINE).await;
    let body = letter(&app, &salon, ANA, "booking.pending").await;
    assert!(body.contains("todavía no está confirmada"), "{body}");
    let guest = salon.shop.anonymous.another();
    let page = guest
        .get(&format!("/reservas/{id}?key={key}&done=booking-made"))
        .await
        .expect(200);
    assert!(
        page.text.contains("¡Listo, recibimos tu solicitud!"),
        "{}",
        page.text
    );
    for text in [&body, &page.text] {
        assert!(!text.contains("te esperamos"), "{text}");
    }
}

#[tokio::test]
async fn a_room_is_not_who_one_has_an_appointment_with() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let room = hire(&salon.shop, "Cabina 2", "thing").await;
    let needs = json!({ "needs": [
        { "resources": [{ "resource_id": salon.people[0] }] },
        { "resources": [{ "resource_id": room }] },
    ] });
    let service = salon.haircut(needs).await;
    let (id, key) = salon.booked(&service, MONDAY_NINE).await;
    let body = letter(&app, &salon, ANA, "booking.booked").await;
    assert!(
        body.contains("Con: Luis\n") && body.contains("Sala o equipo: Cabina 2"),
        "{body}"
    );
    let guest = salon.shop.anonymous.another();
    let page = guest.get(&format!("/reservas/{id}?key={key}")).await.expect(200);
    assert!(page.text.contains("<dt>Con</dt><dd>Luis</dd>"), "{}", page.text);
    assert!(
        page.text.contains("<dt>Sala o equipo</dt><dd>Cabina 2</dd>"),
        "{}",
        page.text
    );
    // So does a reminder: a day before.
    salon.booked(&service, "2026-11-24T14:00:00Z").await;
    at(&app, "2026-11-23T14:00:00Z").await;
    let body = letter(&app, &salon, ANA, "booking.reminder").await;
    assert!(
        body.contains("Con: Luis\n") && body.contains("Sala o equipo: Cabina 2"),
        "{body}"
    );
}
