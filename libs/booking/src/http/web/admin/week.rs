//! The week that results from what somebody is editing: the engine is asked with what they typed, and nothing is written.

use http::Visitor;
use http::page::Page;
use kernel::{Error, Instant, Result};
use slots::holidays;

use super::clock::{capitalised, day_name, hour, hours};
use crate::model::Day;
use crate::queries::openings::Opening;
use crate::queries::resources::BlockView;
use crate::queries::slots::SlotView;

const DAYS: i32 = 7;

/// The days from today on.
#[derive(Debug, Default)]
pub(super) struct Week {
    pub(super) days: Vec<WeekDay>,
    /// Why there is none.
    pub(super) problem: String,
}

/// One of them.
#[derive(Debug)]
pub(super) struct WeekDay {
    pub(super) label: String,
    pub(super) times: Vec<String>,
    pub(super) note: String,
}

/// Which days they are, each from its first instant until that of the next, by the shop's clock.
pub(super) struct NextDays {
    days: Vec<(Day, Instant, Instant)>,
    /// From the first until the last has ended.
    pub(super) range: (Instant, Instant),
}

impl Week {
    /// When a week cannot be shown: what is typed has to be mended first. Faults stay faults.
    pub(super) fn or_problem(page: &Page, week: Result<Self>) -> Result<Self> {
        match week {
            Err(Error::Refused(_)) => Ok(Self {
                days: vec![],
                problem: page.t("agenda-week-mend"),
            }),
            other => other,
        }
    }
}

impl NextDays {
    pub(super) fn after(now: Instant, ctx: &Visitor) -> Self {
        let zone = ctx.shop.zone();
        let today = Day::at(now, &zone);
        let bounds = |day: Day| (day, day.start_in(&zone), day.plus(1).start_in(&zone));
        Self {
            days: (0..DAYS).map(|n| bounds(today.plus(n))).collect(),
            range: (today.start_in(&zone), today.plus(DAYS).start_in(&zone)),
        }
    }

    /// Free times of a service.
    pub(super) fn of_service(&self, page: &Page, slots: &[SlotView]) -> Week {
        self.week(page, |(_, from, until)| {
            let starts = slots
                .iter()
                .map(|slot| slot.start)
                .filter(|start| start >= from && start < until);
            let mut times: Vec<_> = starts.map(|start| hour(page, start)).collect();
            times.dedup();
            let note = if times.is_empty() {
                page.t("agenda-week-none-free")
            } else {
                String::new()
            };
            (times, note)
        })
    }

    /// Hours of a resource, and what of them is blocked.
    pub(super) fn of_resource(
        &self,
        page: &Page,
        openings: &[Opening],
        blocks: &[BlockView],
        rests_on_holidays: bool,
    ) -> Week {
        self.week(page, |(day, from, until)| {
            let open = openings
                .iter()
                .filter(|one| (*from..*until).contains(&one.starts_at));
            let off = blocks
                .iter()
                .filter(|one| one.starts_at < *until && one.ends_at > *from);
            let off: Vec<_> = off
                .map(|one| hours(page, one.starts_at.max(*from), one.ends_at.min(*until)))
                .collect();
            let times: Vec<_> = open.map(|one| hours(page, one.starts_at, one.ends_at)).collect();
            let is_holiday = rests_on_holidays && holidays::on(day.date()).is_some();
            let note = match (times.is_empty(), is_holiday, off.is_empty()) {
                (true, true, _) => page.t("agenda-week-holiday"),
                (true, false, _) => page.t("agenda-week-closed"),
                (false, _, false) => page.tn("agenda-week-blocked", "hours", off.join(", ")),
                (false, _, true) => String::new(),
            };
            (times, note)
        })
    }

    fn week(&self, page: &Page, of: impl Fn(&(Day, Instant, Instant)) -> (Vec<String>, String)) -> Week {
        let day = |bounds: &(Day, Instant, Instant)| {
            let (times, note) = of(bounds);
            WeekDay {
                label: capitalised(&day_name(page, bounds.0)),
                times,
                note,
            }
        };
        Week {
            days: self.days.iter().map(day).collect(),
            problem: String::new(),
        }
    }
}
