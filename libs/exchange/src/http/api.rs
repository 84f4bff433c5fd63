//! Files of products for programs.

use actix_web::HttpResponse;
use actix_web::http::header;
use http::{Answer, Can, Id, Upload, permit};
use serde::Serialize;
use utoipa::ToSchema;

use super::look;
use crate::model::{Fault, ImportId};
use crate::ops::start_import::start_import;
use crate::queries::imports::{find_import, list_faults};

type Keeper = Can<permit::ManageCatalog>;

/// Most faults that one answer holds: as many as are kept.
const MOST: i64 = 1_000;

/// What is wrong with a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportFaults {
    /// In the order of the file.
    pub data: Vec<Fault>,
}

/// `POST /admin/products/imports`.
pub async fn look_at(ctx: Keeper, upload: Upload) -> Answer {
    let id = look::look_at(&ctx, &upload).await?;
    let mut tx = ctx.begin().await?;
    let import = find_import(&mut tx, id).await?;
    tx.commit().await?;
    let address = format!("/api/v1/admin/products/imports/{id}");
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, address))
        .json(import))
}

/// `GET /admin/products/imports/{id}`.
pub async fn find(ctx: Keeper, Id(id): Id<ImportId>) -> Answer {
    let mut tx = ctx.begin().await?;
    let import = find_import(&mut tx, id).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(import))
}

/// `GET /admin/products/imports/{id}/faults`.
pub async fn faults(ctx: Keeper, Id(id): Id<ImportId>) -> Answer {
    let mut tx = ctx.begin().await?;
    find_import(&mut tx, id).await?;
    let data = list_faults(&mut tx, id, MOST).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(ImportFaults { data }))
}

/// `POST /admin/products/imports/{id}/apply`.
pub async fn apply(ctx: Keeper, Id(id): Id<ImportId>) -> Answer {
    let mut tx = ctx.begin().await?;
    start_import(&mut tx, id, ctx.t("exchange-stock-reason")).await?;
    let import = find_import(&mut tx, id).await?;
    tx.commit().await?;
    Ok(HttpResponse::Accepted().json(import))
}
