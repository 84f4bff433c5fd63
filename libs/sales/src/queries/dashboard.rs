//! Figures for the shop's first page. Days and periods come in as instants: zones are the caller's matter.

use db::TenantTx;
use kernel::{Instant, Result};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

/// From a moment until another, which is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First moment.
    pub from: Instant,
    /// First moment after it.
    pub until: Instant,
}

/// What was sold in a period. Cancelled orders do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, FromRow, ToSchema)]
pub struct Sales {
    /// How many orders.
    pub orders: i64,
    /// What they came to, in minor units.
    pub total: i64,
}

impl Sales {
    /// What an order came to on average; nothing without orders.
    pub fn average(self) -> i64 {
        self.total.checked_div(self.orders).unwrap_or(0)
    }
}

/// A period beside the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Kpis {
    /// This period.
    pub current: Sales,
    /// The one before.
    pub previous: Sales,
}

/// What waits for somebody of the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, FromRow, ToSchema)]
pub struct ToDo {
    /// Orders to confirm.
    pub to_confirm: i64,
    /// Confirmed orders to prepare.
    pub to_prepare: i64,
    /// Prepared orders to send.
    pub to_ship: i64,
    /// Orders whose transfer to look for in the bank.
    pub to_collect: i64,
    /// Cancelled orders whose money to give back.
    pub to_refund: i64,
}

/// What was sold on each day, in the days' order.
pub async fn sales_per_day(tx: &mut TenantTx, days: &[Period]) -> Result<Vec<Sales>> {
    let starts: Vec<Instant> = days.iter().map(|d| d.from).collect();
    let ends: Vec<Instant> = days.iter().map(|d| d.until).collect();
    Ok(sqlx::query_as(
        "select count(o.order_id) as orders, coalesce(sum(o.total), 0)::bigint as total
           from unnest($2::timestamptz[], $3::timestamptz[]) with ordinality as d (starts, ends, day)
           left join sales_order o
             on o.tenant_id = $1 and o.status <> 'cancelled' and o.created_at >= d.starts and o.created_at < d.ends
          group by d.day
          order by d.day",
    )
    .bind(tx.tenant())
    .bind(starts)
    .bind(ends)
    .fetch_all(&mut **tx)
    .await?)
}

/// This period beside the one before.
pub async fn kpis(tx: &mut TenantTx, current: Period, previous: Period) -> Result<Kpis> {
    let both = sales_per_day(tx, &[current, previous]).await?;
    let nth = |n: usize| both.get(n).copied().unwrap_or_default();
    Ok(Kpis {
        current: nth(0),
        previous: nth(1),
    })
}

/// What waits for somebody of the shop.
pub async fn to_do(tx: &mut TenantTx) -> Result<ToDo> {
    Ok(sqlx::query_as(
        "select count(*) filter (where status = 'pending') as to_confirm,
                count(*) filter (where status = 'confirmed') as to_prepare,
                count(*) filter (where status = 'processing') as to_ship,
                count(*) filter (where status <> 'cancelled' and payment_status = 'pending' and pay_until is not null)
                  as to_collect,
                count(*) filter (where status = 'cancelled' and payment_status = 'paid') as to_refund
           from sales_order
          where tenant_id = $1
            and (status in ('pending', 'confirmed', 'processing') or (status = 'cancelled' and payment_status = 'paid'))",
    )
    .bind(tx.tenant())
    .fetch_one(&mut **tx)
    .await?)
}

#[cfg(test)]
mod tests {
    use super::Sales;

    #[test]
    fn no_orders_have_no_average() {
        assert_eq!(Sales::default().average(), 0);
        assert_eq!(
            Sales {
                orders: 3,
                total: 1_000
            }
            .average(),
            333
        );
    }
}
