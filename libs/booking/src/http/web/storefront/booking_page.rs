//! What an appointment's page shows.

use askama::Template;
use http::Page;
use http::page::Crumb;
use jiff::tz::TimeZone;
use kernel::Instant;

use super::attending::said;
use super::way::{booking_page, embed, service_path};
use super::words::{city, day_and_hour, stretch};
use crate::model::calendar::clock;
use crate::model::{Booking, BookingStatus, Service};
use crate::queries::bookings::ServedBy;

#[derive(Template)]
#[template(path = "booking/storefront/booking.html")]
pub struct BookingPage {
    page: Page,
    crumbs: Vec<Crumb>,
    /// Whether it was booked just now.
    thanks: bool,
    facts: Facts,
    status: String,
    tone: &'static str,
    /// What happens next, or happened.
    text: String,
    /// Whether they come, as they said.
    said: String,
    email: String,
    notes: String,
    reason: String,
    change: Change,
    again_url: String,
    /// Whether to propose an account.
    invite: bool,
    chat: Option<String>,
}

/// What, when, where and with whom.
pub struct Facts {
    pub service: String,
    pub when: String,
    /// The same on the customer's own clock, where that shows another time.
    pub yours: String,
    /// RFC 3339, for scripts.
    pub start: String,
    pub zone: String,
    pub city: String,
    pub with: String,
    pub place: String,
    pub people: String,
    pub price: i64,
    pub deposit: i64,
    pub code: String,
}

/// Whether its customer may still change it.
pub struct Change {
    pub possible: bool,
    /// Until when, or that it is too late.
    pub text: String,
    pub policy: String,
    pub move_url: String,
    pub cancel_url: String,
}

/// How it is looked at.
pub struct Look {
    /// The key of the link, or nothing.
    pub key: String,
    /// Right after it was booked.
    pub thanks: bool,
    pub now: Instant,
    pub servers: Vec<ServedBy>,
}

impl BookingPage {
    /// In the reader's language.
    pub fn new(mut page: Page, booking: &Booking, service: &Service, look: &Look) -> Self {
        if look.thanks {
            page.notices.clear();
        }
        let is_theirs = page.person.is_some() && look.key.is_empty();
        let key = if booking.status == BookingStatus::Confirmed && booking.ends_at <= look.now {
            "book-text-past"
        } else {
            text_key(booking.status)
        };
        Self {
            crumbs: if is_theirs { crumbs(&page) } else { vec![] },
            thanks: look.thanks,
            facts: Facts::new(&page, booking, service, &look.servers),
            status: page.t(&booking.status.name_key()),
            tone: tone(booking.status),
            text: page.tn(key, "shop", &page.shop.name),
            said: if booking.status == BookingStatus::Confirmed {
                said(&page, booking.attendance)
            } else {
                String::new()
            },
            email: booking
                .email
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            notes: booking.notes.clone().unwrap_or_default(),
            reason: booking.cancel_reason.clone().unwrap_or_default(),
            change: Change::new(&page, booking, service, look),
            again_url: http::page::address(&service_path(&service.slug), &[("embed", embed(page.framed))]),
            invite: page.person.is_none() && booking.person_id.is_none() && !page.framed,
            chat: page.chat(&page.tn("book-chat", "code", &booking.code)),
            page,
        }
    }
}

fn crumbs(page: &Page) -> Vec<Crumb> {
    vec![
        Crumb::new("/account", page.t("ui-account")),
        Crumb::new("/account/bookings", page.t("ui-my-bookings")),
        Crumb::new("", page.title.clone()),
    ]
}

/// Colour of its badge.
pub fn tone(status: BookingStatus) -> &'static str {
    match status {
        BookingStatus::Held | BookingStatus::Pending => "wait",
        BookingStatus::Confirmed => "good",
        BookingStatus::Completed => "info",
        BookingStatus::NoShow | BookingStatus::Cancelled => "bad",
        BookingStatus::Expired => "calm",
    }
}

fn text_key(status: BookingStatus) -> &'static str {
    match status {
        BookingStatus::Held => "book-text-held",
        BookingStatus::Pending => "book-text-pending",
        BookingStatus::Confirmed => "book-text-confirmed",
        BookingStatus::Completed => "book-text-completed",
        BookingStatus::NoShow => "book-text-no-show",
        BookingStatus::Expired => "book-text-expired",
        BookingStatus::Cancelled => "book-text-cancelled",
    }
}

impl Facts {
    /// As it was booked, except for the place, which is where the service is today.
    pub fn new(page: &Page, booking: &Booking, service: &Service, servers: &[ServedBy]) -> Self {
        let names: Vec<_> = servers.iter().map(|server| server.name.as_str()).collect();
        let zone = clock(&booking.time_zone).unwrap_or(TimeZone::UTC);
        let place = service.place.clone().or_else(|| page.shop.address.clone());
        Self {
            service: booking.service_name.clone(),
            when: stretch((booking.starts_at, booking.ends_at), &zone, page.locale()),
            yours: yours(page, booking, &zone),
            start: booking.starts_at.to_string(),
            zone: booking.time_zone.clone(),
            city: city(&booking.time_zone),
            with: names.join(", "),
            place: place.unwrap_or_default(),
            people: if booking.seats > 1 {
                page.tn("book-people", "count", booking.seats)
            } else {
                String::new()
            },
            price: booking.price,
            deposit: booking.deposit,
            code: booking.code.clone(),
        }
    }
}

fn yours(page: &Page, booking: &Booking, at_shop: &TimeZone) -> String {
    let Some(name) = booking.customer_zone.as_deref() else {
        return String::new();
    };
    let Ok(zone) = clock(name) else {
        return String::new();
    };
    let at = |zone: &TimeZone| day_and_hour(booking.starts_at, zone, page.locale());
    if at(&zone) == at(at_shop) {
        return String::new();
    }
    page.ta("book-yours", &[("when", at(&zone)), ("city", city(name))])
}

impl Change {
    /// As the shop's rule says, at this moment.
    pub fn new(page: &Page, booking: &Booking, service: &Service, look: &Look) -> Self {
        let latest = booking
            .starts_at
            .plus_seconds(-i64::from(service.cancel_until) * 60);
        let is_ahead = booking.status.is_ahead() && booking.starts_at > look.now;
        let possible = is_ahead && look.now <= latest;
        let until = || {
            page.tn(
                "book-change-by",
                "when",
                day_and_hour(latest, &page.tenant().zone(), page.locale()),
            )
        };
        let text = match (is_ahead, possible) {
            (true, true) => until(),
            (true, false) => page.t("error-too_late_to_change"),
            (false, _) => String::new(),
        };
        let below = |path: &str| booking_page(booking.booking_id, path, &look.key, "", page.framed);
        Self {
            possible,
            text,
            policy: service.policy.clone().filter(|_| is_ahead).unwrap_or_default(),
            move_url: below("/mover"),
            cancel_url: below("/cancelar"),
        }
    }
}
