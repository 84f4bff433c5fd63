//! What shops pay the provider: how much a month, how it moves, and what did not come.

use actix_web::HttpRequest;
use askama::Template;
use billing::model::figures::{FailedPayment, OpenEvent, PlanRevenue, RevenueMonth};
use billing::queries::figures::{
    failed_payments, open_events, revenue_by_day, revenue_by_month, revenue_by_plan,
};
use db::PlatformView;
use http::figures::{LineChart, Period, Span, line_chart};
use http::page::{Tab, address};
use http::{Answer, Can, Page, Query, html, permit};
use kernel::{Currency, Instant, Money};
use serde::Deserialize;

type Head = Can<permit::RunPlatform>;

/// Which days.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    days: Span,
}

#[derive(Template)]
#[template(path = "panel/money.html")]
struct MoneyPage {
    page: Page,
    /// What comes a month, in each money.
    totals: Vec<String>,
    chart: LineChart,
    spans: Vec<Tab>,
    plans: Vec<PlanRow>,
    months: Vec<MonthRow>,
    failed: Vec<FailedRow>,
    open: Vec<OpenRow>,
}

struct PlanRow {
    plan: String,
    shops: i64,
    monthly: String,
}

struct MonthRow {
    month: String,
    new: String,
    grown: String,
    shrunk: String,
    lost: String,
    shops: i64,
    rate: String,
    closing: String,
}

struct FailedRow {
    href: String,
    name: String,
    number: String,
    due: String,
    tries: i32,
    next: Option<Instant>,
    grace: Option<Instant>,
}

struct OpenRow {
    what: String,
    why: String,
    when: Instant,
}

/// `GET /platform/billing`.
pub async fn page(ctx: Head, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let (now, zone) = (ctx.app.env.now(), ctx.shop.zone());
    let period = Period::until(now, &zone, wanted.days);
    let mut view = PlatformView::begin(&ctx.app.pools.platform).await?;
    let plans = revenue_by_plan(&mut view).await?;
    let months = revenue_by_month(&mut view, now, &zone).await?;
    let own = (period.days.as_slice(), &period.bounds[period.days.len()..]);
    let days = revenue_by_day(&mut view, Currency::COP, own).await?;
    let failed = failed_payments(&mut view).await?;
    let open = open_events(&mut view).await?;
    drop(view);
    let page = Page::titled(&ctx, &req, "panel-money-title");
    let last = days.last().map_or(0, |(_, amount)| *amount);
    let summary = page.tn("panel-money-summary", "total", said("COP", last));
    html(&MoneyPage {
        totals: totals(&plans),
        chart: line_chart(&days, Currency::COP, ctx.locale, summary),
        spans: spans(&page, wanted.days),
        plans: plans.into_iter().map(plan_row).collect(),
        months: months.iter().rev().map(month_row).collect(),
        failed: failed.into_iter().map(failed_row).collect(),
        open: open.into_iter().map(|event| open_row(&page, event)).collect(),
        page,
    })
}

fn said(currency: &str, minor: i64) -> String {
    let currency = Currency::parse(currency).unwrap_or(Currency::COP);
    Money { minor, currency }.display()
}

fn totals(plans: &[PlanRevenue]) -> Vec<String> {
    let mut moneys: Vec<&str> = plans.iter().map(|plan| plan.currency.as_str()).collect();
    moneys.sort_unstable();
    moneys.dedup();
    let total = |money: &str| {
        let of = plans.iter().filter(|plan| plan.currency == money);
        said(money, of.map(|plan| plan.monthly).sum())
    };
    moneys.into_iter().map(total).collect()
}

fn spans(page: &Page, current: Span) -> Vec<Tab> {
    let tab = |span: Span| Tab {
        href: address("/platform/billing", &[("days", &span.days().to_string())]),
        label: page.tn("panel-money-days", "days", span.days()),
        current: span == current,
        count: None,
    };
    Span::ALL.map(tab).into()
}

fn plan_row(plan: PlanRevenue) -> PlanRow {
    PlanRow {
        monthly: said(&plan.currency, plan.monthly),
        plan: plan.plan,
        shops: plan.shops,
    }
}

fn month_row(month: &RevenueMonth) -> MonthRow {
    let money = |minor| said(&month.currency, minor);
    MonthRow {
        month: format!("{} {}", month.month, month.currency),
        new: money(month.new),
        grown: money(month.expansion),
        shrunk: money(month.contraction),
        lost: money(month.churn),
        shops: month.churned_shops,
        rate: month.churn_rate_bp.map_or_else(|| "—".to_owned(), percent),
        closing: money(month.closing),
    }
}

/// `2,5 %`.
fn percent(basis_points: i64) -> String {
    let tenths = (basis_points + 5) / 10;
    format!("{},{}\u{a0}%", tenths / 10, tenths % 10)
}

fn failed_row(failed: FailedPayment) -> FailedRow {
    FailedRow {
        href: format!("/platform/tenants/{}", failed.tenant),
        due: said(&failed.currency, failed.due),
        number: failed.number.unwrap_or_default(),
        name: failed.name,
        tries: failed.tries,
        next: failed.next_try_at,
        grace: failed.grace_until,
    }
}

fn open_row(page: &Page, event: OpenEvent) -> OpenRow {
    let why = match event.note.as_deref() {
        Some(
            known @ ("wrong_mode" | "unknown_customer" | "unknown_price" | "two_subscriptions" | "unanswered"
            | "refused"),
        ) => page.t(&format!("panel-money-note-{known}")),
        other => other.unwrap_or_default().to_owned(),
    };
    let whom = event.customer_id.unwrap_or_default();
    OpenRow {
        what: format!("{} {} {whom}", event.kind, event.object_id),
        why,
        when: event.received_at,
    }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_rate_is_said_to_a_tenth() {
        assert_eq!(percent(250), "2,5\u{a0}%");
        assert_eq!(percent(0), "0,0\u{a0}%");
        assert_eq!(percent(1_234), "12,3\u{a0}%");
    }
}
