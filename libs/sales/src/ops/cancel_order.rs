//! Calling an order off: its goods go back to the shelf and its uses of promotions to whoever comes next, and nobody waits for the money any more.

use db::TenantTx;
use kernel::{Line, Result};
use payments::{End, PayableKind};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::advance_order::require_step;
use super::history::{Happening, note};
use super::locking::{lock_order, save_order};
use crate::desk::Desk;
use crate::error::SalesError;
use crate::mails;
use crate::model::{Order, OrderId, OrderStatus, PaymentStatus};

/// Why the customer calls it off.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelRequest {
    /// Why; may be left out.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub reason: Option<Line<300>>,
}

/// How an order ends early.
pub(super) struct Ending<'a> {
    /// Why.
    pub reason: Option<&'a str>,
    /// Whether it was not paid in time.
    pub expired: bool,
    /// Whether the shop did it, and need not be told.
    pub by_shop: bool,
}

/// The customer calls the order off, which they may until the shop confirms it. Doing it twice is doing it once.
/// Whether it is theirs was checked by whoever calls this.
pub async fn cancel_by_customer(
    tx: &mut TenantTx,
    desk: &Desk,
    id: OrderId,
    request: &CancelRequest,
) -> Result<Order> {
    let order = lock_order(tx, id).await?;
    match order.status {
        OrderStatus::Cancelled => Ok(order),
        OrderStatus::Pending => {
            cancel_locked(
                tx,
                desk,
                order,
                Ending {
                    reason: request.reason.as_deref(),
                    expired: false,
                    by_shop: false,
                },
            )
            .await
        }
        _ => Err(SalesError::NotCancellable.into()),
    }
}

/// Ends a locked order. Money that came already stays marked as paid, until the shop says it gave it back.
pub(super) async fn cancel_locked(
    tx: &mut TenantTx,
    desk: &Desk,
    mut order: Order,
    ending: Ending<'_>,
) -> Result<Order> {
    require_step(&order, OrderStatus::Cancelled)?;
    let from = order.status;
    stop_waiting(tx, &mut order, ending.expired).await?;
    inventory::release(tx, order.order_id.0).await?;
    promotions::ops::give_back_uses(tx, order.order_id.0).await?;
    order.status = OrderStatus::Cancelled;
    order.cancelled_at = Some(tx.now());
    order.cancel_reason = ending.reason.map(str::to_owned);
    save_order(tx, &mut order).await?;
    let reason = ending.reason;
    note(
        tx,
        &order,
        &Happening {
            kind: "status",
            from: Some(from.as_str()),
            to: order.status.as_str(),
            reason,
        },
    )
    .await?;
    mails::tell_customer(tx, desk, &order).await?;
    if !ending.by_shop {
        mails::tell_called_off(tx, desk, &order).await?;
    }
    Ok(order)
}

async fn stop_waiting(tx: &mut TenantTx, order: &mut Order, expired: bool) -> Result<()> {
    if order.payment_status != PaymentStatus::Pending {
        return Ok(());
    }
    let end = if expired { End::Expired } else { End::Cancelled };
    payments::close(tx, PayableKind::Order, order.order_id.0, end).await?;
    order.payment_status = PaymentStatus::Failed;
    Ok(())
}
