//! Every change of an order holds its row: a payment, an expiry and a person's click take turns.

use db::TenantTx;
use db::bus::Topic;
use kernel::{Error, Result};

use crate::model::{Order, OrderId};
use crate::queries::orders::order_columns;

/// The order, locked until the transaction ends.
pub(crate) async fn lock_order(tx: &mut TenantTx, id: OrderId) -> Result<Order> {
    sqlx::query_as(concat!(
        "select ",
        order_columns!(),
        "  from sales_order where tenant_id = $1 and order_id = $2 for update"
    ))
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// Writes what may change of a locked order, and tells whoever watches it.
pub(crate) async fn save_order(tx: &mut TenantTx, order: &mut Order) -> Result<()> {
    order.version += 1;
    order.updated_at = tx.now();
    sqlx::query(
        "update sales_order
            set status = $4, payment_status = $5, payment_reference = $6, carrier = $7, tracking_code = $8,
                cancel_reason = $9, paid_at = $10, shipped_at = $11, delivered_at = $12, cancelled_at = $13,
                updated_at = $14, version = $15
          where tenant_id = $1 and order_id = $2 and created_at = $3",
    )
    .bind(tx.tenant())
    .bind(order.order_id)
    .bind(order.created_at)
    .bind(order.status)
    .bind(order.payment_status)
    .bind(&order.payment_reference)
    .bind(&order.carrier)
    .bind(&order.tracking_code)
    .bind(&order.cancel_reason)
    .bind(order.paid_at)
    .bind(order.shipped_at)
    .bind(order.delivered_at)
    .bind(order.cancelled_at)
    .bind(order.updated_at)
    .bind(order.version)
    .execute(&mut **tx)
    .await?;
    tx.announce(Topic::Order, order.order_id.0);
    Ok(())
}
