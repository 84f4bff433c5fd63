//! From the lines of an entry to what it says.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::duration::end_of;
use crate::event::Event;
use crate::line::Line;
use crate::moment::{self, Moment};
use crate::skipped::{Reason, Skipped, shortened};
use crate::zones::Zones;

/// The properties of an entry that matter here.
#[derive(Debug, Default)]
pub(crate) struct Raw {
    single: BTreeMap<String, Line>,
    rules: Vec<Line>,
    ours: BTreeMap<String, String>,
}

impl Raw {
    /// How many lines of rules an entry may have.
    const MOST_RULES: usize = 1000;

    /// Of a property that stands twice the first counts.
    pub(crate) fn add(&mut self, line: Line) {
        match line.name.as_str() {
            "RRULE" | "RDATE" | "EXDATE" if self.rules.len() < Self::MOST_RULES => self.rules.push(line),
            "UID"
            | "SUMMARY"
            | "DTSTART"
            | "DTEND"
            | "DURATION"
            | "RECURRENCE-ID"
            | "STATUS"
            | "TRANSP"
            | "SEQUENCE"
            | "X-MICROSOFT-CDO-BUSYSTATUS" => {
                self.single.entry(line.name.clone()).or_insert(line);
            }
            name if name.starts_with(Event::OURS) => {
                self.ours.entry(line.name).or_insert(line.value);
            }
            _ => (),
        }
    }

    /// What it says, or why that is not understood. `position` names it when it has no name of its own.
    pub(crate) fn event(self, zones: &Zones, position: usize) -> Result<Event, Skipped> {
        self.understood(zones, position)
            .map_err(|reason| self.skipped(reason))
    }

    /// A note that it is left out.
    pub(crate) fn skipped(&self, reason: Reason) -> Skipped {
        let text = [self.text("SUMMARY"), self.text("UID")];
        Skipped {
            entry: text
                .into_iter()
                .find(|text| !text.is_empty())
                .map(shortened)
                .unwrap_or_default(),
            on: self.day(),
            reason,
        }
    }

    fn understood(&self, zones: &Zones, position: usize) -> Result<Event, Reason> {
        if let Some(long) = self.long_line() {
            return Err(Reason::LongLine(long.name.clone()));
        }
        let starts = self.single.get("DTSTART").ok_or(Reason::NoStart)?;
        let starts = moment_of(starts, zones)?;
        let ends = self.ends(&starts, zones)?;
        let uid = match self.text("UID").trim() {
            "" => format!("entry-{position}"),
            uid => uid.to_owned(),
        };
        let recurrence_id = self.single.get("RECURRENCE-ID");
        Ok(Event {
            uid,
            recurrence_id: recurrence_id.map(|line| moment_of(line, zones)).transpose()?,
            starts,
            ends,
            rules: self.rules.iter().map(|line| line.whole.clone()).collect(),
            summary: self.text("SUMMARY").to_owned(),
            cancelled: self.says("STATUS", "CANCELLED"),
            transparent: self.says("TRANSP", "TRANSPARENT")
                || self.says("X-MICROSOFT-CDO-BUSYSTATUS", "FREE"),
            sequence: self.text("SEQUENCE").trim().parse().unwrap_or(0),
            properties: self.ours.clone(),
        })
    }

    /// Its title may be cut; its times and rules may not.
    fn long_line(&self) -> Option<&Line> {
        let all = self.single.values().chain(&self.rules);
        all.into_iter().find(|line| line.cut && line.name != "SUMMARY")
    }

    fn ends(&self, starts: &Moment, zones: &Zones) -> Result<Moment, Reason> {
        let ends = match (self.single.get("DTEND"), self.single.get("DURATION")) {
            (Some(line), _) => moment_of(line, zones)?,
            (None, Some(line)) => end_of(starts, &line.value)?,
            (None, None) => starts.clone(),
        };
        // A day is never empty: some write one that ends on the day that it starts.
        let Moment::Date(day) = starts else {
            return in_order(starts, ends);
        };
        if ends.date() < *day {
            return Err(Reason::EndsBeforeStart);
        }
        let next = day.checked_add(1.day()).map_err(|_| Reason::OutOfCalendar)?;
        Ok(Moment::Date(ends.date().max(next)))
    }

    /// The day that the start's text begins with, whatever else is wrong with it.
    fn day(&self) -> Option<Date> {
        let text = self.text("DTSTART").get(..8)?;
        Some(moment::parse(text, None).ok()?.date())
    }

    fn text(&self, name: &str) -> &str {
        self.single.get(name).map_or("", |line| &line.value)
    }

    fn says(&self, name: &str, word: &str) -> bool {
        self.single.get(name).is_some_and(|line| line.says(word))
    }
}

fn in_order(starts: &Moment, ends: Moment) -> Result<Moment, Reason> {
    // A date without a time ends what has one at that day's midnight, on the same clock.
    let ends = match &ends {
        Moment::Date(day) => starts.at(day.at(0, 0, 0, 0)).ok_or(Reason::OutOfCalendar)?,
        _ => ends,
    };
    let utc = jiff::tz::TimeZone::UTC;
    match (starts.instant(&utc), ends.instant(&utc)) {
        (Some(first), Some(last)) if first <= last => Ok(ends),
        (Some(_), Some(_)) => Err(Reason::EndsBeforeStart),
        _ => Err(Reason::OutOfCalendar),
    }
}

fn moment_of(line: &Line, zones: &Zones) -> Result<Moment, Reason> {
    let zone = match line.param("TZID") {
        // An instant needs no zone, and some name one that nobody knows.
        Some(_) if line.value.trim_end().ends_with(['Z', 'z']) => None,
        Some(name) => Some(
            zones
                .find(name)
                .ok_or_else(|| Reason::UnknownZone(shortened(name)))?,
        ),
        None => None,
    };
    moment::parse(&line.value, zone.as_ref())
}
