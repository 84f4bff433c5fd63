//! The times of an entry: once, or again and again by its rules.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::event::Event;
use crate::limits::Budget;
use crate::line::Line;
use crate::moment::{self, Moment, at_wall};
use crate::rule::{self, Question};
use crate::skipped::{Reason, shortened};
use crate::span::Span;
use crate::text;
use crate::zones::find_zone;

/// Whose time is asked for, and which.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
    pub(crate) zone: &'a TimeZone,
}

/// One time of a series: when it would start, and the time that it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Occurrence {
    pub(crate) day: Date,
    pub(crate) span: Span,
}

/// How long each occurrence lasts: whole days by the calendar, all else by elapsed time.
#[derive(Debug, Clone, Copy)]
enum Length {
    Days(i32),
    Time(SignedDuration),
}

/// The occurrences of an entry that meet the time asked for.
pub(crate) fn occurrences(
    event: &Event,
    asked: Asked<'_>,
    budget: &mut Budget,
) -> Result<Vec<Occurrence>, Reason> {
    if !budget.pay(1) {
        return Err(Reason::TooMuchWork);
    }
    let series = Series::of(event, asked)?;
    let starts = series.starts(event, budget)?;
    Ok(starts
        .into_iter()
        .filter_map(|start| series.occurrence(start))
        .collect())
}

struct Series<'a> {
    first: DateTime,
    zone: TimeZone,
    length: Length,
    asked: Asked<'a>,
    /// Starts between these, by the zone's clock, can meet the time asked for.
    from: DateTime,
    to: DateTime,
}

impl<'a> Series<'a> {
    fn of(event: &Event, asked: Asked<'a>) -> Result<Self, Reason> {
        let zone = event.starts.zone(asked.zone);
        let length = length(event, asked.zone)?;
        let longest = match length {
            Length::Days(days) => SignedDuration::from_hours(i64::from(days) * 24),
            Length::Time(time) => time,
        };
        let (from, to) = rule::widened(zone.to_datetime(asked.from), zone.to_datetime(asked.to));
        Ok(Self {
            first: event.starts.wall(),
            length,
            asked,
            from: from.saturating_sub(longest),
            to,
            zone,
        })
    }

    fn starts(&self, event: &Event, budget: &mut Budget) -> Result<BTreeSet<DateTime>, Reason> {
        let mut starts = BTreeSet::from([self.first]);
        let mut without = Without::default();
        // What is said about one time does not repeat.
        let rules = event.recurrence_id.is_none().then_some(&event.rules);
        for text in rules.into_iter().flatten() {
            let line = text::lines(text.as_bytes(), usize::MAX)
                .next()
                .and_then(Line::parse);
            let Some(line) = line else { continue };
            match line.name.as_str() {
                "RRULE" => starts.extend(rule::starts(&line.value, self.question(), budget)?),
                "RDATE" => self.dates(&line, budget, |at| {
                    starts.insert(at.wall);
                })?,
                "EXDATE" => self.dates(&line, budget, |at| without.add(at))?,
                _ => (),
            }
        }
        starts.retain(|start| (self.from..=self.to).contains(start) && !without.has(*start));
        Ok(starts)
    }

    fn question(&self) -> Question<'_> {
        Question {
            first: self.first,
            from: self.from,
            to: self.to,
            zone: &self.zone,
        }
    }

    /// Each date of a list. A zone that nobody knows is taken for that of the series; of a period the start counts.
    fn dates(&self, line: &Line, budget: &mut Budget, mut each: impl FnMut(Listed)) -> Result<(), Reason> {
        let zone = line.param("TZID").and_then(find_zone);
        let zone = zone.as_ref().unwrap_or(&self.zone);
        for text in line.value.split(',').filter(|text| !text.trim().is_empty()) {
            if !budget.pay(1) {
                return Err(Reason::TooMuchWork);
            }
            let start = text.split_once('/').map_or(text, |(start, _)| start);
            let moment = moment::parse(start, Some(zone))?;
            let out = || Reason::WrongTime(shortened(text));
            each(Listed {
                wall: match &moment {
                    Moment::Date(day) => day.to_datetime(self.first.time()),
                    other => self.zone.to_datetime(other.instant(&self.zone).ok_or_else(out)?),
                },
                whole_day: matches!(moment, Moment::Date(_)),
            });
        }
        Ok(())
    }

    fn occurrence(&self, start: DateTime) -> Option<Occurrence> {
        let starts = at_wall(&self.zone, start)?;
        let ends = match self.length {
            Length::Days(days) => at_wall(&self.zone, start.checked_add(days.days()).ok()?)?,
            Length::Time(time) => starts.checked_add(time).ok()?,
        };
        let meets = starts < self.asked.to && ends > self.asked.from;
        meets.then_some(Occurrence {
            day: start.date(),
            span: Span { starts, ends },
        })
    }
}

/// A date that is listed, by the clock of the series.
struct Listed {
    wall: DateTime,
    whole_day: bool,
}

#[derive(Default)]
struct Without {
    times: BTreeSet<DateTime>,
    days: BTreeSet<Date>,
}

impl Without {
    fn add(&mut self, listed: Listed) {
        if listed.whole_day {
            self.days.insert(listed.wall.date());
        } else {
            self.times.insert(listed.wall);
        }
    }

    fn has(&self, start: DateTime) -> bool {
        self.times.contains(&start) || self.days.contains(&start.date())
    }
}

fn length(event: &Event, viewer: &TimeZone) -> Result<Length, Reason> {
    if let (Moment::Date(first), Moment::Date(last)) = (&event.starts, &event.ends) {
        let days = first.until(*last).map_err(|_| Reason::OutOfCalendar)?.get_days();
        return Ok(Length::Days(days.max(1)));
    }
    let starts = event.starts.instant(viewer).ok_or(Reason::OutOfCalendar)?;
    let ends = event.ends.instant(viewer).ok_or(Reason::OutOfCalendar)?;
    if ends < starts {
        return Err(Reason::EndsBeforeStart);
    }
    Ok(Length::Time(starts.duration_until(ends)))
}
