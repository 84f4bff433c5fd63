//! Products.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use db::TenantTx;
use http::extract::{IfMatch, etag};
use http::{Answer, Can, Id, Json, Query, Visitor, permit};
use kernel::{Currency, Error, PageQuery, Paged, Permission, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::model::{ProductInput, ProductPatch, VariantSet};
use crate::ops;
use crate::ops::change_statuses::StatusChange;
use crate::queries::cards::{ProductCard, cards};
use crate::queries::find::{Sort, Wanted, find as find_ids};
use crate::queries::product::{ProductDetail, find_product};
use crate::{ProductId, ProductStatus};

/// Filters of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// From 1.
    page: Option<u32>,
    /// Rows a page, at most 100.
    limit: Option<u32>,
    /// A category by slug or id, with those below it.
    category: Option<String>,
    /// A brand by slug or id.
    brand: Option<String>,
    /// Lowest price, in minor units.
    price_min: Option<i64>,
    /// Highest price.
    price_max: Option<i64>,
    /// Only what can be bought (`true`), or only what cannot (`false`).
    in_stock: Option<bool>,
    /// Only what the shop shows off.
    featured: Option<bool>,
    /// `newest`, `price_asc`, `price_desc`, `name`, `rating`, or with `search` also `relevance`.
    #[param(inline)]
    sort: Option<Sort>,
    /// Words; typing errors are forgiven.
    search: Option<String>,
    /// For staff: `draft`, `active` or `archived`.
    #[param(inline)]
    status: Option<ProductStatus>,
}

/// A product in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProductRow {
    /// The product.
    #[serde(flatten)]
    pub card: ProductCard,
    /// What its prices are in.
    #[schema(value_type = String)]
    pub currency: Currency,
}

/// A product, whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct Product {
    /// The product.
    #[serde(flatten)]
    pub detail: ProductDetail,
    /// What its prices are in.
    #[schema(value_type = String)]
    pub currency: Currency,
}

/// Longest text of a search or filter.
pub(super) const LONGEST: usize = 200;

/// Pages and filters within their bounds.
pub(super) fn checked(wanted: Wanted) -> Result<Wanted> {
    wanted.page.checked()?;
    let texts = [
        ("search", &wanted.text),
        ("category", &wanted.category),
        ("brand", &wanted.brand),
    ];
    for (field, text) in texts {
        if text.as_ref().is_some_and(|t| t.chars().count() > LONGEST) {
            return Err(Error::invalid(field, "too_long"));
        }
        if text.as_ref().is_some_and(|t| t.contains('\0')) {
            return Err(Error::invalid(field, "bad_characters"));
        }
    }
    for (field, price) in [("price_min", wanted.price_min), ("price_max", wanted.price_max)] {
        if price.is_some_and(|p| p < 0) {
            return Err(Error::invalid(field, "out_of_range"));
        }
    }
    Ok(wanted)
}

/// Whether drafts and costs may be shown.
fn may(visitor: &Visitor, permission: Permission) -> bool {
    visitor.person.as_ref().is_some_and(|p| p.role.may(permission))
}

/// `GET /products`.
pub async fn list(visitor: Visitor, query: Query<ListQuery>) -> Answer {
    let query = query.0;
    let page = PageQuery {
        page: query.page.unwrap_or(1),
        limit: query.limit.unwrap_or(20),
    };
    let status = query.status.filter(|_| may(&visitor, Permission::ManageCatalog));
    let default_sort = if query.search.is_some() {
        Sort::Relevance
    } else {
        Sort::Newest
    };
    let wanted = checked(Wanted {
        text: query.search,
        category: query.category,
        brand: query.brand,
        price_min: query.price_min,
        price_max: query.price_max,
        in_stock: query.in_stock,
        featured: query.featured,
        sort: query.sort.unwrap_or(default_sort),
        statuses: vec![status.unwrap_or(ProductStatus::Active)],
        page,
        with_facets: false,
        may_leave_out: false,
    })?;
    let mut tx = visitor.begin_generic().await?;
    let found = find_ids(&mut tx, &wanted).await?;
    let cards = cards(&mut tx, &found.ids).await?;
    tx.commit().await?;
    let rows = rows(cards, visitor.shop.currency);
    Ok(HttpResponse::Ok().json(Paged::new(rows, page, found.total)))
}

/// Cards with their currency.
pub(super) fn rows(cards: Vec<ProductCard>, currency: Currency) -> Vec<ProductRow> {
    cards
        .into_iter()
        .map(|card| ProductRow { card, currency })
        .collect()
}

/// `GET /products/{id or slug}`.
pub async fn find(visitor: Visitor, id: web::Path<String>) -> Answer {
    let is_manager = may(&visitor, Permission::ManageCatalog);
    let statuses = if is_manager {
        &ProductStatus::ALL[..]
    } else {
        &[ProductStatus::Active][..]
    };
    let mut tx = visitor.begin_generic().await?;
    let mut detail = find_product(&mut tx, &id, statuses)
        .await?
        .ok_or_else(Error::not_found)?;
    tx.commit().await?;
    if !is_manager {
        detail.variants.retain(|v| v.active);
    }
    Ok(present(HttpResponse::Ok(), &visitor, detail))
}

fn present(
    mut response: actix_web::HttpResponseBuilder,
    visitor: &Visitor,
    mut detail: ProductDetail,
) -> HttpResponse {
    if !may(visitor, Permission::ViewCosts) {
        detail.variants.iter_mut().for_each(|v| v.cost = None);
    }
    let version = detail.card.version;
    response.insert_header(etag(version)).json(Product {
        detail,
        currency: visitor.shop.currency,
    })
}

/// After a change: the product as it is now.
async fn changed(
    response: actix_web::HttpResponseBuilder,
    visitor: &Visitor,
    mut tx: TenantTx,
    id: ProductId,
) -> Answer {
    let detail = find_product(&mut tx, &id.to_string(), &ProductStatus::ALL)
        .await?
        .ok_or_else(Error::not_found)?;
    tx.commit().await?;
    Ok(present(response, visitor, detail))
}

/// 201 with the address of what was made.
fn created(id: ProductId) -> actix_web::HttpResponseBuilder {
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, format!("/api/v1/products/{id}")));
    response
}

/// `POST /products`.
pub async fn create(ctx: Can<permit::ManageCatalog>, body: Json<ProductInput>) -> Answer {
    let mut tx = ctx.begin().await?;
    let id = ops::create_product::create_product(&mut tx, ctx.shop.currency, &body.value).await?;
    changed(created(id), &ctx, tx, id).await
}

/// `PUT /products/{id}`.
pub async fn update(
    ctx: Can<permit::ManageCatalog>,
    id: Id<ProductId>,
    version: IfMatch,
    body: Json<ProductInput>,
) -> Answer {
    let mut tx = ctx.begin().await?;
    ops::update_product::update_product(&mut tx, ctx.shop.currency, id.0, version.0, &body.value).await?;
    changed(HttpResponse::Ok(), &ctx, tx, id.0).await
}

/// `PATCH /products/{id}`.
pub async fn patch(
    ctx: Can<permit::ManageCatalog>,
    id: Id<ProductId>,
    version: IfMatch,
    body: Json<ProductPatch>,
) -> Answer {
    let mut tx = ctx.begin().await?;
    let patch = body.into_inner();
    ops::update_product::patch_product(&mut tx, ctx.shop.currency, id.0, version.0, patch).await?;
    changed(HttpResponse::Ok(), &ctx, tx, id.0).await
}

/// `DELETE /products/{id}`.
pub async fn archive(ctx: Can<permit::ManageCatalog>, id: Id<ProductId>, version: IfMatch) -> Answer {
    let mut tx = ctx.begin().await?;
    ops::archive_product::archive_product(&mut tx, id.0, version.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `PUT /products/{id}/variants`.
pub async fn put_variants(
    ctx: Can<permit::ManageCatalog>,
    id: Id<ProductId>,
    version: IfMatch,
    body: Json<VariantSet>,
) -> Answer {
    let mut tx = ctx.begin().await?;
    ops::put_variants::put_variants(&mut tx, ctx.shop.currency, id.0, version.0, &body.value).await?;
    changed(HttpResponse::Ok(), &ctx, tx, id.0).await
}

/// `POST /products/{id}/duplicate`.
pub async fn duplicate(ctx: Can<permit::ManageCatalog>, id: Id<ProductId>) -> Answer {
    let mut tx = ctx.begin().await?;
    let copy = ops::duplicate_product::duplicate_product(&mut tx, ctx.shop.currency, id.0).await?;
    changed(created(copy), &ctx, tx, copy).await
}

/// `PUT /admin/products/status`.
pub async fn change_statuses(ctx: Can<permit::ManageCatalog>, body: Json<StatusChange>) -> Answer {
    let mut tx = ctx.begin().await?;
    ops::change_statuses::change_statuses(&mut tx, &body.value).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
