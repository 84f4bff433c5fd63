//! Reviews as the shop works through them.

use actix_web::HttpResponse;
use http::extract::{IfMatch, etag};
use http::{Answer, Can, Id, Json, Query, permit};
use kernel::PageQuery;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::model::{ReviewId, ReviewSettings};
use crate::ops::answer::{self, ReviewAnswer};
use crate::ops::decide::{self, ReviewDecisions};
use crate::ops::report::settle_reports;
use crate::ops::save_settings::{self, ReviewSettingsRequest};
use crate::queries::desk::{ReviewTab, list_desk};
use crate::queries::settings::review_settings;

type Keeper = Can<permit::ManageCatalog>;

/// Which reviews.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeskQuery {
    /// From 1.
    page: Option<u32>,
    /// Rows a page, at most 100.
    limit: Option<u32>,
    /// `pending` (unless said otherwise), `published`, `rejected` or `reported`.
    #[param(inline)]
    tab: Option<ReviewTab>,
}

/// `GET /admin/reviews`.
pub async fn list(ctx: Keeper, query: Query<DeskQuery>) -> Answer {
    let page = PageQuery::of(query.page, query.limit)?;
    let mut tx = ctx.begin().await?;
    let found = list_desk(&mut tx, query.tab.unwrap_or_default(), page).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(found))
}

/// `PUT /admin/reviews/decisions`.
pub async fn decide(ctx: Keeper, body: Json<ReviewDecisions>) -> Answer {
    let mut tx = ctx.begin().await?;
    let back = decide::decide(&mut tx, &body).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(back))
}

/// `PUT /admin/reviews/{id}/answer`.
pub async fn answer(ctx: Keeper, id: Id<ReviewId>, body: Json<ReviewAnswer>) -> Answer {
    let mut tx = ctx.begin().await?;
    answer::answer(&mut tx, id.0, &body).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /admin/reviews/{id}/keep`.
pub async fn keep(ctx: Keeper, id: Id<ReviewId>) -> Answer {
    let mut tx = ctx.begin().await?;
    settle_reports(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// How the shop takes reviews.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewSettingsView {
    /// Whether a review is shown before the shop has looked at it.
    pub shown_at_once: bool,
    /// Days from an order's arrival until its customer is asked; none: never.
    pub ask_after_days: Option<i16>,
    /// Grows with each change.
    pub version: i64,
}

/// `GET /admin/reviews/settings`.
pub async fn settings(ctx: Keeper) -> Answer {
    let mut tx = ctx.begin().await?;
    let settings = review_settings(&mut tx).await?;
    tx.commit().await?;
    Ok(present(settings))
}

/// `PUT /admin/reviews/settings`.
pub async fn save_settings(ctx: Keeper, read: IfMatch, body: Json<ReviewSettingsRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    save_settings::save_settings(&mut tx, &body, read.0).await?;
    let settings = review_settings(&mut tx).await?;
    tx.commit().await?;
    Ok(present(settings))
}

fn present(settings: ReviewSettings) -> HttpResponse {
    let view = ReviewSettingsView {
        shown_at_once: settings.shown_at_once,
        ask_after_days: settings.ask_after_days,
        version: settings.version,
    };
    HttpResponse::Ok().insert_header(etag(view.version)).json(view)
}
