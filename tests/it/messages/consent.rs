//! Nobody is written to by text message who did not agree to it, and what they said is kept.

use serde_json::json;
use testkit::Client;

use super::{Stage, agree_and_book};
use crate::booking::reminders::at;

const TUESDAY_NINE: &str = "2026-11-24T14:00:00Z";
const DAY_BEFORE: &str = "2026-11-23T14:00:00Z";

/// Reminds a day before, by text message, which a developer reads in the mailbox.
async fn stage() -> Stage {
    let stage = Stage::set().await;
    let body = json!({ "customer": [1440], "professional": [], "customer_by_text": true });
    let reminders = "/api/v1/admin/reminders";
    stage.owner().put(reminders, &body).await.expect(200);
    stage
}

/// What was said, and where.
pub async fn said(stage: &Stage) -> Vec<String> {
    sqlx::query_scalar(
        "select concat_ws(' ', channel, address, sort, allowed, source, wording) from contact_choice
          where tenant_id = $1 order by chosen_at, choice_id",
    )
    .bind(stage.salon.shop.tenant)
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap()
}

/// Keeps a time as the pages do: where its form goes.
async fn details(stage: &Stage, guest: &Client) -> String {
    let services = guest.get("/reservar").await.expect(200).text;
    let (_, rest) = services.split_once("href=\"/reservar/").expect("a service");
    let slug: String = rest.chars().take_while(|c| !"\"?#".contains(*c)).collect();
    let held = guest
        .form(&format!("/reservar/{slug}"), &[("start", TUESDAY_NINE)])
        .await
        .expect(303);
    assert_eq!(said(stage).await, [""; 0]);
    held.header("location")
}

#[tokio::test]
async fn who_did_not_agree_gets_no_text_message_and_the_log_says_why() {
    let stage = stage().await;
    stage.salon.booked(&stage.service, TUESDAY_NINE).await;
    at(&stage.app, DAY_BEFORE).await;
    let log = stage.log("sms").await;
    assert_eq!(
        (&log[0]["status"], &log[0]["error"]),
        (
            &json!("withheld"),
            &json!("No ha dicho que quiera estos mensajes.")
        )
    );
    assert_eq!(said(&stage).await, [""; 0], "a no that is usual need not be kept");
}

#[tokio::test]
async fn the_form_asks_by_a_box_that_is_not_ticked() {
    let stage = stage().await;
    let guest = stage.salon.shop.anonymous.another();
    let path = details(&stage, &guest).await;
    let page = guest.get(&path).await.expect(200).text;
    let (_, rest) = page.split_once("name=\"reminders_by_text\"").expect("the box");
    let input = rest.split_once('>').unwrap().0;
    assert!(!input.contains("checked"), "{input}");
    let fields = [
        ("name", "Ana"),
        ("email", "ana@correo.test"),
        ("phone", "300 123 4567"),
        ("reminders_by_text", "true"),
    ];
    guest.form(&path, &fields).await.expect(303);
    assert_eq!(said(&stage).await, ["sms +573001234567 reminder t booking 1"]);
}

#[tokio::test]
async fn a_shop_that_sends_none_does_not_ask() {
    let stage = Stage::set().await;
    let guest = stage.salon.shop.anonymous.another();
    let path = details(&stage, &guest).await;
    let page = guest.get(&path).await.expect(200).text;
    assert!(!page.contains("reminders_by_text"), "{page}");
}

#[tokio::test]
async fn the_appointments_page_shows_what_was_said_and_takes_it_back() {
    let stage = stage().await;
    let (id, key) = agree_and_book(&stage.salon, &stage.service, TUESDAY_NINE).await;
    let guest = stage.salon.shop.anonymous.another();
    let page = format!("/reservas/{id}?key={key}");
    let shown = guest.get(&page).await.expect(200).text;
    assert!(shown.contains("También te recordamos"), "{shown}");
    stage.app.advance(1);
    let form = format!("/reservas/{id}/mensajes?key={key}");
    guest.form(&form, &[("agree", "false")]).await.expect(303);
    let shown = guest.get(&page).await.expect(200).text;
    assert!(shown.contains("No te enviamos recordatorios"), "{shown}");
    guest
        .form(&format!("/reservas/{id}/mensajes"), &[("agree", "true")])
        .await
        .expect(404);
    at(&stage.app, DAY_BEFORE).await;
    assert_eq!(
        stage.log("sms").await[0]["error"],
        json!("Dijo que no quiere estos avisos.")
    );
    assert_eq!(
        said(&stage).await,
        [
            "sms +573001234567 reminder t booking 1",
            "sms +573001234567 reminder f page 1"
        ]
    );
}

#[tokio::test]
async fn a_yes_holds_for_all_appointments_of_a_phone_and_a_box_left_alone_says_nothing() {
    let stage = stage().await;
    agree_and_book(&stage.salon, &stage.service, TUESDAY_NINE).await;
    stage.app.advance(1);
    stage.salon.booked(&stage.service, "2026-11-24T15:00:00Z").await;
    at(&stage.app, DAY_BEFORE).await;
    assert_eq!(stage.status("sms").await, "sent");
    at(&stage.app, "2026-11-23T15:00:00Z").await;
    let log = stage.log("sms").await;
    let standing: Vec<&str> = log.iter().filter_map(|one| one["status"].as_str()).collect();
    assert_eq!(standing, ["sent", "sent"], "{log:?}");
    assert_eq!(said(&stage).await, ["sms +573001234567 reminder t booking 1"]);
}

#[tokio::test]
async fn a_no_of_its_owner_is_not_taken_back_by_whoever_books_with_that_phone() {
    let stage = stage().await;
    let (id, key) = agree_and_book(&stage.salon, &stage.service, TUESDAY_NINE).await;
    let guest = stage.salon.shop.anonymous.another();
    let form = format!("/reservas/{id}/mensajes?key={key}");
    stage.app.advance(1);
    guest.form(&form, &[("agree", "false")]).await.expect(303);
    stage.app.advance(1);
    agree_and_book(&stage.salon, &stage.service, "2026-11-24T15:00:00Z").await;
    assert_eq!(
        said(&stage).await,
        [
            "sms +573001234567 reminder t booking 1",
            "sms +573001234567 reminder f page 1"
        ]
    );
    stage.app.advance(1);
    guest.form(&form, &[("agree", "true")]).await.expect(303);
    assert_eq!(said(&stage).await[2], "sms +573001234567 reminder t page 1");
}
