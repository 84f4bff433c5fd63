//! The money of an order comes after the order was called off for want of it.

use db::TenantTx;
use kernel::Result;

use super::history::{Happening, note};
use super::locking::save_order;
use crate::desk::Desk;
use crate::mails;
use crate::model::{Order, OrderStatus, PaymentStatus};
use crate::queries::orders::list_lines;

/// Lets a locked order that only the clock called off live again, with its goods reserved in the same commit. Gives whether it
/// does: what somebody called off, and what is sold by now, or reduced by a promotion that is used up by now, stays as it is.
pub(crate) async fn revive(tx: &mut TenantTx, desk: &Desk, order: &mut Order) -> Result<bool> {
    if !was_called_off_by_the_clock(tx, order).await? {
        return Ok(false);
    }
    let lines = list_lines(tx, order).await?;
    let pieces: Vec<_> = lines.iter().map(|l| (l.variant_id, l.quantity)).collect();
    if !inventory::reserve_again(tx, order.order_id.0, &pieces).await? {
        return Ok(false);
    }
    if !promotions::ops::take_uses_again(tx, order.order_id.0).await? {
        inventory::release(tx, order.order_id.0).await?;
        return Ok(false);
    }
    order.status = OrderStatus::Pending;
    order.payment_status = PaymentStatus::Pending;
    order.cancelled_at = None;
    order.cancel_reason = None;
    save_order(tx, order).await?;
    let reason = desk.text(order.locale, "sales-paid-late", &[]);
    let happening = Happening {
        kind: "status",
        from: Some(OrderStatus::Cancelled.as_str()),
        to: order.status.as_str(),
        reason: Some(&reason),
    };
    note(tx, order, &happening).await?;
    mails::tell_revived(tx, desk, order, &lines).await?;
    Ok(true)
}

async fn was_called_off_by_the_clock(tx: &mut TenantTx, order: &Order) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (select from order_event
           where tenant_id = $1 and order_id = $2 and kind = 'status' and to_state = 'cancelled' and actor = 'system')",
    )
    .bind(tx.tenant())
    .bind(order.order_id)
    .fetch_one(&mut **tx)
    .await?)
}
