//! A professional works with what they serve, and with nothing else of the agenda.

use kernel::Role;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Client, TestApp};

use super::reminders::{ANA, SHOP, TUESDAY_NINE, at, salon as reminded_salon};
use super::{MONDAY_NINE, Salon, hire, mails, text, wish};

const LUIS: &str = "luis@aurora.test";

/// Signs in as the professional, whom the owner chose to be the resource.
pub async fn professional(app: &TestApp, salon: &Salon, resource: &str, email: &str) -> Client {
    let (client, person) = salon.shop.person(app, Role::Professional, email).await;
    choose(salon, resource, json!(person)).await;
    client
}

async fn choose(salon: &Salon, resource: &str, person: Value) {
    let all = salon.shop.owner.get("/api/v1/admin/resources").await.json();
    let mut all = all["data"].as_array().unwrap().iter();
    let name = &all.find(|one| one["id"] == resource).unwrap()["name"];
    let body = json!({ "kind": "person", "name": name, "person_id": person });
    let path = format!("/api/v1/admin/resources/{resource}");
    let put = salon.shop.owner.request(Method::PUT, &path).json(&body);
    salon.shop.owner.send(put).await.expect(200);
}

/// Luis and Marta, an appointment at nine with each; Luis signs in.
struct Stage {
    salon: Salon,
    luis: Client,
    own: String,
    others: String,
    service: String,
}

async fn stage(app: &TestApp) -> Stage {
    let salon = Salon::open(app, "aurora", &["Luis", "Marta"]).await;
    let service = salon.haircut(json!({ "notice": 0 })).await;
    let luis = professional(app, &salon, &salon.people[0], LUIS).await;
    let with = async |person: &str, name: &str| {
        let customer = json!({ "name": name, "email": format!("{}@correo.test", name.to_lowercase()), "phone": "300 765 4321" });
        let changes = json!({ "resource_id": person, "customer": customer });
        let booked = salon.book(&service, MONDAY_NINE, changes).await.expect(201);
        text(&booked.json()["id"])
    };
    Stage {
        own: with(&salon.people[0], "Rosa").await,
        others: with(&salon.people[1], "Gilma").await,
        luis,
        service,
        salon,
    }
}

#[tokio::test]
async fn lists_and_the_calendar_show_what_one_serves_and_when_others_are_busy() {
    let app = TestApp::start().await;
    let stage = stage(&app).await;
    let list = stage.luis.get("/api/v1/admin/bookings").await.expect(200).json();
    assert_eq!(
        list["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one["id"])
            .collect::<Vec<_>>(),
        [&json!(stage.own)]
    );
    let day = "/api/v1/admin/calendar?from=2026-11-23&to=2026-11-23";
    let calendar = stage.luis.get(day).await.expect(200).json();
    assert_eq!(calendar["bookings"].as_array().unwrap().len(), 1);
    assert_eq!(
        calendar["busy_others"],
        json!([{
            "resource_id": stage.salon.people[1],
            "starts_at": MONDAY_NINE,
            "ends_at": "2026-11-23T14:30:00Z",
        }])
    );
    let page = stage
        .luis
        .get("/admin/calendar?date=2026-11-23")
        .await
        .expect(200)
        .text;
    assert!(page.contains("Rosa") && page.contains("Ocupado"), "{page}");
    assert!(!page.contains("Gilma") && !page.contains("7654321"), "{page}");
    for path in ["/admin/calendar?date=2026-11-23&view=week", "/admin/bookings"] {
        let page = stage.luis.get(path).await.expect(200).text;
        assert!(page.contains("Rosa") && !page.contains("Gilma"), "{path}: {page}");
    }
    let whole = stage.salon.shop.owner.get(day).await.json();
    assert_eq!(whole["busy_others"], json!([]));
    assert_eq!(whole["bookings"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn why_others_are_away_is_not_a_professionals_business() {
    let app = TestApp::start().await;
    let stage = stage(&app).await;
    let off = |resource: Value, reason: &str| json!({ "resource_id": resource, "starts_at": "2026-11-23T20:00:00Z", "ends_at": "2026-11-23T21:00:00Z", "reason": reason });
    let [luis, marta] = [&stage.salon.people[0], &stage.salon.people[1]];
    for (resource, reason) in [
        (json!(luis), "Banco"),
        (json!(marta), "Dentista"),
        (Value::Null, "Inventario"),
    ] {
        let path = "/api/v1/admin/time-off";
        stage
            .salon
            .shop
            .owner
            .post(path, &off(resource, reason))
            .await
            .expect(201);
    }
    for path in [
        "/api/v1/admin/time-off?from=2026-11-23&to=2026-11-23",
        "/api/v1/admin/calendar?from=2026-11-23&to=2026-11-23",
        "/admin/time-off",
        "/admin/calendar?date=2026-11-23",
    ] {
        let shown = stage.luis.get(path).await.expect(200).text;
        assert!(
            shown.contains("Banco") && shown.contains("Inventario"),
            "{path}: {shown}"
        );
        assert!(!shown.contains("Dentista"), "{path}: {shown}");
    }
}

#[tokio::test]
async fn one_changes_what_one_serves_and_nothing_else() {
    let app = TestApp::start().await;
    let stage = stage(&app).await;
    let (luis, own) = (&stage.luis, &stage.own);
    let path = |id: &str, step: &str| format!("/api/v1/bookings/{id}/{step}");
    let notes = json!({ "notes": "Prefiere tijera" });
    luis.put(&path(own, "notes"), &notes).await.expect(200);
    let seen = luis
        .get(&format!("/api/v1/bookings/{own}"))
        .await
        .expect(200)
        .json();
    assert_eq!(seen["staff_notes"], "Prefiere tijera");
    let later = json!({ "start": "2026-11-23T15:00:00Z", "duration": 45 });
    let moved = luis
        .post(&path(own, "reschedule"), &later)
        .await
        .expect(200)
        .json();
    assert_eq!(
        moved["resource_id"],
        stage.salon.people[0].as_str(),
        "it stays theirs"
    );
    let away = json!({ "start": "2026-11-23T16:00:00Z", "resource_id": stage.salon.people[1] });
    let refused = luis.post(&path(own, "reschedule"), &away).await.expect(422);
    assert_eq!(refused.json()["errors"][0]["field"], "resource_id");

    let others = &stage.others;
    luis.get(&format!("/api/v1/bookings/{others}")).await.expect(404);
    luis.get(&format!("/admin/bookings/{others}")).await.expect(404);
    luis.put(&path(others, "notes"), &notes).await.expect(404);
    for step in ["confirm", "complete", "no-show", "cancel"] {
        luis.post(&path(others, step), &json!({})).await.expect(404);
    }
    luis.post(&path(others, "reschedule"), &later).await.expect(404);
    for (step, form) in [
        ("notes", vec![("notes", "x")]),
        ("step", vec![("status", "cancelled"), ("version", "1")]),
        (
            "move",
            vec![
                ("date", "2026-11-23"),
                ("time", "11:00"),
                ("duration", "30"),
                ("version", "1"),
            ],
        ),
    ] {
        let form_path = format!("/admin/bookings/{others}/{step}");
        luis.form(&form_path, &form).await.expect(404);
    }
    luis.post(&path(own, "cancel"), &json!({})).await.expect(200);
    let kept = stage
        .salon
        .shop
        .owner
        .get(&format!("/api/v1/bookings/{others}"))
        .await
        .json();
    assert_eq!(
        (&kept["status"], &kept["version"]),
        (&json!("confirmed"), &json!(1))
    );
}

#[tokio::test]
async fn with_the_link_of_anothers_appointment_one_acts_as_its_customer() {
    let app = TestApp::start().await;
    let stage = stage(&app).await;
    let customer = json!({ "name": "Ana", "email": ANA });
    let changes = json!({ "resource_id": stage.salon.people[1], "customer": customer });
    let booked = stage
        .salon
        .book(&stage.service, "2026-11-23T15:00:00Z", changes)
        .await
        .expect(201)
        .json();
    let (id, key) = (text(&booked["id"]), text(&booked["access_token"]));
    let notes = json!({ "notes": "Solo para el equipo" });
    stage
        .salon
        .shop
        .owner
        .put(&format!("/api/v1/bookings/{id}/notes"), &notes)
        .await
        .expect(200);
    let seen = stage
        .luis
        .get(&format!("/api/v1/bookings/{id}?key={key}"))
        .await
        .expect(200)
        .json();
    assert_eq!(seen["staff_notes"], Value::Null);
    let insists = json!({ "start": "2026-11-23T23:30:00Z", "override": true });
    let path = format!("/api/v1/bookings/{id}/reschedule?key={key}");
    stage.luis.post(&path, &insists).await.expect(422);
}

#[tokio::test]
async fn the_line_and_booking_at_the_desk_are_not_for_professionals() {
    let app = TestApp::start().await;
    let stage = stage(&app).await;
    let line = json!({
        "service_id": stage.service, "from": "2026-11-23", "to": "2026-11-24",
        "customer": { "name": "Quien Espera", "email": "espera@correo.test" },
    });
    let place = stage
        .salon
        .shop
        .anonymous
        .post("/api/v1/waitlist", &line)
        .await
        .expect(201)
        .json();
    for path in ["/api/v1/admin/waitlist", "/admin/waitlist", "/admin/bookings/new"] {
        stage.luis.get(path).await.expect(403);
    }
    let entry = text(&place["id"]);
    stage
        .luis
        .delete(&format!("/api/v1/waitlist/{entry}"))
        .await
        .expect(404);
    let body = json!({ "booking": wish(&stage.service, "2026-11-23T16:00:00Z", json!({})) });
    let request = stage
        .luis
        .request(Method::POST, "/api/v1/admin/bookings")
        .json(&body);
    stage
        .luis
        .send(request.header("idempotency-key", "one"))
        .await
        .expect(403);
    let swap = json!({ "with_id": stage.others });
    stage
        .luis
        .post(&format!("/api/v1/bookings/{}/swap", stage.own), &swap)
        .await
        .expect(403);
}

#[tokio::test]
async fn a_professional_without_an_agenda_is_told_how_to_get_one() {
    let app = TestApp::start().await;
    let stage = stage(&app).await;
    let (nobody, _) = stage
        .salon
        .shop
        .person(&app, Role::Professional, "nueva@aurora.test")
        .await;
    for path in [
        "/api/v1/admin/bookings",
        "/api/v1/admin/calendar?from=2026-11-23&to=2026-11-23",
        "/api/v1/admin/calendar/feeds",
        "/api/v1/admin/calendar/events",
    ] {
        assert_eq!(nobody.get(path).await.expect(403).code(), "no_agenda", "{path}");
    }
    for path in [
        "/admin/calendar",
        "/admin/bookings",
        "/admin/time-off",
        "/admin/calendar/feeds",
    ] {
        let page = nobody.get(path).await.expect(403).text;
        assert!(
            page.contains("Todavía no tienes una agenda propia"),
            "{path}: {page}"
        );
    }
    nobody
        .get(&format!("/api/v1/bookings/{}", stage.own))
        .await
        .expect(404);
}

#[tokio::test]
async fn one_publishes_ones_own_calendar_while_it_is_ones_own() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let stage = stage(&app).await;
    let feeds = "/api/v1/admin/calendar/feeds";
    let whole = stage
        .salon
        .shop
        .owner
        .post(feeds, &json!({}))
        .await
        .expect(201)
        .json();
    let marta = json!({ "resource_id": stage.salon.people[1] });
    stage.luis.post(feeds, &marta).await.expect(422);
    let made = stage.luis.post(feeds, &json!({})).await.expect(201).json();
    let listed = stage.luis.get(feeds).await.expect(200).json();
    let [only] = listed["data"].as_array().unwrap().as_slice() else {
        panic!("{listed}");
    };
    assert_eq!(
        only["resource_id"],
        stage.salon.people[0].as_str(),
        "theirs, not the shop's"
    );
    let shops = text(&whole["id"]);
    stage.luis.delete(&format!("{feeds}/{shops}")).await.expect(404);
    let address = text(&made["address"]);
    let path = format!("/api/{}", address.split_once("/api/").unwrap().1);
    let guest = stage.salon.shop.anonymous.another();
    let read = guest.get(&path).await.expect(200).text;
    assert!(read.contains("Rosa") && !read.contains("Gilma"), "{read}");
    choose(&stage.salon, &stage.salon.people[0], Value::Null).await;
    guest.get(&path).await.expect(404);
}

#[tokio::test]
async fn a_professional_is_one_of_the_staff_and_one_alone() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis", "Marta"]).await;
    let (_, customer) = salon.shop.person(&app, Role::Customer, "ella@correo.test").await;
    let (_, luis) = salon.shop.person(&app, Role::Professional, LUIS).await;
    let room = hire(&salon.shop, "Sala", "thing").await;
    let put = async |id: &str, kind: &str, name: &str, person: Value| {
        let body = json!({ "kind": kind, "name": name, "person_id": person });
        let path = format!("/api/v1/admin/resources/{id}");
        let owner = &salon.shop.owner;
        owner.send(owner.request(Method::PUT, &path).json(&body)).await
    };
    put(&salon.people[0], "person", "Luis", json!(luis))
        .await
        .expect(200);
    for (answer, code) in [
        (
            put(&salon.people[1], "person", "Marta", json!(customer)).await,
            "not_a_choice",
        ),
        (
            put(&salon.people[1], "person", "Marta", json!(luis)).await,
            "taken",
        ),
        (put(&room, "thing", "Sala", json!(luis)).await, "only_people"),
    ] {
        let fault = answer.expect(422).json()["errors"][0].clone();
        assert_eq!(
            (&fault["field"], &fault["code"]),
            (&json!("person_id"), &json!(code))
        );
    }
}

#[tokio::test]
async fn whoever_serves_is_reminded_at_their_own_address() {
    let app = TestApp::start().await;
    let (salon, service) = reminded_salon(&app, json!({})).await;
    professional(&app, &salon, &salon.people[0], LUIS).await;
    salon.booked(&service, TUESDAY_NINE).await;
    at(&app, "2026-11-23T14:00:00Z").await;
    assert_eq!(mails(&app, &salon, LUIS).await, ["booking.reminder_to_shop"]);
    let shops = mails(&app, &salon, SHOP).await;
    assert!(
        !shops.contains(&"booking.reminder_to_shop".to_owned()),
        "{shops:?}"
    );
}
