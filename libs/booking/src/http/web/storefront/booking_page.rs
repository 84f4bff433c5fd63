//! What an appointment's page shows.

use askama::Template;
use http::Page;
use http::page::Crumb;
use jiff::tz::TimeZone;
use kernel::Instant;

use super::attending::said;
use super::way::{booking_page, service_path};
use super::words::{city, day_and_hour, stretch};
use crate::model::calendar::clock;
use crate::model::{Booking, BookingStatus, ResourceKind, Service};
use crate::queries::bookings::ServedBy;

#[derive(Template)]
#[template(path = "booking/storefront/booking.html")]
pub struct BookingPage {
    page: Page,
    crumbs: Vec<Crumb>,
    /// What is said right after it was booked.
    thanks: Option<String>,
    facts: Facts,
    status: String,
    tone: &'static str,
    /// What happens next, or happened.
    text: String,
    /// Whether they come, as they said.
    said: String,
    email: String,
    /// What they said of text messages; nothing where the shop sends none.
    texts: Option<TextChoice>,
    /// Where a browser that follows it is kept; nothing when nothing more is to be told.
    devices: String,
    /// What shows that it is theirs: `?key=…`.
    suffix: String,
    id: String,
    notes: String,
    reason: String,
    /// What is still to be paid in advance, and where.
    advance: Option<Advance>,
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
    /// Rooms, chairs, machines.
    pub things: String,
    pub place: String,
    pub people: String,
    pub price: i64,
    pub deposit: i64,
    /// What of it was paid, and what is left; nothing where nothing was.
    pub paid: String,
    pub code: String,
}

/// A deposit that the time is kept for.
pub struct Advance {
    pub text: String,
    pub url: String,
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

/// Whether they are reminded by text message.
#[derive(Debug, Clone)]
pub struct TextChoice {
    pub agreed: bool,
    /// Where they say otherwise.
    pub action: String,
}

/// How it is looked at.
pub struct Look {
    /// The key of the link, or nothing.
    pub key: String,
    /// Right after it was booked.
    pub thanks: bool,
    pub now: Instant,
    pub servers: Vec<ServedBy>,
    pub texts: Option<TextChoice>,
    /// Where its deposit is paid, while somebody waits for that and the page leads there.
    pub pay_path: Option<String>,
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
        } else if look.pay_path.is_some() {
            "book-text-deposit"
        } else {
            text_key(booking.status)
        };
        Self {
            advance: advance(&page, booking, look),
            crumbs: if is_theirs { crumbs(&page) } else { vec![] },
            thanks: look
                .thanks
                .then(|| page.t(thanks_key(booking.status, look.pay_path.is_some()))),
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
            texts: look.texts.clone(),
            devices: devices(&page, booking, look.now),
            suffix: http::page::address("", &[("key", &look.key)]),
            id: booking.booking_id.to_string(),
            notes: booking.notes.clone().unwrap_or_default(),
            reason: booking.cancel_reason.clone().unwrap_or_default(),
            change: Change::new(&page, booking, service, look),
            again_url: http::page::address(&service_path(&service.slug), &[("embed", page.frame.word())]),
            invite: page.person.is_none() && booking.person_id.is_none() && !page.framed,
            chat: page.chat(&page.tn("book-chat", "code", &booking.code)),
            page,
        }
    }
}

/// Browsers refuse pushes to pages within other sites' pages.
fn devices(page: &Page, booking: &Booking, now: Instant) -> String {
    let tells_more = booking.status.is_ahead() && booking.starts_at > now && !page.framed;
    if tells_more {
        format!("/api/v1/bookings/{}/devices", booking.booking_id)
    } else {
        String::new()
    }
}

fn crumbs(page: &Page) -> Vec<Crumb> {
    vec![
        Crumb::new("/account", page.t("ui-account")),
        Crumb::new("/account/bookings", page.t("ui-my-bookings")),
        Crumb::new("", page.title.clone()),
    ]
}

fn advance(page: &Page, booking: &Booking, look: &Look) -> Option<Advance> {
    let (url, until) = (look.pay_path.clone()?, booking.deposit_until?);
    let zone = clock(&booking.time_zone).unwrap_or(TimeZone::UTC);
    let args = [
        ("until", day_and_hour(until, &zone, page.locale())),
        ("amount", page.money(booking.deposit)),
    ];
    Some(Advance {
        text: page.ta("book-pay-until", &args),
        url,
    })
}

/// Nobody is expected before the deposit is paid and the shop has said yes.
fn thanks_key(status: BookingStatus, is_to_pay: bool) -> &'static str {
    match status {
        _ if is_to_pay => "book-thanks-deposit",
        BookingStatus::Pending => "book-thanks-pending",
        _ => "book-thanks",
    }
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
        let zone = clock(&booking.time_zone).unwrap_or(TimeZone::UTC);
        let place = service.place.clone().or_else(|| page.shop.address.clone());
        Self {
            service: booking.service_name.clone(),
            when: stretch((booking.starts_at, booking.ends_at), &zone, page.locale()),
            yours: yours(page, booking, &zone),
            start: booking.starts_at.to_string(),
            zone: booking.time_zone.clone(),
            city: city(&booking.time_zone),
            with: ServedBy::names(servers, ResourceKind::Person),
            things: ServedBy::names(servers, ResourceKind::Thing),
            place: place.unwrap_or_default(),
            people: if booking.seats > 1 {
                page.tn("book-people", "count", booking.seats)
            } else {
                String::new()
            },
            price: booking.price,
            deposit: booking.deposit,
            paid: paid(page, booking),
            code: booking.code.clone(),
        }
    }
}

/// That the deposit is there, and what is left to pay at the shop where the appointment takes place.
fn paid(page: &Page, booking: &Booking) -> String {
    if booking.deposit_paid == 0 {
        return String::new();
    }
    let key = match (booking.status, booking.remaining()) {
        (BookingStatus::Pending | BookingStatus::Confirmed, 0) => "book-deposit-paid-all",
        (BookingStatus::Pending | BookingStatus::Confirmed, _) => "book-deposit-paid",
        (BookingStatus::Cancelled, _) => "book-deposit-going-back",
        _ => "book-deposit-was-paid",
    };
    let args = [
        ("amount", page.money(booking.deposit_paid)),
        ("left", page.money(booking.remaining())),
        ("shop", page.shop.name.clone()),
    ];
    page.ta(key, &args)
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
        let below = |path: &str| booking_page(booking.booking_id, path, &look.key, "", page.frame);
        Self {
            possible,
            text,
            policy: service.policy.clone().filter(|_| is_ahead).unwrap_or_default(),
            move_url: below("/mover"),
            cancel_url: below("/cancelar"),
        }
    }
}
