//! What another plan costs at once, or takes away later: shown first, then asked.

use actix_web::HttpRequest;
use askama::Template;
use http::page::Crumb;
use http::{Answer, Can, Form, Page, Query, Visitor, html, permit, see_other};
use kernel::{Error, Instant, Result};
use serde::Deserialize;
use validator::Validate;

use super::words::{amount, each, module, too_much};
use crate::http::views::{Desk, plan_name};
use crate::model::operation::{Operation, OperationId, OperationKind, OperationStatus};
use crate::model::usage::{lost, shortfalls};
use crate::ops;
use crate::queries::operations::operation;
use crate::queries::plans::PlanVersion;

#[derive(Template)]
#[template(path = "billing/change.html")]
struct ChangePage {
    page: Page,
    crumbs: Vec<Crumb>,
    id: String,
    /// From which plan to which.
    subtitle: String,
    plan: String,
    /// The new price.
    price: String,
    /// What is charged at once; nothing where it begins later.
    due: Option<String>,
    lines: Vec<Line>,
    /// The day on which it begins; nothing: at once.
    day: Option<String>,
    /// What there is too much of.
    over: Vec<String>,
    /// What goes on being seen, and no longer used.
    lost: Vec<String>,
    /// Somebody can still agree.
    is_open: bool,
}

struct Line {
    text: String,
    amount: String,
}

/// Which proposal.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    preview: Option<OperationId>,
}

/// What is agreed to.
#[derive(Debug, Deserialize, Validate)]
pub struct AgreeForm {
    preview_id: OperationId,
}

/// `GET /admin/plan/change`.
pub async fn page(ctx: Can<permit::ManagePlan>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let id = wanted.preview.ok_or_else(Error::not_found)?;
    let mut tx = ctx.begin().await?;
    let proposed = operation(&mut tx, id).await?;
    let desk = Desk::read(&mut tx, &ctx).await?;
    tx.commit().await?;
    html(&shown(&ctx, &req, &desk, &proposed)?)
}

/// `POST /admin/plan/change`.
pub async fn agree(ctx: Can<permit::ManagePlan>, form: Form<AgreeForm>) -> Answer {
    let id = form.into_inner()?.preview_id;
    let done = ops::agree::agree(&ctx, id).await?;
    ctx.app.shops.forget(ctx.shop.id);
    let next = match (done.kind, done.status) {
        (_, OperationStatus::Waiting) => "/admin/plan?done=billing-waits",
        (OperationKind::Upgrade, _) => "/admin/plan?done=billing-changed",
        (OperationKind::Cancel, _) => "/admin/plan?done=billing-left",
        _ => "/admin/plan?done=billing-planned",
    };
    Ok(see_other(next))
}

fn shown(ctx: &Visitor, req: &HttpRequest, desk: &Desk, proposed: &Operation) -> Result<ChangePage> {
    let page = Page::titled(ctx, req, "billing-change-title");
    let wanted: &PlanVersion = desk
        .plans
        .iter()
        .find(|version| Some(version.id) == proposed.plan_version_id)
        .ok_or_else(Error::not_found)?;
    let (currency, period) = (proposed.money(), proposed.period.unwrap_or_default());
    let is_now = proposed.kind == OperationKind::Upgrade;
    let end: Option<Instant> = desk.has.period_ends_at.or(desk.has.trial_ends_at);
    let lines = proposed.lines.iter().flatten().map(|line| Line {
        text: line.text.clone(),
        amount: amount(currency, line.amount),
    });
    let over = shortfalls(&desk.usage, &wanted.plan);
    let plan = plan_name(ctx, &wanted.plan.name);
    Ok(ChangePage {
        crumbs: vec![
            Crumb::new("/admin/plan", page.t("billing-title")),
            Crumb::new("", page.title.clone()),
        ],
        id: proposed.operation_id.to_string(),
        subtitle: page.ta(
            "billing-change-subtitle",
            &[
                ("from", plan_name(ctx, &desk.has.has.plan.name)),
                ("to", plan.clone()),
            ],
        ),
        plan,
        price: each(&page, (currency, period, wanted.plan.price(currency, period))),
        due: is_now.then(|| amount(currency, proposed.shown.unwrap_or(0))),
        lines: lines.collect(),
        day: end.filter(|_| !is_now).map(|end| page.date(end)),
        over: over.iter().map(|shortfall| too_much(&page, shortfall)).collect(),
        lost: lost(&desk.has.has.plan, &wanted.plan)
            .map(|part| module(&page, part))
            .collect(),
        is_open: proposed.is_open(ctx.app.env.now()),
        page,
    })
}
