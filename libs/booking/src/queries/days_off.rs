//! Which day off keeps a time from being within somebody's hours.

use db::TenantTx;
use kernel::{Instant, Result};
use slots::holidays;

use super::diary::Diary;
use super::slots::Hindrance;
use super::timetables::list_timetables;
use crate::model::calendar::clock;
use crate::model::day_off::holiday_name;
use crate::model::{Day, DayOff, Rule};

/// Names it of each who is closed then. A date of somebody's own counts more than a holiday.
pub(super) async fn name_days_off(
    tx: &mut TenantTx,
    diary: &Diary,
    at: Instant,
    hindrances: &mut [Hindrance],
) -> Result<()> {
    let closed: Vec<_> = hindrances
        .iter_mut()
        .filter(|one| one.rule == Rule::Closed)
        .collect();
    if closed.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = closed.iter().map(|one| one.resource_id).collect();
    let today = Day::at(at, &jiff::tz::TimeZone::UTC);
    let tables = list_timetables(tx, &ids, (today.plus(-1), today.plus(1))).await?;
    for one in closed {
        let member = diary
            .members
            .iter()
            .find(|member| member.resource_id == one.resource_id);
        let Some(member) = member else { continue };
        let date = Day::at(at, &clock(&member.time_zone)?);
        let own = tables.get(&one.resource_id);
        let is_own = own.is_some_and(|table| table.dates.iter().any(|(day, _)| *day == date));
        let holiday = holidays::on(date.date()).filter(|_| member.rests_on_holidays && !is_own);
        one.day_off = (is_own || holiday.is_some()).then(|| DayOff {
            date,
            holiday: holiday.map(holiday_name),
        });
    }
    Ok(())
}
