//! What holds of every answer.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use slots::{Enquiry, Horizon, Moment, Slot, Span};

use crate::naive;
use crate::plan::{Entry, Host, Plan, plans};

fn slots(plan: &Plan) -> Vec<Slot> {
    plan.ask(|enquiry| enquiry.slots(plan.range()))
}

fn starts(slots: &[Slot]) -> Vec<Timestamp> {
    slots.iter().map(|slot| slot.span.start().timestamp()).collect()
}

/// Minutes after the plan's beginning.
fn minute(plan: &Plan, moment: Moment) -> i64 {
    moment.timestamp().duration_since(plan.from).as_mins()
}

/// Pairs of a slot's minutes and a host that serves it.
fn served<'a>(plan: &'a Plan, slots: &'a [Slot]) -> impl Iterator<Item = (i64, i64, &'a Host)> {
    let hosts: Vec<_> = plan.hosts().collect();
    slots.iter().flat_map(move |slot| {
        let (start, end) = (minute(plan, slot.span.start()), minute(plan, slot.span.end()));
        let hosts: Vec<_> = slot.resources.iter().map(|at| (start, end, hosts[*at])).collect();
        hosts
    })
}

fn is_in_the_way(plan: &Plan, entry: &Entry, start: i64, end: i64) -> bool {
    let from = entry.start - i64::from(entry.before + plan.after);
    let to = entry.start + entry.length + i64::from(entry.after + plan.before);
    let is_joined =
        plan.seats.is_some() && entry.seats.is_some() && (entry.start, entry.length) == (start, end - start);
    let stands = entry
        .lapses_seconds
        .is_none_or(|lapses| lapses > plan.now_seconds);
    stands && !is_joined && from < end && start < to
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_naive_look_at_every_minute_agrees(plan in plans()) {
        let offered: Vec<_> = slots(&plan)
            .into_iter()
            .map(|slot| (slot.span.start().timestamp(), slot.resources, slot.seats_left))
            .collect();
        prop_assert_eq!(offered, naive::offers(&plan));
    }

    #[test]
    fn what_is_offered_is_accepted_and_nothing_else(plan in plans(), more in prop::collection::vec(0..4_000_i64, 30)) {
        let offered = slots(&plan);
        plan.ask(|enquiry| {
            for slot in &offered {
                prop_assert_eq!(enquiry.judge(slot.span.start()), Ok(slot.clone()));
            }
            for start in more.iter().filter(|minute| **minute < plan.length).map(|minute| plan.at(*minute)) {
                let is_offered = offered.iter().any(|slot| slot.span.start().timestamp() == start);
                prop_assert_eq!(enquiry.judge(start.into()).is_ok(), is_offered, "{}", start);
                let off = start + SignedDuration::from_micros(1);
                prop_assert!(enquiry.judge(off.into()).is_err(), "{}", off);
            }
            Ok(())
        })?;
    }

    #[test]
    fn nothing_that_is_taken_or_blocked_is_offered(plan in plans()) {
        for (start, end, host) in served(&plan, &slots(&plan)) {
            prop_assert!(!host.busy.iter().any(|entry| is_in_the_way(&plan, entry, start, end)));
            prop_assert!(!host.blocked.iter().any(|(from, to)| *from < end && start < *to));
        }
    }

    #[test]
    fn whoever_serves_is_open_throughout(plan in plans()) {
        let offered = slots(&plan);
        for (position, host) in plan.hosts().enumerate() {
            let is_open = naive::opening(&plan, host);
            for slot in offered.iter().filter(|slot| slot.resources.contains(&position)) {
                let (start, end) = (minute(&plan, slot.span.start()), minute(&plan, slot.span.end()));
                prop_assert!(is_open(start, end));
            }
        }
    }

    #[test]
    fn the_question_moves_nothing(plan in plans(), cut in 0.0..1.0_f64) {
        let range = plan.range();
        let seconds = SignedDuration::from_mins(plan.length).as_secs_f64() * cut;
        let middle = Moment::from(plan.from + SignedDuration::from_secs_f64(seconds));
        let part = |enquiry: Enquiry<'_>, from, to| Span::new(from, to).map(|part| enquiry.slots(part)).unwrap_or_default();
        let in_two = plan.ask(|enquiry| {
            [part(enquiry, range.start(), middle), part(enquiry, middle, range.end())].concat()
        });
        prop_assert_eq!(in_two, slots(&plan));
    }

    #[test]
    fn the_present_moves_nothing(plan in plans(), later in 0..3 * 86_400_i64) {
        let mut plan = Plan { horizon: Horizon::Open, now_seconds: -900_000, ..plan };
        for host in plan.needs.iter_mut().flat_map(|need| &mut need.hosts) {
            // A hold that lapses frees its time, whatever the grid does.
            host.busy.retain(|entry| entry.lapses_seconds.is_none());
        }
        let before = starts(&slots(&plan));
        let earliest = plan.at_second(later + 60 * i64::from(plan.notice));
        let after = Plan { now_seconds: later, ..plan };
        let left: Vec<_> = before.into_iter().filter(|start| *start >= earliest).collect();
        prop_assert_eq!(starts(&slots(&after)), left);
    }
}
