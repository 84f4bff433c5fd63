//! What the shop has, how much of it is used, and what the next plan brings.

use actix_web::HttpRequest;
use askama::Template;
use http::rights::Level;
use http::{Answer, Can, Page, Visitor, html, permit};
use kernel::{Instant, Limit, Module};

use super::words::{amount, each, module, price};
use crate::http::views::{Desk, plan_name};
use crate::model::invoice::Invoice;
use crate::model::plans::Plan;
use crate::model::price::Period;
use crate::queries::subscription::Subscription;
use crate::till::Till;

#[derive(Template)]
#[template(path = "billing/plan.html")]
struct PlanPage {
    page: Page,
    name: String,
    standing: String,
    is_urgent: bool,
    bars: Vec<Bar>,
    modules: Vec<Part>,
    others: Vec<Offer>,
    /// The plan that costs nothing can still be asked for.
    can_leave: bool,
    /// Something was asked for and can be taken back.
    can_stay: bool,
    /// Another plan can be chosen here.
    is_for_sale: bool,
    /// There is a page at Stripe with the card and what was paid.
    has_portal: bool,
    /// What it costs; nothing where nobody pays.
    price: Option<String>,
    /// What begins with the next period.
    next: Option<String>,
    /// An upgrade waits for its money.
    change_waits: bool,
    /// Where what is owed can be paid, or nothing.
    pay_at: String,
    invoices: Vec<InvoiceRow>,
}

/// An invoice.
struct InvoiceRow {
    number: String,
    when: Instant,
    amount: String,
    status: String,
    is_owed: bool,
    hosted: String,
    pdf: String,
}

/// How much of something is used.
struct Bar {
    label: String,
    used: String,
    /// Of a hundred; none where it does not matter.
    share: Option<i64>,
    is_full: bool,
}

/// A module.
struct Part {
    label: String,
    has: bool,
}

/// A larger plan.
struct Offer {
    plan: String,
    name: String,
    price: String,
    brings: Vec<String>,
}

/// `GET /admin/plan`.
pub async fn page(ctx: Can<permit::ManagePlan>, req: HttpRequest) -> Answer {
    let mut tx = ctx.begin().await?;
    let desk = Desk::read(&mut tx, &ctx).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "billing-title");
    html(&shown(page, &ctx, &desk))
}

fn shown(page: Page, ctx: &Visitor, desk: &Desk) -> PlanPage {
    let now = ctx.app.env.now();
    let level = ctx.shop.rights(now).level;
    let current = desk.current(level);
    let leaves = desk.has.cancel_at.is_some_and(|end| end > now);
    let is_for_sale = Till::of(&ctx.app).is_open();
    PlanPage {
        is_for_sale,
        has_portal: is_for_sale && desk.has.customer_id.is_some(),
        price: desk.has.paid().map(|paid| each(&page, paid)),
        next: next(&page, ctx, &desk.has),
        change_waits: desk.has.change_waits,
        pay_at: desk
            .owed()
            .and_then(|invoice| invoice.hosted_url.clone())
            .unwrap_or_default(),
        invoices: desk.invoices.iter().map(|invoice| row(&page, invoice)).collect(),
        name: plan_name(ctx, &current.name),
        standing: standing(&page, &desk.has, level, now),
        is_urgent: matches!(level, Level::Grace(_) | Level::ReadOnly),
        bars: Limit::ALL
            .iter()
            .map(|limit| bar(&page, desk, current, *limit))
            .collect(),
        modules: Module::ALL
            .iter()
            .map(|module| part(&page, current, *module))
            .collect(),
        others: offers(&page, ctx, desk, current),
        can_leave: !leaves && !current.is_free(),
        can_stay: leaves || desk.has.next_plan.is_some(),
        page,
    }
}

/// One sentence.
fn standing(page: &Page, has: &Subscription, level: Level, now: Instant) -> String {
    let day = |instant: Instant| page.date(instant);
    match (level, has.status.as_str()) {
        (Level::ReadOnly, _) => page.t("billing-standing-read_only"),
        (Level::Grace(Some(end)), _) => page.tn("billing-standing-grace", "day", day(end)),
        (Level::Grace(None), _) => page.t("billing-standing-owes"),
        (Level::Free, _) => page.t("billing-standing-free"),
        (Level::Full, _) if has.cancel_at.is_some_and(|end| end > now) => page.tn(
            "billing-standing-leaves",
            "day",
            has.cancel_at.map(day).unwrap_or_default(),
        ),
        (Level::Full, "trialing") => trial(page, has, now),
        (Level::Full, _) => page.t("billing-standing-full"),
    }
}

fn trial(page: &Page, has: &Subscription, now: Instant) -> String {
    let end = has.trial_ends_at.unwrap_or(now);
    let days = end.seconds_since(now).max(0) / (24 * 60 * 60) + 1;
    page.ta(
        "billing-standing-trial",
        &[("days", days.to_string()), ("day", page.date(end))],
    )
}

fn bar(page: &Page, desk: &Desk, current: &Plan, limit: Limit) -> Bar {
    let used = desk.usage.of(limit);
    let most = current.most(limit);
    let number = |n: i64| kernel::money::grouped(n.unsigned_abs());
    Bar {
        label: page.t(&format!("billing-limit-{}", limit.as_str())),
        used: most.map_or_else(
            || page.tn("billing-used", "used", number(used)),
            |most| {
                page.ta(
                    "billing-used-of",
                    &[("used", number(used)), ("most", number(most))],
                )
            },
        ),
        share: most.map(|most| (used * 100 / most).min(100)),
        is_full: most.is_some_and(|most| used >= most),
    }
}

fn part(page: &Page, current: &Plan, module: Module) -> Part {
    Part {
        label: self::module(page, module),
        has: current.modules.contains(&module),
    }
}

fn next(page: &Page, ctx: &Visitor, has: &Subscription) -> Option<String> {
    let (plan, day) = (has.next_plan.as_deref()?, has.next_at?);
    let args = [("plan", plan_name(ctx, plan)), ("day", page.date(day))];
    Some(page.ta("billing-next", &args))
}

fn row(page: &Page, invoice: &Invoice) -> InvoiceRow {
    let status = match invoice.status.as_str() {
        known @ ("open" | "paid" | "void" | "uncollectible") => page.t(&format!("billing-invoice-{known}")),
        other => other.to_owned(),
    };
    InvoiceRow {
        number: invoice.number.clone().unwrap_or_default(),
        when: invoice.issued_at,
        amount: amount(invoice.money(), invoice.total),
        is_owed: invoice.is_owed(),
        hosted: invoice.hosted_url.clone().unwrap_or_default(),
        pdf: invoice.pdf_url.clone().unwrap_or_default(),
        status,
    }
}

/// Larger ones, each by what it brings besides what is there already.
fn offers(page: &Page, ctx: &Visitor, desk: &Desk, current: &Plan) -> Vec<Offer> {
    let larger = desk.plans.iter().map(|version| &version.plan);
    let larger = larger.filter(|plan| plan.rank > current.rank && plan.name != current.name);
    let offer = |plan: &Plan| Offer {
        plan: plan.name.clone(),
        name: plan_name(ctx, &plan.name),
        price: price(page, ctx, plan, Period::Month),
        brings: brings(page, current, plan),
    };
    larger.map(offer).collect()
}

fn brings(page: &Page, current: &Plan, plan: &Plan) -> Vec<String> {
    let modules = plan
        .modules
        .iter()
        .filter(|module| !current.modules.contains(module));
    let modules = modules.map(|part| module(page, *part));
    let limits = Limit::ALL
        .iter()
        .filter(|limit| plan.most(**limit) != current.most(**limit));
    let limits = limits.map(|limit| {
        let label = page.t(&format!("billing-limit-{}", limit.as_str()));
        let most = plan
            .most(*limit)
            .map(|most| kernel::money::grouped(most.unsigned_abs()));
        format!("{label}: {}", most.unwrap_or_else(|| page.t("billing-no-limit")))
    });
    modules.chain(limits).collect()
}
