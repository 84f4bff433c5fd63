//! Promotions over the API.

use actix_web::{HttpResponse, HttpResponseBuilder};
use db::TenantTx;
use http::extract::{IfMatch, etag};
use http::{Answer, Can, Id, Json, Query, Visitor, permit};
use kernel::{PageQuery, Paged, Result};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::describe::call;
use super::views::PromotionView;
use crate::model::{PromotionId, PromotionRequest, PromotionState, PromotionStatus};
use crate::ops::{change_status, create_promotion, update_promotion};
use crate::queries::promotions::{PromotionFilter, get_promotion, list_promotions};

type Keeper = Can<permit::ManageCatalog>;

/// Which promotions.
#[derive(Debug, Clone, Deserialize, IntoParams)]
pub struct PromotionListQuery {
    /// That stand so now: `active`, `scheduled`, `paused`, `ended` or `archived`.
    #[param(inline)]
    state: Option<PromotionState>,
    /// From 1.
    #[param(minimum = 1, maximum = 10_000, default = 1)]
    page: Option<u32>,
    /// Rows a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// What it becomes.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PromotionStatusRequest {
    /// `active`, `paused` or `archived`.
    pub status: PromotionStatus,
}

/// `GET /admin/promotions`.
pub async fn list(ctx: Keeper, query: Query<PromotionListQuery>) -> Answer {
    let at = PageQuery::of(query.page, query.limit)?;
    let filter = PromotionFilter { state: query.state };
    let mut tx = ctx.begin().await?;
    let found = list_promotions(&mut tx, filter, at).await?;
    let now = tx.now();
    tx.commit().await?;
    let views: Result<Vec<_>> = found
        .data
        .iter()
        .map(|one| PromotionView::of(&ctx, one, now))
        .collect();
    Ok(HttpResponse::Ok().json(Paged {
        data: views?,
        pagination: found.pagination,
    }))
}

/// `POST /admin/promotions`.
pub async fn create(ctx: Keeper, body: Json<PromotionRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    let called = call(&mut tx, &ctx, &body).await?;
    let id = create_promotion(&mut tx, &body, ctx.shop.currency, &called).await?;
    answer(HttpResponse::Created(), tx, &ctx, id).await
}

/// `GET /admin/promotions/{id}`.
pub async fn get(ctx: Keeper, id: Id<PromotionId>) -> Answer {
    let tx = ctx.begin().await?;
    answer(HttpResponse::Ok(), tx, &ctx, id.0).await
}

/// `PUT /admin/promotions/{id}`.
pub async fn update(ctx: Keeper, id: Id<PromotionId>, read: IfMatch, body: Json<PromotionRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    let called = call(&mut tx, &ctx, &body).await?;
    update_promotion(&mut tx, id.0, &body, ctx.shop.currency, (&called, read.0)).await?;
    answer(HttpResponse::Ok(), tx, &ctx, id.0).await
}

/// `PUT /admin/promotions/{id}/status`.
pub async fn set_status(
    ctx: Keeper,
    id: Id<PromotionId>,
    read: IfMatch,
    body: Json<PromotionStatusRequest>,
) -> Answer {
    let mut tx = ctx.begin().await?;
    change_status(&mut tx, id.0, body.status, read.0).await?;
    answer(HttpResponse::Ok(), tx, &ctx, id.0).await
}

async fn answer(
    mut response: HttpResponseBuilder,
    mut tx: TenantTx,
    visitor: &Visitor,
    id: PromotionId,
) -> Answer {
    let whole = get_promotion(&mut tx, id).await?;
    let now = tx.now();
    tx.commit().await?;
    let view = PromotionView::of(visitor, &whole, now)?;
    Ok(response.insert_header(etag(view.version)).json(view))
}
