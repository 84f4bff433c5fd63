//! How paying goes.

use actix_web::HttpResponse;
use http::figures::{Kpi, Period, Span};
use http::{Answer, Can, Query, permit};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::model::MethodCode;
use crate::model::kpis::{FailureCount, Kpis, Totals, Tried, Way};
use crate::queries::kpis::kpis;

/// How far back.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct PaymentKpiQuery {
    /// Days, today included: 7, 30 or 90.
    #[serde(default)]
    #[param(value_type = String)]
    pub days: Span,
}

/// How paying goes, against as many days before.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentKpisView {
    /// ISO 4217, of all amounts.
    pub currency: String,
    /// IANA name of the zone that the days are of.
    pub time_zone: String,
    /// Money that came, minor units.
    pub received: Kpi,
    /// In how many payments.
    pub payments: Kpi,
    /// What one was on average, minor units.
    pub average: Kpi,
    /// Money that went back, minor units.
    pub refunded: Kpi,
    /// Payments over providers that were begun.
    pub tried: Kpi,
    /// Of those, left by the payer or over time.
    pub abandoned: Kpi,
    /// Of those, refused.
    pub rejected: Kpi,
    /// Of those that ended, how many brought money, percent; null while none has ended.
    pub approval_percent: Option<f64>,
    /// Seconds from the begin to the money: as many took less as more.
    pub median_seconds: i64,
    /// The same, of all but the slowest twentieth.
    pub p95_seconds: i64,
    /// What came on each day, the oldest first.
    pub days: Vec<PaymentDayView>,
    /// Ways to pay over providers, and their banks.
    pub ways: Vec<PaymentWayView>,
    /// Why payments were refused, in the provider's word.
    pub failures: Vec<FailureCount>,
}

/// One day of the shop's zone.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentDayView {
    /// ISO 8601.
    pub date: String,
    /// Minor units.
    pub received: i64,
}

/// A way to pay, or one bank of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentWayView {
    /// Which way.
    pub method: MethodCode,
    /// The bank; null for the way as a whole.
    pub bank: Option<String>,
    /// Payments that were begun.
    pub tried: i64,
    /// The money came.
    pub approved: i64,
    /// Refused.
    pub rejected: i64,
    /// Left by the payer, or over time.
    pub abandoned: i64,
    /// Of those that ended, how many brought money, percent; null while none has ended.
    pub approval_percent: Option<f64>,
    /// Seconds from the begin to the money: as many took less as more.
    pub median_seconds: i64,
}

/// `GET /admin/payments/kpis`.
pub async fn show(ctx: Can<permit::ViewReports>, wanted: Query<PaymentKpiQuery>) -> Answer {
    let mut tx = ctx.begin().await?;
    let period = Period::until(tx.now(), &ctx.shop.zone(), wanted.days);
    let found = kpis(&mut tx, &period).await?;
    tx.commit().await?;
    let (currency, zone) = (ctx.shop.currency.to_string(), ctx.shop.time_zone.clone());
    Ok(HttpResponse::Ok().json(view(found, currency, zone)))
}

fn view(kpis: Kpis, currency: String, time_zone: String) -> PaymentKpisView {
    let compare = |of: fn(&Totals) -> i64| kpis.compare(of);
    let now = kpis.now.tried;
    PaymentKpisView {
        currency,
        time_zone,
        received: compare(|t| t.came.amount),
        payments: compare(|t| t.came.count),
        average: compare(|t| t.came.average()),
        refunded: compare(|t| t.back.amount),
        tried: compare(|t| t.tried.tried),
        abandoned: compare(|t| t.tried.abandoned),
        rejected: compare(|t| t.tried.rejected),
        approval_percent: percent(now),
        median_seconds: now.median_seconds,
        p95_seconds: now.p95_seconds,
        days: kpis
            .days
            .iter()
            .map(|(date, received)| PaymentDayView {
                date: date.to_string(),
                received: *received,
            })
            .collect(),
        ways: kpis.ways.into_iter().map(PaymentWayView::from).collect(),
        failures: kpis.failures,
    }
}

fn percent(tried: Tried) -> Option<f64> {
    let tenths = i32::try_from(tried.approval()?).ok()?;
    Some(f64::from(tenths) / 10.0)
}

impl From<Way> for PaymentWayView {
    fn from(way: Way) -> Self {
        Self {
            approval_percent: percent(way.tried),
            method: way.method,
            bank: way.bank,
            tried: way.tried.tried,
            approved: way.tried.approved,
            rejected: way.tried.rejected,
            abandoned: way.tried.abandoned,
            median_seconds: way.tried.median_seconds,
        }
    }
}
