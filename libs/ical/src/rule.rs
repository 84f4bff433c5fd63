//! When a rule repeats, in the time of a wall clock without a zone.
//!
//! The library that works rules out is asked in UTC alone, since its zones are older than ours: the wall clock is taken
//! for UTC's, and each time that comes back is placed in its zone by the caller.
//!
//! A hostile rule shall cost no more than a kind one. Rules that only a machine would keep are refused; old series are
//! entered shortly before the time that is asked for; each time given costs a step. What remains is a rule that never
//! comes true (30 February): it is searched up to the year 10,000, so all is moved by whole cycles of the calendar (400
//! years, in which dates, weekdays and leap days come again) until little is left up to then.

use chrono::{Datelike, NaiveDate, Timelike};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};
use rrule::{RRule, RRuleSet, Tz, Unvalidated};

use crate::limits::Budget;
use crate::moment::{self, Moment};
use crate::skipped::{Reason, shortened};

/// What to work out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question<'a> {
    /// The first of the series.
    pub(crate) first: DateTime,
    /// Only what starts from here
    pub(crate) from: DateTime,
    /// to here.
    pub(crate) to: DateTime,
    /// Whose clock that is.
    pub(crate) zone: &'a TimeZone,
}

/// A step costs little; a search in vain as much as these, which each search has to pay until it finds something.
const IN_VAIN: u32 = 50_000;
/// How many times of a day a rule may name.
const MOST_TIMES: usize = 48;
/// What the library takes.
const MOST_INTERVAL: i64 = 65_535;
const LONGEST: usize = 1_000;
const CYCLE: i16 = 400;

/// When the rule gives a start, in order, within the time asked for.
pub(crate) fn starts(rule: &str, asked: Question<'_>, budget: &mut Budget) -> Result<Vec<DateTime>, Reason> {
    let rule = Rule::parse(rule, asked.zone)?;
    // Whether it makes sense does not depend on what is asked.
    rule.unlimited()?
        .validate(moved(asked.first, 0)?)
        .map_err(|_| rule.wrong())?;
    let until = rule.until.map_or(asked.to, |until| until.min(asked.to));
    if until < asked.from || until < asked.first {
        return Ok(Vec::new());
    }
    // Paid before: who cannot pay does not search.
    if !budget.pay(IN_VAIN) {
        return Err(Reason::TooMuchWork);
    }
    let first = rule.entered(asked.first, asked.from);
    let years = (9_999 - until.year()) / CYCLE * CYCLE;
    let set = rule.set(moved(first, years)?, moved(until, years)?)?;
    let mut found = Vec::new();
    let mut given = false;
    for start in &set {
        given = true;
        if !budget.pay(1) {
            return Err(Reason::TooMuchWork);
        }
        let start = moved_back(start, years)?;
        if start >= asked.from {
            found.push(start);
        }
    }
    if given {
        budget.give_back(IN_VAIN);
    }
    Ok(found)
}

#[derive(Debug)]
struct Rule {
    /// All of it but its end.
    text: String,
    every: Every,
    interval: i64,
    counted: bool,
    until: Option<DateTime>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    Hour,
    Day,
    Week,
    Longer,
}

impl Rule {
    fn parse(text: &str, zone: &TimeZone) -> Result<Self, Reason> {
        let wrong = || Reason::WrongRule(shortened(text));
        if text.len() > LONGEST || text.contains(':') {
            return Err(wrong());
        }
        let mut rule = Self {
            text: String::new(),
            every: Every::Longer,
            interval: 1,
            counted: false,
            until: None,
        };
        let mut times = 1;
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or_else(wrong)?;
            let name = name.trim().to_ascii_uppercase();
            let value = value.trim().to_ascii_uppercase();
            match name.as_str() {
                "UNTIL" => rule.until = Some(until(&value, zone)?),
                "RSCALE" if value == "GREGORIAN" => (),
                "SKIP" if value == "OMIT" => (),
                _ => {
                    rule.note(&name, &value, &mut times)?;
                    rule.text = format!("{}{name}={value};", rule.text);
                }
            }
        }
        let fits = (1..=MOST_INTERVAL).contains(&rule.interval) && times <= MOST_TIMES;
        fits.then_some(rule).ok_or_else(wrong)
    }

    fn note(&mut self, name: &str, value: &str, times: &mut usize) -> Result<(), Reason> {
        match name {
            "FREQ" => {
                self.every = match value {
                    "SECONDLY" | "MINUTELY" => return Err(Reason::TooOften),
                    "HOURLY" => Every::Hour,
                    "DAILY" => Every::Day,
                    "WEEKLY" => Every::Week,
                    _ => Every::Longer,
                }
            }
            "INTERVAL" => self.interval = value.parse().unwrap_or(0),
            "COUNT" => self.counted = true,
            "BYHOUR" | "BYMINUTE" | "BYSECOND" => *times *= value.split(',').count(),
            _ => (),
        }
        Ok(())
    }

    /// A start that gives the same times from `from` on. What is counted must be counted from the first.
    fn entered(&self, first: DateTime, from: DateTime) -> DateTime {
        let hours = match self.every {
            Every::Hour => 1,
            Every::Day => 24,
            Every::Week => 7 * 24,
            Every::Longer => return first,
        };
        let stride = SignedDuration::from_hours(hours * self.interval);
        let strides = first.duration_until(from).as_secs() / stride.as_secs() - 1;
        if self.counted || strides < 1 {
            return first;
        }
        let on = stride
            .as_secs()
            .checked_mul(strides)
            .map(SignedDuration::from_secs);
        on.and_then(|on| first.checked_add(on).ok()).unwrap_or(first)
    }

    fn set(&self, first: chrono::DateTime<Tz>, until: chrono::DateTime<Tz>) -> Result<RRuleSet, Reason> {
        let set = self.unlimited()?.until(until).build(first);
        Ok(set.map_err(|_| self.wrong())?.limit())
    }

    /// Without its end.
    fn unlimited(&self) -> Result<RRule<Unvalidated>, Reason> {
        let text = self.text.trim_end_matches(';');
        text.parse().map_err(|_| self.wrong())
    }

    fn wrong(&self) -> Reason {
        Reason::WrongRule(shortened(&self.text))
    }
}

/// The last start by the wall clock: an instant, a time of that clock, or all of a day.
fn until(text: &str, zone: &TimeZone) -> Result<DateTime, Reason> {
    Ok(match moment::parse(text, None)? {
        Moment::Date(date) => date.at(23, 59, 59, 0),
        Moment::Utc(instant) => zone.to_datetime(instant),
        Moment::Local { at, .. } | Moment::Floating(at) => at,
    })
}

fn moved(at: DateTime, years: i16) -> Result<chrono::DateTime<Tz>, Reason> {
    let date = NaiveDate::from_ymd_opt(
        i32::from(at.year()) + i32::from(years),
        at.month().unsigned_abs().into(),
        at.day().unsigned_abs().into(),
    );
    let [hour, minute, second] = [at.hour(), at.minute(), at.second()].map(|part| part.unsigned_abs().into());
    date.and_then(|date| date.and_hms_opt(hour, minute, second))
        .map(|at| at.and_utc().with_timezone(&Tz::UTC))
        .ok_or(Reason::OutOfCalendar)
}

fn moved_back(at: chrono::DateTime<Tz>, years: i16) -> Result<DateTime, Reason> {
    let small = |part: u32| i8::try_from(part).unwrap_or(i8::MAX);
    let year = at.year() - i32::from(years);
    let moved = DateTime::new(
        i16::try_from(year).map_err(|_| Reason::OutOfCalendar)?,
        small(at.month()),
        small(at.day()),
        small(at.hour()),
        small(at.minute()),
        small(at.second()),
        0,
    );
    moved.map_err(|_| Reason::OutOfCalendar)
}

/// A day on either side: clocks of the world differ by less.
pub(crate) fn widened(from: DateTime, to: DateTime) -> (DateTime, DateTime) {
    (from.saturating_sub(1.day()), to.saturating_add(1.day()))
}
