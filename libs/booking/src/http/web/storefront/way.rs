//! Addresses of these pages. What a customer chose, and the key of the time that is kept for them, travels in addresses and
//! forms: inside a page of another site browsers may keep no cookies.

use http::page::{Frame, address};
use serde::Deserialize;

use super::free::Wish;
use super::times::Leaf;
use crate::model::{BookingId, Day, ResourceId, Service};

/// What a customer chose so far, as an address says it. What cannot be read was not chosen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Choices {
    with: Option<String>,
    day: Option<String>,
    week: Option<String>,
    seats: Option<String>,
    key: Option<String>,
    embed: Frame,
}

impl Choices {
    /// What the page stands in.
    pub fn frame(&self) -> Frame {
        self.embed
    }

    /// The key of an appointment's link, if it could be one of ours.
    pub fn key(&self) -> &str {
        plain_key(self.key.as_deref()).unwrap_or_default()
    }

    /// What they look for.
    pub fn wish(&self, service: &Service) -> Wish {
        let read = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Day>().ok());
        let seats = self.seats.as_deref().and_then(|text| text.parse().ok());
        Wish {
            only: self.with.as_deref().and_then(|text| text.parse().ok()),
            seats: seats
                .filter(|seats| (1..=service.seats).contains(seats))
                .unwrap_or(1),
            day: read(&self.day),
            week: read(&self.week),
            near: None,
            moving: None,
        }
    }
}

/// A page about free times with one thing changed.
#[derive(Debug, Clone)]
pub struct Way {
    /// Its address without what was chosen.
    pub path: String,
    /// Where to wait for a time.
    pub wait: String,
    pub only: Option<ResourceId>,
    pub seats: i16,
    /// The day, or else the weeks, that they chose.
    pub day: Option<Day>,
    pub week: Option<Day>,
    pub frame: Frame,
    /// The key of an appointment that is moved, or nothing.
    pub key: String,
}

impl Way {
    /// To a new appointment.
    pub fn to_service(service: &Service, wish: &Wish, frame: Frame) -> Self {
        Self {
            path: service_path(&service.slug),
            wait: format!("{}/espera", service_path(&service.slug)),
            only: wish.only,
            seats: wish.seats,
            day: wish.day,
            week: wish.week.filter(|_| wish.day.is_none()),
            frame,
            key: String::new(),
        }
    }

    /// With this one, on the same day.
    pub fn with(&self, only: Option<ResourceId>) -> String {
        let [day, week] = self.dates();
        Self { only, ..self.clone() }.at(&[("day", &day), ("week", &week)])
    }

    /// The day and the weeks as an address says them; empty where nothing was chosen.
    pub fn dates(&self) -> [String; 2] {
        [self.day, self.week].map(|date| date.map(|date| date.to_string()).unwrap_or_default())
    }

    /// As it is, and with more of it said.
    pub fn at(&self, more: &[(&str, &str)]) -> String {
        self.address(&self.path, more)
    }

    fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let only = self.only.map(|only| only.to_string()).unwrap_or_default();
        let seats = if self.seats > 1 {
            self.seats.to_string()
        } else {
            String::new()
        };
        let mut pairs = vec![
            ("key", self.key.as_str()),
            ("with", only.as_str()),
            ("seats", seats.as_str()),
            ("embed", self.frame.word()),
        ];
        pairs.extend(more);
        address(path, &pairs)
    }
}

impl Leaf for Way {
    fn day(&self, day: Day) -> String {
        self.at(&[("day", &day.to_string())])
    }

    fn week(&self, monday: Day) -> String {
        self.at(&[("week", &monday.to_string())])
    }

    fn wait(&self, day: Option<Day>) -> String {
        if self.wait.is_empty() {
            return String::new();
        }
        let day = day.map(|day| day.to_string()).unwrap_or_default();
        self.address(&self.wait, &[("day", &day)])
    }
}

/// Where a service is booked.
pub fn service_path(slug: &str) -> String {
    format!("/reservar/{slug}")
}

/// Where the customer says who they are, for a time that is kept.
pub fn details_path(slug: &str, hold: BookingId, key: &str, frame: Frame) -> String {
    let hold = hold.to_string();
    address(
        &format!("/reservar/{slug}/datos"),
        &[("hold", &hold), ("key", key), ("embed", frame.word())],
    )
}

/// An appointment's page, or one below it (`/mover`), with a word about what was done.
pub fn booking_page(id: BookingId, below: &str, key: &str, done: &str, frame: Frame) -> String {
    address(
        &format!("/reservas/{id}{below}"),
        &[("key", key), ("done", done), ("embed", frame.word())],
    )
}

/// Keys of ours are URL-safe text; anything else opens nothing and is not repeated in links.
pub fn plain_key(key: Option<&str>) -> Option<&str> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    key.filter(|key| (1..=100).contains(&key.len()) && key.bytes().all(fits))
}
