//! Where things stand in the calendar's grid. A row is five minutes; places are classes of the sheet, since the content
//! policy allows no styles in the page.

use http::page::{Page, address};
use jiff::tz::TimeZone;
use kernel::Instant;

use super::calendar::Stretch;
use super::calendar_cards::{Card, cards};
use super::clock::{hour, moment_of};
use crate::model::{Day, ResourceId};

/// Minutes of a row.
const ROW: i64 = 5;
/// Hours that are always shown.
const USUAL: (i64, i64) = (8, 18);
/// The grid of one page.
pub(super) struct Grid {
    pub(super) marks: Vec<Mark>,
    pub(super) columns: Vec<Column>,
    /// Rows in all.
    pub(super) rows: i64,
}

/// An hour at the side.
pub(super) struct Mark {
    pub(super) row: i64,
    pub(super) label: String,
}

/// Whose time a column is: of a day, of one resource or of all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lane {
    pub(super) day: Day,
    resource: Option<ResourceId>,
}

impl Lane {
    /// A day of one, or of everybody.
    pub(super) const fn day(day: Day, resource: Option<ResourceId>) -> Self {
        Self { day, resource }
    }

    /// Whether something of these stands in it.
    pub(super) fn holds(&self, resources: &[ResourceId]) -> bool {
        self.resource.is_none_or(|own| resources.contains(&own))
    }

    fn concerns(&self, whose: Option<ResourceId>) -> bool {
        match (self.resource, whose) {
            (Some(own), Some(whose)) => own == whose,
            // Of everybody's week, what blocks one of them is not blocked.
            (None, Some(_)) => false,
            (_, None) => true,
        }
    }
}

/// A column with what stands in it.
pub(super) struct Column {
    pub(super) title: String,
    pub(super) full_title: String,
    pub(super) resource: String,
    /// The moment of its first row.
    pub(super) start: String,
    pub(super) date: String,
    /// What the clock shows then.
    pub(super) first: String,
    pub(super) new_href: String,
    /// Whether the reader works with it.
    pub(super) is_ours: bool,
    pub(super) open: Vec<Shade>,
    pub(super) off: Vec<Shade>,
    pub(super) cards: Vec<Card>,
    /// The row of the present moment.
    pub(super) now: Option<i64>,
    lane: Lane,
}

/// Open hours, or time off.
pub(super) struct Shade {
    pub(super) row: i64,
    pub(super) span: i64,
    pub(super) label: String,
}

/// The hours of a day that a page shows, in its zone.
pub(super) struct Window<'a> {
    first: i64,
    last: i64,
    zone: &'a TimeZone,
}

impl Column {
    /// Empty as yet.
    pub(super) fn new(title: String, full_title: String, lane: Lane) -> Self {
        Self {
            title,
            full_title,
            resource: lane.resource.map(|id| id.to_string()).unwrap_or_default(),
            start: String::new(),
            date: lane.day.to_string(),
            first: String::new(),
            new_href: String::new(),
            is_ours: false,
            open: vec![],
            off: vec![],
            cards: vec![],
            now: None,
            lane,
        }
    }

    fn fill(&mut self, page: &Page, stretch: &Stretch, window: &Window<'_>) {
        let lane = self.lane;
        self.start = window
            .begins(lane.day)
            .map(|start| start.to_string())
            .unwrap_or_default();
        self.first = format!("{:02}:00", window.first);
        self.new_href = address(
            "/admin/bookings/new",
            &[("date", &self.date), ("resource", &self.resource)],
        );
        self.is_ours = lane.resource.is_none_or(|whose| stretch.scope.holds(whose));
        let open = stretch
            .openings
            .iter()
            .filter(|one| lane.holds(&[one.resource_id]));
        let shade = |from: Instant, until: Instant, label: String| {
            let (row, span) = window.place(lane.day, from, until)?;
            Some(Shade { row, span, label })
        };
        self.open = open
            .filter_map(|one| shade(one.starts_at, one.ends_at, String::new()))
            .collect();
        let off = stretch
            .view
            .blocks
            .iter()
            .filter(|block| lane.concerns(block.resource_id));
        let reason = |reason: &Option<String>| reason.clone().unwrap_or_else(|| page.t("agenda-blocked"));
        let blocked = off.filter_map(|block| shade(block.starts_at, block.ends_at, reason(&block.reason)));
        let busy = stretch
            .view
            .busy_elsewhere
            .iter()
            .filter(|busy| lane.concerns(Some(busy.resource_id)));
        let elsewhere = || page.t("agenda-busy-elsewhere");
        let busy = busy.filter_map(|busy| shade(busy.starts_at, busy.ends_at, elsewhere()));
        let others = stretch
            .view
            .busy_others
            .iter()
            .filter(|busy| lane.concerns(Some(busy.resource_id)));
        let others = others.filter_map(|busy| shade(busy.starts_at, busy.ends_at, page.t("agenda-busy")));
        self.off = blocked.chain(busy).chain(others).collect();
        self.now = window
            .place(lane.day, stretch.now, stretch.now.plus_seconds(1))
            .map(|(row, _)| row);
        let own: Vec<_> = stretch
            .view
            .bookings
            .iter()
            .filter(|one| lane.holds(&one.resource_ids))
            .collect();
        self.cards = cards(page, stretch, lane, window, &own);
    }
}

impl Grid {
    /// Fills the columns, over the hours in which something is.
    pub(super) fn of(page: &Page, stretch: &Stretch, mut columns: Vec<Column>) -> Self {
        let zone = page.tenant().zone();
        let (first, last) = span_of_day(stretch, &zone);
        let window = Window {
            first,
            last,
            zone: &zone,
        };
        for column in &mut columns {
            column.fill(page, stretch, &window);
        }
        let label = |at: i64| {
            let day = stretch.days.first()?;
            Some(hour(page, moment_of(*day, i32::try_from(at * 60).ok()?, &zone)?))
        };
        let mark = |at: i64| Mark {
            row: (at - first) * 60 / ROW,
            label: label(at).unwrap_or_default(),
        };
        Self {
            marks: (first..last).map(mark).collect(),
            rows: (last - first) * 60 / ROW,
            columns,
        }
    }
}

/// From the first hour to the last in which somebody is there or something is.
fn span_of_day(stretch: &Stretch, zone: &TimeZone) -> (i64, i64) {
    let open = stretch.openings.iter().map(|one| (one.starts_at, one.ends_at));
    let booked = stretch
        .view
        .bookings
        .iter()
        .map(|one| (one.starts_at, one.ends_at));
    let mut span = USUAL;
    let held = stretch.view.held.iter().map(|one| (one.starts_at, one.ends_at));
    for (from, until) in open.chain(booked).chain(held) {
        let day = Day::at(from, zone);
        if !stretch.days.contains(&day) {
            continue;
        }
        let midnight = day.start_in(zone);
        let hours = |at: Instant, up: i64| (at.seconds_since(midnight) + up).div_euclid(3600);
        span.0 = span.0.min(hours(from, 0));
        span.1 = span.1.max(hours(until, 3599)).min(24);
    }
    span
}

impl Window<'_> {
    fn begins(&self, day: Day) -> Option<Instant> {
        moment_of(day, i32::try_from(self.first * 60).ok()?, self.zone)
    }

    /// Row and rows of a stretch of time, cut to what is shown; none of it may be.
    pub(super) fn place(&self, day: Day, from: Instant, until: Instant) -> Option<(i64, i64)> {
        let start = self.begins(day)?;
        let rows = (self.last - self.first) * 60 / ROW;
        let row = |at: Instant, up: i64| (at.seconds_since(start) + up).div_euclid(ROW * 60).clamp(0, rows);
        let (first, last) = (row(from, 0), row(until, ROW * 60 - 1));
        (last > first).then_some((first, last - first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_cut_to_the_hours_that_are_shown() {
        let zone = TimeZone::get("America/Bogota").unwrap();
        let window = Window {
            first: 8,
            last: 18,
            zone: &zone,
        };
        let day: Day = "2026-11-26".parse().unwrap();
        let at = |minutes: i32| moment_of(day, minutes, &zone).unwrap();
        assert_eq!(window.place(day, at(8 * 60), at(8 * 60 + 30)), Some((0, 6)));
        assert_eq!(window.place(day, at(7 * 60), at(8 * 60 + 7)), Some((0, 2)));
        assert_eq!(window.place(day, at(6 * 60), at(7 * 60)), None);
        assert_eq!(window.place(day, at(17 * 60), at(25 * 60)), Some((108, 12)));
    }
}
