//! Browsers in which a customer follows an order.

use actix_web::{HttpRequest, HttpResponse};
use http::{Answer, Id, Json, Query, Visitor};
use notifications::{DeviceIdView, SubscribeRequest, add_follower, remove_follower};

use super::orders::KeyQuery;
use crate::http::reader::customer;
use crate::model::OrderId;
use crate::queries::orders::get_order;

/// `POST /orders/{id}/devices`.
pub async fn follow(
    visitor: Visitor,
    req: HttpRequest,
    id: Id<OrderId>,
    query: Query<KeyQuery>,
    body: Json<SubscribeRequest>,
) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    get_order(&mut tx, id.0, &customer(&visitor, query.key.as_deref())).await?;
    let id = add_follower(&mut tx, (&visitor, &req), id.0.0, &body).await?;
    tx.commit().await?;
    Ok(HttpResponse::Created().json(DeviceIdView { id }))
}

/// `DELETE /orders/{id}/devices/{device}`.
pub async fn unfollow(visitor: Visitor, req: HttpRequest, id: Id<OrderId>, query: Query<KeyQuery>) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    get_order(&mut tx, id.0, &customer(&visitor, query.key.as_deref())).await?;
    remove_follower(&mut tx, &req, id.0.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
