//! What the last step shows.

use askama::Template;
use http::{FormState, Page};
use kernel::Instant;

use super::details_form::Asked;
use super::service_face::ServiceFace;
use super::times::Times;
use super::words::{city, clock, lead, stretch};
use crate::model::{Booking, Service};
use crate::queries::bookings::ServedBy;

#[derive(Template)]
#[template(path = "booking/storefront/details.html")]
pub struct DetailsPage {
    page: Page,
    f: FormState,
    service: ServiceFace,
    /// The time that is kept; nothing when somebody else has it.
    kept: Option<KeptView>,
    /// Other times, when it is gone.
    times: Option<Times>,
    questions: Vec<Asked>,
    action: String,
    release: String,
    /// Until when it can be moved or cancelled.
    change: String,
    /// Whether the shop has yet to say yes.
    asks: bool,
    /// Whether it was kept for somebody in line.
    offered: bool,
    /// Whether they may agree to text messages.
    texts: bool,
}

/// A time that is kept.
pub struct KeptView {
    pub when: String,
    pub start: String,
    pub zone: String,
    pub city: String,
    pub with: String,
    pub people: String,
    pub price: i64,
    pub deposit: i64,
    /// `10:15 a. m.`
    pub until: String,
    /// RFC 3339, for the countdown.
    pub until_at: String,
}

/// What it is made of.
pub struct Look {
    pub service: Service,
    pub kept: Option<Booking>,
    pub servers: Vec<ServedBy>,
    pub action: String,
    pub offered: bool,
    pub texts: bool,
}

impl DetailsPage {
    /// In the reader's language.
    pub fn new(page: Page, f: FormState, look: &Look) -> Self {
        let service = &look.service;
        let change = match service.cancel_until {
            0 => page.t("book-change-any-time"),
            minutes => page.tn("book-change-until", "lead", lead(&page, minutes)),
        };
        Self {
            service: ServiceFace::new(&page, service, &[], None),
            kept: look
                .kept
                .as_ref()
                .map(|booking| KeptView::new(&page, booking, &look.servers)),
            times: None,
            questions: service.questions.iter().map(Asked::of).collect(),
            release: look.action.replacen("/datos?", "/soltar?", 1),
            action: look.action.clone(),
            asks: service.needs_confirmation,
            offered: look.offered,
            texts: look.texts,
            change,
            f,
            page,
        }
    }

    /// With other times instead of the one that is gone.
    #[must_use]
    pub fn with_times(mut self, times: Times) -> Self {
        self.times = Some(times);
        self
    }
}

impl KeptView {
    fn new(page: &Page, booking: &Booking, servers: &[ServedBy]) -> Self {
        let zone = page.tenant().zone();
        let names: Vec<_> = servers.iter().map(|server| server.name.as_str()).collect();
        let until = booking.hold_expires_at.unwrap_or(booking.starts_at);
        Self {
            when: stretch((booking.starts_at, booking.ends_at), &zone, page.locale()),
            start: booking.starts_at.to_string(),
            zone: booking.time_zone.clone(),
            city: city(&booking.time_zone),
            with: names.join(", "),
            people: if booking.seats > 1 {
                page.tn("book-people", "count", booking.seats)
            } else {
                String::new()
            },
            price: booking.price,
            deposit: booking.deposit,
            until: kept_until(page, until),
            until_at: until.to_string(),
        }
    }
}

/// The hour alone: it is a matter of minutes.
fn kept_until(page: &Page, until: Instant) -> String {
    let hour = clock(until, &page.tenant().zone(), page.locale());
    page.tn("book-kept-until", "until", hour)
}
