//! When a resource is there: its week, and the dates that differ.

use db::TenantTx;
use kernel::{Error, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::model::hours::{Minutes, read_dates, read_travels, read_week};
use crate::model::timetable::Timetable;
use crate::model::{DateHours, Day, ResourceId, Travel, WeekHours};

/// A whole schedule, in place of the one before.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleRequest {
    /// The week that repeats; a day that is left out is closed.
    pub week: Vec<WeekHours>,
    /// Dates that differ, from today on; those of the past stay. All stay when left out.
    #[serde(default)]
    pub dates: Option<Vec<DateHours>>,
    /// Dates on which the hours are read from another zone's clock; those that are over stay. All stay when left out.
    #[serde(default)]
    pub travels: Option<Vec<Travel>>,
}

impl ScheduleRequest {
    /// What it says, with everything checked.
    pub(crate) fn timetable(&self) -> Result<Timetable> {
        Ok(Timetable {
            week: read_week(&self.week)?,
            dates: read_dates(self.dates.as_deref().unwrap_or_default())?,
            travels: read_travels(self.travels.as_deref().unwrap_or_default())?,
        })
    }
}

/// Puts it in place. Appointments that lie outside it stay where they are.
pub async fn set_schedule(
    tx: &mut TenantTx,
    id: ResourceId,
    request: &ScheduleRequest,
    today: Day,
) -> Result<()> {
    let week = read_week(&request.week)?;
    let dates = request.dates.as_deref().map(read_dates).transpose()?;
    let travels = request.travels.as_deref().map(read_travels).transpose()?;
    lock(tx, id).await?;
    put_week(tx, id, &week).await?;
    if let Some(dates) = dates {
        put_dates(tx, id, &dates, today).await?;
    }
    match travels {
        Some(travels) => put_travels(tx, id, &travels, today).await,
        None => Ok(()),
    }
}

/// Two who edit one schedule at once take turns; the later one is kept whole.
async fn lock(tx: &mut TenantTx, id: ResourceId) -> Result<()> {
    let there = sqlx::query(
        "update resource set updated_at = $3, version = version + 1 where tenant_id = $1 and resource_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if there == 1 {
        Ok(())
    } else {
        Err(Error::not_found())
    }
}

async fn put_week(tx: &mut TenantTx, id: ResourceId, week: &[(i16, Minutes)]) -> Result<()> {
    sqlx::query("delete from working_hours where tenant_id = $1 and resource_id = $2")
        .bind(tx.tenant())
        .bind(id)
        .execute(&mut **tx)
        .await?;
    let days: Vec<i16> = week.iter().map(|(day, _)| *day).collect();
    let opens: Vec<i16> = week.iter().map(|(_, minutes)| minutes.opens).collect();
    let closes: Vec<i16> = week.iter().map(|(_, minutes)| minutes.closes).collect();
    sqlx::query(
        "insert into working_hours (tenant_id, resource_id, weekday, opens, closes)
         select $1, $2, h.weekday, h.opens, h.closes
           from unnest($3::smallint[], $4::smallint[], $5::smallint[]) h (weekday, opens, closes)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(days)
    .bind(opens)
    .bind(closes)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn put_dates(
    tx: &mut TenantTx,
    id: ResourceId,
    dates: &[(Day, Vec<Minutes>)],
    today: Day,
) -> Result<()> {
    sqlx::query("delete from date_hours where tenant_id = $1 and resource_id = $2 and on_date >= $3")
        .bind(tx.tenant())
        .bind(id)
        .bind(today)
        .execute(&mut **tx)
        .await?;
    for (at, (date, _)) in dates.iter().enumerate() {
        if *date < today {
            return Err(Error::invalid(format!("dates.{at}.date"), "past"));
        }
    }
    let rows = dates.iter().flat_map(|(date, pieces)| pieces_of(*date, pieces));
    for (date, part, minutes) in rows {
        sqlx::query(
            "insert into date_hours (tenant_id, resource_id, on_date, part, opens, closes) values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(tx.tenant())
        .bind(id)
        .bind(date)
        .bind(part)
        .bind(minutes.map(|minutes| minutes.opens))
        .bind(minutes.map(|minutes| minutes.closes))
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

async fn put_travels(tx: &mut TenantTx, id: ResourceId, travels: &[Travel], today: Day) -> Result<()> {
    sqlx::query("delete from travel where tenant_id = $1 and resource_id = $2 and to_date >= $3")
        .bind(tx.tenant())
        .bind(id)
        .bind(today)
        .execute(&mut **tx)
        .await?;
    for (at, travel) in travels.iter().enumerate() {
        if travel.to < today {
            return Err(Error::invalid(format!("travels.{at}.to"), "past"));
        }
        sqlx::query(
            "insert into travel (tenant_id, resource_id, from_date, to_date, time_zone) values ($1, $2, $3, $4, $5)",
        )
        .bind(tx.tenant())
        .bind(id)
        .bind(travel.from)
        .bind(travel.to)
        .bind(&travel.time_zone)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// A closed date has one row without hours.
fn pieces_of(date: Day, pieces: &[Minutes]) -> Vec<(Day, i16, Option<Minutes>)> {
    if pieces.is_empty() {
        return vec![(date, 0, None)];
    }
    (0..)
        .zip(pieces)
        .map(|(part, minutes)| (date, part, Some(*minutes)))
        .collect()
}
