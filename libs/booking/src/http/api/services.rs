//! What can be booked.

use actix_web::HttpResponse;
use db::TenantTx;
use http::extract::{IfMatch, etag};
use http::{Answer, Can, Id, Json, Visitor, permit};
use kernel::Error;
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::ServiceId;
use crate::model::service::ServiceRequest;
use crate::ops::save_service::{create_service, update_service};
use crate::queries::services::{ServiceView, get_service, list_services, view_service, view_services};

/// All there are.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceList {
    /// In the shop's order.
    pub data: Vec<ServiceView>,
}

/// `GET /services`.
pub async fn list(visitor: Visitor) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let services = list_services(&mut tx, true).await?;
    let data = view_services(&mut tx, services, visitor.shop.currency.as_str(), true).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(ServiceList { data }))
}

/// `GET /services/{id}`.
pub async fn get(visitor: Visitor, id: Id<ServiceId>) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let service = get_service(&mut tx, id.0).await?;
    if !service.active {
        return Err(Error::not_found().into());
    }
    let view = view_service(&mut tx, service, visitor.shop.currency.as_str(), true).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(view))
}

/// `GET /admin/services`.
pub async fn list_all(ctx: Can<permit::ViewBookings>) -> Answer {
    let mut tx = ctx.begin().await?;
    let services = list_services(&mut tx, false).await?;
    let data = view_services(&mut tx, services, ctx.shop.currency.as_str(), false).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(ServiceList { data }))
}

/// `POST /admin/services`.
pub async fn create(ctx: Can<permit::ManageCatalog>, body: Json<ServiceRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    let id = create_service(&mut tx, &body).await?;
    answer(HttpResponse::Created(), tx, id, ctx.shop.currency.as_str()).await
}

/// `PUT /admin/services/{id}`.
pub async fn update(
    ctx: Can<permit::ManageCatalog>,
    id: Id<ServiceId>,
    read: IfMatch,
    body: Json<ServiceRequest>,
) -> Answer {
    let mut tx = ctx.begin().await?;
    update_service(&mut tx, id.0, &body, read.0).await?;
    answer(HttpResponse::Ok(), tx, id.0, ctx.shop.currency.as_str()).await
}

async fn answer(
    mut response: actix_web::HttpResponseBuilder,
    mut tx: TenantTx,
    id: ServiceId,
    currency: &str,
) -> Answer {
    let service = get_service(&mut tx, id).await?;
    let view = view_service(&mut tx, service, currency, false).await?;
    tx.commit().await?;
    Ok(response.insert_header(etag(view.version)).json(view))
}
