//! What the shop has, how much of it is used, and what the next plan brings.

use actix_web::HttpRequest;
use askama::Template;
use http::rights::Level;
use http::{Answer, Can, Page, Visitor, html, permit};
use kernel::{Currency, Instant, Limit, Module, Money};

use crate::http::views::{Desk, plan_name};
use crate::model::plans::Plan;
use crate::queries::subscription::Subscription;

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
    /// It was asked for and can be taken back.
    can_stay: bool,
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
    PlanPage {
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
        can_stay: leaves,
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
        label: page.t(&format!("billing-module-{}", module.as_str())),
        has: current.modules.contains(&module),
    }
}

/// Larger ones, each by what it brings besides what is there already.
fn offers(page: &Page, ctx: &Visitor, desk: &Desk, current: &Plan) -> Vec<Offer> {
    let larger = desk.plans.iter().map(|version| &version.plan);
    let larger = larger.filter(|plan| plan.rank > current.rank && plan.name != current.name);
    let offer = |plan: &Plan| Offer {
        name: plan_name(ctx, &plan.name),
        price: page.tn("billing-a-month", "price", monthly(ctx, plan)),
        brings: brings(page, current, plan),
    };
    larger.map(offer).collect()
}

fn brings(page: &Page, current: &Plan, plan: &Plan) -> Vec<String> {
    let modules = plan
        .modules
        .iter()
        .filter(|module| !current.modules.contains(module));
    let modules = modules.map(|module| page.t(&format!("billing-module-{}", module.as_str())));
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

/// In pesos for who sells in pesos, in dollars for everybody else.
fn monthly(ctx: &Visitor, plan: &Plan) -> String {
    let price = if ctx.shop.currency == Currency::COP {
        Money {
            minor: plan.cop_monthly,
            currency: Currency::COP,
        }
    } else {
        Money {
            minor: plan.usd_monthly,
            currency: Currency::parse("USD").unwrap_or(Currency::COP),
        }
    };
    price.display()
}
