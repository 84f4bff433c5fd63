//! What shops pay.

use actix_web::HttpResponse;
use billing::model::figures::{FailedPayment, OpenEvent, PlanRevenue, RevenueMonth};
use billing::queries::figures::{failed_payments, open_events, revenue_by_month, revenue_by_plan};
use db::PlatformView;
use http::{Answer, Can, permit};
use serde::Serialize;
use utoipa::ToSchema;

/// What shops pay, as the panel shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Revenue {
    /// What each plan brings a month just now.
    plans: Vec<PlanRevenue>,
    /// The last twelve months, oldest first, for each money.
    months: Vec<RevenueMonth>,
    /// What is owed after a card was tried.
    failed: Vec<FailedPayment>,
    /// What Stripe told that waits for somebody.
    open_events: Vec<OpenEvent>,
}

/// `GET /platform/billing`.
pub async fn show(ctx: Can<permit::RunPlatform>) -> Answer {
    let mut view = PlatformView::begin(&ctx.app.pools.platform).await?;
    let revenue = Revenue {
        plans: revenue_by_plan(&mut view).await?,
        months: revenue_by_month(&mut view, ctx.app.env.now(), &ctx.shop.zone()).await?,
        failed: failed_payments(&mut view).await?,
        open_events: open_events(&mut view).await?,
    };
    Ok(HttpResponse::Ok().json(revenue))
}
