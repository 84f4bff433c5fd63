//! Somebody of the shop saw the money of an order.

use db::TenantTx;
use kernel::{Line, Result};
use payments::{PayableKind, PaymentsError};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::history::{Happening, note};
use super::locking::{lock_order, save_order};
use crate::desk::Desk;
use crate::mails;
use crate::model::{Order, OrderId, OrderStatus, PaymentStatus};

/// What proves it.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptRequest {
    /// The bank's number, a voucher.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub reference: Option<Line<80>>,
}

/// Marks the order as paid. Doing it twice is doing it once; a cancelled order waits for no money.
pub async fn receive_payment(
    tx: &mut TenantTx,
    desk: &Desk,
    id: OrderId,
    receipt: &ReceiptRequest,
) -> Result<Order> {
    let mut order = lock_order(tx, id).await?;
    if order.payment_status != PaymentStatus::Pending {
        let paid = matches!(order.payment_status, PaymentStatus::Paid);
        return if paid {
            Ok(order)
        } else {
            Err(PaymentsError::AttemptClosed.into())
        };
    }
    if order.status == OrderStatus::Cancelled {
        return Err(PaymentsError::AttemptClosed.into());
    }
    let kind = PayableKind::Order;
    let attempt = payments::receive(tx, kind, order.order_id.0, receipt.reference.as_ref()).await?;
    order.payment_reference = attempt.receipt.or(order.payment_reference);
    become_paid(tx, desk, &mut order, receipt.reference.as_deref()).await?;
    Ok(order)
}

/// A locked order has its money: it says so, and the customer is told.
pub(crate) async fn become_paid(
    tx: &mut TenantTx,
    desk: &Desk,
    order: &mut Order,
    reason: Option<&str>,
) -> Result<()> {
    order.payment_status = PaymentStatus::Paid;
    order.paid_at = Some(tx.now());
    save_order(tx, order).await?;
    let happening = Happening {
        kind: "payment",
        from: Some("pending"),
        to: "paid",
        reason,
    };
    note(tx, order, &happening).await?;
    mails::tell_paid(tx, desk, order).await
}
