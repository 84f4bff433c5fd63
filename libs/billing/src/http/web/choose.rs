//! Which plan, for how long at once, and whether there is a code for less.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Crumb, refusal};
use http::{Answer, Can, Form, FormState, Page, Query, Visitor, html, html_with, permit, see_other};
use kernel::{Error, Line, Result};
use serde::Deserialize;
use validator::Validate;

use super::onward;
use super::words::price;
use crate::error::BillingError;
use crate::http::api::is_at_stripe;
use crate::http::views::plan_name;
use crate::model::price::Period;
use crate::ops::checkout::{Choice, begin_checkout};
use crate::ops::propose::propose;
use crate::queries::plans::offered;
use crate::queries::subscription::{Subscription, find};
use crate::till::Till;

#[derive(Template)]
#[template(path = "billing/choose.html")]
struct ChoosePage {
    page: Page,
    crumbs: Vec<Crumb>,
    f: FormState,
    plans: Vec<PlanChoice>,
    /// What Stripe sees to is changed, and takes no code here.
    takes_code: bool,
    /// Whether what is left of a trial goes on.
    tries: bool,
}

struct PlanChoice {
    plan: String,
    name: String,
    /// By the month, and by the year.
    prices: String,
}

/// Which plan the page begins with.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    plan: Option<String>,
}

/// What was chosen.
#[derive(Debug, Deserialize, Validate)]
pub struct ChooseForm {
    plan: Line<30>,
    #[serde(default)]
    interval: Period,
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    code: Option<Line<100>>,
}

/// `GET /admin/plan/choose`.
pub async fn page(ctx: Can<permit::ManagePlan>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let mut shown = shown(&ctx, &req).await?;
    let known = |plan: &&str| shown.plans.iter().any(|choice| choice.plan == **plan);
    let first = || shown.plans.first().map(|choice| choice.plan.as_str());
    let chosen = wanted.plan.as_deref().filter(known).or_else(first);
    let chosen = chosen.unwrap_or_default().to_owned();
    shown.f = FormState::prefilled([("plan", chosen), ("interval", Period::Month.as_str().to_owned())]);
    html(&shown)
}

/// `POST /admin/plan/choose`: on to Stripe's page, or to what a change comes to.
pub async fn choose(ctx: Can<permit::ManagePlan>, req: HttpRequest, form: Form<ChooseForm>) -> Answer {
    let onward = match form.parsed {
        Ok(chosen) => go(&ctx, chosen).await,
        Err(error) => Err(error),
    };
    match onward {
        Ok(Onward::Stripe(url)) => onward::lead(&ctx, &req, &url),
        Ok(Onward::Here(path)) => Ok(see_other(&path)),
        Err(error) => {
            let (status, error) = refusal(error)?;
            let mut page = shown(&ctx, &req).await?;
            page.f = FormState::refused(&page.page, form.typed, &error);
            html_with(status, &page)
        }
    }
}

enum Onward {
    Stripe(url::Url),
    Here(String),
}

async fn go(ctx: &Visitor, chosen: ChooseForm) -> Result<Onward> {
    let choice = Choice {
        plan: chosen.plan,
        period: chosen.interval,
        code: chosen.code,
    };
    if is_at_stripe(ctx).await? {
        let proposed = propose(ctx, &choice).await?;
        let path = format!("/admin/plan/change?preview={}", proposed.operation_id);
        return Ok(Onward::Here(path));
    }
    begin_checkout(ctx, &choice).await.map(Onward::Stripe)
}

async fn shown(ctx: &Visitor, req: &HttpRequest) -> Result<ChoosePage> {
    if !Till::of(&ctx.app).is_open() {
        return Err(BillingError::PlanNotForSale.into());
    }
    let mut tx = ctx.begin().await?;
    let has: Subscription = find(&mut tx).await?.ok_or_else(Error::not_found)?;
    let plans = offered(&mut tx).await?;
    tx.commit().await?;
    let page = Page::titled(ctx, req, "billing-choose-title");
    let choices = plans
        .iter()
        .filter(|version| !version.plan.is_free())
        .map(|version| {
            let plan = &version.plan;
            let prices = Period::ALL.map(|period| price(&page, ctx, plan, period));
            PlanChoice {
                plan: plan.name.clone(),
                name: plan_name(ctx, &plan.name),
                prices: prices.join(" · "),
            }
        });
    Ok(ChoosePage {
        plans: choices.collect(),
        crumbs: vec![
            Crumb::new("/admin/plan", page.t("billing-title")),
            Crumb::new("", page.title.clone()),
        ],
        f: FormState::blank(),
        takes_code: !has.is_at_stripe(),
        tries: has.status == "trialing" && !has.is_at_stripe(),
        page,
    })
}
