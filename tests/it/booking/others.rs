//! What else the same person booked, on the page that the desk has of an appointment.

use serde_json::{Value, json};
use testkit::{Client, TestApp};

use super::professionals::professional;
use super::{MONDAY_NINE, Salon, text};

const TUESDAY_NINE: &str = "2026-11-24T14:00:00Z";
const NONE: &str = "Es su primera cita aquí.";

/// Books for somebody; gives the way to its page at the desk.
async fn booked(salon: &Salon, service: &str, start: &str, changes: Value) -> String {
    let booked = salon.book(service, start, changes).await.expect(201);
    format!("/admin/bookings/{}", text(&booked.json()["id"]))
}

async fn others(client: &Client, page: &str) -> String {
    let page = client.get(page).await.expect(200).text;
    let (_, section) = page
        .split_once("Otras citas de esta persona")
        .unwrap_or_else(|| panic!("{page}"));
    section.split_once("</section>").unwrap().0.to_owned()
}

#[tokio::test]
async fn another_appointment_of_the_same_person_is_shown_and_nobody_elses() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    // Her address ends as Ana's does.
    let diana = json!({ "customer": { "name": "Diana Ruiz", "email": "diana@correo.test", "phone": "300 765 4321" } });
    let first = booked(&salon, &service, MONDAY_NINE, json!({})).await;
    let second = booked(&salon, &service, TUESDAY_NINE, json!({})).await;
    let dianas = booked(&salon, &service, "2026-11-24T15:00:00Z", diana).await;
    let owner = &salon.shop.owner;
    for (page, shown) in [(&first, &second), (&second, &first)] {
        let found = others(owner, page).await;
        assert!(
            found.contains(shown) && found.contains("Corte · Confirmada"),
            "{found}"
        );
        assert!(!found.contains(page) && !found.contains(&dianas), "{found}");
        assert!(!found.contains(NONE), "{found}");
    }
    let found = others(owner, &dianas).await;
    assert!(found.contains(NONE), "{found}");
    assert!(!found.contains(&first) && !found.contains(&second), "{found}");
    // What was called off is told, too.
    let cancel = second.replace("/admin/", "/api/v1/") + "/cancel";
    owner.post(&cancel, &json!({})).await.expect(200);
    let found = others(owner, &first).await;
    assert!(found.contains("Corte · Cancelada"), "{found}");
}

#[tokio::test]
async fn a_professional_is_not_told_what_was_booked_with_others() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis", "Marta"]).await;
    let service = salon.haircut(json!({})).await;
    let [luis, marta] = [&salon.people[0], &salon.people[1]];
    let own = booked(&salon, &service, MONDAY_NINE, json!({ "resource_id": luis })).await;
    let other = booked(&salon, &service, TUESDAY_NINE, json!({ "resource_id": marta })).await;
    let client = professional(&app, &salon, luis, "luis@aurora.test").await;
    assert!(!others(&client, &own).await.contains(&other));
    assert!(others(&salon.shop.owner, &own).await.contains(&other));
}

/// Who has no address is nobody that could be found again.
#[tokio::test]
async fn of_who_came_in_without_an_address_nothing_is_looked_for() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let form = [
        ("service_id", service.as_str()),
        ("date", "2026-11-23"),
        ("time", "09:00"),
        ("name", "Eva"),
        ("seats", "1"),
    ];
    let owner = &salon.shop.owner;
    let made = owner.form("/admin/bookings/new", &form).await.expect(303);
    let location = made.header("location");
    let page = owner
        .get(location.split('?').next().unwrap())
        .await
        .expect(200)
        .text;
    assert!(page.contains("Eva") && !page.contains("Otras citas"), "{page}");
}
