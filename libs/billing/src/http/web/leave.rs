//! Going to the plan that costs nothing: what would no longer fit comes first, then the question.

use actix_web::HttpRequest;
use askama::Template;
use http::page::Crumb;
use http::{Answer, Can, Form, Page, Visitor, html, permit, see_other};
use kernel::{Error, Line, Result};

use super::Nothing;
use super::words::{module, too_much};
use crate::http::api::is_at_stripe;
use crate::http::views::{Desk, plan_name};
use crate::model::plans::Plan;
use crate::model::price::Period;
use crate::model::usage::{lost, shortfalls};
use crate::ops::agree::{agree, stay_at_stripe};
use crate::ops::checkout::Choice;
use crate::ops::leave_plan::{choose_plan, stay as stay_on_plan};
use crate::ops::propose::propose;
use crate::queries::plans::offered;
use crate::till::Till;

#[derive(Template)]
#[template(path = "billing/leave.html")]
struct LeavePage {
    page: Page,
    crumbs: Vec<Crumb>,
    name: String,
    /// What there is too much of.
    over: Vec<String>,
    /// What goes on being seen, and no longer used.
    lost: Vec<String>,
}

/// `GET /admin/plan/leave`.
pub async fn page(ctx: Can<permit::ManagePlan>, req: HttpRequest) -> Answer {
    let mut tx = ctx.begin().await?;
    let desk = Desk::read(&mut tx, &ctx).await?;
    tx.commit().await?;
    let free = desk.plans.iter().find(|version| version.plan.is_free());
    let free = &free.ok_or_else(Error::not_found)?.plan;
    let page = Page::titled(&ctx, &req, "billing-leave-title");
    html(&shown(page, &ctx, &desk, free))
}

fn shown(page: Page, ctx: &Visitor, desk: &Desk, free: &Plan) -> LeavePage {
    let over = shortfalls(&desk.usage, free);
    LeavePage {
        crumbs: vec![
            Crumb::new("/admin/plan", page.t("billing-title")),
            Crumb::new("", page.title.clone()),
        ],
        name: plan_name(ctx, &free.name),
        over: over.iter().map(|shortfall| too_much(&page, shortfall)).collect(),
        lost: lost(&desk.has.has.plan, free)
            .map(|part| module(&page, part))
            .collect(),
        page,
    }
}

/// `POST /admin/plan/leave`.
pub async fn leave(ctx: Can<permit::ManagePlan>, form: Form<Nothing>) -> Answer {
    form.parsed?;
    ask_to_leave(&ctx).await?;
    ctx.app.shops.forget(ctx.shop.id);
    Ok(see_other("/admin/plan?done=billing-left"))
}

async fn ask_to_leave(ctx: &Visitor) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let plans = offered(&mut tx).await?;
    tx.commit().await?;
    let free = plans.iter().find(|version| version.plan.is_free());
    let free = &free.ok_or_else(Error::not_found)?.plan.name;
    if is_at_stripe(ctx).await? {
        let choice = Choice {
            plan: Line::parse(free).map_err(|_| Error::fault("a plan without a name"))?,
            period: Period::Month,
            code: None,
        };
        let proposed = propose(ctx, &choice).await?;
        return agree(ctx, proposed.operation_id).await.map(drop);
    }
    let mut tx = ctx.begin().await?;
    let is_for_sale = Till::of(&ctx.app).is_open();
    choose_plan(&mut tx, &ctx.shop.zone(), free, is_for_sale).await?;
    tx.commit().await
}

/// `POST /admin/plan/stay`.
pub async fn stay(ctx: Can<permit::ManagePlan>, form: Form<Nothing>) -> Answer {
    form.parsed?;
    if is_at_stripe(&ctx).await? {
        stay_at_stripe(&ctx).await?;
    } else {
        let mut tx = ctx.begin().await?;
        stay_on_plan(&mut tx).await?;
        tx.commit().await?;
    }
    ctx.app.shops.forget(ctx.shop.id);
    Ok(see_other("/admin/plan?done=billing-stayed"))
}
