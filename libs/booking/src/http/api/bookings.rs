//! Appointments as their customers make, read, move and cancel them.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use http::extract::etag;
use http::idempotency::{Ask, Claim, IdempotencyKey, claim, record};
use http::{Answer, Id, Json, Query, SignedIn, Visitor};
use kernel::PageQuery;
use serde::Serialize;
use utoipa::ToSchema;

use super::booking_views::{BookedView, BookingView};
use crate::desk::Desk;
use crate::http::caller::{KeyQuery, actor, count, customer, get_theirs};
use crate::model::{BookingId, Guest, Scope, SeriesId};
use crate::ops::book::{BookingRequest, Manner, book as book_one};
use crate::ops::book_series::{Occurrence, SeriesRequest, book_series};
use crate::ops::cancel_booking::{By, CancelRequest, cancel_booking};
use crate::ops::hold::{HoldRequest, hold as hold_slot};
use crate::ops::move_booking::{MoveRequest, move_booking};
use crate::queries::bookings::{BookingFilter, list_bookings};

/// What became of a series.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeriesView {
    /// Which; missing when nothing was booked.
    pub series_id: Option<SeriesId>,
    /// Whether every one was booked.
    pub whole: bool,
    /// Each of them, in order.
    pub occurrences: Vec<Occurrence>,
}

/// `POST /bookings/holds`.
pub async fn hold(visitor: Visitor, req: HttpRequest, body: Json<HoldRequest>) -> Answer {
    count(&visitor, &req).await?;
    let desk = Desk::of(&visitor.app);
    let manner = (desk.rules.hold_seconds, visitor.locale);
    let mut tx = visitor.begin_generic().await?;
    let held = hold_slot(&mut tx, &desk, &visitor.shop, &body, manner).await?;
    let view = BookedView::read(&mut tx, &visitor, held.booking, Some(held.key), false).await?;
    tx.commit().await?;
    Ok(HttpResponse::Created().json(view))
}

/// `POST /bookings`.
pub async fn book(
    visitor: Visitor,
    req: HttpRequest,
    key: IdempotencyKey,
    body: Json<BookingRequest>,
) -> Answer {
    count(&visitor, &req).await?;
    let mut tx = visitor.begin_generic().await?;
    let ask = Ask {
        vault: &visitor.app.vault,
        actor: actor(&visitor, Some(&body.customer.email)),
        route: "POST /api/v1/bookings",
        key: &key,
        request_hash: body.hash,
    };
    if let Claim::Replay(answer) = claim(&mut tx, &ask).await? {
        return Ok(answer);
    }
    let guest = Guest::from(&customer(&visitor, &body.customer));
    let desk = Desk::of(&visitor.app);
    let booked = book_one(
        &mut tx,
        &desk,
        &visitor.shop,
        &guest,
        &body.wish(),
        Manner::default(),
    )
    .await?;
    let view = BookedView::read(&mut tx, &visitor, booked.booking, booked.key, false).await?;
    record(&mut tx, &ask, StatusCode::CREATED, &view).await?;
    tx.commit().await?;
    let location = format!("/api/v1/bookings/{}", view.booking.id);
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, location))
        .json(view))
}

/// `POST /bookings/series`. What cannot be had whole, and is not wanted otherwise, is a 409 with the list.
pub async fn series(
    visitor: Visitor,
    req: HttpRequest,
    key: IdempotencyKey,
    body: Json<SeriesRequest>,
) -> Answer {
    count(&visitor, &req).await?;
    let mut tx = visitor.begin_generic().await?;
    let ask = Ask {
        vault: &visitor.app.vault,
        actor: actor(&visitor, Some(&body.booking.customer.email)),
        route: "POST /api/v1/bookings/series",
        key: &key,
        request_hash: body.hash,
    };
    if let Claim::Replay(answer) = claim(&mut tx, &ask).await? {
        return Ok(answer);
    }
    let guest = Guest::from(&customer(&visitor, &body.booking.customer));
    let desk = Desk::of(&visitor.app);
    let what = (&body.booking.wish(), body.repeat());
    let series = book_series(&mut tx, &desk, &visitor.shop, &guest, what, false).await?;
    let whole = series.is_whole();
    let is_kept = whole || (body.accept_gaps && !series.booked.is_empty());
    let mut view = SeriesView {
        series_id: is_kept.then_some(series.id),
        whole,
        occurrences: series.occurrences,
    };
    if !is_kept {
        tx.rollback().await?;
        view.occurrences.iter_mut().for_each(|one| one.booking_id = None);
        return Ok(HttpResponse::Conflict().json(view));
    }
    record(&mut tx, &ask, StatusCode::CREATED, &view).await?;
    tx.commit().await?;
    Ok(HttpResponse::Created().json(view))
}

/// `GET /bookings`.
pub async fn list(me: SignedIn, page: Query<PageQuery>) -> Answer {
    let page = page.0.checked()?;
    let mut tx = me.begin().await?;
    let filter = BookingFilter {
        person: Some(me.person.person_id),
        latest_first: true,
        ..BookingFilter::default()
    };
    let bookings = list_bookings(&mut tx, Scope::All, &filter, page).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(bookings))
}

/// `GET /bookings/{id}`.
pub async fn get(visitor: Visitor, id: Id<BookingId>, query: Query<KeyQuery>) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let (booking, by) = get_theirs(&mut tx, &visitor, query.key.as_deref(), id.0).await?;
    let view = BookingView::read(&mut tx, &visitor, booking, by != By::Customer).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().insert_header(etag(view.version)).json(view))
}

/// `POST /bookings/{id}/cancel`.
pub async fn cancel(
    visitor: Visitor,
    id: Id<BookingId>,
    query: Query<KeyQuery>,
    body: Json<CancelRequest>,
) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let (_, by) = get_theirs(&mut tx, &visitor, query.key.as_deref(), id.0).await?;
    let desk = Desk::of(&visitor.app);
    let booking = cancel_booking(&mut tx, &desk, &visitor.shop, id.0, &body, by).await?;
    let view = BookingView::read(&mut tx, &visitor, booking, by != By::Customer).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().insert_header(etag(view.version)).json(view))
}

/// `POST /bookings/{id}/reschedule`.
pub async fn reschedule(
    visitor: Visitor,
    req: HttpRequest,
    id: Id<BookingId>,
    query: Query<KeyQuery>,
    body: Json<MoveRequest>,
) -> Answer {
    count(&visitor, &req).await?;
    let mut tx = visitor.begin_generic().await?;
    let (_, by) = get_theirs(&mut tx, &visitor, query.key.as_deref(), id.0).await?;
    let desk = Desk::of(&visitor.app);
    let booking = move_booking(&mut tx, &desk, &visitor.shop, id.0, &body, by).await?;
    let view = BookingView::read(&mut tx, &visitor, booking, by != By::Customer).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().insert_header(etag(view.version)).json(view))
}
