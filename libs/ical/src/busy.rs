//! The time that a calendar takes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::event::Event;
use crate::limits::Budget;
use crate::moment::Moment;
use crate::series::{Asked, Occurrence, occurrences};
use crate::skipped::{Reason, Skipped, shortened};
use crate::span::{Span, merged};

/// The time that is taken, and what could not be worked out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Busy {
    /// In order and apart from one another.
    pub spans: Vec<Span>,
    /// Entries whose time is not known, and why.
    pub skipped: Vec<Skipped>,
}

/// The time between two instants that entries take. Whole days and floating times are those of `zone`.
///
/// Occurrences that were moved count where they were moved to; what is cancelled or leaves the time free does not count.
/// Of several versions of an entry that with the greatest `sequence` does. What `budget` does not suffice for is skipped.
pub fn busy(events: &[Event], from: Timestamp, to: Timestamp, zone: &TimeZone, budget: &mut Budget) -> Busy {
    let asked = Asked { from, to, zone };
    let mut spans = Vec::new();
    let mut skipped = Vec::new();
    for group in groups(events) {
        let moved = Moved::of(&group, zone);
        for event in group.taking() {
            match occurrences(event, asked, budget) {
                Ok(times) => spans.extend(
                    times
                        .iter()
                        .filter(|time| event.recurrence_id.is_some() || !moved.has(time))
                        .filter_map(|time| time.span.within(from, to)),
                ),
                Err(reason) => skipped.push(left_out(event, reason)),
            }
        }
    }
    Busy {
        spans: merged(spans),
        skipped,
    }
}

fn left_out(event: &Event, reason: Reason) -> Skipped {
    let name = if event.summary.is_empty() {
        &event.uid
    } else {
        &event.summary
    };
    Skipped {
        entry: shortened(name),
        on: Some(event.starts.date()),
        reason,
    }
}

/// The entries of one identifier: the series, and what was said about single times of it.
#[derive(Default)]
struct Group<'a> {
    masters: Vec<&'a Event>,
    exceptions: Vec<&'a Event>,
}

fn groups(events: &[Event]) -> Vec<Group<'_>> {
    let mut groups: BTreeMap<&str, Group<'_>> = BTreeMap::new();
    for event in events {
        let group = groups.entry(&event.uid).or_default();
        match event.recurrence_id {
            Some(_) => group.exceptions.push(event),
            None => group.masters.push(event),
        }
    }
    groups.into_values().map(Group::newest).collect()
}

impl<'a> Group<'a> {
    fn newest(mut self) -> Self {
        let newest = self.masters.iter().map(|event| event.sequence).max();
        self.masters.retain(|event| Some(event.sequence) == newest);
        let mut versions: BTreeMap<Option<Which>, u32> = BTreeMap::new();
        for event in &self.exceptions {
            let newest = versions.entry(Which::of(event)).or_default();
            *newest = event.sequence.max(*newest);
        }
        self.exceptions
            .retain(|event| versions.get(&Which::of(event)) == Some(&event.sequence));
        self
    }

    /// Those whose time counts. A series that was cancelled takes what was moved within it along.
    fn taking(&self) -> impl Iterator<Item = &'a Event> {
        let over = !self.masters.is_empty() && self.masters.iter().all(|event| event.cancelled);
        let all = self.masters.iter().chain(&self.exceptions).copied();
        all.filter(move |event| !over && !event.cancelled && !event.transparent)
    }
}

/// Which time of a series something is said about, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Which {
    Day(Date),
    At(DateTime),
}

impl Which {
    fn of(event: &Event) -> Option<Self> {
        Some(match event.recurrence_id.as_ref()? {
            Moment::Date(day) => Self::Day(*day),
            other => Self::At(other.wall()),
        })
    }
}

/// The times of a series about which something else was said.
struct Moved {
    starts: BTreeSet<Timestamp>,
    days: BTreeSet<Date>,
}

impl Moved {
    fn of(group: &Group<'_>, zone: &TimeZone) -> Self {
        let ids = || {
            group
                .exceptions
                .iter()
                .filter_map(|event| event.recurrence_id.as_ref())
        };
        let whole_day = |id: &&Moment| matches!(id, Moment::Date(_));
        Self {
            starts: ids()
                .filter(|id| !whole_day(id))
                .filter_map(|id| id.instant(zone))
                .collect(),
            days: ids().filter(whole_day).map(Moment::date).collect(),
        }
    }

    fn has(&self, time: &Occurrence) -> bool {
        self.starts.contains(&time.span.starts) || self.days.contains(&time.day)
    }
}
