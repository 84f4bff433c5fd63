//! The way to a page of Stripe's. A form may not lead to another site itself (`form-action`), and a browser takes the answer's
//! redirect for a part of it: so a page of ours leads on.

use actix_web::HttpRequest;
use askama::Template;
use http::{Answer, Can, Form, Page, Visitor, html, permit};
use url::Url;

use super::Nothing;
use crate::ops::open_portal::open_portal;

#[derive(Template)]
#[template(path = "billing/onward.html")]
struct OnwardPage {
    page: Page,
    url: String,
}

/// `POST /admin/plan/portal`.
pub async fn portal(ctx: Can<permit::ManagePlan>, req: HttpRequest, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let url = open_portal(&ctx).await?;
    lead(&ctx, &req, &url)
}

/// The page that leads there.
pub fn lead(ctx: &Visitor, req: &HttpRequest, url: &Url) -> Answer {
    html(&OnwardPage {
        page: Page::titled(ctx, req, "billing-onward-title"),
        url: url.to_string(),
    })
}
