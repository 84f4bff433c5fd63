//! Blocking time: appointments in it are shown first, whole days have no hours, and what is opened again is offered.

use serde_json::json;
use testkit::{Answer, TestApp};

use super::line::wait;
use super::{MONDAY_NINE, Salon, mails, text};

const OFF: &str = "/api/v1/admin/time-off";

async fn salon() -> (TestApp, Salon, String) {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let salon = Salon::open(&app, "aurora", &["Luis", "Marta"]).await;
    let service = salon.haircut(json!({})).await;
    (app, salon, service)
}

async fn with(salon: &Salon, service: &str, who: usize) -> String {
    let changes = json!({ "resource_id": salon.people[who] });
    text(&salon.book(service, MONDAY_NINE, changes).await.expect(201).json()["id"])
}

async fn blocks(salon: &Salon) -> usize {
    let path = format!("{OFF}?from=2026-11-20&to=2026-12-31");
    salon.shop.owner.get(&path).await.json()["data"]
        .as_array()
        .unwrap()
        .len()
}

#[tokio::test]
async fn programs_are_told_which_appointments_are_in_the_way() {
    let (_app, salon, service) = salon().await;
    let (luis, marta) = (with(&salon, &service, 0).await, with(&salon, &service, 1).await);
    let block = |resource: serde_json::Value, from: &str| json!({ "resource_id": resource, "starts_at": from, "ends_at": "2026-11-23T16:00:00Z" });
    let overlaps = async |body| {
        let blocked = salon.shop.owner.post(OFF, &body).await.expect(201).json();
        let all = blocked["overlaps"].as_array().unwrap().clone();
        all.iter().map(|one| text(&one["id"])).collect::<Vec<_>>()
    };
    let own = overlaps(block(json!(salon.people[0]), "2026-11-23T14:15:00Z")).await;
    assert_eq!(own, [luis.as_str()]);
    let mut whole = overlaps(block(json!(null), "2026-11-23T13:00:00Z")).await;
    whole.sort();
    let mut both = [luis, marta];
    both.sort();
    assert_eq!(whole, both);
    // What ends when it begins does not meet it.
    let none = overlaps(block(json!(null), "2026-11-23T14:30:00Z")).await;
    assert!(none.is_empty(), "{none:?}");
}

#[tokio::test]
async fn the_page_asks_before_it_blocks_over_appointments() {
    let (_app, salon, service) = salon().await;
    let luis = with(&salon, &service, 0).await;
    let form = [
        ("resource_id", ""),
        ("from_date", "2026-11-23"),
        ("from_time", "08:00"),
        ("to_date", "2026-11-23"),
        ("to_time", "12:00"),
    ];
    let asked = salon
        .shop
        .owner
        .form("/admin/time-off", &form)
        .await
        .expect(409)
        .text;
    for part in [
        "Ana Gómez",
        &format!("/admin/bookings/{luis}#move"),
        "Bloquear de todos modos",
    ] {
        assert!(asked.contains(part), "{part}: {asked}");
    }
    assert_eq!(blocks(&salon).await, 0, "nothing so far");
    let seen: Vec<_> = form.into_iter().chain([("seen", luis.as_str())]).collect();
    let marta = with(&salon, &service, 1).await;
    let again = salon
        .shop
        .owner
        .form("/admin/time-off", &seen)
        .await
        .expect(409)
        .text;
    assert!(again.contains(&marta), "another one came meanwhile: {again}");
    let both: Vec<_> = seen.into_iter().chain([("seen", marta.as_str())]).collect();
    salon.shop.owner.form("/admin/time-off", &both).await.expect(303);
    assert_eq!(blocks(&salon).await, 1);
}

#[tokio::test]
async fn whole_days_are_blocked_by_their_dates() {
    let (_app, salon, _) = salon().await;
    let form = [
        ("all_day", "true"),
        ("from_date", "2026-12-24"),
        ("to_date", "2026-12-26"),
    ];
    salon.shop.owner.form("/admin/time-off", &form).await.expect(303);
    let listed = salon
        .shop
        .owner
        .get(&format!("{OFF}?from=2026-12-01&to=2026-12-31"))
        .await
        .json();
    let block = &listed["data"][0];
    assert_eq!(
        (text(&block["starts_at"]), text(&block["ends_at"])),
        (
            "2026-12-24T05:00:00Z".to_owned(),
            "2026-12-27T05:00:00Z".to_owned()
        )
    );
    let refused = |answer: Answer, field: &str| {
        let page = answer.expect(422).text;
        assert!(page.contains(&format!("f-{field}-error")), "{field}: {page}");
    };
    let backwards = [
        ("all_day", "true"),
        ("from_date", "2026-12-26"),
        ("to_date", "2026-12-24"),
    ];
    refused(
        salon.shop.owner.form("/admin/time-off", &backwards).await,
        "to_date",
    );
    let without_hours = [("from_date", "2026-12-26"), ("to_date", "2026-12-26")];
    refused(
        salon.shop.owner.form("/admin/time-off", &without_hours).await,
        "from_time",
    );
}

#[tokio::test]
async fn what_is_opened_again_is_offered_to_who_waits() {
    let (app, salon, service) = salon().await;
    let day = json!({ "starts_at": "2026-11-23T05:00:00Z", "ends_at": "2026-11-24T05:00:00Z" });
    let block = salon.shop.owner.post(OFF, &day).await.expect(201).json();
    let monday = json!({
        "service_id": service, "from": "2026-11-23", "to": "2026-11-23",
        "customer": { "name": "Eva", "email": "eva@correo.test" },
    });
    salon
        .shop
        .anonymous
        .another()
        .post("/api/v1/waitlist", &monday)
        .await
        .expect(201);
    app.advance(1);
    wait(&salon, &service, "luz").await;
    let path = format!("{OFF}/{}", text(&block["id"]));
    salon.shop.owner.delete(&path).await.expect(204);
    for name in ["eva", "luz"] {
        let told = mails(&app, &salon, &format!("{name}@correo.test")).await;
        assert_eq!(told, ["booking.offered", "booking.waiting"], "{name}");
    }
    // Each has a time within what was opened.
    let calendar = salon
        .shop
        .owner
        .get("/api/v1/admin/calendar?from=2026-11-23&to=2026-11-23")
        .await
        .json();
    let held = calendar["held"].as_array().unwrap();
    assert_eq!(held.len(), 2, "{calendar}");
    assert!(held.iter().all(|one| one["is_offer"] == true), "{calendar}");
}

#[tokio::test]
async fn a_time_that_is_kept_is_seen_in_the_calendar_without_a_name() {
    let (app, salon, service) = salon().await;
    let hold = json!({ "service_id": service, "start": MONDAY_NINE, "resource_id": salon.people[0] });
    salon
        .shop
        .anonymous
        .post("/api/v1/bookings/holds", &hold)
        .await
        .expect(201);
    let path = "/admin/calendar?date=2026-11-23";
    let page = salon.shop.owner.get(path).await.expect(200).text;
    assert!(
        page.contains("Apartada hasta") && page.contains("agenda-card is-held"),
        "{page}"
    );
    app.advance(601);
    let page = salon.shop.owner.get(path).await.expect(200).text;
    assert!(!page.contains("Apartada hasta"), "{page}");
}
