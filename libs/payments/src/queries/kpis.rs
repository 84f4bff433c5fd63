//! How paying goes: four statements.

use db::TenantTx;
use http::figures::Period;
use jiff::civil::Date;
use kernel::Result;
use sqlx::FromRow;

use crate::model::kpis::{FailureCount, Kpis, Moved, Tried, Way};

/// What a statement counts of payments over providers.
macro_rules! tried_columns {
    () => {
        "count(*) as tried,
         count(*) filter (where a.status in ('approved', 'partially_refunded', 'refunded', 'disputed', 'dispute_won', 'dispute_lost'))
           as approved,
         count(*) filter (where a.status = 'rejected') as rejected,
         count(*) filter (where a.status in ('cancelled', 'expired')) as abandoned,
         coalesce(percentile_disc(0.5) within group (order by extract(epoch from a.settled_at - a.created_at)::bigint)
           filter (where a.status in ('approved', 'partially_refunded', 'refunded')), 0) as median_seconds,
         coalesce(percentile_disc(0.95) within group (order by extract(epoch from a.settled_at - a.created_at)::bigint)
           filter (where a.status in ('approved', 'partially_refunded', 'refunded')), 0) as p95_seconds "
    };
}

/// All of it. The bounds of the days come from Rust, which knows the zone.
pub async fn kpis(tx: &mut TenantTx, period: &Period) -> Result<Kpis> {
    let mut kpis = Kpis::default();
    for (is_recent, tried) in list_tried(tx, period).await? {
        let totals = if is_recent {
            &mut kpis.now
        } else {
            &mut kpis.before
        };
        totals.tried = tried;
    }
    let moved = list_moved(tx, period).await?;
    arrange(&mut kpis, period, &moved);
    kpis.ways = list_ways(tx, period).await?;
    kpis.failures = list_failures(tx, period).await?;
    Ok(kpis)
}

#[derive(FromRow)]
struct TriedRow {
    /// Whether it is the span itself, not the one before.
    is_recent: bool,
    #[sqlx(flatten)]
    tried: Tried,
}

async fn list_tried(tx: &mut TenantTx, period: &Period) -> Result<Vec<(bool, Tried)>> {
    let rows: Vec<TriedRow> = sqlx::query_as(concat!(
        "select a.created_at >= $3 as is_recent, ",
        tried_columns!(),
        "  from payment_attempt a
          where a.tenant_id = $1 and a.provider is not null and a.created_at >= $2 and a.created_at < $4
          group by 1"
    ))
    .bind(tx.tenant())
    .bind(period.bounds.first())
    .bind(period.began())
    .bind(period.bounds.last())
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.is_recent, row.tried)).collect())
}

#[derive(FromRow)]
struct MovedRow {
    /// Which day, counted from the first bound.
    bucket: i32,
    came: bool,
    amount: i64,
    count: i64,
}

/// By day, what came and what went back.
async fn list_moved(tx: &mut TenantTx, period: &Period) -> Result<Vec<MovedRow>> {
    Ok(sqlx::query_as(
        "with moved as (
           select settled_at, true as came, amount from payment_attempt
            where tenant_id = $1 and settled_at >= $3 and settled_at < $4 and not surplus
              and status in ('approved', 'partially_refunded', 'refunded', 'disputed', 'dispute_won', 'dispute_lost')
            union all
           select settled_at, false, amount from payment_refund
            where tenant_id = $1 and settled_at >= $3 and settled_at < $4 and status = 'done')
         select width_bucket(settled_at, $2::timestamptz[]) as bucket, came, sum(amount)::bigint as amount, count(*) as count
           from moved
          group by 1, 2",
    )
    .bind(tx.tenant())
    .bind(&period.bounds)
    .bind(period.bounds.first())
    .bind(period.bounds.last())
    .fetch_all(&mut **tx)
    .await?)
}

fn arrange(kpis: &mut Kpis, period: &Period, rows: &[MovedRow]) {
    let first = i32::try_from(period.days.len()).unwrap_or(0) + 1;
    for row in rows {
        let totals = if row.bucket >= first {
            &mut kpis.now
        } else {
            &mut kpis.before
        };
        let moved: &mut Moved = if row.came {
            &mut totals.came
        } else {
            &mut totals.back
        };
        moved.amount += row.amount;
        moved.count += row.count;
    }
    let of_day = |(bucket, date): (i32, &Date)| {
        let found = rows.iter().find(|row| row.came && row.bucket == bucket);
        (*date, found.map_or(0, |row| row.amount))
    };
    kpis.days = (first..).zip(&period.days).map(of_day).collect();
}

/// Each way over a provider and each bank of it.
async fn list_ways(tx: &mut TenantTx, period: &Period) -> Result<Vec<Way>> {
    Ok(sqlx::query_as(concat!(
        "select a.method, case when grouping(a.bank) = 0 then coalesce(max(b.name), a.bank) end as bank, ",
        tried_columns!(),
        "  from payment_attempt a
           left join payment_bank b on b.tenant_id = a.tenant_id and b.account_id = a.account_id and b.code = a.bank
          where a.tenant_id = $1 and a.provider is not null and a.created_at >= $2 and a.created_at < $3
          group by grouping sets ((a.method), (a.method, a.bank))
         having grouping(a.bank) = 1 or a.bank is not null
          order by a.method, grouping(a.bank) desc, count(*) desc, a.bank
          limit 60"
    ))
    .bind(tx.tenant())
    .bind(period.began())
    .bind(period.bounds.last())
    .fetch_all(&mut **tx)
    .await?)
}

async fn list_failures(tx: &mut TenantTx, period: &Period) -> Result<Vec<FailureCount>> {
    Ok(sqlx::query_as(
        "select failure as reason, count(*) as count
           from payment_attempt
          where tenant_id = $1 and provider is not null and created_at >= $2 and created_at < $3
            and status = 'rejected' and failure is not null
          group by failure
          order by count(*) desc, failure
          limit 8",
    )
    .bind(tx.tenant())
    .bind(period.began())
    .bind(period.bounds.last())
    .fetch_all(&mut **tx)
    .await?)
}
