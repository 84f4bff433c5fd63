//! Professionals, rooms, chairs and machines, and when they are there.

use actix_web::HttpResponse;
use http::extract::{IfMatch, etag};
use http::{Answer, Can, Id, Json, permit};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::calendar::clock;
use crate::model::resource::ResourceRequest;
use crate::model::{Day, Resource, ResourceId};
use crate::ops::save_resource::{create_resource, update_resource};
use crate::ops::set_schedule::{ScheduleRequest, set_schedule as put_schedule};
use crate::queries::resources::{get_resource, get_schedule, list_resources};

/// All there are.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceList {
    /// Those in use first.
    pub data: Vec<Resource>,
}

/// `GET /admin/resources`.
pub async fn list(ctx: Can<permit::ViewBookings>) -> Answer {
    let mut tx = ctx.begin().await?;
    let data = list_resources(&mut tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(ResourceList { data }))
}

/// `POST /admin/resources`.
pub async fn create(ctx: Can<permit::ManageCatalog>, body: Json<ResourceRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    let id = create_resource(&mut tx, &body, &ctx.shop.time_zone).await?;
    let resource = get_resource(&mut tx, id).await?;
    tx.commit().await?;
    Ok(HttpResponse::Created()
        .insert_header(etag(resource.version))
        .json(resource))
}

/// `PUT /admin/resources/{id}`.
pub async fn update(
    ctx: Can<permit::ManageCatalog>,
    id: Id<ResourceId>,
    read: IfMatch,
    body: Json<ResourceRequest>,
) -> Answer {
    let mut tx = ctx.begin().await?;
    update_resource(&mut tx, id.0, &body, read.0).await?;
    let resource = get_resource(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag(resource.version))
        .json(resource))
}

/// `GET /admin/resources/{id}/schedule`.
pub async fn schedule(ctx: Can<permit::ViewBookings>, id: Id<ResourceId>) -> Answer {
    let mut tx = ctx.begin().await?;
    let view = get_schedule(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(view))
}

/// `PUT /admin/resources/{id}/schedule`.
pub async fn set_schedule(
    ctx: Can<permit::ManageCatalog>,
    id: Id<ResourceId>,
    body: Json<ScheduleRequest>,
) -> Answer {
    let mut tx = ctx.begin().await?;
    let resource = get_resource(&mut tx, id.0).await?;
    let today = Day::at(tx.now(), &clock(&resource.time_zone)?);
    put_schedule(&mut tx, id.0, &body, today).await?;
    let view = get_schedule(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(view))
}
