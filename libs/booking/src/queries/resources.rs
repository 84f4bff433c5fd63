//! Resources, their hours, and their time off.

use db::TenantTx;
use kernel::{Error, Instant, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::timetables::list_timetables;
use crate::model::calendar::clock;
use crate::model::hours::Minutes;
use crate::model::{BlockId, DateHours, Day, Resource, ResourceId, Travel, WeekHours};

/// The columns of [`Resource`].
macro_rules! resource_columns {
    () => {
        "resource_id, kind, name, time_zone, rests_on_holidays, active, position, person_id, created_at, version"
    };
}

/// When a resource is there.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ScheduleView {
    /// Whose.
    pub resource_id: ResourceId,
    /// IANA name of the zone.
    pub time_zone: String,
    /// The week that repeats; days without hours are left out.
    pub week: Vec<WeekHours>,
    /// Dates that differ, from today on.
    pub dates: Vec<DateHours>,
    /// Dates on which the hours are read from another zone's clock.
    pub travels: Vec<Travel>,
}

/// Time off or blocked time.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, ToSchema)]
pub struct BlockView {
    /// Which.
    #[sqlx(rename = "block_id")]
    pub id: BlockId,
    /// Whose; the whole shop's when missing.
    pub resource_id: Option<ResourceId>,
    /// From when.
    pub starts_at: Instant,
    /// Until when.
    pub ends_at: Instant,
    /// Why.
    pub reason: Option<String>,
}

/// All of them in the shop's order.
pub async fn list_resources(tx: &mut TenantTx) -> Result<Vec<Resource>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        resource_columns!(),
        " from resource where tenant_id = $1 order by active desc, position, plain_text(name), resource_id limit 500"
    ))
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}

/// One of them.
pub async fn get_resource(tx: &mut TenantTx, id: ResourceId) -> Result<Resource> {
    sqlx::query_as(concat!(
        "select ",
        resource_columns!(),
        " from resource where tenant_id = $1 and resource_id = $2"
    ))
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// When it is there.
pub async fn get_schedule(tx: &mut TenantTx, id: ResourceId) -> Result<ScheduleView> {
    let resource = get_resource(tx, id).await?;
    schedule_of(tx, &resource).await
}

/// When this one is there.
pub async fn schedule_of(tx: &mut TenantTx, resource: &Resource) -> Result<ScheduleView> {
    let today = Day::at(tx.now(), &clock(&resource.time_zone)?);
    let mut tables = list_timetables(tx, &[resource.id], (today, today.plus(10_000))).await?;
    let table = tables.remove(&resource.id).unwrap_or_default();
    let week = table.week.chunk_by(|(one, _), (next, _)| one == next);
    let dates = table.dates.iter().map(|(date, pieces)| DateHours {
        date: *date,
        hours: pieces.iter().map(|minutes| minutes.written()).collect(),
    });
    Ok(ScheduleView {
        resource_id: resource.id,
        time_zone: resource.time_zone.clone(),
        week: week.filter_map(week_hours).collect(),
        dates: dates.collect(),
        travels: table.travels,
    })
}

fn week_hours(day: &[(i16, Minutes)]) -> Option<WeekHours> {
    let (weekday, _) = day.first()?;
    Some(WeekHours {
        weekday: *weekday,
        hours: day.iter().map(|(_, minutes)| minutes.written()).collect(),
    })
}

/// What of a time is off: of these resources, or of the whole shop.
pub async fn list_blocks(
    tx: &mut TenantTx,
    of: &[ResourceId],
    from: Instant,
    until: Instant,
) -> Result<Vec<BlockView>> {
    Ok(sqlx::query_as(
        "select block_id, resource_id, starts_at, ends_at, reason
           from blocked_time
          where tenant_id = $1 and ends_at > $3 and starts_at < $4 and (resource_id is null or resource_id = any ($2))
          order by starts_at, block_id
          limit 5000",
    )
    .bind(tx.tenant())
    .bind(of)
    .bind(from)
    .bind(until)
    .fetch_all(&mut **tx)
    .await?)
}
