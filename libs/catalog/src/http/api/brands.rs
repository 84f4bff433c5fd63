//! Brands and tags.

use actix_web::HttpResponse;
use db::TenantTx;
use http::{Answer, Can, Id, Json, Visitor, permit};
use kernel::Error;
use serde::Serialize;
use utoipa::ToSchema;

use crate::BrandId;
use crate::ops::change_brand as ops;
use crate::ops::change_brand::BrandInput;
use crate::queries::brands as queries;

/// All there is, on one page.
#[derive(Debug, Serialize, ToSchema)]
pub struct All<T: ToSchema> {
    /// The rows.
    pub data: Vec<T>,
}

/// `GET /brands`.
pub async fn list(visitor: Visitor) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let data = queries::list_brands(&mut tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(All { data }))
}

/// `GET /admin/tags`.
pub async fn list_tags(ctx: Can<permit::ManageCatalog>) -> Answer {
    let mut tx = ctx.begin().await?;
    let data = queries::list_tags(&mut tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(All { data }))
}

async fn changed(mut response: actix_web::HttpResponseBuilder, mut tx: TenantTx, id: BrandId) -> Answer {
    let all = queries::list_brands(&mut tx).await?;
    tx.commit().await?;
    let brand = all
        .into_iter()
        .find(|b| b.id == id)
        .ok_or_else(Error::not_found)?;
    Ok(response.json(brand))
}

/// `POST /brands`.
pub async fn create(ctx: Can<permit::ManageCatalog>, body: Json<BrandInput>) -> Answer {
    let mut tx = ctx.begin().await?;
    let id = ops::create_brand(&mut tx, &body.value).await?;
    changed(HttpResponse::Created(), tx, id).await
}

/// `PUT /brands/{id}`.
pub async fn update(ctx: Can<permit::ManageCatalog>, id: Id<BrandId>, body: Json<BrandInput>) -> Answer {
    let mut tx = ctx.begin().await?;
    ops::update_brand(&mut tx, id.0, &body.value).await?;
    changed(HttpResponse::Ok(), tx, id.0).await
}

/// `DELETE /brands/{id}`.
pub async fn delete(ctx: Can<permit::ManageCatalog>, id: Id<BrandId>) -> Answer {
    let mut tx = ctx.begin().await?;
    ops::delete_brand(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
