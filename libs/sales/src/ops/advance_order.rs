//! The shop takes an order one step further.

use db::TenantTx;
use http::EdgeError;
use kernel::{Error, Line, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::cancel_order::{Ending, cancel_locked};
use super::history::{Happening, note};
use super::locking::{lock_order, save_order};
use crate::desk::Desk;
use crate::error::SalesError;
use crate::mails;
use crate::model::{Order, OrderId, OrderStatus};

/// The step.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepRequest {
    /// What the order becomes.
    pub status: OrderStatus,
    /// Why; the customer reads it when the order is cancelled.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub reason: Option<Line<300>>,
    /// Who brings it.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub carrier: Option<Line<80>>,
    /// How the carrier names it.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub tracking_code: Option<Line<80>>,
    /// What the writer had read, if nobody else may have changed it since.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Takes the step. Taking it twice is taking it once; on the way, carrier and code may still be corrected.
pub async fn advance_order(tx: &mut TenantTx, desk: &Desk, id: OrderId, step: &StepRequest) -> Result<Order> {
    let mut order = lock_order(tx, id).await?;
    if step.version.is_some_and(|read| read != order.version) {
        return Err(EdgeError::Stale.into());
    }
    if order.status == step.status {
        correct_tracking(tx, &mut order, step).await?;
        return Ok(order);
    }
    require_step(&order, step.status)?;
    if step.status == OrderStatus::Cancelled {
        let reason = step.reason.as_deref();
        return cancel_locked(
            tx,
            desk,
            order,
            Ending {
                reason,
                expired: false,
                by_shop: true,
            },
        )
        .await;
    }
    take(tx, &mut order, step).await?;
    mails::tell_customer(tx, desk, &order).await?;
    Ok(order)
}

/// Refuses a step that does not follow.
pub(super) fn require_step(order: &Order, to: OrderStatus) -> Result<()> {
    if order.status.may_become(to) {
        return Ok(());
    }
    Err(Error::from(SalesError::StepNotAllowed)
        .with("from", order.status.as_str())
        .with("to", to.as_str()))
}

async fn take(tx: &mut TenantTx, order: &mut Order, step: &StepRequest) -> Result<()> {
    let from = order.status;
    order.status = step.status;
    match step.status {
        OrderStatus::Shipped => {
            inventory::ship(tx, order.order_id.0).await?;
            order.shipped_at = Some(tx.now());
            set_tracking(order, step);
        }
        OrderStatus::Delivered => order.delivered_at = Some(tx.now()),
        _ => {}
    }
    save_order(tx, order).await?;
    let reason = step.reason.as_deref();
    note(
        tx,
        order,
        &Happening {
            kind: "status",
            from: Some(from.as_str()),
            to: order.status.as_str(),
            reason,
        },
    )
    .await
}

async fn correct_tracking(tx: &mut TenantTx, order: &mut Order, step: &StepRequest) -> Result<()> {
    let before = (order.carrier.clone(), order.tracking_code.clone());
    if order.status != OrderStatus::Shipped {
        return Ok(());
    }
    set_tracking(order, step);
    if (&order.carrier, &order.tracking_code) == (&before.0, &before.1) {
        return Ok(());
    }
    save_order(tx, order).await?;
    let to = order.tracking_code.clone().unwrap_or_default();
    note(
        tx,
        order,
        &Happening {
            kind: "tracking",
            from: before.1.as_deref(),
            to: &to,
            reason: None,
        },
    )
    .await
}

fn set_tracking(order: &mut Order, step: &StepRequest) {
    if let Some(carrier) = &step.carrier {
        order.carrier = Some(carrier.to_string());
    }
    if let Some(code) = &step.tracking_code {
        order.tracking_code = Some(code.to_string());
    }
}
