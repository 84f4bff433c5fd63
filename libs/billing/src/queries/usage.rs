//! How much of everything that plans count a shop has. What counts is said here and nowhere else, since the page that
//! shows it and the rule that refuses more must agree; for that it reads other slices' tables.

use db::TenantTx;
use jiff::tz::TimeZone;
use kernel::{Error, Instant, Limit, Result};

use crate::model::usage::Usage;

/// Counts everything that `wanted` holds; the rest comes as nothing. Months begin at `month`.
pub async fn usage(tx: &mut TenantTx, wanted: &[Limit], month: Instant) -> Result<Usage> {
    let names: Vec<&str> = wanted.iter().map(|limit| limit.as_str()).collect();
    Ok(sqlx::query_as(
        "select case when 'people' = any ($3) then
                  (select count(*) from person where tenant_id = $1 and role not in ('customer', 'helper') and status = 'active')
                else 0 end as people,
                case when 'products' = any ($3) then
                  (select count(*) from product where tenant_id = $1 and status <> 'archived')
                else 0 end as products,
                case when 'bookings' = any ($3) then
                  (select count(*) from booking
                    where tenant_id = $1 and created_at >= $2 and status not in ('held', 'expired'))
                else 0 end as bookings,
                case when 'orders' = any ($3) then
                  (select count(*) from sales_order where tenant_id = $1 and created_at >= $2)
                else 0 end as orders,
                case when 'storage' = any ($3) then
                  (select (coalesce(sum(bytes), 0) / 1000000)::bigint
                     from (select key, bytes from picture where tenant_id = $1
                          union
                         select key, bytes from review_picture where tenant_id = $1) files)
                else 0 end as storage",
    )
    .bind(tx.tenant())
    .bind(month)
    .bind(names)
    .fetch_one(&mut **tx)
    .await?)
}

/// When the month ends in the shop's zone.
pub fn end_of_month(now: Instant, zone: &TimeZone) -> Result<Instant> {
    let day = now.0.to_zoned(zone.clone()).date().last_of_month();
    let start = day.tomorrow().and_then(|next| next.to_zoned(zone.clone()));
    let start = start.map_err(|e| Error::Fault(e.into()))?;
    Ok(Instant(start.timestamp()))
}

/// When the month began in the shop's zone.
pub fn month_of(now: Instant, zone: &TimeZone) -> Result<Instant> {
    let day = now.0.to_zoned(zone.clone()).date().first_of_month();
    let start = day.to_zoned(zone.clone()).map_err(|e| Error::Fault(e.into()))?;
    Ok(Instant(start.timestamp()))
}
