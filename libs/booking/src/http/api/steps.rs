//! Steps that the shop takes with an appointment.

use actix_web::HttpResponse;
use http::extract::etag;
use http::{Answer, Can, Id, Json, permit};

use super::booking_views::BookingView;
use crate::desk::Desk;
use crate::http::caller::scope_of;
use crate::model::{BookingId, BookingStatus};
use crate::ops::change_status::{StepRequest, change_status};
use crate::ops::swap_bookings::{SwapRequest, swap_bookings};
use crate::ops::write_notes::{NotesRequest, write_notes};

type Manager = Can<permit::ManageBookings>;
/// Who works with everybody's appointments, or with those that they serve.
type Server = Can<permit::ServeBookings>;

async fn take(ctx: &Server, id: BookingId, to: BookingStatus, step: &StepRequest) -> Answer {
    let desk = Desk::of(&ctx.app);
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, ctx).await?;
    let booking = change_status(&mut tx, &desk, &ctx.shop, (id, scope), to, step).await?;
    let view = BookingView::read(&mut tx, ctx, booking, true).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().insert_header(etag(view.version)).json(view))
}

/// `POST /bookings/{id}/confirm`.
pub async fn confirm(ctx: Server, id: Id<BookingId>, body: Json<StepRequest>) -> Answer {
    take(&ctx, id.0, BookingStatus::Confirmed, &body).await
}

/// `POST /bookings/{id}/complete`.
pub async fn complete(ctx: Server, id: Id<BookingId>, body: Json<StepRequest>) -> Answer {
    take(&ctx, id.0, BookingStatus::Completed, &body).await
}

/// `POST /bookings/{id}/no-show`.
pub async fn no_show(ctx: Server, id: Id<BookingId>, body: Json<StepRequest>) -> Answer {
    take(&ctx, id.0, BookingStatus::NoShow, &body).await
}

/// `POST /bookings/{id}/swap`.
pub async fn swap(ctx: Manager, id: Id<BookingId>, body: Json<SwapRequest>) -> Answer {
    let desk = Desk::of(&ctx.app);
    let mut tx = ctx.begin().await?;
    let swapped = swap_bookings(&mut tx, &desk, id.0, &body).await?;
    let own = swapped.into_iter().find(|booking| booking.booking_id == id.0);
    let booking = own.ok_or_else(kernel::Error::not_found)?;
    let view = BookingView::read(&mut tx, &ctx, booking, true).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().insert_header(etag(view.version)).json(view))
}

/// `PUT /bookings/{id}/notes`.
pub async fn notes(ctx: Server, id: Id<BookingId>, body: Json<NotesRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, &ctx).await?;
    let booking = write_notes(&mut tx, (id.0, scope), &body).await?;
    let view = BookingView::read(&mut tx, &ctx, booking, true).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().insert_header(etag(view.version)).json(view))
}
