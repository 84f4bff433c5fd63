//! A shop whose person keeps a calendar at a real server, Radicale.

use caldav::Known;
use outbound::Url;
use testkit::Answer;

use super::{MONDAY, Stage};
use crate::radicale::{PASSWORD, Radicale};

/// The shop, the server, and Ana's calendar there.
pub struct Dav {
    pub stage: Stage,
    pub radicale: Radicale,
    pub calendar: Url,
}

impl Dav {
    /// Nothing is connected yet.
    pub async fn set() -> Self {
        let radicale = Radicale::start().await;
        let calendar = radicale.calendar("ana", "trabajo", &["VEVENT"]).await;
        let stage = Stage::set_with(&[
            ("VITRINA_LIMITS__ON", "false"),
            ("VITRINA_INTEGRATIONS__LOCAL_CALENDARS", "true"),
        ])
        .await;
        Self {
            stage,
            radicale,
            calendar,
        }
    }

    /// Connected and read.
    pub async fn connected() -> Self {
        let dav = Self::set().await;
        let done = dav.connect("ana", PASSWORD).await.expect(303);
        assert_eq!(
            done.header("location"),
            "/admin/calendars?done=calendars-connected"
        );
        dav.stage.work().await;
        dav
    }

    /// Connected, read and written.
    pub async fn written() -> Self {
        let dav = Self::connected().await;
        let own = dav.own().await;
        dav.stage.choose(&[&own], &own).await.expect(303);
        dav.stage.work().await;
        dav
    }

    /// The owner types this into the form.
    pub async fn connect(&self, user: &str, password: &str) -> Answer {
        let server = self.radicale.url("/").to_string();
        self.typed(&[("server", &server), ("user", user), ("password", password)])
            .await
    }

    pub async fn typed(&self, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![
            ("resource_id", self.stage.salon.people[0].as_str()),
            ("house", "other"),
        ];
        all.extend(fields);
        let owner = self.stage.owner_now().await;
        owner.form("/admin/calendars/server", &all).await
    }

    /// The calendar's id here.
    pub async fn own(&self) -> String {
        self.stage.calendar(self.calendar.as_str()).await
    }

    /// Ana writes an entry there: lines of its event besides the identifier.
    pub async fn put(&self, uid: &str, lines: &str) {
        let body = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tests//EN\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n\
             DTSTAMP:20261120T120000Z\r\nSUMMARY:Dentista\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        self.put_whole(uid, body).await;
    }

    pub async fn put_whole(&self, uid: &str, body: String) {
        let url = self.calendar.join(&format!("{uid}.ics")).unwrap();
        self.radicale.send("PUT", &url, "ana", body).await;
    }

    pub async fn delete(&self, file: &str) {
        let url = self.calendar.join(file).unwrap();
        self.radicale.send("DELETE", &url, "ana", String::new()).await;
    }

    /// The kinds of the log's lines in the order of letters: of one moment none is the first.
    pub async fn told(&self) -> Vec<String> {
        let mut notes = self.stage.notes().await;
        notes.sort();
        notes
    }

    /// What lies there: names of files, and contents.
    pub async fn entries(&self) -> Vec<(String, String)> {
        let client = self.radicale.client("ana");
        let all = client.changes(&self.calendar, None, &Known::new()).await.unwrap();
        let entry = |object: caldav::Object| {
            let file = object.href.rsplit('/').next().unwrap().to_owned();
            (file, String::from_utf8(object.ics).unwrap().replace("\r\n", "\n"))
        };
        all.changed.into_iter().map(entry).collect()
    }

    /// The only entry.
    pub async fn only(&self) -> (String, String) {
        let mut entries = self.entries().await;
        assert_eq!(entries.len(), 1, "{entries:?}");
        entries.remove(0)
    }
}

/// From when to when of Monday, `HH:MM` in UTC.
pub fn hours(from: &str, until: &str) -> String {
    let day = MONDAY.replace('-', "");
    let at = |time: &str| format!("{day}T{}00Z", time.replace(':', ""));
    format!("DTSTART:{}\r\nDTEND:{}", at(from), at(until))
}
