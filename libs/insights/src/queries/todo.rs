//! What waits for somebody.

use db::TenantTx;
use kernel::Result;
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

/// Counts of what waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, FromRow, Serialize, ToSchema)]
pub struct Todo {
    /// Orders that nobody has confirmed and that need no money first.
    pub orders_to_confirm: i64,
    /// Orders that were confirmed and have not left.
    pub orders_to_prepare: i64,
    /// Orders whose money has not come.
    pub orders_unpaid: i64,
    /// Products for sale of which few are left, or none.
    pub products_low: i64,
    /// Products that nobody sees yet.
    pub products_draft: i64,
    /// Background work that was given up.
    pub jobs_failed: i64,
}

impl Todo {
    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Counts everything that waits.
pub async fn todo(tx: &mut TenantTx) -> Result<Todo> {
    Ok(sqlx::query_as(
        "select o.*,
                (select count(distinct v.product_id)
                   from variant v
                   join product p on p.tenant_id = v.tenant_id and p.product_id = v.product_id and p.status = 'active'
                   left join stock s on s.tenant_id = v.tenant_id and s.variant_id = v.variant_id
                  where v.tenant_id = $1 and v.active and v.removed_at is null
                    and coalesce(s.on_hand - s.reserved, 0) <= $2) as products_low,
                (select count(*) from product where tenant_id = $1 and status = 'draft') as products_draft,
                (select count(*) from job where tenant_id = $1 and status = 'dead') as jobs_failed
           from (select count(*) filter (where status = 'pending'
                                            and (pay_until is null or payment_status <> 'pending')) as orders_to_confirm,
                        count(*) filter (where status in ('confirmed', 'processing')) as orders_to_prepare,
                        count(*) filter (where payment_status = 'pending') as orders_unpaid
                   from sales_order
                  where tenant_id = $1 and status <> 'cancelled'
                    and (status <> 'delivered' or payment_status = 'pending')) o",
    )
    .bind(tx.tenant())
    .bind(inventory::model::LOW)
    .fetch_one(&mut **tx)
    .await?)
}
