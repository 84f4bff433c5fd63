//! When resources are there on given dates: their weeks, the dates that differ, and holidays, as stretches of time.

use std::collections::HashMap;

use db::TenantTx;
use jiff::tz::TimeZone;
use kernel::{Instant, Result};
use slots::holidays;

use super::resources::{DateRow, WeekRow, list_dates, list_week};
use crate::model::calendar::clock;
use crate::model::hours::Minutes;
use crate::model::{Day, Resource, ResourceId};

/// Time in which a resource is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Who.
    pub resource_id: ResourceId,
    /// On which date of its own zone it begins.
    pub date: Day,
    /// From when.
    pub starts_at: Instant,
    /// Until when.
    pub ends_at: Instant,
}

/// The openings of these resources from a date to another, included, by their own zones. Those out of use have none.
pub async fn list_openings(tx: &mut TenantTx, of: &[Resource], from: Day, to: Day) -> Result<Vec<Opening>> {
    let ids: Vec<_> = of.iter().map(|resource| resource.id).collect();
    let week = list_week(tx, &ids).await?;
    let dates = list_dates(tx, &ids, from, to).await?;
    let mut by_date: HashMap<(ResourceId, Day), Vec<&DateRow>> = HashMap::new();
    for row in &dates {
        by_date
            .entry((row.resource_id, row.on_date))
            .or_default()
            .push(row);
    }
    let mut openings = Vec::new();
    for resource in of.iter().filter(|resource| resource.active) {
        let zone = clock(&resource.time_zone)?;
        for date in days(from, to) {
            let differs = by_date.get(&(resource.id, date));
            let hours = hours_on(resource, date, &week, differs);
            openings.extend(
                hours
                    .into_iter()
                    .filter_map(|minutes| opening(resource.id, date, minutes, &zone)),
            );
        }
    }
    Ok(openings)
}

fn days(from: Day, to: Day) -> impl Iterator<Item = Day> {
    // The last date of ours has none after it.
    std::iter::successors(Some(from), |date| Some(date.plus(1)).filter(|next| next > date))
        .take_while(move |date| *date <= to)
}

fn hours_on(
    resource: &Resource,
    date: Day,
    week: &[WeekRow],
    differs: Option<&Vec<&DateRow>>,
) -> Vec<Minutes> {
    if let Some(rows) = differs {
        return rows.iter().filter_map(|row| row.minutes()).collect();
    }
    if resource.rests_on_holidays && holidays::on(date.date()).is_some() {
        return vec![];
    }
    let weekday = i16::from(date.date().weekday().to_monday_one_offset());
    let own = week
        .iter()
        .filter(|row| row.resource_id == resource.id && row.weekday == weekday);
    own.map(WeekRow::minutes).collect()
}

fn opening(resource_id: ResourceId, date: Day, minutes: Minutes, zone: &TimeZone) -> Option<Opening> {
    let closes_on = if minutes.closes <= minutes.opens {
        date.plus(1)
    } else {
        date
    };
    Some(Opening {
        resource_id,
        date,
        starts_at: at(date, minutes.opens, zone)?,
        ends_at: at(closes_on, minutes.closes, zone)?,
    })
}

fn at(date: Day, minute: i16, zone: &TimeZone) -> Option<Instant> {
    let (date, minute) = if minute == 24 * 60 {
        (date.plus(1), 0)
    } else {
        (date, minute)
    };
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    let local = date.date().at(hour, minute, 0, 0).to_zoned(zone.clone()).ok()?;
    Some(Instant::from_timestamp(local.timestamp()))
}
