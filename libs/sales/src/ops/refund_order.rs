//! Somebody of the shop gave the money of a cancelled order back.

use db::TenantTx;
use kernel::{Error, Result};
use payments::PaymentsError;

use super::history::{Happening, note};
use super::locking::{lock_order, save_order};
use super::receive_payment::ReceiptRequest;
use crate::error::SalesError;
use crate::model::{Order, OrderId, OrderStatus, PaymentStatus};

/// Marks the order's money as given back, all of it. Doing it twice is doing it once. Refused (`order_step_not_allowed`)
/// while the order is not cancelled: its goods would still leave.
pub async fn refund_order(tx: &mut TenantTx, id: OrderId, receipt: &ReceiptRequest) -> Result<Order> {
    let mut order = lock_order(tx, id).await?;
    if order.payment_status == PaymentStatus::Refunded {
        return Ok(order);
    }
    if order.payment_status != PaymentStatus::Paid {
        return Err(PaymentsError::NotPaid.into());
    }
    if order.status != OrderStatus::Cancelled {
        return Err(Error::from(SalesError::StepNotAllowed)
            .with("from", order.status.as_str())
            .with("to", PaymentStatus::Refunded.as_str()));
    }
    let attempt = order
        .payment_attempt_id
        .ok_or_else(|| Error::fault("an order without a payment attempt"))?;
    payments::mark_refunded(tx, attempt).await?;
    order.payment_status = PaymentStatus::Refunded;
    save_order(tx, &mut order).await?;
    let reason = receipt.reference.as_deref();
    note(
        tx,
        &order,
        &Happening {
            kind: "payment",
            from: Some("paid"),
            to: "refunded",
            reason,
        },
    )
    .await?;
    Ok(order)
}
