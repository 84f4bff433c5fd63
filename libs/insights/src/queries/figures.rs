//! Sales by day and by span, in one statement.

use db::TenantTx;
use http::figures::Period;
use kernel::Result;
use sqlx::FromRow;

use crate::model::{Day, Figures, Totals};

#[derive(FromRow)]
struct Row {
    /// Which day, counted from the first bound; none in the rows that sum up a span.
    bucket: Option<i32>,
    /// Whether it is the span itself, not the one before.
    is_recent: Option<bool>,
    #[sqlx(flatten)]
    totals: Totals,
}

/// What was sold in the period and in the one before. The bounds of the days come from Rust, which knows the zone.
pub async fn figures(tx: &mut TenantTx, period: &Period) -> Result<Figures> {
    let count = period.days.len();
    let rows: Vec<Row> = sqlx::query_as(
        "with sold as (
           select width_bucket(created_at, $2::timestamptz[]) as bucket, created_at >= $4 as is_recent, total, email
             from sales_order
            where tenant_id = $1 and created_at >= $3 and created_at < $5 and status <> 'cancelled')
         select bucket, is_recent, sum(total)::bigint as sales, count(*) as orders, count(distinct email) as customers
           from sold
          group by grouping sets ((bucket), (is_recent))",
    )
    .bind(tx.tenant())
    .bind(&period.bounds)
    .bind(period.bounds.first())
    .bind(period.bounds.get(count))
    .bind(period.bounds.last())
    .fetch_all(&mut **tx)
    .await?;
    Ok(arrange(&rows, period))
}

fn arrange(rows: &[Row], period: &Period) -> Figures {
    let sum = |recent: bool| {
        rows.iter()
            .find(|r| r.is_recent == Some(recent))
            .map(|r| r.totals)
            .unwrap_or_default()
    };
    let first = period.days.len() + 1;
    let totals_of = |i: usize| {
        let bucket = i32::try_from(first + i).ok();
        rows.iter()
            .find(|r| r.bucket.is_some() && r.bucket == bucket)
            .map(|r| r.totals)
            .unwrap_or_default()
    };
    Figures {
        now: sum(true),
        before: sum(false),
        days: period
            .days
            .iter()
            .enumerate()
            .map(|(i, date)| Day {
                date: *date,
                totals: totals_of(i),
            })
            .collect(),
    }
}
