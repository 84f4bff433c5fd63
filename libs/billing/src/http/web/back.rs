//! Somebody comes back from Stripe, which proves nothing: the page waits until Stripe itself has said that they subscribed, and
//! asks it meanwhile.

use actix_web::HttpRequest;
use askama::Template;
use http::{Answer, Can, Page, html, permit, see_other};

use crate::ops::look::look;
use crate::queries::subscription::find;
use crate::till::Till;

#[derive(Template)]
#[template(path = "billing/back.html")]
struct BackPage {
    page: Page,
}

/// `GET /admin/plan/return`. That Stripe cannot be asked now is no reason not to wait for its word.
pub async fn page(ctx: Can<permit::ManagePlan>, req: HttpRequest) -> Answer {
    let till = Till::of(&ctx.app);
    if till.is_open()
        && let Err(error) = look(&till, &ctx.app, ctx.shop.id, None).await
    {
        tracing::info!(%error, "somebody came back from Stripe, which did not answer");
    }
    let mut tx = ctx.begin().await?;
    let has = find(&mut tx).await?;
    tx.commit().await?;
    if has.is_some_and(|has| has.is_at_stripe()) {
        return Ok(see_other("/admin/plan?done=billing-subscribed"));
    }
    html(&BackPage {
        page: Page::titled(&ctx, &req, "billing-back-title"),
    })
}
