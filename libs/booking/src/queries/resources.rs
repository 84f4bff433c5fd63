//! Resources, their hours, and their time off.

use db::TenantTx;
use kernel::{Error, Instant, Result};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::hours::{Minutes, Piece};
use crate::model::{BlockId, DateHours, Day, Resource, ResourceId, Travel, WeekHours};

/// The columns of [`Resource`].
macro_rules! resource_columns {
    () => {
        "resource_id, kind, name, time_zone, rests_on_holidays, active, position, created_at, version"
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

/// Hours on one date; none: closed.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct DateRow {
    pub resource_id: ResourceId,
    pub on_date: Day,
    opens: Option<i16>,
    closes: Option<i16>,
}

/// Hours of one day of the week.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct WeekRow {
    pub resource_id: ResourceId,
    pub weekday: i16,
    opens: i16,
    closes: i16,
}

/// Whose clock is another one for a while.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct TravelRow {
    pub resource_id: ResourceId,
    #[sqlx(flatten)]
    pub travel: Travel,
}

impl DateRow {
    pub fn minutes(&self) -> Option<Minutes> {
        let (Some(opens), Some(closes)) = (self.opens, self.closes) else {
            return None;
        };
        Some(Minutes { opens, closes })
    }
}

impl WeekRow {
    pub fn minutes(&self) -> Minutes {
        Minutes {
            opens: self.opens,
            closes: self.closes,
        }
    }
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
    let zone = crate::model::calendar::clock(&resource.time_zone)?;
    let today = Day::at(tx.now(), &zone);
    let week = list_week(tx, &[id]).await?;
    let dates = list_dates(tx, &[id], today, today.plus(10_000)).await?;
    let travels = list_travels(tx, &[id], today).await?;
    Ok(ScheduleView {
        resource_id: id,
        time_zone: resource.time_zone,
        travels: travels.into_iter().map(|row| row.travel).collect(),
        week: week
            .chunk_by(|one, next| one.weekday == next.weekday)
            .filter_map(week_hours)
            .collect(),
        dates: dates
            .chunk_by(|one, next| one.on_date == next.on_date)
            .filter_map(date_hours)
            .collect(),
    })
}

fn week_hours(rows: &[WeekRow]) -> Option<WeekHours> {
    let hours: Vec<Piece> = rows.iter().map(|row| row.minutes().written()).collect();
    rows.first().map(|first| WeekHours {
        weekday: first.weekday,
        hours,
    })
}

fn date_hours(rows: &[DateRow]) -> Option<DateHours> {
    let hours: Vec<Piece> = rows
        .iter()
        .filter_map(DateRow::minutes)
        .map(Minutes::written)
        .collect();
    rows.first().map(|first| DateHours {
        date: first.on_date,
        hours,
    })
}

pub(crate) async fn list_week(tx: &mut TenantTx, of: &[ResourceId]) -> Result<Vec<WeekRow>> {
    Ok(sqlx::query_as(
        "select resource_id, weekday, opens, closes
           from working_hours
          where tenant_id = $1 and resource_id = any ($2)
          order by resource_id, weekday, opens",
    )
    .bind(tx.tenant())
    .bind(of)
    .fetch_all(&mut **tx)
    .await?)
}

pub(crate) async fn list_dates(
    tx: &mut TenantTx,
    of: &[ResourceId],
    from: Day,
    to: Day,
) -> Result<Vec<DateRow>> {
    Ok(sqlx::query_as(
        "select resource_id, on_date, opens, closes
           from date_hours
          where tenant_id = $1 and resource_id = any ($2) and on_date between $3 and $4
          order by resource_id, on_date, part",
    )
    .bind(tx.tenant())
    .bind(of)
    .bind(from)
    .bind(to)
    .fetch_all(&mut **tx)
    .await?)
}

/// Of those that are not over by this date.
pub(crate) async fn list_travels(tx: &mut TenantTx, of: &[ResourceId], from: Day) -> Result<Vec<TravelRow>> {
    Ok(sqlx::query_as(
        "select resource_id, from_date, to_date, time_zone
           from travel
          where tenant_id = $1 and resource_id = any ($2) and to_date >= $3
          order by resource_id, from_date",
    )
    .bind(tx.tenant())
    .bind(of)
    .bind(from)
    .fetch_all(&mut **tx)
    .await?)
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
