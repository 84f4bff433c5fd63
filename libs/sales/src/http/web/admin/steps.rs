//! What the shop does with an order. A refusal shows the order as it stands now, with what is wrong above it.

use actix_web::HttpRequest;
use http::page::refusal;
use http::{Answer, Can, Form, FormState, Id, Typed, html_with, permit, see_other};
use kernel::{Error, Result};

use super::order::shown;
use crate::desk::Desk;
use crate::model::{OrderId, PaymentStatus};
use crate::ops::advance_order::{StepRequest, advance_order};
use crate::ops::receive_payment::{ReceiptRequest, receive_payment};
use crate::ops::refund_order::refund_order;

type Keeper = Can<permit::ManageOrders>;

/// `POST /admin/orders/{id}/step`.
pub async fn step(ctx: Keeper, req: HttpRequest, Id(id): Id<OrderId>, form: Form<StepRequest>) -> Answer {
    let outcome = match form.parsed {
        Ok(step) => take(&ctx, id, &step).await,
        Err(error) => Err(error),
    };
    answer(&ctx, &req, id, outcome, form.typed).await
}

/// `POST /admin/orders/{id}/payment`.
pub async fn pay(ctx: Keeper, req: HttpRequest, Id(id): Id<OrderId>, form: Form<ReceiptRequest>) -> Answer {
    let outcome = match form.parsed {
        Ok(receipt) => receive(&ctx, id, &receipt).await,
        Err(error) => Err(error),
    };
    answer(&ctx, &req, id, outcome, form.typed).await
}

/// `POST /admin/orders/{id}/refund`.
pub async fn refund(
    ctx: Keeper,
    req: HttpRequest,
    Id(id): Id<OrderId>,
    form: Form<ReceiptRequest>,
) -> Answer {
    let outcome = match form.parsed {
        Ok(receipt) => give_back(&ctx, id, &receipt).await,
        Err(error) => Err(error),
    };
    answer(&ctx, &req, id, outcome, form.typed).await
}

async fn take(ctx: &Keeper, id: OrderId, step: &StepRequest) -> Result<&'static str> {
    let mut tx = ctx.begin().await?;
    let order = advance_order(&mut tx, &Desk::of(&ctx.app), id, step).await?;
    tx.commit().await?;
    Ok(order.status.as_str())
}

async fn receive(ctx: &Keeper, id: OrderId, receipt: &ReceiptRequest) -> Result<&'static str> {
    let mut tx = ctx.begin().await?;
    receive_payment(&mut tx, &Desk::of(&ctx.app), id, receipt).await?;
    tx.commit().await?;
    Ok("paid")
}

async fn give_back(ctx: &Keeper, id: OrderId, receipt: &ReceiptRequest) -> Result<&'static str> {
    let mut tx = ctx.begin().await?;
    let order = refund_order(&mut tx, id, receipt).await?;
    tx.commit().await?;
    let is_done = order.payment_status == PaymentStatus::Refunded;
    Ok(if is_done { "refunded" } else { "refund-begun" })
}

async fn answer(
    ctx: &Keeper,
    req: &HttpRequest,
    id: OrderId,
    outcome: Result<&'static str>,
    typed: Typed,
) -> Answer {
    let error: Error = match outcome {
        Ok(done) => return Ok(see_other(&format!("/admin/orders/{id}?done=sales-{done}"))),
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let mut page = shown(ctx, req, id).await?;
    page.f = FormState::refused(&page.page, typed, &error);
    html_with(status, &page)
}
