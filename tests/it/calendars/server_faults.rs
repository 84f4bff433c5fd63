//! A server that is away, forgets, or lets nobody in; and what people type wrong.

use serde_json::json;

use super::MONDAY;
use super::server_stage::{Dav, hours};
use crate::hostile::{Hostile, Reply};
use crate::radicale::PASSWORD;

async fn accounts(dav: &Dav) -> i64 {
    sqlx::query_scalar("select count(*) from calendar_account")
        .fetch_one(&mut dav.stage.app.database.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn what_is_typed_wrong_is_said_in_words_and_the_password_is_not_shown_again() {
    let dav = Dav::set().await;
    let server = dav.radicale.url("/").to_string();
    let nothing = Hostile::start(|_| Reply::new(404)).await;
    let nothing = nothing.url("/").to_string();
    for (fields, said) in [
        (
            [
                ("server", server.as_str()),
                ("user", "ana"),
                ("password", "equivocada"),
            ],
            "no son correctos",
        ),
        (
            [
                ("server", server.as_str()),
                ("user", "bruno"),
                ("password", PASSWORD),
            ],
            "no tiene ningún calendario",
        ),
        (
            [
                ("server", "http://127.0.0.1:9/"),
                ("user", "ana"),
                ("password", PASSWORD),
            ],
            "Nadie responde",
        ),
        (
            [
                ("server", "http://10.0.0.1/"),
                ("user", "ana"),
                ("password", PASSWORD),
            ],
            "no podemos llamar",
        ),
        (
            [
                ("server", "https://10.0.0.1/"),
                ("user", "ana"),
                ("password", PASSWORD),
            ],
            "no podemos llamar",
        ),
        (
            [
                ("server", nothing.as_str()),
                ("user", "ana"),
                ("password", PASSWORD),
            ],
            "no nos dejan leer",
        ),
        (
            [("server", ""), ("user", "ana"), ("password", PASSWORD)],
            "obligatorio",
        ),
    ] {
        let refused = dav.typed(&fields).await;
        assert_eq!(refused.status, 422, "{fields:?}: {}", refused.text);
        assert!(refused.text.contains(said), "{said}: {}", refused.text);
        assert!(!refused.text.contains("equivocada") && !refused.text.contains(PASSWORD));
    }
    assert_eq!(accounts(&dav).await, 0);
}

#[tokio::test]
async fn the_password_lies_nowhere_in_the_clear() {
    let dav = Dav::written().await;
    let rows: Vec<String> = sqlx::query_scalar(
        "select a::text from calendar_account a union all select encode(tokens_sealed, 'escape') from calendar_account
         union all select payload::text from job union all select c::text from external_calendar c
         union all select (before::text || after::text) from audit_event",
    )
    .fetch_all(&mut dav.stage.app.database.superuser().await)
    .await
    .unwrap();
    assert!(rows.iter().all(|row| !row.contains(PASSWORD)));
}

#[tokio::test]
async fn a_server_that_dies_and_comes_back_loses_and_doubles_nothing() {
    let mut dav = Dav::written().await;
    let (gone, key) = dav.stage.book("14:00").await;
    dav.put("before", &hours("19:00", "20:00")).await;
    dav.radicale.kill();
    let (late, _) = dav.stage.book("16:00").await;
    let path = format!("/api/v1/bookings/{gone}/cancel?key={key}");
    let guest = dav.stage.salon.shop.anonymous.another();
    guest.post(&path, &json!({})).await.expect(200);
    dav.stage.work().await;
    for _ in 0..3 {
        dav.stage.round().await;
    }
    assert!(dav.stage.notes().await.contains(&"away".to_owned()));
    assert!(dav.stage.offers("20:00").await && dav.stage.dead_jobs().await == 0);
    dav.radicale.start_again().await;
    dav.stage.round().await;
    assert!(!dav.stage.offers("19:00").await, "what was blocked before");
    let entries = dav.entries().await;
    assert_eq!(entries.len(), 2, "{entries:?}");
    let ours: Vec<_> = entries
        .iter()
        .filter(|(_, text)| text.contains("@vitrina"))
        .collect();
    assert_eq!(ours.len(), 1, "{ours:?}");
    assert!(ours[0].1.contains(&late), "{ours:?}");
    assert!(dav.stage.notes().await.contains(&"back".to_owned()));
    dav.stage.round().await;
    assert_eq!(dav.entries().await.len(), 2);
    assert_eq!(dav.stage.dead_jobs().await, 0);
}

#[tokio::test]
async fn an_answer_that_was_lost_doubles_nothing() {
    let dav = Dav::written().await;
    let start = format!("{MONDAY}T14:00:00Z");
    let (id, _) = dav.stage.salon.booked(&dav.stage.service, &start).await;
    let name: String = sqlx::query_scalar("select remote_id from calendar_copy where booking_id = $1::uuid")
        .bind(&id)
        .fetch_one(&mut dav.stage.app.database.superuser().await)
        .await
        .unwrap();
    // As if it had been written before.
    let before = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tests//EN\r\nBEGIN:VEVENT\r\nUID:agenda-{id}@vitrina\r\n\
         DTSTAMP:20261120T120000Z\r\n{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        hours("09:00", "10:00")
    );
    dav.put_whole(&name, before).await;
    dav.stage.work().await;
    assert!(
        dav.only()
            .await
            .1
            .contains("DTSTART;TZID=America/Bogota:20261123T090000")
    );
    assert_eq!(dav.stage.dead_jobs().await, 0);
}

#[tokio::test]
async fn a_password_that_is_taken_back_is_told_and_given_anew() {
    let dav = Dav::written().await;
    dav.put("before", &hours("14:00", "15:00")).await;
    dav.stage.round().await;
    dav.radicale.change_password("ana", "another one");
    dav.stage.round().await;
    dav.stage.round().await;
    assert!(!dav.stage.offers("14:00").await, "what was read goes on to count");
    let notes = dav.stage.notes().await;
    assert_eq!(
        notes.iter().filter(|kind| *kind == "reconnect").count(),
        1,
        "{notes:?}"
    );
    let mails: Vec<String> = sqlx::query_scalar(
        "select subject from message where channel = 'email' and purpose = 'calendars.reconnect'",
    )
    .fetch_all(&mut dav.stage.app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(mails.len(), 1, "{mails:?}");
    // The way back knows all but the password.
    let page = dav.stage.page().await;
    let again = page
        .split("href=\"/admin/calendars/server?")
        .find(|part| part.contains("account="));
    let again = again
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&")
        .replace("&#38;", "&");
    let owner = dav.stage.owner_now().await;
    let form = owner
        .get(&format!("/admin/calendars/server?{again}"))
        .await
        .expect(200)
        .text;
    assert!(
        form.contains(dav.radicale.url("/").as_str()) && form.contains("value=\"ana\""),
        "{form}"
    );
    assert!(!form.contains(PASSWORD));
    dav.stage
        .salon
        .booked(&dav.stage.service, &format!("{MONDAY}T16:00:00Z"))
        .await;
    dav.connect("ana", "another one").await.expect(303);
    dav.stage.work().await;
    assert_eq!(accounts(&dav).await, 1);
    dav.radicale.change_password("ana", PASSWORD);
    assert_eq!(dav.entries().await.len(), 2, "caught up with");
}

#[tokio::test]
async fn parting_leaves_nothing_and_needs_no_server() {
    let mut dav = Dav::written().await;
    dav.put("one", &hours("14:00", "15:00")).await;
    dav.stage.round().await;
    assert!(!dav.stage.offers("14:00").await);
    dav.radicale.kill();
    let path = format!("/admin/calendars/{}/disconnect", dav.stage.account().await);
    let owner = dav.stage.owner_now().await;
    owner.form(&path, &[]).await.expect(303);
    assert!(dav.stage.offers("14:00").await, "at once");
    dav.stage.work().await;
    assert_eq!(accounts(&dav).await, 0);
    let left: i64 = sqlx::query_scalar("select count(*) from calendar_object")
        .fetch_one(&mut dav.stage.app.database.superuser().await)
        .await
        .unwrap();
    assert_eq!((left, dav.stage.dead_jobs().await), (0, 0));
}

#[tokio::test]
async fn another_shops_account_is_not_there() {
    let dav = Dav::written().await;
    let other = dav.stage.app.shop("bordados").await;
    let account = dav.stage.account().await;
    let resource = &dav.stage.salon.people[0];
    for path in [
        format!("/admin/calendars/server?resource={resource}"),
        format!("/admin/calendars/server?resource={resource}&account={account}"),
        format!("/admin/calendars/feed?resource={resource}"),
        "/admin/calendars/server".to_owned(),
    ] {
        other.owner.get(&path).await.expect(404);
    }
    let path = format!("/admin/calendars/{account}/disconnect");
    other.owner.form(&path, &[]).await.expect(404);
    assert_eq!(accounts(&dav).await, 1);
}

#[tokio::test]
async fn who_parts_may_take_the_appointments_out_or_leave_them() {
    for (fields, left) in [(vec![("take_out", "true")], 1), (vec![], 2)] {
        let dav = Dav::written().await;
        dav.stage.book("14:00").await;
        dav.put("theirs", &hours("19:00", "20:00")).await;
        let page = dav.stage.page().await;
        assert!(page.contains("sacar también de ese calendario"), "{page}");
        let path = format!("/admin/calendars/{}/disconnect", dav.stage.account().await);
        dav.stage.owner().form(&path, &fields).await.expect(303);
        dav.stage.work().await;
        assert_eq!(dav.entries().await.len(), left, "{fields:?}");
        assert_eq!((accounts(&dav).await, dav.stage.dead_jobs().await), (0, 0));
    }
}
