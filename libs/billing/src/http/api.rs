//! JSON.

use actix_web::HttpResponse;
use http::rights::{Level, Standing};
use http::{Answer, Can, Json, Visitor, permit};
use kernel::{Instant, Line};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::views::Desk;
use crate::ops::leave_plan::choose_plan;

/// The plan to go to.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanChoice {
    /// One of `GET /billing/plans`.
    #[schema(value_type = String)]
    pub plan: Line<30>,
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

/// `POST /billing/change-plan`.
pub async fn change(ctx: Can<permit::ManagePlan>, body: Json<PlanChoice>) -> Answer {
    let mut tx = ctx.begin().await?;
    choose_plan(&mut tx, &ctx.shop.zone(), body.plan.as_str()).await?;
    let desk = Desk::read(&mut tx, &ctx).await?;
    let standing = http::shop::find(&mut tx).await?.and_then(|shop| shop.standing);
    tx.commit().await?;
    ctx.app.shops.forget(ctx.shop.id);
    let now = ctx.app.env.now();
    let level = standing.map_or(Level::Full, |standing| at(&standing, now));
    Ok(HttpResponse::Ok().json(desk.subscription(level)))
}

fn at(standing: &Standing, now: Instant) -> Level {
    standing.rights(now).level
}

fn level(ctx: &Visitor) -> Level {
    ctx.shop.rights(ctx.app.env.now()).level
}
