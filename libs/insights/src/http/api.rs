//! JSON.

use actix_web::HttpResponse;
use http::figures::{Kpi, Period, Span};
use http::rights::way_out;
use http::{Answer, Can, EdgeError, Query, permit};
use kernel::Module;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::model::Figures;
use crate::queries::{self, OrderTab, RecentOrder, Share, Todo, TopProduct};

/// How far back.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct SpanQuery {
    /// Days, today included: 7, 30 or 90.
    #[serde(default)]
    #[param(value_type = String)]
    pub days: Span,
}

/// How the shop is doing.
#[derive(Debug, Serialize, ToSchema)]
pub struct DashboardView {
    /// ISO 4217, of all amounts.
    pub currency: String,
    /// IANA name of the zone that the days are of.
    pub time_zone: String,
    /// How many days are looked at.
    pub days: usize,
    /// Sales, minor units; cancelled orders do not count anywhere.
    pub sales: Kpi,
    /// Orders.
    pub orders: Kpi,
    /// What an order was worth, minor units.
    pub average_ticket: Kpi,
    /// Different buyers.
    pub customers: Kpi,
    /// What waits.
    pub todo: Todo,
    /// The newest ones.
    pub recent_orders: Vec<RecentOrder>,
}

/// What sells, when and how.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnalyticsView {
    /// ISO 4217, of all amounts.
    pub currency: String,
    /// IANA name of the zone that the days are of.
    pub time_zone: String,
    /// Each day, oldest first.
    pub days: Vec<DayView>,
    /// What sold best, by amount.
    pub top_products: Vec<TopProduct>,
    /// Orders by status, payment method and shipping method.
    pub shares: Vec<Share>,
}

/// One day of the shop's zone.
#[derive(Debug, Serialize, ToSchema)]
pub struct DayView {
    /// ISO 8601.
    pub date: String,
    /// Minor units.
    pub sales: i64,
    /// How many.
    pub orders: i64,
    /// Different buyers.
    pub customers: i64,
}

/// `GET /admin/dashboard`.
pub async fn dashboard(ctx: Can<permit::ViewReports>, wanted: Query<SpanQuery>) -> Answer {
    let mut tx = ctx.begin().await?;
    let period = Period::until(tx.now(), &ctx.shop.zone(), wanted.days);
    let Figures { now, before, .. } = queries::figures(&mut tx, &period).await?;
    let todo = queries::todo(&mut tx).await?;
    let recent_orders = queries::recent_orders(&mut tx, OrderTab::All, 10).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(DashboardView {
        currency: ctx.shop.currency.to_string(),
        time_zone: ctx.shop.time_zone.clone(),
        days: period.days.len(),
        sales: Kpi::new(now.sales, before.sales),
        orders: Kpi::new(now.orders, before.orders),
        average_ticket: Kpi::new(now.average_ticket(), before.average_ticket()),
        customers: Kpi::new(now.customers, before.customers),
        todo,
        recent_orders,
    }))
}

/// `GET /admin/analytics`. Charts are not what the module made but the module itself: without it there are none.
pub async fn analytics(ctx: Can<permit::ViewReports>, wanted: Query<SpanQuery>) -> Answer {
    if !ctx.shop.rights(ctx.app.env.now()).has(Module::Reports) {
        return Err(way_out(EdgeError::NotInPlan).into());
    }
    let mut tx = ctx.begin().await?;
    let period = Period::until(tx.now(), &ctx.shop.zone(), wanted.days);
    let since = period.began();
    let figures = queries::figures(&mut tx, &period).await?;
    let top_products = queries::top_products(&mut tx, since, 20).await?;
    let shares = queries::shares(&mut tx, since).await?;
    tx.commit().await?;
    let days = figures.days.iter().map(|day| DayView {
        date: day.date.to_string(),
        sales: day.totals.sales,
        orders: day.totals.orders,
        customers: day.totals.customers,
    });
    Ok(HttpResponse::Ok().json(AnalyticsView {
        currency: ctx.shop.currency.to_string(),
        time_zone: ctx.shop.time_zone.clone(),
        days: days.collect(),
        top_products,
        shares,
    }))
}
