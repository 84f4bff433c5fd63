//! An order that was not paid in time gives its goods back.

use db::TenantTx;
use kernel::Result;
use payments::PayableKind;

use super::cancel_order::{Ending, cancel_locked};
use super::locking::lock_order;
use crate::desk::Desk;
use crate::jobs::ExpireOrder;
use crate::model::OrderId;

/// Cancels the order if it still waits for money whose time is over. Gives whether it did; an order that was paid,
/// confirmed or cancelled meanwhile is left alone, so this may run at any time and twice.
pub async fn expire_order(tx: &mut TenantTx, desk: &Desk, id: OrderId) -> Result<bool> {
    let order = lock_order(tx, id).await?;
    if !order.is_overdue(tx.now()) {
        return Ok(false);
    }
    // Whoever is at their bank already gets the time that the bank gives them.
    if let Some(until) = payments::waits_until(tx, PayableKind::Order, id.0).await? {
        jobs::enqueue_at(tx, &ExpireOrder { order_id: id }, until).await?;
        return Ok(false);
    }
    let reason = desk.text(order.locale, "sales-unpaid-in-time", &[]);
    cancel_locked(
        tx,
        desk,
        order,
        Ending {
            reason: Some(&reason),
            expired: true,
            by_shop: false,
        },
    )
    .await?;
    Ok(true)
}
