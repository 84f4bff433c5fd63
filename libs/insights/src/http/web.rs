//! The first page of `/admin`, and its part that renews itself.

use actix_web::HttpRequest;
use askama::Template;
use http::figures::{Kpi, LineChart, Period, Span, line_chart, spark_line};
use http::page::Tab;
use http::{Answer, Can, Page, Query, Visitor, html, permit};
use jiff::Zoned;
use jiff::civil::Date;
use kernel::{Module, Permission, Result};
use serde::Deserialize;

use super::agenda::{Agenda, agenda};
use super::guide;
use crate::model::{Day, Figures};
use crate::queries::{self, OrderTab, RecentOrder, Todo, TopProduct};

/// Which days, and which orders in the table.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    days: Span,
    #[serde(default)]
    tab: OrderTab,
}

#[derive(Template)]
#[template(path = "insights/dashboard.html", blocks = ["live"])]
struct Dashboard {
    page: Page,
    greeting: String,
    today: String,
    live_url: String,
    may_manage_catalog: bool,
    may_manage_jobs: bool,
    /// What helps to begin comes by itself afterwards: most shops have put it away.
    offers_guide: bool,
    /// For who may see the business's figures.
    report: Option<Report>,
    /// For who may see orders.
    desk: Option<Desk>,
    /// For who works with appointments.
    agenda: Option<Agenda>,
}

struct Report {
    kpis: Vec<Card>,
    chart: LineChart,
    spans: Vec<Tab>,
    span_text: String,
    top: Vec<TopProduct>,
    is_new: bool,
}

struct Desk {
    todo: Todo,
    tabs: Vec<Tab>,
    orders: Vec<RecentOrder>,
}

struct Card {
    label: String,
    value: String,
    change: String,
    good: bool,
    spark: String,
    href: &'static str,
}

/// `GET /admin`.
pub async fn show(ctx: Can<permit::UseAdmin>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    html(&dashboard(&ctx, &req, *wanted).await?)
}

/// `GET /admin/dashboard/live`.
pub async fn live(ctx: Can<permit::UseAdmin>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    html(&dashboard(&ctx, &req, *wanted).await?.as_live())
}

async fn dashboard(ctx: &Visitor, req: &HttpRequest, wanted: Wanted) -> Result<Dashboard> {
    let page = Page::titled(ctx, req, "insights-title");
    let may = |permission| ctx.person.as_ref().is_some_and(|p| p.role.may(permission));
    let now = ctx.app.env.now().0.to_zoned(ctx.shop.zone());
    Ok(Dashboard {
        greeting: greeting(ctx, &now),
        today: today(ctx, &page, &now),
        live_url: format!(
            "/admin/dashboard/live?days={}&tab={}",
            wanted.days.days(),
            wanted.tab.as_str()
        ),
        may_manage_catalog: may(Permission::ManageCatalog),
        may_manage_jobs: may(Permission::ManageJobs),
        offers_guide: guide::is_offered(ctx),
        report: if may(Permission::ViewReports) && ctx.shop.rights(ctx.app.env.now()).has(Module::Reports) {
            Some(report(ctx, &page, wanted).await?)
        } else {
            None
        },
        desk: if may(Permission::ViewOrders) {
            Some(desk(ctx, wanted).await?)
        } else {
            None
        },
        agenda: agenda(ctx, &page).await?,
        page,
    })
}

async fn report(ctx: &Visitor, page: &Page, wanted: Wanted) -> Result<Report> {
    let mut tx = ctx.begin().await?;
    let period = Period::until(tx.now(), &ctx.shop.zone(), wanted.days);
    let figures = queries::figures(&mut tx, &period).await?;
    let top = queries::top_products(&mut tx, period.began(), 6).await?;
    tx.commit().await?;
    let span_text = page.tn("insights-last-days", "days", wanted.days.days());
    let best = figures
        .days
        .iter()
        .max_by_key(|d| d.totals.sales)
        .map_or(0, |d| d.totals.sales);
    let summary = ctx.app.i18n.text(
        ctx.locale,
        "insights-chart-summary",
        &[
            ("span", &span_text),
            ("total", &page.money(figures.now.sales)),
            ("best", &page.money(best)),
        ],
    );
    Ok(Report {
        kpis: cards(page, &figures),
        chart: line_chart(&sales(&figures.days), ctx.shop.currency, ctx.locale, summary),
        spans: spans(page, wanted),
        span_text,
        top,
        is_new: figures.now.orders + figures.before.orders == 0,
    })
}

/// What was sold on each day.
fn sales(days: &[Day]) -> Vec<(Date, i64)> {
    days.iter().map(|day| (day.date, day.totals.sales)).collect()
}

async fn desk(ctx: &Visitor, wanted: Wanted) -> Result<Desk> {
    let mut tx = ctx.begin().await?;
    let todo = queries::todo(&mut tx).await?;
    let orders = queries::recent_orders(&mut tx, wanted.tab, 8).await?;
    tx.commit().await?;
    let tabs = OrderTab::ALL.map(|tab| Tab {
        href: format!("/admin?days={}&tab={}#recent", wanted.days.days(), tab.as_str()),
        label: ctx.t(&format!("insights-tab-{}", tab.as_str())),
        current: tab == wanted.tab,
        count: None,
    });
    Ok(Desk {
        todo,
        orders,
        tabs: tabs.into(),
    })
}

fn cards(page: &Page, figures: &Figures) -> Vec<Card> {
    let Figures { now, before, days } = figures;
    let card = |key, value: String, kpi: Kpi, of_day: fn(&crate::model::Totals) -> i64, href| Card {
        label: page.t(key),
        value,
        change: kpi.change_text(),
        good: kpi.is_good(),
        spark: spark_line(&days.iter().map(|day| of_day(&day.totals)).collect::<Vec<_>>()),
        href,
    };
    let ticket = Kpi::new(now.average_ticket(), before.average_ticket());
    let amount = |minor| amount(page, minor);
    vec![
        card(
            "insights-sales",
            amount(now.sales),
            Kpi::new(now.sales, before.sales),
            |t| t.sales,
            "",
        ),
        card(
            "insights-orders",
            now.orders.to_string(),
            Kpi::new(now.orders, before.orders),
            |t| t.orders,
            "/admin/orders",
        ),
        card(
            "insights-ticket",
            amount(ticket.value),
            ticket,
            |t| t.average_ticket(),
            "",
        ),
        card(
            "insights-customers",
            now.customers.to_string(),
            Kpi::new(now.customers, before.customers),
            |t| t.customers,
            "/admin/customers",
        ),
    ]
}

/// In whole units; from ten millions on in millions: `$ 59,6 M`.
fn amount(page: &Page, minor: i64) -> String {
    let currency = page.tenant().currency;
    let unit = currency.minor_per_unit();
    let whole = page.money(minor / unit * unit);
    let tenths = minor / unit / 100_000;
    match (tenths, whole.split_once('\u{a0}')) {
        (100.., Some((symbol, _))) => format!("{symbol}\u{a0}{},{}\u{a0}M", tenths / 10, tenths % 10),
        _ => whole,
    }
}

fn spans(page: &Page, wanted: Wanted) -> Vec<Tab> {
    let tab = |span: Span| Tab {
        href: format!("/admin?days={}&tab={}", span.days(), wanted.tab.as_str()),
        label: page.tn("insights-days", "days", span.days()),
        current: span == wanted.days,
        count: None,
    };
    Span::ALL.map(tab).into()
}

/// "Buenos días, Sandra", by the shop's own clock.
fn greeting(ctx: &Visitor, now: &Zoned) -> String {
    let key = match now.hour() {
        4..12 => "insights-good-morning",
        12..19 => "insights-good-afternoon",
        _ => "insights-good-evening",
    };
    let name = ctx
        .person
        .as_ref()
        .and_then(|p| p.name.split_whitespace().next())
        .unwrap_or_default();
    ctx.app.i18n.text(ctx.locale, key, &[("name", name)])
}

/// "Así va tu negocio, domingo 22 de noviembre de 2026".
fn today(ctx: &Visitor, page: &Page, now: &Zoned) -> String {
    let weekday = ctx.t(&format!(
        "insights-weekday-{}",
        now.weekday().to_monday_one_offset()
    ));
    let date = page.date(kernel::Instant(now.timestamp()));
    ctx.app.i18n.text(
        ctx.locale,
        "insights-today",
        &[("weekday", &weekday), ("date", &date)],
    )
}
