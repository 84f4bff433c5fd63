//! The grid for programs.

use actix_web::HttpResponse;
use http::{Answer, Can, Json, permit};

use crate::model::GridChange;
use crate::ops::save_grid::save_grid;

/// `PUT /admin/products/grid`: answers what takes it back.
pub async fn save(ctx: Can<permit::ManageCatalog>, body: Json<GridChange>) -> Answer {
    let mut tx = ctx.begin().await?;
    let undo = save_grid(&mut tx, ctx.shop.currency, &body.value).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(undo))
}
