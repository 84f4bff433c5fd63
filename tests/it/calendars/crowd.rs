//! Five hundred calendars of fifty people: how long a round takes and how many calls, and that nothing is lost or doubled while
//! one call in twenty fails.

use std::collections::BTreeSet;
use std::time::Instant;

use kernel::id::Uuid;
use serde_json::{Value, json};
use testkit::TestApp;
use testkit::google_calendar::FakeGoogle;

use super::consent;
use crate::booking::Salon;
use crate::google::{call_back, path_of};

const SHOPS: usize = 10;
const PEOPLE: [&str; 5] = ["Ana", "Beto", "Caro", "Dani", "Eva"];
const CALENDARS: usize = 10;
const ENTRIES: usize = 20;

struct Crowd {
    google: FakeGoogle,
    app: TestApp,
    salons: Vec<(Salon, String)>,
}

impl Crowd {
    async fn set() -> Self {
        let google = FakeGoogle::start().await;
        let url = google.url.clone();
        let app = TestApp::start_with(&[
            ("GOOGLE_CLIENT_ID", "vitrina-tests"),
            ("GOOGLE_CLIENT_SECRET", "a secret of tests"),
            ("VITRINA_INTEGRATIONS__GOOGLE_CALENDAR_STAND_IN", url.as_str()),
            ("VITRINA_LIMITS__ON", "false"),
        ])
        .await;
        for calendar in 0..CALENDARS {
            google.open_calendar(&place(calendar));
            for n in 0..ENTRIES {
                google.put(&place(calendar), entry(calendar, n, 0)).await;
            }
        }
        let mut salons = vec![];
        for shop in 0..SHOPS {
            let salon = Salon::open(&app, &format!("shop-{shop}"), &PEOPLE).await;
            let service = salon.haircut(json!({})).await;
            salons.push((salon, service));
        }
        let crowd = Self { google, app, salons };
        for (salon, _) in &crowd.salons {
            for person in &salon.people {
                crowd.connect(salon, person).await;
            }
        }
        crowd.choose().await;
        crowd
    }

    async fn connect(&self, salon: &Salon, person: &str) {
        let owner = &salon.shop.owner;
        let path = format!("/admin/calendars/google?resource={person}");
        let left = owner.get(&path).await.expect(303);
        let back = consent(&left.header("location")).await;
        let arrived = call_back(owner, &back).await.expect(303);
        let home = path_of(&arrived.header("location"));
        owner.get(&home).await.expect(303);
    }

    /// Ten calendars are read of each account, and the first of them is written.
    async fn choose(&self) {
        for (salon, _) in &self.salons {
            let rows: Vec<(Uuid, Uuid, String)> = sqlx::query_as(
                "select account_id, calendar_id, remote_id from external_calendar
                  where tenant_id = $1 and remote_id like 'place-%' order by account_id, remote_id",
            )
            .bind(salon.shop.tenant)
            .fetch_all(&mut self.app.database.superuser().await)
            .await
            .unwrap();
            for of_account in rows.chunks(CALENDARS) {
                let ids: Vec<String> = of_account.iter().map(|(_, id, _)| id.to_string()).collect();
                let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("reads", id.as_str())).collect();
                fields.push(("writes", &ids[0]));
                let path = format!("/admin/calendars/{}", of_account[0].0);
                salon.shop.owner.form(&path, &fields).await.expect(303);
            }
        }
    }

    /// Works until nothing waits, the clock moved to whatever is tried again later. Tells how it went.
    async fn settle(&self, what: &str) {
        self.google.take_calls();
        let (begun, mut pauses) = (Instant::now(), 0);
        loop {
            self.app.run_jobs().await;
            let next: Option<i64> = sqlx::query_scalar(
                "select ceil(extract(epoch from min(run_at) - $1))::bigint from job
                  where status = 'waiting' and kind in ('calendars.sync_calendar', 'calendars.write_copies')",
            )
            .bind(self.app.env.now())
            .fetch_one(&mut self.app.database.superuser().await)
            .await
            .unwrap();
            match next {
                Some(seconds) => self.advance(seconds.max(1)),
                None => break,
            }
            pauses += 1;
            assert!(pauses < 500, "it does not settle");
        }
        let calls = self.google.take_calls();
        let many: usize = calls.values().sum();
        let each = f64::from(u32::try_from(many).unwrap()) / 500.0;
        eprintln!(
            "{what}: {:.1?}, {each:.2} calls a calendar {calls:?}",
            begun.elapsed()
        );
    }

    fn advance(&self, seconds: i64) {
        self.app.advance(seconds);
        self.google.advance(seconds);
    }

    /// A quarter of an hour later the clock's round comes.
    async fn round(&self, what: &str) {
        self.advance(900);
        self.app.tick().await;
        self.settle(what).await;
    }

    /// Every person is busy as the ten calendars say, no more and no less, and no work was given up.
    async fn is_in_step(&self, version: usize) {
        let wanted: BTreeSet<(String, i64)> = (0..CALENDARS)
            .flat_map(|calendar| (0..ENTRIES).map(move |n| entry(calendar, n, version)))
            .map(|entry| (entry["id"].as_str().unwrap().to_owned(), starts(&entry)))
            .collect();
        let mut connection = self.app.database.superuser().await;
        for person in self.salons.iter().flat_map(|(salon, _)| &salon.people) {
            let found: Vec<(String, i64)> = sqlx::query_as(
                "select series_key, extract(epoch from starts_at)::bigint from busy_time where resource_id = $1",
            )
            .bind(person.parse::<Uuid>().unwrap())
            .fetch_all(&mut connection)
            .await
            .unwrap();
            assert_eq!(found.len(), wanted.len(), "none twice");
            assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), wanted, "{person}");
        }
        let dead: i64 = sqlx::query_scalar("select count(*) from job where status = 'dead'")
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert_eq!(dead, 0);
    }
}

fn place(calendar: usize) -> String {
    format!("place-{calendar}")
}

/// One hour of every third, for a few days; half an hour later in its next version.
fn entry(calendar: usize, n: usize, version: usize) -> Value {
    let at = |minutes: usize| {
        let start: jiff::Timestamp = "2026-11-23T00:00:00Z".parse().unwrap();
        let minutes = i64::try_from(minutes).unwrap();
        (start + jiff::SignedDuration::from_mins(minutes)).to_string()
    };
    let begins = n * 180 + version * 30;
    json!({
        "id": format!("entry{calendar}x{n}"), "summary": "Dentista",
        "start": { "dateTime": at(begins) }, "end": { "dateTime": at(begins + 60) },
    })
}

fn starts(entry: &Value) -> i64 {
    let at: jiff::Timestamp = entry["start"]["dateTime"].as_str().unwrap().parse().unwrap();
    at.as_second()
}

#[tokio::test]
#[ignore = "long: five hundred calendars"]
async fn five_hundred_calendars_keep_in_step_though_one_call_in_twenty_fails() {
    let crowd = Crowd::set().await;
    crowd.settle("first reading").await;
    crowd.is_in_step(0).await;
    crowd.round("a round without news").await;
    crowd.google.lose_pushes(true);
    for version in [1, 2] {
        if version == 2 {
            crowd.google.fail_one_in(20);
        }
        for calendar in 0..CALENDARS {
            for n in 0..ENTRIES {
                crowd
                    .google
                    .put(&place(calendar), entry(calendar, n, version))
                    .await;
            }
        }
        let faults = if version == 2 { ", 5 % faults" } else { "" };
        crowd
            .round(&format!("a round with 20 changes each{faults}"))
            .await;
        crowd.is_in_step(version).await;
    }
    for (salon, service) in &crowd.salons {
        for person in &salon.people {
            let start = "2026-12-14T15:00:00Z";
            let wished = json!({ "resource_id": person });
            salon.book(service, start, wished).await.expect(201);
        }
    }
    crowd.settle("fifty appointments, 5 % faults").await;
    let ours = crowd.google.entries(&place(0));
    let ours: BTreeSet<String> = ours
        .iter()
        .filter_map(|entry| entry["extendedProperties"]["private"]["booking_id"].as_str())
        .map(ToOwned::to_owned)
        .collect();
    let written = crowd.google.entries(&place(0)).len() - ENTRIES;
    assert_eq!((ours.len(), written), (50, 50), "each once");
    crowd.is_in_step(2).await;
}
