//! Addresses that give a calendar: subscribed to, read, asked no more often than they like.

use std::sync::{Arc, Mutex};

use testkit::Answer;

use super::Stage;
use crate::hostile::{Asked, Hostile, Reply};

/// A shop, and a server with one calendar whose text the test changes.
pub struct Feed {
    pub stage: Stage,
    pub server: Hostile,
    answer: Arc<Mutex<Given>>,
}

/// How the server answers.
#[derive(Clone, Default)]
pub struct Given {
    pub status: u16,
    pub body: Vec<u8>,
    pub headers: Vec<(&'static str, String)>,
}

impl Feed {
    /// Nothing is subscribed to yet.
    pub async fn set() -> Self {
        let answer = Arc::new(Mutex::new(Given {
            status: 200,
            body: calendar("").into(),
            headers: vec![],
        }));
        let shared = answer.clone();
        let server = Hostile::start(move |asked| reply(&shared.lock().unwrap(), asked)).await;
        let stage = Stage::set_with(&[
            ("VITRINA_LIMITS__ON", "false"),
            ("VITRINA_INTEGRATIONS__LOCAL_CALENDARS", "true"),
        ])
        .await;
        Self {
            stage,
            server,
            answer,
        }
    }

    /// Subscribed to, and read.
    pub async fn subscribed() -> Self {
        let feed = Self::set().await;
        let done = feed.subscribe("Apartamento 101").await.expect(303);
        assert_eq!(
            done.header("location"),
            "/admin/calendars?done=calendars-subscribed"
        );
        feed.stage.work().await;
        feed
    }

    pub async fn subscribe(&self, name: &str) -> Answer {
        let address = self.server.url("/secret-key.ics").to_string();
        self.typed(name, &address).await
    }

    pub async fn typed(&self, name: &str, address: &str) -> Answer {
        let fields = [
            ("resource_id", self.stage.salon.people[0].as_str()),
            ("name", name),
            ("address", address),
        ];
        let owner = self.stage.owner_now().await;
        owner.form("/admin/calendars/feed", &fields).await
    }

    /// From now on the server answers so.
    pub fn gives(&self, given: Given) {
        *self.answer.lock().unwrap() = given;
    }

    /// From now on the calendar has these entries.
    pub fn has(&self, entries: &str) {
        self.answer.lock().unwrap().body = calendar(entries).into();
    }

    /// From now on the answers carry this header.
    pub fn says(&self, name: &'static str, value: &str) {
        self.answer.lock().unwrap().headers.push((name, value.to_owned()));
    }

    /// How often it was asked.
    pub fn asked(&self) -> usize {
        self.server.asked().len()
    }
}

fn reply(given: &Given, asked: &Asked) -> Reply {
    let tag = given.headers.iter().find(|(name, _)| *name == "etag");
    let same = tag.is_some_and(|(_, tag)| asked.head.contains(&format!("if-none-match: {tag}")));
    let reply = Reply::new(if same { 304 } else { given.status });
    let reply = given
        .headers
        .iter()
        .fold(reply, |reply, (name, value)| reply.header(name, value));
    if same {
        reply
    } else {
        reply.body(given.body.clone())
    }
}

pub fn calendar(entries: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tests//EN\r\n{entries}END:VCALENDAR\r\n")
}

/// An entry of Monday, in UTC.
pub fn entry(uid: &str, from: &str, until: &str) -> String {
    let hours = super::server_stage::hours(from, until);
    format!(
        "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261120T120000Z\r\nSUMMARY:Dentista\r\n{hours}\r\nEND:VEVENT\r\n"
    )
}

#[tokio::test]
async fn what_is_in_it_leaves_the_offer_and_comes_back_when_it_goes() {
    let feed = Feed::subscribed().await;
    assert!(feed.stage.offers("14:00").await);
    feed.has(&format!(
        "{}{}",
        entry("a", "14:00", "15:00"),
        entry("b", "19:00", "19:30")
    ));
    feed.stage.round().await;
    assert!(!feed.stage.offers("14:00").await && !feed.stage.offers("19:00").await);
    feed.has(&entry("b", "20:00", "20:30"));
    feed.stage.round().await;
    assert!(feed.stage.offers("14:00").await && feed.stage.offers("19:00").await);
    assert!(!feed.stage.offers("20:00").await);
    // Outlook's names of zones.
    feed.has(&entry("w", "19:00", "19:30").replace(
        "DTSTART:20261123T190000Z",
        "DTSTART;TZID=SA Pacific Standard Time:20261123T140000",
    ));
    feed.stage.round().await;
    assert!(!feed.stage.offers("19:00").await && feed.stage.offers("20:00").await);
    feed.has(&entry("b", "20:00", "20:30"));
    feed.stage.round().await;
    // Only the times are kept, and of the address what may be shown.
    let rows: Vec<String> = sqlx::query_scalar(
        "select e::text from external_event e union all select c::text from external_calendar c
         union all select a::text from calendar_account a union all select encode(tokens_sealed, 'escape') from calendar_account
         union all select (before::text || after::text) from audit_event union all select payload::text from job",
    )
    .fetch_all(&mut feed.stage.app.database.superuser().await)
    .await
    .unwrap();
    assert!(
        rows.iter()
            .all(|row| !row.contains("Dentista") && !row.contains("secret-key"))
    );
    let page = feed.stage.page().await;
    assert!(
        page.contains("127.0.0.1/…") && page.contains("Apartamento 101"),
        "{page}"
    );
    assert!(!page.contains("secret-key"));
    // What was subscribed to can be left.
    let path = format!("/admin/calendars/{}/disconnect", feed.stage.account().await);
    let owner = feed.stage.owner_now().await;
    owner.form(&path, &[]).await.expect(303);
    feed.stage.work().await;
    assert!(feed.stage.offers("20:00").await);
}

#[tokio::test]
async fn what_did_not_change_is_neither_sent_nor_written_again() {
    let feed = Feed::subscribed().await;
    feed.says("etag", "\"one\"");
    feed.has(&entry("a", "14:00", "15:00"));
    feed.stage.round().await;
    let before = written(&feed).await;
    feed.stage.round().await;
    let last = feed.server.asked().pop().unwrap();
    assert!(last.head.contains("if-none-match: \"one\""), "{}", last.head);
    assert!(
        !feed.stage.offers("14:00").await,
        "304 means that all is as it was"
    );
    // A server that knows no ETag, and stamps everything anew.
    feed.gives(Given {
        status: 200,
        body: calendar(&entry("a", "14:00", "15:00").replace("20261120T12", "20261121T12")).into(),
        headers: vec![],
    });
    feed.stage.round().await;
    assert_eq!(written(&feed).await, before);
    let mut notes = feed.stage.notes().await;
    notes.sort_unstable();
    assert_eq!(notes, ["connected", "read_whole", "read_whole"], "{notes:?}");
}

async fn written(feed: &Feed) -> String {
    sqlx::query_scalar("select string_agg(xmin::text, ',') from external_event")
        .fetch_one(&mut feed.stage.app.database.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn it_is_asked_no_more_often_than_it_likes_but_once_a_day() {
    let feed = Feed::subscribed().await;
    feed.says("cache-control", "private, max-age=3600");
    feed.stage.round().await;
    let asked = feed.asked();
    for _ in 0..3 {
        feed.stage.round().await;
    }
    assert_eq!(feed.asked(), asked, "not within the hour");
    feed.stage.round().await;
    assert_eq!(feed.asked(), asked + 1);
    feed.gives(Given {
        status: 200,
        body: calendar("").into(),
        headers: vec![("cache-control", "max-age=99999999".to_owned())],
    });
    feed.stage.advance(3_600);
    feed.stage.round().await;
    let asked = feed.asked();
    feed.stage.advance(23 * 3_600);
    feed.stage.round().await;
    assert_eq!(feed.asked(), asked);
    feed.stage.advance(3_600);
    feed.stage.round().await;
    assert_eq!(feed.asked(), asked + 1, "a day is enough for anybody");
}

#[tokio::test]
async fn the_hand_that_reads_now_does_not_wait_for_the_cache() {
    let feed = Feed::subscribed().await;
    feed.says("cache-control", "max-age=7200");
    feed.stage.round().await;
    feed.has(&entry("a", "14:00", "15:00"));
    let path = format!("/admin/calendars/{}/sync", feed.stage.account().await);
    let owner = feed.stage.owner_now().await;
    owner.form(&path, &[]).await.expect(303);
    feed.stage.work().await;
    assert!(!feed.stage.offers("14:00").await);
}

#[tokio::test]
async fn our_own_feed_keeps_nobody_busy() {
    let feed = Feed::subscribed().await;
    let (id, _) = feed.stage.book("14:00").await;
    // As our own feed of the calendar says it, and as it said it before the appointment moved.
    feed.has(&entry(&format!("{id}@vitrina"), "19:00", "19:30"));
    feed.stage.round().await;
    assert!(feed.stage.offers("19:00").await);
    // Somebody else's identifier in our form is theirs.
    feed.has(&entry(
        "01890000-0000-7000-8000-000000000000@vitrina",
        "19:00",
        "19:30",
    ));
    feed.stage.round().await;
    assert!(!feed.stage.offers("19:00").await);
}

#[tokio::test]
async fn two_of_one_name_are_refused_and_what_is_no_calendar_is_said() {
    let feed = Feed::subscribed().await;
    let again = feed.subscribe("Apartamento 101").await;
    assert_eq!(again.status, 422, "{}", again.text);
    feed.subscribe("Apartamento 102").await.expect(303);
    for (address, said) in [
        ("http://10.0.0.1/a.ics", "no podemos llamar"),
        ("webcal://10.0.0.1/a.ics", "no podemos llamar"),
        ("https://ana:clave@dav.test/a.ics", "no podemos llamar"),
        ("http://127.0.0.1:9/a.ics", "Nadie responde"),
    ] {
        let refused = feed.typed("Otra", address).await;
        assert_eq!(refused.status, 422, "{address}: {}", refused.text);
        assert!(refused.text.contains(said), "{address}: {}", refused.text);
    }
    feed.gives(Given {
        status: 200,
        body: b"<!doctype html><h1>Sign in</h1>".to_vec(),
        headers: vec![],
    });
    let refused = feed.subscribe("Otra").await;
    assert!(refused.text.contains("no es un calendario"), "{}", refused.text);
    feed.gives(Given {
        status: 404,
        ..Given::default()
    });
    let refused = feed.subscribe("Otra").await;
    assert!(refused.text.contains("no nos dejan leer"), "{}", refused.text);
    let accounts: i64 = sqlx::query_scalar("select count(*) from calendar_account")
        .fetch_one(&mut feed.stage.app.database.superuser().await)
        .await
        .unwrap();
    assert_eq!(accounts, 2);
}
