//! Switches: for how many of a hundred shops each is on.

use actix_web::HttpRequest;
use askama::Template;
use db::PlatformView;
use http::{Answer, Can, Form, FormState, Page, html, html_with, permit, see_other};
use kernel::Result;
use serde::Deserialize;
use validator::Validate;

use super::super::wide::share_among;
use crate::ops::Sharing;
use crate::queries::flags::list_flags;

type Head = Can<permit::SteerPlatform>;

#[derive(Template)]
#[template(path = "panel/flags.html")]
struct FlagsPage {
    page: Page,
    problem: String,
    rows: Vec<Row>,
}

struct Row {
    flag: String,
    name: String,
    percent: i16,
    chosen: String,
}

/// A switch and its new share.
#[derive(Debug, Deserialize, Validate)]
pub struct ShareForm {
    #[validate(length(max = 40))]
    flag: String,
    #[validate(range(min = 0, max = 100))]
    percent: i16,
}

/// `GET /platform/flags`.
pub async fn page(ctx: Head, req: HttpRequest) -> Answer {
    html(&shown(&ctx, &req).await?)
}

/// `POST /platform/flags`.
pub async fn share(ctx: Head, req: HttpRequest, form: Form<ShareForm>) -> Answer {
    let outcome = match form.parsed {
        Ok(ShareForm { flag, percent }) => share_among(&ctx, &flag, Sharing { percent }).await,
        Err(error) => Err(error),
    };
    let Err(error) = outcome else {
        return Ok(see_other("/platform/flags?done=saved"));
    };
    let (status, error) = http::page::refusal(error)?;
    let mut page = shown(&ctx, &req).await?;
    let state = FormState::refused(&page.page, form.typed, &error);
    page.problem = match state.error("percent") {
        "" => state.problem.clone(),
        said => said.to_owned(),
    };
    html_with(status, &page)
}

async fn shown(ctx: &Head, req: &HttpRequest) -> Result<FlagsPage> {
    let mut view = PlatformView::begin(&ctx.app.pools.platform).await?;
    let found = list_flags(&mut view).await?;
    let page = Page::titled(ctx, req, "panel-flags-title");
    let rows = found.into_iter().map(|flag| Row {
        name: page.t(&format!("panel-flag-{}", flag.flag)),
        chosen: page.ta(
            "panel-flags-chosen",
            &[
                ("on", flag.chosen_on.to_string()),
                ("off", flag.chosen_off.to_string()),
            ],
        ),
        percent: flag.percent,
        flag: flag.flag,
    });
    Ok(FlagsPage {
        rows: rows.collect(),
        problem: String::new(),
        page,
    })
}
