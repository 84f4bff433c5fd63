//! The week that results from what somebody is editing: what they typed is written, read as customers would see it, and
//! taken back.

use db::TenantTx;
use http::Visitor;
use http::page::Page;
use kernel::{Error, Instant, Result};

use super::clock::{capitalised, day_name, hour, hours};
use crate::model::{Day, ResourceId, ServiceId};
use crate::queries::diary::Asked;
use crate::queries::openings::list_openings;
use crate::queries::resources::{get_resource, list_blocks};
use crate::queries::slots::list_slots;
use slots::holidays;

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

fn next_days(tx: &TenantTx, ctx: &Visitor) -> Vec<(Day, Instant, Instant)> {
    let zone = ctx.shop.zone();
    let today = Day::at(tx.now(), &zone);
    let days = (0..DAYS).map(|n| today.plus(n));
    days.map(|day| (day, day.start_in(&zone), day.plus(1).start_in(&zone)))
        .collect()
}

/// Free times of a service.
pub(super) async fn of_service(tx: &mut TenantTx, ctx: &Visitor, page: &Page, id: ServiceId) -> Result<Week> {
    let days = next_days(tx, ctx);
    let (Some((_, from, _)), Some((.., until))) = (days.first(), days.last()) else {
        return Ok(Week::default());
    };
    let asked = Asked {
        service: id,
        only: None,
        from: *from,
        until: *until,
        moving: None,
    };
    let slots = list_slots(tx, &asked).await?;
    let day = |(day, from, until): &(Day, Instant, Instant)| {
        let starts = slots
            .iter()
            .map(|slot| slot.start)
            .filter(|start| start >= from && start < until);
        let mut times: Vec<_> = starts.map(|start| hour(page, start)).collect();
        times.dedup();
        WeekDay {
            label: capitalised(&day_name(page, *day)),
            note: if times.is_empty() {
                page.t("agenda-week-none-free")
            } else {
                String::new()
            },
            times,
        }
    };
    Ok(Week {
        days: days.iter().map(day).collect(),
        problem: String::new(),
    })
}

/// Hours of a resource, and what of them is blocked.
pub(super) async fn of_resource(
    tx: &mut TenantTx,
    ctx: &Visitor,
    page: &Page,
    id: ResourceId,
) -> Result<Week> {
    let days = next_days(tx, ctx);
    let (Some((first, from, _)), Some((last, _, until))) = (days.first(), days.last()) else {
        return Ok(Week::default());
    };
    let resource = get_resource(tx, id).await?;
    let openings = list_openings(tx, std::slice::from_ref(&resource), *first, *last).await?;
    let blocks = list_blocks(tx, &[id], *from, *until).await?;
    let day = |(day, from, until): &(Day, Instant, Instant)| {
        let open = openings.iter().filter(|one| one.date == *day);
        let off = blocks
            .iter()
            .filter(|one| one.starts_at < *until && one.ends_at > *from);
        let off: Vec<_> = off
            .map(|one| hours(page, one.starts_at.max(*from), one.ends_at.min(*until)))
            .collect();
        let times: Vec<_> = open.map(|one| hours(page, one.starts_at, one.ends_at)).collect();
        let is_holiday = resource.rests_on_holidays && holidays::on(day.date()).is_some();
        WeekDay {
            label: capitalised(&day_name(page, *day)),
            note: match (times.is_empty(), is_holiday, off.is_empty()) {
                (true, true, _) => page.t("agenda-week-holiday"),
                (true, false, _) => page.t("agenda-week-closed"),
                (false, _, false) => page.tn("agenda-week-blocked", "hours", off.join(", ")),
                (false, _, true) => String::new(),
            },
            times,
        }
    };
    Ok(Week {
        days: days.iter().map(day).collect(),
        problem: String::new(),
    })
}
