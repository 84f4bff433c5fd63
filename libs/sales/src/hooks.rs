//! What payments tell us: an order's money came, or went back.

use db::TenantTx;
use futures_util::future::BoxFuture;
use http::App;
use kernel::Result;
use kernel::id::Uuid;
use payments::{Attempt, Face, KnownPayer, PayableHook, PayableKind, Taken};

use crate::desk::{Desk, order_path};
use crate::model::{Order, OrderId, OrderStatus, PaymentStatus};
use crate::ops::locking::lock_order;
use crate::ops::receive_payment::become_paid;
use crate::ops::refund_order::become_refunded;
use crate::ops::revive_order::revive;
use crate::queries::orders::{OrderReader, get_order};

/// Orders are owed.
pub const ORDER_HOOK: PayableHook = PayableHook {
    kind: PayableKind::Order,
    lock,
    paid,
    refunded,
    face,
};

fn lock(tx: &mut TenantTx, id: Uuid) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        lock_order(tx, OrderId(id)).await?;
        Ok(())
    })
}

fn paid<'a>(tx: &'a mut TenantTx, app: &'a App, attempt: &'a Attempt) -> BoxFuture<'a, Result<Taken>> {
    Box::pin(async move {
        let mut order = lock_order(tx, OrderId(attempt.payable_id)).await?;
        let desk = Desk::of(app);
        if !waits(tx, &desk, &mut order).await? {
            return Ok(Taken::NotOwed);
        }
        order.payment_reference.clone_from(&attempt.outside_id);
        become_paid(tx, &desk, &mut order, attempt.outside_id.as_deref()).await?;
        Ok(Taken::Yes)
    })
}

/// Whether the locked order takes money; one that was called off only for want of it may live again.
async fn waits(tx: &mut TenantTx, desk: &Desk, order: &mut Order) -> Result<bool> {
    match (order.status, order.payment_status) {
        (OrderStatus::Cancelled, PaymentStatus::Failed) => revive(tx, desk, order).await,
        (OrderStatus::Cancelled, _) => Ok(false),
        (_, paid) => Ok(paid == PaymentStatus::Pending),
    }
}

fn refunded<'a>(tx: &'a mut TenantTx, _: &'a App, attempt: &'a Attempt) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let mut order = lock_order(tx, OrderId(attempt.payable_id)).await?;
        let status = match attempt.refunded {
            back if back == attempt.amount => PaymentStatus::Refunded,
            // What had gone back came again.
            0 => PaymentStatus::Paid,
            _ => PaymentStatus::PartiallyRefunded,
        };
        become_refunded(tx, &mut order, status, None).await
    })
}

fn face<'a>(tx: &'a mut TenantTx, app: &'a App, id: Uuid) -> BoxFuture<'a, Result<Face>> {
    Box::pin(async move {
        let reader = OrderReader {
            staff: true,
            ..OrderReader::default()
        };
        let order = get_order(tx, OrderId(id), &reader).await?;
        let desk = Desk::of(app);
        let number = order.number.to_string();
        Ok(Face {
            title: desk.text(order.locale, "track-title", &[("number", &number)]),
            see: "pay-see-order",
            locale: order.locale,
            url: order_path(&order, &desk.order_key(tx, &order).await?),
            payer: known(&order),
        })
    })
}

/// Where it is sent to, or at least who ordered.
fn known(order: &Order) -> KnownPayer {
    let address = order.billing_address.as_ref().or(order.shipping_address.as_ref());
    let address = address.map(|address| address.0.clone());
    let of = |field: fn(&crate::model::Address) -> String| address.as_ref().map(field).unwrap_or_default();
    KnownPayer {
        name: order.customer_name.clone(),
        email: order.email.to_string(),
        phone: order.phone.clone().unwrap_or_else(|| of(|a| a.phone.clone())),
        street: of(|a| a.street.clone()),
        city: of(|a| a.city.clone()),
        state: of(|a| a.state.clone()),
        postal_code: of(|a| a.postal_code.clone().unwrap_or_default()),
    }
}
