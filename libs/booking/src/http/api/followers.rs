//! Browsers in which a customer follows an appointment.

use actix_web::{HttpRequest, HttpResponse};
use http::{Answer, Id, Json, Query, Visitor};
use notifications::{DeviceIdView, SubscribeRequest, add_follower, remove_follower};

use crate::http::caller::{KeyQuery, as_customer};
use crate::model::BookingId;
use crate::queries::bookings::get_booking;

/// `POST /bookings/{id}/devices`.
pub async fn follow(
    visitor: Visitor,
    req: HttpRequest,
    id: Id<BookingId>,
    query: Query<KeyQuery>,
    body: Json<SubscribeRequest>,
) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    get_booking(&mut tx, id.0, &as_customer(&visitor, query.key.as_deref())).await?;
    let id = add_follower(&mut tx, (&visitor, &req), id.0.0, &body).await?;
    tx.commit().await?;
    Ok(HttpResponse::Created().json(DeviceIdView { id }))
}

/// `DELETE /bookings/{id}/devices/{device}`.
pub async fn unfollow(
    visitor: Visitor,
    req: HttpRequest,
    id: Id<BookingId>,
    query: Query<KeyQuery>,
) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    get_booking(&mut tx, id.0, &as_customer(&visitor, query.key.as_deref())).await?;
    remove_follower(&mut tx, &req, id.0.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
