//! What several pages share.

use http::page::{Choice, Page};
use kernel::{Error, Instant, Result};

use crate::model::{Attendance, Booking, BookingStatus, DayOff, Resource, ResourceId, Rule, Service};
use crate::queries::bookings::BookingSummary;
use crate::queries::slots::Hindrance;

use super::clock::{day_and_hour, day_name, range};

/// A form of which only the token counts.
#[derive(Debug, serde::Deserialize, validator::Validate)]
pub struct Nothing {}

/// What was refused, with the names that the form has for its fields. `[0].` of operations is `.0.` here.
pub(super) fn by_form_names(error: Error, name: impl Fn(&[&str]) -> Option<String>) -> Error {
    let Error::Refused(mut refusal) = error else {
        return error;
    };
    for field in &mut refusal.fields {
        let steps: Vec<&str> = field.field.split('.').collect();
        if let Some(name) = name(&steps) {
            field.field = name;
        }
    }
    Error::Refused(refusal)
}

/// What is wrong with several parts of a form, all at once.
pub(super) fn both<A, B>(one: Result<A>, other: Result<B>) -> Result<(A, B)> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(Error::Refused(mut one)), Err(Error::Refused(other))) => {
            one.fields.extend(other.fields);
            Err(Error::Refused(one))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// Resources to choose from; those out of use only where they are chosen already.
pub(super) fn resource_choices(all: &[Resource], chosen: &str) -> Vec<Choice> {
    let offered = all
        .iter()
        .filter(|one| one.active || one.id.to_string() == chosen);
    offered
        .map(|one| Choice::new(one.id.to_string(), &one.name))
        .collect()
}

/// Services to choose from.
pub(super) fn service_choices(all: &[Service]) -> Vec<Choice> {
    all.iter()
        .map(|one| Choice::new(one.service_id.to_string(), &one.name))
        .collect()
}

/// The rule in words.
pub(super) fn rule_text(page: &Page, rule: Rule) -> String {
    page.t(&rule.text_key())
}

/// What a hindrance knows besides its rule: from when, until when, how many, or which day off it is.
pub(super) fn details(page: &Page, hindrance: &Hindrance) -> String {
    if let Some(off) = &hindrance.day_off {
        return day_off(page, off);
    }
    match (hindrance.since, hindrance.until, hindrance.most) {
        (Some(since), Some(until), _) => page.tn("agenda-why-between", "when", range(page, since, until)),
        (Some(since), None, _) => page.tn("agenda-why-since", "when", day_and_hour(page, since)),
        (None, Some(until), _) => page.tn("agenda-why-until", "when", day_and_hour(page, until)),
        (None, None, Some(most)) => page.tn("agenda-why-most", "most", most),
        (None, None, None) => String::new(),
    }
}

fn day_off(page: &Page, off: &DayOff) -> String {
    let day = day_name(page, off.date);
    match off.holiday {
        Some(name) => {
            let holiday = page.t(&format!("booking-holiday-{}", name.replace('_', "-")));
            page.ta("agenda-why-holiday", &[("holiday", holiday), ("day", day)])
        }
        None => page.tn("agenda-why-special-date", "day", day),
    }
}

/// Where an appointment stands, as pages show it: by colour, symbol and word.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) state: &'static str,
    pub(super) symbol: &'static str,
    pub(super) label: String,
}

/// Of this state.
pub(super) fn standing(page: &Page, status: BookingStatus) -> Standing {
    Standing {
        state: status.as_str(),
        symbol: status_symbol(status),
        label: page.t(&status.name_key()),
    }
}

/// What is known of what is paid of an appointment in advance.
#[derive(Debug, Clone, Copy)]
pub(super) struct Advance {
    status: BookingStatus,
    price: i64,
    deposit: i64,
    paid: i64,
    until: Option<Instant>,
}

impl Advance {
    /// Of one.
    pub(super) fn of(booking: &Booking) -> Self {
        Self {
            status: booking.status,
            price: booking.price,
            deposit: booking.deposit,
            paid: booking.deposit_paid,
            until: booking.deposit_until,
        }
    }

    /// Of one in a list.
    pub(super) fn of_summary(booking: &BookingSummary) -> Self {
        Self {
            status: booking.status,
            price: booking.price,
            deposit: booking.deposit,
            paid: booking.deposit_paid,
            until: booking.deposit_until,
        }
    }

    /// That it is there, and what is left; or until when it is awaited. Nothing where nothing of it is so.
    pub(super) fn text(&self, page: &Page) -> String {
        let left = (self.price - self.paid).max(0);
        match (self.paid, self.until) {
            (0, None) => String::new(),
            (0, Some(until)) => page.ta(
                "agenda-deposit-awaited",
                &[
                    ("amount", page.money(self.deposit)),
                    ("until", page.moment(until)),
                ],
            ),
            (paid, _) => {
                let key = match left {
                    _ if !self.status.is_ahead() => "agenda-deposit-was-paid",
                    0 => "agenda-deposit-paid-all",
                    _ => "agenda-deposit-paid",
                };
                page.ta(key, &[("amount", page.money(paid)), ("left", page.money(left))])
            }
        }
    }
}

/// Whether the customer said that they come, while that is of interest.
pub(super) fn attendance(page: &Page, status: BookingStatus, said: Option<Attendance>) -> Option<Standing> {
    let said = said.filter(|_| status == BookingStatus::Confirmed)?;
    Some(Standing {
        state: match said {
            Attendance::Coming => "completed",
            Attendance::NotComing => "no_show",
        },
        symbol: attendance_symbol(said),
        label: page.t(said.name_key()),
    })
}

/// Its icon.
pub(super) const fn attendance_symbol(said: Attendance) -> &'static str {
    match said {
        Attendance::Coming => "circle-check",
        Attendance::NotComing => "user-x",
    }
}

/// Its icon.
pub(super) const fn status_symbol(status: BookingStatus) -> &'static str {
    match status {
        BookingStatus::Held | BookingStatus::Pending => "hourglass",
        BookingStatus::Confirmed => "check",
        BookingStatus::Completed => "circle-check",
        BookingStatus::NoShow => "user-x",
        BookingStatus::Expired => "clock",
        BookingStatus::Cancelled => "x",
    }
}

/// The names of these resources, in the order of the shop.
pub(super) fn names(all: &[Resource], of: &[ResourceId]) -> String {
    let named = all
        .iter()
        .filter(|one| of.contains(&one.id))
        .map(|one| one.name.as_str());
    named.collect::<Vec<_>>().join(", ")
}
