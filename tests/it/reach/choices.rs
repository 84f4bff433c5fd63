//! Who says that they want no reminders gets none; asked by a link that nobody else can make, and without an account.

use serde_json::json;
use testkit::{Client, TestApp};

use super::{destination, submit, written_to};
use crate::booking::Salon;
use crate::booking::reminders::{ANA, TUESDAY_NINE, at, salon};
use crate::platform::mail_server::MailServer;

const DAY_BEFORE: &str = "2026-11-23T14:00:00Z";
const HOUR_BEFORE: &str = "2026-11-24T13:00:00Z";

/// Path of the page that the reminder leads to.
async fn link(app: &TestApp, salon: &Salon) -> String {
    let url: String = sqlx::query_scalar(
        "select choices_url from message where tenant_id = $1 and to_address = $2 and purpose = 'booking.reminder'",
    )
    .bind(salon.shop.tenant)
    .bind(ANA)
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    let reminder = written_to(app, &salon.shop, ANA).await.pop().unwrap();
    assert!(
        reminder
            .text_body
            .contains(&format!("Elegir qué correos recibo: {url}"))
    );
    assert!(reminder.html_body.contains(&format!("href=\"{url}\"")));
    path_of(&url)
}

fn path_of(url: &str) -> String {
    let (_, rest) = url.split_once("localhost").unwrap();
    rest[rest.find('/').unwrap()..].to_owned()
}

async fn reminders(app: &TestApp, salon: &Salon) -> Vec<(String, Option<String>)> {
    let mails = written_to(app, &salon.shop, ANA).await;
    let reminders = mails
        .into_iter()
        .filter(|mail| mail.purpose == "booking.reminder");
    reminders.map(|mail| (mail.status, mail.error)).collect()
}

async fn log(app: &TestApp, salon: &Salon) -> Vec<String> {
    sqlx::query_scalar(
        "select concat_ws(' ', address, sort, allowed, source, wording) from contact_choice
          where tenant_id = $1 order by chosen_at, sort desc",
    )
    .bind(salon.shop.tenant)
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap()
}

async fn connected() -> (TestApp, MailServer) {
    let server = MailServer::start().await;
    let port = server.port().to_string();
    let app = TestApp::start_with(&[
        ("SMTP_HOST", "127.0.0.1"),
        ("SMTP_PORT", port.as_str()),
        ("VITRINA_MAIL__TLS", "none"),
    ])
    .await;
    (app, server)
}

/// The path of the page, after a reminder that brought it.
async fn reminded(app: &TestApp) -> (Salon, String, Client) {
    let (salon, service) = salon(app, json!({})).await;
    salon.booked(&service, TUESDAY_NINE).await;
    at(app, DAY_BEFORE).await;
    let path = link(app, &salon).await;
    let guest = salon.shop.anonymous.another();
    (salon, path, guest)
}

#[tokio::test]
async fn a_guest_says_no_to_reminders_and_gets_none_but_all_else() {
    let app = TestApp::start().await;
    let (salon, path, guest) = reminded(&app).await;
    let page = guest.get(&path).await.expect(200).text;
    assert!(page.contains(ANA) && page.contains("name=\"reminder\""), "{page}");
    assert_eq!(log(&app, &salon).await, [""; 0], "looking changes nothing");
    let saved = submit(&guest, &path, &[]).await;
    assert_eq!(destination(&saved), format!("{path}?done=message-choices-saved"));
    at(&app, HOUR_BEFORE).await;
    assert_eq!(
        reminders(&app, &salon).await,
        [
            ("sent".into(), None),
            ("withheld".into(), Some("declined".into()))
        ]
    );
    let withheld = written_to(&app, &salon.shop, ANA).await.pop().unwrap();
    assert_eq!(
        (withheld.text_body.as_str(), withheld.html_body.as_str()),
        ("", "")
    );
    let offer = salon
        .shop
        .anonymous
        .get("/api/v1/services")
        .await
        .expect(200)
        .json();
    let service = offer["data"][0]["id"].as_str().unwrap().to_owned();
    app.advance(1);
    salon.booked(&service, "2026-11-25T14:00:00Z").await;
    app.run_jobs().await;
    let last = written_to(&app, &salon.shop, ANA).await.pop().unwrap();
    assert_eq!(
        (last.purpose.as_str(), last.status.as_str()),
        ("booking.booked", "sent")
    );
    assert_eq!(log(&app, &salon).await, ["ana@correo.test reminder f page 1"]);
}

#[tokio::test]
async fn who_changes_their_mind_is_reminded_again_and_both_are_remembered() {
    let app = TestApp::start().await;
    let (salon, path, guest) = reminded(&app).await;
    submit(&guest, &path, &[]).await.expect(303);
    app.advance(1);
    submit(&guest, &path, &[("reminder", "true"), ("marketing", "true")])
        .await
        .expect(303);
    app.advance(1);
    submit(&guest, &path, &[("reminder", "true"), ("marketing", "true")])
        .await
        .expect(303);
    at(&app, HOUR_BEFORE).await;
    assert_eq!(
        reminders(&app, &salon).await,
        [("sent".into(), None), ("sent".into(), None)]
    );
    assert_eq!(
        log(&app, &salon).await,
        [
            "ana@correo.test reminder f page 1",
            "ana@correo.test reminder t page 1",
            "ana@correo.test marketing t page 1",
        ],
        "what was said already is not said again"
    );
}

/// RFC 8058: the mail names an address, a POST there is enough, in either form of body and as often as it is sent.
#[tokio::test]
async fn the_button_of_a_mail_program_stops_reminders_once() {
    let (app, server) = connected().await;
    let (salon, service) = salon(&app, json!({})).await;
    salon.booked(&service, TUESDAY_NINE).await;
    at(&app, DAY_BEFORE).await;
    let taken = server.taken();
    let to_ana: Vec<_> = taken
        .iter()
        .filter(|mail| mail.to == [format!("<{ANA}>")])
        .collect();
    let [booked, reminder] = to_ana[..] else {
        panic!("{taken:?}")
    };
    assert!(!booked.data.contains("List-Unsubscribe"), "nothing to say no to");
    let unfolded = reminder.data.replace("\r\n ", " ").replace("\r\n\t", " ");
    assert!(
        unfolded.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"),
        "{unfolded}"
    );
    let (_, rest) = unfolded.split_once("List-Unsubscribe: <").unwrap();
    let url = rest.split_once('>').unwrap().0;
    let path = path_of(url);
    let program = salon.shop.anonymous.another();
    let opened = program.get(&path).await;
    assert_eq!(
        Some(destination(&opened).as_str()),
        path.strip_suffix("/reminder"),
        "a person sees the page"
    );
    assert_eq!(log(&app, &salon).await, [""; 0]);
    submit(&program, &path, &[("List-Unsubscribe", "One-Click")])
        .await
        .expect(204);
    let boundary =
        "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
    let request = program
        .request(reqwest::Method::POST, &path)
        .header("content-type", "multipart/form-data; boundary=b")
        .body(boundary);
    program.send(request).await.expect(204);
    assert_eq!(
        log(&app, &salon).await,
        ["ana@correo.test reminder f one_click 1"]
    );
    at(&app, HOUR_BEFORE).await;
    assert_eq!(reminders(&app, &salon).await[1].0, "withheld");
}

/// Written, put off by the mail server, then said no to, then due to be sent.
#[tokio::test]
async fn a_no_holds_for_what_is_written_already() {
    let (app, server) = connected().await;
    let (salon, service) = salon(&app, json!({})).await;
    salon.booked(&service, TUESDAY_NINE).await;
    app.run_jobs().await;
    // To her and to the shop.
    for _ in 0..2 {
        server.answer_next("450 4.2.1 later");
    }
    at(&app, DAY_BEFORE).await;
    assert_eq!(reminders(&app, &salon).await[0].0, "queued");
    let path = link(&app, &salon).await;
    submit(&salon.shop.anonymous.another(), &path, &[])
        .await
        .expect(303);
    app.advance(60);
    app.run_jobs().await;
    assert_eq!(
        reminders(&app, &salon).await,
        [("withheld".into(), Some("declined".into()))]
    );
    assert!(
        !server
            .taken()
            .iter()
            .skip(2)
            .any(|mail| mail.to == [format!("<{ANA}>")])
    );
}

#[tokio::test]
async fn nobody_else_makes_or_uses_a_link() {
    let app = TestApp::start().await;
    let (salon, path, guest) = reminded(&app).await;
    let other = app.shop("boreal").await;
    for client in [&other.anonymous, &other.owner] {
        client.get(&path).await.expect(404);
        submit(client, &path, &[]).await.expect(404);
        submit(client, &format!("{path}/reminder"), &[]).await.expect(404);
    }
    let token = path.rsplit('/').next().unwrap();
    let cut = &token[..token.len() - 2];
    for forged in [cut, "x", "a.b.c", &"A".repeat(5_000)] {
        guest.get(&format!("/avisos/{forged}")).await.expect(404);
        submit(&guest, &format!("/avisos/{forged}/reminder"), &[])
            .await
            .expect(404);
    }
    submit(&guest, &format!("{path}/everything"), &[])
        .await
        .expect(404);
    assert!(!token.contains("ana") && log(&app, &salon).await.is_empty());
}

#[tokio::test]
async fn who_is_signed_in_finds_the_page_once_the_address_is_proven_theirs() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (customer, _) = shop
        .person(&app, kernel::Role::Customer, "rosa@correo.test")
        .await;
    sqlx::query("update person set email_verified_at = null where email = 'rosa@correo.test'")
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
    customer.get("/account/avisos").await.expect(403);
    sqlx::query("update person set email_verified_at = now() where email = 'rosa@correo.test'")
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
    let path = destination(&customer.get("/account/avisos").await);
    assert!(
        customer
            .get(&path)
            .await
            .expect(200)
            .text
            .contains("rosa@correo.test")
    );
}
