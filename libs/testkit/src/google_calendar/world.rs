//! What it remembers.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{Value, json};

use super::channels::{Channel, Push};
use super::faults::Faults;

/// Its one account.
pub const ACCOUNT: &str = "ana@gmail.test";

/// A call that was made.
pub struct Call {
    pub kind: &'static str,
    pub query: String,
}

/// A calendar, and its entries by id, each with the version that it got with its last change.
pub struct Calendar {
    pub name: String,
    pub role: &'static str,
    pub entries: BTreeMap<String, (u64, Value)>,
    /// Sync tokens from before are too old.
    pub floor: u64,
}

impl Calendar {
    fn new(name: &str, role: &'static str) -> Self {
        Self {
            name: name.to_owned(),
            role,
            entries: BTreeMap::new(),
            floor: 0,
        }
    }
}

/// Everything.
pub struct World {
    pub now: i64,
    pub version: u64,
    pub page: usize,
    pub calendars: BTreeMap<String, Calendar>,
    /// Codes that wait, with challenge and address.
    pub codes: HashMap<String, (String, String)>,
    pub refresh: Vec<String>,
    /// Access tokens, and when they end.
    pub access: HashMap<String, i64>,
    pub channels: BTreeMap<String, Channel>,
    pub push_to: Option<SocketAddr>,
    pub pushes_are_lost: bool,
    pub says_no: bool,
    pub unticks: bool,
    pub slow: Duration,
    pub faults: Faults,
    pub calls: Vec<Call>,
}

impl World {
    pub fn new() -> Self {
        Self {
            // 2026-11-22T15:00:00Z, as the tests' clock.
            now: 1_795_359_600,
            version: 1,
            page: 250,
            calendars: BTreeMap::from([
                (ACCOUNT.to_owned(), Calendar::new("Ana", "owner")),
                (
                    "feriados@group.test".to_owned(),
                    Calendar::new("Feriados", "reader"),
                ),
            ]),
            codes: HashMap::new(),
            refresh: vec![],
            access: HashMap::new(),
            channels: BTreeMap::new(),
            push_to: None,
            pushes_are_lost: false,
            says_no: false,
            unticks: false,
            slow: Duration::ZERO,
            faults: Faults::default(),
            calls: vec![],
        }
    }

    pub fn open_calendar(&mut self, id: &str) {
        self.calendars.insert(id.to_owned(), Calendar::new(id, "owner"));
    }

    /// A number that was never used before.
    pub fn next(&mut self) -> u64 {
        self.version += 1;
        self.version
    }

    pub fn withdraw(&mut self) {
        self.refresh.clear();
        self.access.clear();
    }

    pub fn forget_sync_tokens(&mut self) {
        let floor = self.next();
        for calendar in self.calendars.values_mut() {
            calendar.floor = floor;
        }
    }

    /// Writes an entry under a new version; what is to be told.
    pub fn put(&mut self, calendar: &str, mut entry: Value) -> Vec<Push> {
        let version = self.next();
        let id = entry["id"].as_str().expect("an id").to_owned();
        entry["etag"] = json!(format!("\"{version}\""));
        if entry["status"].is_null() {
            entry["status"] = json!("confirmed");
        }
        let place = self.calendars.get_mut(calendar).expect("a calendar");
        place.entries.insert(id, (version, entry));
        self.pushes(calendar)
    }

    pub fn entry(&self, calendar: &str, id: &str) -> Value {
        let found = self.calendars.get(calendar).and_then(|one| one.entries.get(id));
        found.map_or(Value::Null, |(_, entry)| entry.clone())
    }

    pub fn all(&self, calendar: &str) -> Vec<Value> {
        let place = self.calendars.get(calendar).expect("a calendar");
        place.entries.values().map(|(_, entry)| entry.clone()).collect()
    }

    pub fn open_channels(&self) -> Vec<(String, String, String, String)> {
        let open = self.channels.iter().filter(|(_, one)| one.until > self.now);
        open.map(|(id, one)| {
            (
                id.clone(),
                one.address.clone(),
                one.token.clone(),
                one.calendar.clone(),
            )
        })
        .collect()
    }
}

/// Writes the fields of `changes` over those of `into`; null takes one away.
pub fn merge(into: &mut Value, changes: Value) {
    match (into, changes) {
        (Value::Object(into), Value::Object(changes)) => {
            for (key, value) in changes {
                if value.is_null() {
                    into.remove(&key);
                } else {
                    merge(into.entry(key).or_insert(Value::Null), value);
                }
            }
        }
        (into, other) => *into = other,
    }
}
