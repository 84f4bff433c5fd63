//! Somebody of the shop saw the money of an order.

use db::TenantTx;
use kernel::{Error, Line, Result};
use payments::PaymentsError;
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
    let attempt = order
        .payment_attempt_id
        .ok_or_else(|| Error::fault("an order without a payment attempt"))?;
    let attempt = payments::mark_received(tx, attempt, receipt.reference.as_ref()).await?;
    order.payment_status = PaymentStatus::Paid;
    order.paid_at = Some(tx.now());
    order.payment_reference = attempt.receipt.or(order.payment_reference);
    save_order(tx, &mut order).await?;
    let reason = receipt.reference.as_deref();
    note(
        tx,
        &order,
        &Happening {
            kind: "payment",
            from: Some("pending"),
            to: "paid",
            reason,
        },
    )
    .await?;
    mails::tell_paid(tx, desk, &order).await?;
    Ok(order)
}
