//! When resources are there, as stretches of time: the engine's own answer, with travels, holidays and dates that differ.

use db::TenantTx;
use jiff::tz::TimeZone;
use kernel::{Instant, Result};
use slots::{Schedule, Span};

use super::diary::{instant, moment};
use super::timetables::list_timetables;
use crate::model::calendar::clock;
use crate::model::{Day, Resource, ResourceId};

/// Time in which a resource is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Who.
    pub resource_id: ResourceId,
    /// From when.
    pub starts_at: Instant,
    /// Until when.
    pub ends_at: Instant,
}

/// The openings of these resources that meet a stretch of time. Those out of use have none.
pub async fn list_openings(
    tx: &mut TenantTx,
    of: &[Resource],
    (from, until): (Instant, Instant),
) -> Result<Vec<Opening>> {
    let ids: Vec<_> = of.iter().map(|resource| resource.id).collect();
    let dates = dates_around(from, until);
    let tables = list_timetables(tx, &ids, dates).await?;
    let mut openings = Vec::new();
    for resource in of.iter().filter(|resource| resource.active) {
        let Some(table) = tables.get(&resource.id) else {
            continue;
        };
        let holidays = resource.rests_on_holidays.then_some(dates);
        let schedule = table.for_engine(clock(&resource.time_zone)?, holidays)?;
        openings.extend(openings_of(resource.id, &schedule, (from, until)));
    }
    Ok(openings)
}

/// What a schedule opens of a stretch of time, in order.
pub(crate) fn openings_of(
    resource_id: ResourceId,
    schedule: &Schedule,
    (from, until): (Instant, Instant),
) -> Vec<Opening> {
    let Some(range) = Span::new(moment(from), moment(until)) else {
        return vec![];
    };
    let mut open = schedule.open_during(range);
    open.retain(|span| span.meets(range));
    open.sort_unstable();
    let opening = |span: Span| Opening {
        resource_id,
        starts_at: instant(span.start()),
        ends_at: instant(span.end()),
    };
    open.into_iter().map(opening).collect()
}

/// Dates that any zone may have then, and the night before.
pub(crate) fn dates_around(from: Instant, until: Instant) -> (Day, Day) {
    let utc = TimeZone::UTC;
    (Day::at(from, &utc).plus(-3), Day::at(until, &utc).plus(3))
}
