//! When resources are there, all of them at once, in two statements.

use std::collections::HashMap;

use db::TenantTx;
use kernel::Result;

use crate::model::hours::Minutes;
use crate::model::timetable::Timetable;
use crate::model::{Day, ResourceId, Travel};

/// Hours of a day of the week, or of a date; a closed date has a row without hours.
#[derive(Debug, sqlx::FromRow)]
struct HoursRow {
    resource_id: ResourceId,
    weekday: Option<i16>,
    on_date: Option<Day>,
    opens: Option<i16>,
    closes: Option<i16>,
}

/// Whose clock is another one for a while.
#[derive(Debug, sqlx::FromRow)]
struct TravelRow {
    resource_id: ResourceId,
    #[sqlx(flatten)]
    travel: Travel,
}

/// Of these, with the dates from one to another, and the travels that are not over by the first. Who has no hours is left
/// out.
pub(crate) async fn list_timetables(
    tx: &mut TenantTx,
    of: &[ResourceId],
    (from, to): (Day, Day),
) -> Result<HashMap<ResourceId, Timetable>> {
    let mut tables: HashMap<ResourceId, Timetable> = HashMap::new();
    for row in list_hours(tx, of, (from, to)).await? {
        row.put(tables.entry(row.resource_id).or_default());
    }
    for row in list_travels(tx, of, from).await? {
        tables
            .entry(row.resource_id)
            .or_default()
            .travels
            .push(row.travel);
    }
    Ok(tables)
}

async fn list_hours(tx: &mut TenantTx, of: &[ResourceId], (from, to): (Day, Day)) -> Result<Vec<HoursRow>> {
    Ok(sqlx::query_as(
        "select resource_id, weekday, null::date as on_date, 0::smallint as part, opens, closes
           from working_hours
          where tenant_id = $1 and resource_id = any ($2)
         union all
         select resource_id, null, on_date, part, opens, closes
           from date_hours
          where tenant_id = $1 and resource_id = any ($2) and on_date between $3 and $4
          order by resource_id, on_date, part, weekday, opens",
    )
    .bind(tx.tenant())
    .bind(of)
    .bind(from)
    .bind(to)
    .fetch_all(&mut **tx)
    .await?)
}

async fn list_travels(tx: &mut TenantTx, of: &[ResourceId], from: Day) -> Result<Vec<TravelRow>> {
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

impl HoursRow {
    /// Rows of a date follow each other.
    fn put(&self, table: &mut Timetable) {
        let minutes = match (self.opens, self.closes) {
            (Some(opens), Some(closes)) => Some(Minutes { opens, closes }),
            _ => None,
        };
        if let (Some(weekday), Some(minutes)) = (self.weekday, minutes) {
            table.week.push((weekday, minutes));
        }
        let Some(date) = self.on_date else { return };
        match table.dates.last_mut() {
            Some((last, pieces)) if *last == date => pieces.extend(minutes),
            _ => table.dates.push((date, minutes.into_iter().collect())),
        }
    }
}
