//! The calendar as a list: how phones see it, and who reads it aloud.

use http::page::Page;
use kernel::Instant;

use super::calendar::Stretch;
use super::clock::{capitalised, day_name, hour, hours};
use super::parts::{Standing, names, standing};
use crate::model::{Day, ResourceId};

/// One day of it.
pub(super) struct AgendaDay {
    pub(super) title: String,
    pub(super) items: Vec<Item>,
}

/// An appointment, or time off.
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
    let booked = stretch
        .view
        .bookings
        .iter()
        .filter(|one| one.starts_at >= begins && one.starts_at < ends);
    let booked = booked.map(|one| {
        let who = names(&stretch.view.resources, &one.resource_ids);
        Item {
            starts_at: one.starts_at,
            time: hour(page, one.starts_at),
            until: hours(page, one.starts_at, one.ends_at),
            title: one
                .customer_name
                .clone()
                .or_else(|| one.email.clone())
                .unwrap_or_default(),
            detail: [one.service_name.clone(), who].join(" · "),
            booked: Some((format!("/admin/bookings/{}", one.id), standing(page, one.status))),
        }
    });
    let off = stretch
        .view
        .blocks
        .iter()
        .filter(|one| one.starts_at < ends && one.ends_at > begins);
    let off = off.map(|one| {
        let from = one.starts_at.max(begins);
        let whose = one.resource_id.map_or_else(
            || page.t("agenda-whole-shop"),
            |id| names(&stretch.view.resources, &[id]),
        );
        Item {
            starts_at: from,
            time: hour(page, from),
            until: hours(page, from, one.ends_at.min(ends)),
            title: one.reason.clone().unwrap_or_else(|| page.t("agenda-blocked")),
            detail: whose,
            booked: None,
        }
    });
    let mut items: Vec<Item> = booked.chain(off).collect();
    items.sort_by_key(|item| item.starts_at);
    let open = only.map(|only| {
        stretch
            .openings
            .iter()
            .filter(move |one| one.resource_id == only && one.date == day)
    });
    let open: Vec<_> = open
        .into_iter()
        .flatten()
        .map(|one| hours(page, one.starts_at, one.ends_at))
        .collect();
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
