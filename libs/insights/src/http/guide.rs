//! What it takes to begin: a page, a part of the first page of `/admin` that comes by itself, and putting it away.

use actix_web::HttpRequest;
use askama::Template;
use billing::ops::hide_guide::hide_guide;
use http::{Answer, Can, Form, Page, Routes, Visitor, html, permit, see_other};
use kernel::{Permission, Result};
use serde::Deserialize;
use validator::Validate;

use crate::queries::{self, Guide};

/// Declares them.
pub(super) fn routes(r: &mut Routes) {
    let settings = Permission::ManageSettings;
    r.get("/admin/guide", "guide_page", show).staff(settings);
    r.get("/admin/guide/part", "guide_part", part).staff(settings);
    r.post("/admin/guide/hide", "hide_guide_form", hide)
        .staff(settings);
}

#[derive(Template)]
#[template(path = "insights/guide.html", blocks = ["steps"])]
struct GuidePage {
    page: Page,
    progress: String,
    steps: Vec<Step>,
    is_done: bool,
}

struct Step {
    label: String,
    href: &'static str,
    done: bool,
}

/// A form of which only the token counts.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

async fn show(ctx: Can<permit::ManageSettings>, req: HttpRequest) -> Answer {
    html(&read(&ctx, &req).await?)
}

async fn part(ctx: Can<permit::ManageSettings>, req: HttpRequest) -> Answer {
    html(&read(&ctx, &req).await?.as_steps())
}

async fn hide(ctx: Can<permit::ManageSettings>, form: Form<Nothing>) -> Answer {
    form.parsed?;
    let mut tx = ctx.begin().await?;
    hide_guide(&mut tx).await?;
    tx.commit().await?;
    ctx.app.shops.forget(ctx.shop.id);
    Ok(see_other("/admin?done=insights-guide-hidden"))
}

async fn read(ctx: &Visitor, req: &HttpRequest) -> Result<GuidePage> {
    let mut tx = ctx.begin().await?;
    let guide = queries::guide(&mut tx).await?;
    tx.commit().await?;
    let page = Page::titled(ctx, req, "insights-guide-title");
    let steps = steps(&page, guide);
    let done = steps.iter().filter(|step| step.done).count();
    let numbers = [("done", done.to_string()), ("all", steps.len().to_string())];
    Ok(GuidePage {
        progress: page.ta("insights-guide-progress", &numbers),
        is_done: done == steps.len(),
        page,
        steps,
    })
}

fn steps(page: &Page, guide: Guide) -> Vec<Step> {
    let steps = [
        ("insights-guide-product", "/admin/products/new", guide.product),
        ("insights-guide-payments", "/admin/payments", guide.payments),
        ("insights-guide-delivery", "/admin/shipping", guide.delivery),
        ("insights-guide-hours", "/admin/services", guide.hours),
        ("insights-guide-logo", "/admin/settings", guide.logo),
        ("insights-guide-order", "/", guide.ordered),
    ];
    let step = |(key, href, done)| Step {
        label: page.t(key),
        href,
        done,
    };
    steps.map(step).into()
}

/// Whether the first page offers it to this reader.
pub(super) fn is_offered(ctx: &Visitor) -> bool {
    let may = ctx
        .person
        .as_ref()
        .is_some_and(|p| p.role.may(Permission::ManageSettings));
    may && ctx
        .shop
        .standing
        .as_ref()
        .is_some_and(|standing| !standing.guide_hidden)
}
