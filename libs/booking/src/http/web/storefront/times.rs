//! Free times as pages show them: a calendar of two weeks, and the times of one day.

use http::Page;
use http::page::relative_day;
use jiff::tz::TimeZone;

use super::free::{DAYS, Free};
use super::words::{city, clock, long_day, month, short_month, short_weekday};
use crate::model::Day;
use crate::queries::slots::SlotView;

/// What the macro `times` shows.
pub struct Times {
    /// `noviembre de 2026`, `nov – dic 2026`.
    pub title: String,
    /// `lun` to `dom`.
    pub weekdays: Vec<String>,
    pub days: Vec<DayCell>,
    /// Address of the weeks before, or nothing.
    pub earlier: String,
    /// Of those after.
    pub later: String,
    /// The day whose times are shown; nothing when there is none.
    pub chosen: String,
    pub parts: Vec<Part>,
    /// The next day that has something, when these weeks have nothing.
    pub next: Option<NextFree>,
    /// Where its clock hangs: `Bogotá`.
    pub city: String,
    /// IANA name of its zone, for scripts.
    pub zone: String,
    /// A moment of the chosen day, to tell whether it is another one on the reader's clock.
    pub sample: String,
    /// Where to wait for a time to become free.
    pub wait_url: String,
}

/// A day of the calendar.
pub struct DayCell {
    pub date: Day,
    /// `26`, and `1 dic` where a month begins.
    pub number: String,
    /// Read out.
    pub label: String,
    /// Where its times are; nothing when it has none.
    pub url: String,
    pub chosen: bool,
}

/// Morning, afternoon or evening.
pub struct Part {
    pub title: String,
    pub slots: Vec<Start>,
}

/// A time to choose.
pub struct Start {
    /// RFC 3339, as the form sends it.
    pub value: String,
    /// `10:00 a. m.`
    pub label: String,
    /// `Quedan 3 cupos`, where several share a time.
    pub seats: String,
}

/// A day far ahead.
pub struct NextFree {
    pub url: String,
    pub label: String,
}

/// Where a page with another day or other weeks is.
pub trait Leaf {
    /// That day's times.
    fn day(&self, day: Day) -> String;
    /// The weeks from then on.
    fn week(&self, monday: Day) -> String;
    /// Where to wait for a time.
    fn wait(&self, day: Option<Day>) -> String;
}

impl Times {
    /// In the reader's language.
    pub fn new(
        page: &Page,
        free: &Free,
        (zone, name): (&TimeZone, &str),
        shares: bool,
        leaf: &impl Leaf,
    ) -> Self {
        let locale = page.locale();
        let end = free.monday.plus(DAYS);
        let this_week = free.monday <= free.today;
        let next = free.next.map(|day| NextFree {
            url: leaf.day(day),
            label: page.tn("book-next-free", "day", long_day(day.date(), locale)),
        });
        Self {
            title: title(page, free),
            weekdays: (0..7)
                .map(|n| short_weekday(free.monday.plus(n).date().weekday(), locale))
                .collect(),
            days: (0..DAYS)
                .map(|n| cell(page, free, free.monday.plus(n), zone, leaf))
                .collect(),
            earlier: if this_week {
                String::new()
            } else {
                leaf.week(free.monday.plus(-DAYS))
            },
            later: if end <= free.last {
                leaf.week(end)
            } else {
                String::new()
            },
            chosen: free
                .chosen
                .map(|day| long_day(day.date(), locale))
                .unwrap_or_default(),
            parts: parts(page, &free.of_chosen(zone), zone, shares),
            next,
            city: city(name),
            zone: name.to_owned(),
            sample: free
                .of_chosen(zone)
                .first()
                .map(|slot| slot.start.to_string())
                .unwrap_or_default(),
            wait_url: leaf.wait(free.chosen),
        }
    }
}

fn title(page: &Page, free: &Free) -> String {
    let (first, last) = (free.monday.date(), free.monday.plus(DAYS - 1).date());
    if first.month() == last.month() {
        return month(first, page.locale());
    }
    let short = |day| short_month(day, page.locale());
    format!("{} – {} {}", short(first), short(last), last.year())
}

fn cell(page: &Page, free: &Free, date: Day, zone: &TimeZone, leaf: &impl Leaf) -> DayCell {
    let count = free.count(date, zone);
    let day = long_day(date.date(), page.locale());
    let label = match count {
        0 => page.tn("book-day-none", "day", day),
        count => page.ta("book-day-free", &[("day", day), ("count", count.to_string())]),
    };
    let number = if date.date().day() == 1 {
        relative_day(date.date(), page.locale())
    } else {
        date.date().day().to_string()
    };
    DayCell {
        date,
        number,
        label,
        url: if count > 0 { leaf.day(date) } else { String::new() },
        chosen: free.chosen == Some(date),
    }
}

fn parts(page: &Page, slots: &[&SlotView], zone: &TimeZone, shares: bool) -> Vec<Part> {
    let part_of = |slot: &SlotView| match slot.start.0.to_zoned(zone.clone()).hour() {
        0..12 => "book-morning",
        12..18 => "book-afternoon",
        _ => "book-evening",
    };
    let part = |slots: &[&SlotView]| Part {
        title: slots
            .first()
            .map(|slot| page.t(part_of(slot)))
            .unwrap_or_default(),
        slots: slots.iter().map(|slot| start(page, slot, zone, shares)).collect(),
    };
    slots
        .chunk_by(|one, next| part_of(one) == part_of(next))
        .map(part)
        .collect()
}

fn start(page: &Page, slot: &SlotView, zone: &TimeZone, shares: bool) -> Start {
    Start {
        value: slot.start.to_string(),
        label: clock(slot.start, zone, page.locale()),
        seats: if shares {
            page.tn("book-seats-left", "count", slot.seats_left)
        } else {
            String::new()
        },
    }
}
