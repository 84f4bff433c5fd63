//! At which minutes appointments start.

use jiff::tz::TimeZone;

use crate::moment::{Length, Moment, Span};
use crate::windows::Windows;
use crate::zone::{date_at, days_after, midnight};

/// Starts are counted from the beginning of each window, in elapsed time. Neither the clock, nor what is taken, nor the
/// question, nor who asks moves them.
///
/// Only a window that has been open for all of a week, from Monday to Monday, is counted anew from that Monday's
/// midnight: one that never closed would have no beginning to count from.
#[derive(Debug)]
pub(crate) struct Grid {
    /// In order; each is counted from its own start.
    stretches: Vec<Span>,
    step: Length,
}

impl Grid {
    pub fn new(windows: &Windows, mondays: &[Moment], step: Length) -> Self {
        let fresh = fresh_starts(windows, mondays);
        let stretches = windows.iter().flat_map(|window| cut(window, &fresh)).collect();
        Self { stretches, step }
    }

    /// Whether appointments start at that instant.
    pub fn holds(&self, start: Moment) -> bool {
        let after = self.stretches.partition_point(|one| one.start() <= start);
        let stretch = after.checked_sub(1).and_then(|last| self.stretches.get(last));
        stretch.is_some_and(|one| {
            one.holds_moment(start) && start.since(one.start()) % self.step.minutes().micros() == 0
        })
    }

    /// All starts in the range, in order.
    pub fn starts(&self, range: Span) -> impl Iterator<Item = Moment> + '_ {
        let first = self.stretches.partition_point(|one| one.end() <= range.start());
        let stretches = self.stretches.iter().skip(first);
        stretches
            .take_while(move |one| one.start() < range.end())
            .flat_map(move |one| self.steps(*one, range))
    }

    fn steps(&self, stretch: Span, range: Span) -> impl Iterator<Item = Moment> + use<> {
        let step = self.step;
        let end = stretch.end().min(range.end());
        let late = range.start().since(stretch.start()).max(0);
        let micros = step.minutes().micros();
        let skipped = late / micros + i64::from(late % micros != 0);
        (skipped..)
            .map(move |count| stretch.start().after_steps(count, step))
            .take_while(move |start| *start < end)
    }
}

/// Midnights of Mondays: that of the week before `span` begins, and all after it until it ends.
pub(crate) fn mondays(zone: &TimeZone, span: Span) -> Vec<Moment> {
    let date = date_at(zone, span.start());
    let monday = days_after(date, -i32::from(date.weekday().to_monday_zero_offset()) - 7);
    std::iter::successors(Some(monday), |monday| Some(days_after(*monday, 7)))
        .map(|monday| midnight(zone, monday))
        .scan(Moment::FIRST, |last, monday| {
            // The calendar's end would repeat itself for ever.
            let goes_on = *last < monday && monday < span.end();
            *last = monday;
            goes_on.then_some(monday)
        })
        .collect()
}

fn fresh_starts(windows: &Windows, mondays: &[Moment]) -> Vec<Moment> {
    let weeks = mondays.windows(2).filter_map(|pair| match pair {
        [monday, next] => Span::new(*monday, *next),
        _ => None,
    });
    weeks
        .filter(|week| windows.holding(*week).is_some())
        .map(Span::end)
        .collect()
}

fn cut(window: Span, at: &[Moment]) -> Vec<Span> {
    let inside = at
        .iter()
        .copied()
        .filter(|moment| window.start() < *moment && *moment < window.end());
    let starts: Vec<_> = std::iter::once(window.start()).chain(inside).collect();
    let ends = starts.iter().copied().skip(1).chain([window.end()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| Span::new(*start, end))
        .collect()
}
