//! When a resource is there: a week in a zone, and dates that differ from it.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use crate::hours::Hours;
use crate::moment::{Moment, Span};
use crate::zone::{date_at, days_after, first_at, midnight};

/// A week that repeats, by the wall clock of a zone, with exceptions by date.
#[derive(Debug, Clone)]
pub struct Schedule {
    zone: TimeZone,
    week: [Vec<Hours>; 7],
    exceptions: BTreeMap<Date, Vec<Hours>>,
    travels: Vec<Travel>,
}

/// Dates on which the hours are read from another clock.
#[derive(Debug, Clone)]
struct Travel {
    first: Date,
    last: Date,
    zone: TimeZone,
}

impl Schedule {
    /// Closed on all days.
    pub fn closed(zone: TimeZone) -> Self {
        Self {
            zone,
            week: <[Vec<Hours>; 7]>::default(),
            exceptions: BTreeMap::new(),
            travels: Vec::new(),
        }
    }

    /// Also open at these hours of that day of the week. Hours may overlap; together they are one window.
    #[must_use]
    pub fn open(mut self, day: Weekday, hours: Hours) -> Self {
        let day = usize::try_from(day.to_monday_zero_offset()).unwrap_or_default();
        if let Some(of_day) = self.week.get_mut(day) {
            of_day.push(hours);
        }
        self
    }

    /// On this date open at these hours instead; none: closed. Hours of the day before end at its midnight.
    #[must_use]
    pub fn except(mut self, date: Date, hours: Vec<Hours>) -> Self {
        self.exceptions.insert(date, hours);
        self
    }

    /// From the first date to the last, both included, the hours are read from this zone's clock: somebody is away and works
    /// there. Limits and the horizon stay with the zone at home.
    #[must_use]
    pub fn travelling(mut self, first: Date, last: Date, zone: TimeZone) -> Self {
        self.travels.push(Travel { first, last, zone });
        self
    }

    /// Whose clock the hours are read from, but for travels.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// What opens from the day before `span` begins until it ends, in no order: each piece of hours by itself.
    pub fn open_during(&self, span: Span) -> Vec<Span> {
        // Hours of the day before may reach into the first day; none reach further. The date elsewhere may be another one.
        let away = i32::from(!self.travels.is_empty());
        let mut date = days_after(self.date_at(span.start()), -1 - away);
        let last = days_after(self.date_at(span.end()), away);
        let mut open = Vec::new();
        while date <= last {
            let hours = self.hours_on(date).iter();
            open.extend(hours.filter_map(|hours| self.window(date, *hours)));
            match date.tomorrow() {
                Ok(next) => date = next,
                Err(_) => break,
            }
        }
        open
    }

    pub(crate) fn date_at(&self, moment: Moment) -> Date {
        date_at(&self.zone, moment)
    }

    fn zone_on(&self, date: Date) -> &TimeZone {
        let away = self
            .travels
            .iter()
            .find(|travel| (travel.first..=travel.last).contains(&date));
        away.map_or(&self.zone, |travel| &travel.zone)
    }

    fn hours_on(&self, date: Date) -> &[Hours] {
        let day = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
        match self.exceptions.get(&date) {
            Some(hours) => hours,
            None => self.week.get(day).map_or(&[], Vec::as_slice),
        }
    }

    /// `None` when a gap swallows it.
    fn window(&self, date: Date, hours: Hours) -> Option<Span> {
        let next = days_after(date, 1);
        let zone = self.zone_on(date);
        let opens = first_at(zone, hours.opening(date));
        let closes = if hours.pass_midnight() && self.exceptions.contains_key(&next) {
            midnight(zone, next)
        } else {
            first_at(zone, hours.closing(date))
        };
        Span::new(opens, closes)
    }
}
