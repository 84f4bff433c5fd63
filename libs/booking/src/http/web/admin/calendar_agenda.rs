//! The calendar as a list: how phones see it, and who reads it aloud.

use http::page::Page;
use kernel::Instant;

use super::calendar::Stretch;
use super::calendar_cards::held_until;
use super::clock::{capitalised, day_name, hour, hours};
use super::parts::{Standing, names, standing};
use crate::model::{BookingStatus, Day, ResourceId};
use crate::queries::bookings::BookingSummary;
use crate::queries::calendar::{BusyView, HeldView};
use crate::queries::openings::Opening;
use crate::queries::resources::BlockView;

/// One day of it.
pub(super) struct AgendaDay {
    pub(super) title: String,
    pub(super) items: Vec<Item>,
}

/// An appointment, a time that is kept, or time off.
pub(super) struct Item {
    starts_at: Instant,
    pub(super) time: String,
    pub(super) until: String,
    pub(super) title: String,
    pub(super) detail: String,
    /// Missing for time off.
    pub(super) booked: Option<(String, Standing)>,
}

/// The days that are shown, each with what is on it.
pub(super) fn agenda(page: &Page, stretch: &Stretch, only: Option<ResourceId>) -> Vec<AgendaDay> {
    stretch
        .days
        .iter()
        .map(|day| of_day(page, stretch, *day, only))
        .collect()
}

fn of_day(page: &Page, stretch: &Stretch, day: Day, only: Option<ResourceId>) -> AgendaDay {
    let zone = page.tenant().zone();
    let (begins, ends) = (day.start_in(&zone), day.plus(1).start_in(&zone));
    let view = &stretch.view;
    let booked = view
        .bookings
        .iter()
        .filter(|one| (begins..ends).contains(&one.starts_at));
    let off = view
        .blocks
        .iter()
        .filter(|one| one.starts_at < ends && one.ends_at > begins);
    let booked = booked.map(|one| appointment(page, stretch, one));
    let off = off.map(|one| time_off(page, stretch, one, (begins, ends)));
    let busy = view
        .busy_elsewhere
        .iter()
        .filter(|one| one.starts_at < ends && one.ends_at > begins);
    let busy = busy.map(|one| busy_time(page, stretch, one, (begins, ends), "agenda-busy-elsewhere"));
    let others = view
        .busy_others
        .iter()
        .filter(|one| one.starts_at < ends && one.ends_at > begins);
    let others = others.map(|one| busy_time(page, stretch, one, (begins, ends), "agenda-busy"));
    let held = view
        .held
        .iter()
        .filter(|one| (begins..ends).contains(&one.starts_at));
    let held = held.map(|one| kept(page, stretch, one));
    let mut items: Vec<Item> = booked.chain(held).chain(off).chain(busy).chain(others).collect();
    items.sort_by_key(|item| item.starts_at);
    let is_open = |one: &&Opening| Some(one.resource_id) == only && (begins..ends).contains(&one.starts_at);
    let open = stretch.openings.iter().filter(is_open);
    let open: Vec<_> = open.map(|one| hours(page, one.starts_at, one.ends_at)).collect();
    let title = capitalised(&day_name(page, day));
    AgendaDay {
        title: if open.is_empty() {
            title
        } else {
            format!("{title} · {}", open.join(", "))
        },
        items,
    }
}

fn appointment(page: &Page, stretch: &Stretch, booking: &BookingSummary) -> Item {
    let who = names(&stretch.view.resources, &booking.resource_ids);
    let customer = booking.customer_name.clone().or_else(|| booking.email.clone());
    Item {
        starts_at: booking.starts_at,
        time: hour(page, booking.starts_at),
        until: hours(page, booking.starts_at, booking.ends_at),
        title: customer.unwrap_or_default(),
        detail: [booking.service_name.clone(), who].join(" · "),
        booked: Some((
            format!("/admin/bookings/{}", booking.id),
            standing(page, booking.status),
        )),
    }
}

fn kept(page: &Page, stretch: &Stretch, held: &HeldView) -> Item {
    let who = names(&stretch.view.resources, &held.resource_ids);
    Item {
        starts_at: held.starts_at,
        time: hour(page, held.starts_at),
        until: hours(page, held.starts_at, held.ends_at),
        title: held_until(page, held),
        detail: [held.service_name.clone(), who].join(" · "),
        booked: Some((
            format!("/admin/bookings/{}", held.id),
            standing(page, BookingStatus::Held),
        )),
    }
}

fn time_off(page: &Page, stretch: &Stretch, block: &BlockView, (begins, ends): (Instant, Instant)) -> Item {
    let from = block.starts_at.max(begins);
    Item {
        starts_at: from,
        time: hour(page, from),
        until: hours(page, from, block.ends_at.min(ends)),
        title: block.reason.clone().unwrap_or_else(|| page.t("agenda-blocked")),
        detail: block.resource_id.map_or_else(
            || page.t("agenda-whole-shop"),
            |id| names(&stretch.view.resources, &[id]),
        ),
        booked: None,
    }
}

fn busy_time(
    page: &Page,
    stretch: &Stretch,
    busy: &BusyView,
    (begins, ends): (Instant, Instant),
    title: &str,
) -> Item {
    let from = busy.starts_at.max(begins);
    Item {
        starts_at: from,
        time: hour(page, from),
        until: hours(page, from, busy.ends_at.min(ends)),
        title: page.t(title),
        detail: names(&stretch.view.resources, &[busy.resource_id]),
        booked: None,
    }
}
