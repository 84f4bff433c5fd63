//! Calendars outside, through the front door, with a stand-in for Google that can do everything wrong.

mod connecting;
mod crowd;
mod faults;
mod feeds;
mod hostile_feeds;
mod messages;
mod patience;
pub mod quiet;
mod reading;
mod server;
mod server_faults;
mod server_stage;
mod speed;
mod writing;

use kernel::id::Uuid;
use serde_json::{Value, json};
use testkit::google_calendar::{ACCOUNT, FakeGoogle};
use testkit::{Answer, Client, TestApp};

use crate::booking::{Salon, text};
use crate::google::{call_back, path_of};

/// Monday after the tests' present.
pub const MONDAY: &str = "2026-11-23";

/// A barber's shop with one person, and a service of half an hour, whose program knows the stand-in.
pub struct Stage {
    pub google: FakeGoogle,
    pub app: TestApp,
    pub salon: Salon,
    pub service: String,
}

impl Stage {
    /// Nothing is connected yet.
    pub async fn set() -> Self {
        Self::set_with(&[("VITRINA_LIMITS__ON", "false")]).await
    }

    pub async fn set_with(more: &[(&str, &str)]) -> Self {
        let google = FakeGoogle::start().await;
        let url = google.url.clone();
        let mut variables = vec![
            ("GOOGLE_CLIENT_ID", "vitrina-tests"),
            ("GOOGLE_CLIENT_SECRET", "a secret of tests"),
            ("VITRINA_INTEGRATIONS__GOOGLE_CALENDAR_STAND_IN", url.as_str()),
        ];
        variables.extend(more);
        let app = TestApp::start_with(&variables).await;
        google.push_to(app.address);
        let salon = Salon::open(&app, "aurora", &["Luis"]).await;
        let service = salon.haircut(json!({})).await;
        Self {
            google,
            app,
            salon,
            service,
        }
    }

    /// Connected, and its own calendar read.
    pub async fn connected() -> Self {
        let stage = Self::set().await;
        stage.connect().await;
        stage
    }

    /// Connected, and its own calendar read and written.
    pub async fn written() -> Self {
        let stage = Self::connected().await;
        let own = stage.calendar(ACCOUNT).await;
        stage.choose(&[&own], &own).await.expect(303);
        stage.work().await;
        stage
    }

    pub fn owner(&self) -> &Client {
        &self.salon.shop.owner
    }

    /// The owner in a new session: the first one's token does not outlive the clock's rounds.
    pub async fn owner_now(&self) -> Client {
        testkit::sign_in(&self.salon.shop.anonymous, "owner@aurora.test").await
    }

    /// The whole way of the owner to Google and back, and the first reading.
    pub async fn connect(&self) {
        let owner = self.owner_now().await;
        let back = self.way_back(&owner).await;
        let arrived = call_back(&owner, &back).await.expect(303);
        let home = path_of(&arrived.header("location"));
        assert!(home.starts_with("/admin/calendars/google/finish?"), "{home}");
        let done = owner.get(&home).await.expect(303);
        assert_eq!(
            done.header("location"),
            "/admin/calendars?done=calendars-connected"
        );
        self.work().await;
    }

    /// Where Google sends the browser after its page of consent.
    pub async fn way_back(&self, owner: &Client) -> String {
        let path = format!("/admin/calendars/google?resource={}", self.salon.people[0]);
        let left = owner.get(&path).await.expect(303);
        consent(&left.header("location")).await
    }

    /// Works off what is due. A message that comes in this very moment holds its job, which is then passed over: so until none is
    /// left.
    pub async fn work(&self) {
        loop {
            self.app.run_jobs().await;
            let due: i64 =
                sqlx::query_scalar("select count(*) from job where status = 'waiting' and run_at <= $1")
                    .bind(self.app.env.now())
                    .fetch_one(&mut self.app.database.superuser().await)
                    .await
                    .unwrap();
            if due == 0 {
                return;
            }
        }
    }

    /// One of the account's calendars, by Google's name for it.
    pub async fn calendar(&self, remote: &str) -> String {
        let id: Uuid = sqlx::query_scalar("select calendar_id from external_calendar where remote_id = $1")
            .bind(remote)
            .fetch_one(&mut self.app.database.superuser().await)
            .await
            .unwrap();
        id.to_string()
    }

    pub async fn account(&self) -> String {
        let id: Uuid = sqlx::query_scalar("select account_id from calendar_account")
            .fetch_one(&mut self.app.database.superuser().await)
            .await
            .unwrap();
        id.to_string()
    }

    pub async fn choose(&self, reads: &[&str], writes: &str) -> Answer {
        let mut fields: Vec<(&str, &str)> = reads.iter().map(|id| ("reads", *id)).collect();
        fields.push(("writes", writes));
        let path = format!("/admin/calendars/{}", self.account().await);
        self.owner().form(&path, &fields).await
    }

    /// Somebody writes an entry at Google: `HH:MM` to `HH:MM` of Monday, in UTC. Its message comes, and is worked off.
    pub async fn busy(&self, id: &str, from: &str, until: &str) {
        self.google.put(ACCOUNT, entry(id, from, until)).await;
        self.work().await;
    }

    /// Times of Monday that are offered, in UTC.
    pub async fn times(&self) -> Vec<String> {
        self.times_on(MONDAY).await
    }

    /// Times of a day, none of which is kept: what a job did is seen when it is done.
    pub async fn times_on(&self, day: &str) -> Vec<String> {
        let service = &self.service;
        let path = format!("/api/v1/availability/slots?service_id={service}&from={day}&to={day}");
        let shop = &self.salon.shop;
        self.app.app.pages.forget_times(shop.tenant);
        let slots = shop.anonymous.get(&path).await.expect(200).json();
        let data = slots["data"].as_array().unwrap().clone();
        data.iter()
            .map(|slot| text(&slot["start"])[11..16].to_owned())
            .collect()
    }

    /// Whether that time of Monday is offered.
    pub async fn offers(&self, time: &str) -> bool {
        self.times().await.iter().any(|offered| offered == time)
    }

    /// Books a time of Monday, in UTC; id and key.
    pub async fn book(&self, time: &str) -> (String, String) {
        let start = format!("{MONDAY}T{time}:00Z");
        let booked = self.salon.booked(&self.service, &start).await;
        self.work().await;
        booked
    }

    /// The log as it is kept: kinds, oldest first.
    pub async fn notes(&self) -> Vec<String> {
        sqlx::query_scalar("select kind from sync_note order by created_at, note_id")
            .fetch_all(&mut self.app.database.superuser().await)
            .await
            .unwrap()
    }

    /// Jobs of this slice that nobody does any more.
    pub async fn dead_jobs(&self) -> i64 {
        sqlx::query_scalar("select count(*) from job where status = 'dead'")
            .fetch_one(&mut self.app.database.superuser().await)
            .await
            .unwrap()
    }

    /// The clock goes on by a quarter of an hour, and its round is worked off.
    pub async fn round(&self) {
        self.app.advance(900);
        self.google.advance(900);
        self.app.tick().await;
        self.work().await;
    }

    /// Both clocks go on.
    pub fn advance(&self, seconds: i64) {
        self.app.advance(seconds);
        self.google.advance(seconds);
    }

    pub async fn page(&self) -> String {
        let owner = self.owner_now().await;
        owner.get("/admin/calendars").await.expect(200).text
    }
}

/// An entry of Monday, in UTC.
pub fn entry(id: &str, from: &str, until: &str) -> Value {
    json!({
        "id": id, "summary": "Dentista",
        "start": { "dateTime": format!("{MONDAY}T{from}:00Z"), "timeZone": "America/Bogota" },
        "end": { "dateTime": format!("{MONDAY}T{until}:00Z"), "timeZone": "America/Bogota" },
    })
}

/// Somebody says yes at Google's page; where the browser goes then.
pub async fn consent(address: &str) -> String {
    let browser = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap();
    let sent = browser.get(address).send().await.unwrap();
    let status = sent.status();
    match sent.headers().get("location") {
        Some(location) => location.to_str().unwrap().to_owned(),
        None => panic!("{status}: {}", sent.text().await.unwrap()),
    }
}
