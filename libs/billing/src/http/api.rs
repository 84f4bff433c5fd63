//! JSON.

use actix_web::HttpResponse;
use http::rights::{Level, Standing};
use http::{Answer, Can, Json, Visitor, permit};
use kernel::{Instant, Line, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::changes::{PlanInvoices, StripePage};
use super::views::Desk;
use crate::error::BillingError;
use crate::model::operation::{OperationId, OperationKind};
use crate::model::price::Period;
use crate::ops::agree::{agree, stay_at_stripe};
use crate::ops::checkout::{Choice, begin_checkout};
use crate::ops::leave_plan::{choose_plan, stay};
use crate::ops::open_portal::open_portal;
use crate::ops::propose::propose;
use crate::queries::invoices::list_invoices;
use crate::queries::subscription::find;
use crate::till::Till;

/// Invoices that are listed.
const INVOICES: i64 = 100;

/// The plan to begin.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckoutRequest {
    /// One of `GET /billing/plans`.
    #[schema(value_type = String)]
    pub plan: Line<30>,
    /// For how long is paid at once.
    #[serde(default)]
    pub interval: Period,
    /// A code for less.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    #[schema(value_type = Option<String>)]
    pub code: Option<Line<100>>,
}

/// The plan to go to.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewRequest {
    /// One of `GET /billing/plans`.
    #[schema(value_type = String)]
    pub plan: Line<30>,
    /// For how long is paid at once.
    #[serde(default)]
    pub interval: Period,
}

/// The plan to go to.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanChoice {
    /// One of `GET /billing/plans`.
    #[schema(value_type = String)]
    pub plan: Line<30>,
    /// For how long is paid at once.
    #[serde(default)]
    pub interval: Period,
    /// What `POST /billing/change-previews` gave: needed where something is charged at once.
    pub preview_id: Option<OperationId>,
}

/// `GET /billing/plans`.
pub async fn plans(ctx: Can<permit::ManagePlan>) -> Answer {
    let mut tx = ctx.begin().await?;
    let desk = Desk::read(&mut tx, &ctx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(desk.plan_list(&ctx, level(&ctx))))
}

/// `GET /billing/subscription`.
pub async fn subscription(ctx: Can<permit::ManagePlan>) -> Answer {
    let mut tx = ctx.begin().await?;
    let desk = Desk::read(&mut tx, &ctx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(desk.subscription(level(&ctx))))
}

/// `GET /billing/invoices`.
pub async fn invoices(ctx: Can<permit::ManagePlan>) -> Answer {
    let mut tx = ctx.begin().await?;
    let data = list_invoices(&mut tx, INVOICES).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(PlanInvoices { data }))
}

/// `POST /billing/checkout`.
pub async fn checkout(ctx: Can<permit::ManagePlan>, body: Json<CheckoutRequest>) -> Answer {
    let choice = Choice {
        plan: body.plan.clone(),
        period: body.interval,
        code: body.code.clone(),
    };
    let url = begin_checkout(&ctx, &choice).await?.to_string();
    Ok(HttpResponse::Created().json(StripePage { url }))
}

/// `POST /billing/portal`.
pub async fn portal(ctx: Can<permit::ManagePlan>) -> Answer {
    let url = open_portal(&ctx).await?.to_string();
    Ok(HttpResponse::Created().json(StripePage { url }))
}

/// `POST /billing/change-previews`.
pub async fn preview(ctx: Can<permit::ManagePlan>, body: Json<PreviewRequest>) -> Answer {
    let choice = Choice {
        plan: body.plan.clone(),
        period: body.interval,
        code: None,
    };
    let proposed = propose(&ctx, &choice).await?;
    let mut tx = ctx.begin().await?;
    let desk = Desk::read(&mut tx, &ctx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Created().json(desk.preview(&proposed)))
}

/// `POST /billing/change-plan`.
pub async fn change(ctx: Can<permit::ManagePlan>, body: Json<PlanChoice>) -> Answer {
    if let Some(id) = body.preview_id {
        agree(&ctx, id).await?;
    } else if is_at_stripe(&ctx).await? {
        change_without_preview(&ctx, &body).await?;
    } else {
        let is_for_sale = Till::of(&ctx.app).is_open();
        let mut tx = ctx.begin().await?;
        choose_plan(&mut tx, &ctx.shop.zone(), body.plan.as_str(), is_for_sale).await?;
        tx.commit().await?;
    }
    standing(&ctx).await
}

/// What costs nothing at once needs no showing.
async fn change_without_preview(ctx: &Visitor, body: &PlanChoice) -> Result<()> {
    let choice = Choice {
        plan: body.plan.clone(),
        period: body.interval,
        code: None,
    };
    let proposed = propose(ctx, &choice).await?;
    if proposed.kind == OperationKind::Upgrade {
        return Err(BillingError::PreviewNeeded.into());
    }
    agree(ctx, proposed.operation_id).await.map(drop)
}

/// `POST /billing/stay`.
pub async fn remain(ctx: Can<permit::ManagePlan>) -> Answer {
    if is_at_stripe(&ctx).await? {
        stay_at_stripe(&ctx).await?;
    } else {
        let mut tx = ctx.begin().await?;
        stay(&mut tx).await?;
        tx.commit().await?;
    }
    standing(&ctx).await
}

/// Whether Stripe sees to the shop's subscription.
pub(super) async fn is_at_stripe(ctx: &Visitor) -> Result<bool> {
    let mut tx = ctx.begin().await?;
    let has = find(&mut tx).await?;
    tx.commit().await?;
    Ok(has.is_some_and(|has| has.is_at_stripe()))
}

/// How it stands after a change.
async fn standing(ctx: &Visitor) -> Answer {
    let mut tx = ctx.begin().await?;
    let desk = Desk::read(&mut tx, ctx).await?;
    let has = http::shop::find(&mut tx).await?.and_then(|shop| shop.standing);
    tx.commit().await?;
    ctx.app.shops.forget(ctx.shop.id);
    let now = ctx.app.env.now();
    let level = has.map_or(Level::Full, |standing| at(&standing, now));
    Ok(HttpResponse::Ok().json(desk.subscription(level)))
}

fn at(standing: &Standing, now: Instant) -> Level {
    standing.rights(now).level
}

fn level(ctx: &Visitor) -> Level {
    ctx.shop.rights(ctx.app.env.now()).level
}
