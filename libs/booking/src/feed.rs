//! The shop's calendar as other programs read it.

use http::shop::Shop;
use ical::{Entry, Event, Feed};
use jiff::tz::TimeZone;

use crate::desk::Desk;
use crate::invitations::{local, sequence, uid};
use crate::model::BookingStatus;
use crate::queries::feeds::{Opened, Shown};

/// Minutes for which an answer holds; programs are asked to come back no sooner.
pub(crate) const HOLDS: u32 = 5;

/// The calendar in iCalendar: the same appointments give the same text.
pub(crate) fn write(desk: &Desk, shop: &Shop, zone: &TimeZone, opened: &Opened, shown: &[Shown]) -> String {
    let page = Leaf {
        desk,
        shop,
        zone,
        opened,
    };
    ical::write_feed(&Feed {
        name: match &opened.resource_name {
            Some(name) => format!("{} · {name}", shop.name),
            None => shop.name.clone(),
        },
        refresh: HOLDS,
        entries: shown.iter().map(|one| page.entry(one)).collect(),
    })
}

struct Leaf<'a> {
    desk: &'a Desk,
    shop: &'a Shop,
    zone: &'a TimeZone,
    opened: &'a Opened,
}

impl Leaf<'_> {
    fn entry(&self, one: &Shown) -> Entry {
        let event = Event {
            sequence: sequence(one.sequence),
            cancelled: one.status == BookingStatus::Cancelled,
            ..Event::once(
                uid(one.booking_id),
                local(one.starts_at, self.zone),
                local(one.ends_at, self.zone),
                self.title(one),
            )
        };
        Entry {
            event,
            tentative: one.status == BookingStatus::Pending,
            stamp: one.updated_at.0,
            description: self.lines(one),
            location: String::new(),
            url: self
                .desk
                .link(self.shop, &format!("/admin/bookings/{}", one.booking_id)),
        }
    }

    /// For whom and what; with whom where it is not plain from the calendar.
    fn title(&self, one: &Shown) -> String {
        let name = one.customer_name.as_deref().filter(|_| !self.opened.hide_names);
        let title = match name {
            Some(name) => format!("{name} · {}", one.service_name),
            None => one.service_name.clone(),
        };
        match self.opened.resource_id {
            None if !one.with.is_empty() => format!("{title} ({})", one.with.join(", ")),
            _ => title,
        }
    }

    fn lines(&self, one: &Shown) -> String {
        let word = |key: &str| self.desk.text(self.shop.locale, key, &[]);
        let phone = one.phone.as_deref().filter(|_| !self.opened.hide_names);
        let mut lines = vec![format!("{}: {}", word("booking-mail-code"), one.code)];
        lines.extend(phone.map(|phone| format!("{}: {phone}", word("booking-mail-phone"))));
        lines.join("\n")
    }
}
