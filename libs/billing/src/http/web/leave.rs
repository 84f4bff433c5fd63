//! Going to the plan that costs nothing: what would no longer fit comes first, then the question.

use actix_web::HttpRequest;
use askama::Template;
use http::page::Crumb;
use http::{Answer, Can, Form, Page, Visitor, html, permit, see_other};
use kernel::{Error, Result};
use serde::Deserialize;
use validator::Validate;

use crate::http::views::{Desk, plan_name};
use crate::model::plans::Plan;
use crate::model::usage::{Shortfall, lost, shortfalls};
use crate::ops::leave_plan::{choose_plan, stay as stay_on_plan};
use crate::queries::plans::offered;

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

/// A form of which only the token counts.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

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
            .map(|module| page.t(&format!("billing-module-{}", module.as_str())))
            .collect(),
        page,
    }
}

fn too_much(page: &Page, shortfall: &Shortfall) -> String {
    page.ta(
        "billing-too-much",
        &[
            (
                "what",
                page.t(&format!("billing-limit-{}", shortfall.limit.as_str())),
            ),
            ("used", shortfall.used.to_string()),
            ("most", shortfall.most.to_string()),
        ],
    )
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
    let free = plans.iter().find(|version| version.plan.is_free());
    let free = free.ok_or_else(Error::not_found)?;
    choose_plan(&mut tx, &ctx.shop.zone(), &free.plan.name).await?;
    tx.commit().await
}

/// `POST /admin/plan/stay`.
pub async fn stay(ctx: Can<permit::ManagePlan>, form: Form<Nothing>) -> Answer {
    form.parsed?;
    let mut tx = ctx.begin().await?;
    stay_on_plan(&mut tx).await?;
    tx.commit().await?;
    ctx.app.shops.forget(ctx.shop.id);
    Ok(see_other("/admin/plan?done=billing-stayed"))
}
