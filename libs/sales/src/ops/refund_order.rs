//! Somebody of the shop gave the money of a cancelled order back.

use db::TenantTx;
use kernel::{Error, Result};
use payments::{AttemptStatus, Back, PayableKind, PaymentsError};

use super::history::{Happening, note};
use super::locking::{lock_order, save_order};
use super::receive_payment::ReceiptRequest;
use crate::error::SalesError;
use crate::model::{Order, OrderId, OrderStatus, PaymentStatus};

/// Marks the order's money as given back, all of it. Doing it twice is doing it once. Refused (`order_step_not_allowed`)
/// while the order is not cancelled: its goods would still leave. What a provider moved it gives back itself, and the order is
/// marked when it says so.
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
    let back = Back {
        person: tx.actor().person(),
        ..Back::default()
    };
    let (attempt, _) = payments::give_back(tx, PayableKind::Order, order.order_id.0, &back).await?;
    if attempt.status == AttemptStatus::Refunded {
        become_refunded(
            tx,
            &mut order,
            PaymentStatus::Refunded,
            receipt.reference.as_deref(),
        )
        .await?;
    }
    Ok(order)
}

/// A locked order's money went back, all of it or a part.
pub(crate) async fn become_refunded(
    tx: &mut TenantTx,
    order: &mut Order,
    status: PaymentStatus,
    reason: Option<&str>,
) -> Result<()> {
    let from = order.payment_status;
    order.payment_status = status;
    save_order(tx, order).await?;
    let happening = Happening {
        kind: "payment",
        from: Some(from.as_str()),
        to: status.as_str(),
        reason,
    };
    note(tx, order, &happening).await
}
