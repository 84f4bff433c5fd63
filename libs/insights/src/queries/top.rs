//! What sells, and how.

use db::TenantTx;
use kernel::{Instant, Result, id::Uuid};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

/// A product that sells.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
pub struct TopProduct {
    /// Which.
    pub product_id: Uuid,
    /// As it was named when it was last sold.
    pub name: String,
    /// Where its picture is, in its smallest size.
    #[serde(skip)]
    pub image_key: Option<String>,
    /// How many were sold.
    pub quantity: i64,
    /// What was paid for them, minor units.
    pub sales: i64,
}

/// What sold best since then, by amount.
pub async fn top_products(tx: &mut TenantTx, since: Instant, limit: i64) -> Result<Vec<TopProduct>> {
    Ok(sqlx::query_as(
        "select l.product_id, (array_agg(l.name order by l.order_created_at desc))[1] as name,
                (array_agg(l.image_key order by l.order_created_at desc))[1] as image_key,
                sum(l.quantity)::bigint as quantity, sum(l.total - l.discount)::bigint as sales
           from order_line l
           join sales_order o on o.tenant_id = l.tenant_id and o.order_id = l.order_id
                and o.created_at = l.order_created_at
          where l.tenant_id = $1 and l.order_created_at >= $2 and o.created_at >= $2 and o.status <> 'cancelled'
          group by l.product_id
          order by sales desc, l.product_id
          limit $3",
    )
    .bind(tx.tenant())
    .bind(since)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?)
}

/// How many orders are of one kind.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
pub struct Share {
    /// `status`, `payment_method` or `shipping_method`.
    pub by: String,
    /// Which.
    pub code: String,
    /// How many orders.
    pub orders: i64,
    /// Minor units.
    pub sales: i64,
}

/// How orders since then divide up, cancelled ones included.
pub async fn shares(tx: &mut TenantTx, since: Instant) -> Result<Vec<Share>> {
    Ok(sqlx::query_as(
        "select case when grouping(status) = 0 then 'status'
                     when grouping(payment_method) = 0 then 'payment_method'
                     else 'shipping_method' end as by,
                coalesce(status, payment_method, shipping_method) as code,
                count(*) as orders, sum(total)::bigint as sales
           from sales_order
          where tenant_id = $1 and created_at >= $2
          group by grouping sets ((status), (payment_method), (shipping_method))
          order by 1, 3 desc, 2",
    )
    .bind(tx.tenant())
    .bind(since)
    .fetch_all(&mut **tx)
    .await?)
}
