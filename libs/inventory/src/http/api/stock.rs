//! Levels and movements.

use actix_web::HttpResponse;
use catalog::VariantId;
use db::TenantTx;
use http::extract::{IfMatch, etag};
use http::{Answer, Can, Id, Json, Query, permit};
use kernel::{Error, PageQuery, Result};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::model::LOW;
use crate::ops;
use crate::ops::receive::Delivery;
use crate::ops::set_on_hand::Count;
use crate::queries::{StockFilter, StockView, list_movements, list_stock};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// From 1.
    page: Option<u32>,
    /// Rows a page, at most 100.
    limit: Option<u32>,
    /// Only what is low.
    low: Option<bool>,
    /// At how many pieces something is low; 5 unless said otherwise.
    threshold: Option<i32>,
    /// Part of a name or code.
    search: Option<String>,
}

/// `GET /admin/inventory`.
pub async fn list(ctx: Can<permit::ManageInventory>, query: Query<ListQuery>) -> Answer {
    let page = PageQuery::of(query.page, query.limit)?;
    if query
        .search
        .as_ref()
        .is_some_and(|text| text.chars().count() > 200)
    {
        return Err(Error::invalid("search", "too_long").into());
    }
    let at_most = query
        .low
        .unwrap_or(query.threshold.is_some())
        .then(|| query.threshold.unwrap_or(LOW));
    let filter = StockFilter {
        at_most,
        text: query.0.search,
        variant: None,
        page,
    };
    let mut tx = ctx.begin().await?;
    let stock = list_stock(&mut tx, &filter).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(stock))
}

/// `PUT /admin/inventory/{variant_id}`.
pub async fn count(
    ctx: Can<permit::ManageInventory>,
    id: Id<VariantId>,
    read: IfMatch,
    body: Json<Count>,
) -> Answer {
    let mut tx = ctx.begin().await?;
    ops::set_on_hand::set_on_hand(&mut tx, id.0, body.on_hand, body.reason.as_deref(), read.0).await?;
    changed(tx, id.0).await
}

/// `POST /admin/inventory/{variant_id}/receive`.
pub async fn receive(ctx: Can<permit::ManageInventory>, id: Id<VariantId>, body: Json<Delivery>) -> Answer {
    let mut tx = ctx.begin().await?;
    ops::receive::receive(&mut tx, id.0, body.quantity, body.reason.as_deref()).await?;
    changed(tx, id.0).await
}

/// After a change: the level as it is now. What is on the shelf is its version, too: a count is written over the one that was read.
async fn changed(mut tx: TenantTx, variant: VariantId) -> Answer {
    let level = one(&mut tx, variant).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag(i64::from(level.on_hand)))
        .json(level))
}

async fn one(tx: &mut TenantTx, variant: VariantId) -> Result<StockView> {
    let filter = StockFilter {
        variant: Some(variant),
        ..StockFilter::default()
    };
    list_stock(tx, &filter)
        .await?
        .data
        .pop()
        .ok_or_else(Error::not_found)
}

/// `GET /admin/inventory/{variant_id}/movements`.
pub async fn movements(
    ctx: Can<permit::ManageInventory>,
    id: Id<VariantId>,
    page: Query<PageQuery>,
) -> Answer {
    let page = page.checked()?;
    let mut tx = ctx.begin().await?;
    // Somebody else's variant is not there.
    one(&mut tx, id.0).await?;
    let movements = list_movements(&mut tx, id.0, page).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(movements))
}
