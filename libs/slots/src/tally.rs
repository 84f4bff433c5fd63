//! What a resource has taken on, by day and week.

use jiff::tz::TimeZone;

use crate::busy::Busy;
use crate::moment::{Moment, Span};
use crate::refusal::Reason;
use crate::service::{Limits, Service};
use crate::zone::{date_at, days_after, midnight};

/// Days of whole weeks, each with what starts on it.
#[derive(Debug)]
pub(crate) struct Tally {
    limits: Limits,
    /// The first is a Monday; the end is that of the last day.
    days: Vec<Day>,
    end: Moment,
}

#[derive(Debug)]
struct Day {
    start: Moment,
    appointments: u32,
    micros: i64,
}

impl Tally {
    /// Counts what starts in the weeks that the span meets.
    pub fn count<'a>(
        limits: Limits,
        zone: &TimeZone,
        span: Span,
        busy: impl Iterator<Item = &'a Busy>,
    ) -> Option<Self> {
        if limits.are_none() {
            return None;
        }
        let mut tally = Self::empty(limits, zone, span);
        for entry in busy.filter(|entry| entry.counts) {
            if let Some(day) = tally.day_of(entry.span.start())
                && let Some(day) = tally.days.get_mut(day)
            {
                day.appointments += 1;
                day.micros += entry.span.micros();
            }
        }
        Some(tally)
    }

    /// The limit that one more appointment would break.
    pub fn refuses(&self, start: Moment, service: &Service) -> Option<Reason> {
        let day = self.day_of(start)?;
        let of_day = self.days.get(day)?;
        let Limits {
            per_day,
            per_week,
            minutes_per_day,
        } = self.limits;
        if let Some(most) = per_day.filter(|most| of_day.appointments >= *most) {
            return Some(Reason::DayFull(most));
        }
        if let Some(most) = per_week.filter(|most| self.in_week_of(day) >= *most) {
            return Some(Reason::WeekFull(most));
        }
        let micros = of_day.micros + service.duration.minutes().micros();
        minutes_per_day
            .filter(|most| micros > most.micros())
            .map(Reason::DayTooLong)
    }

    fn empty(limits: Limits, zone: &TimeZone, span: Span) -> Self {
        let monday = |moment| {
            let date = date_at(zone, moment);
            days_after(date, -i32::from(date.weekday().to_monday_zero_offset()))
        };
        let end = days_after(monday(span.end()), 7);
        let dates = std::iter::successors(Some(monday(span.start())), |date| date.tomorrow().ok());
        let day = |date| Day {
            start: midnight(zone, date),
            appointments: 0,
            micros: 0,
        };
        Self {
            limits,
            days: dates.take_while(|date| *date < end).map(day).collect(),
            end: midnight(zone, end),
        }
    }

    fn day_of(&self, moment: Moment) -> Option<usize> {
        let after = self.days.partition_point(|day| day.start <= moment);
        after.checked_sub(1).filter(|_| moment < self.end)
    }

    fn in_week_of(&self, day: usize) -> u32 {
        let week = self.days.chunks(7).nth(day / 7).unwrap_or_default();
        week.iter().map(|day| day.appointments).sum()
    }
}
