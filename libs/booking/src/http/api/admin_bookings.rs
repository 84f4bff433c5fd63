//! Appointments as the shop sees them.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use http::idempotency::{Ask, Claim, IdempotencyKey, claim, record};
use http::{Answer, Can, Json, Query, permit};
use kernel::PageQuery;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::blocks::RangeQuery;
use super::booking_views::BookedView;
use crate::desk::Desk;
use crate::http::caller::{actor, bounds, scope_of, walk_in};
use crate::model::{BookingStatus, ResourceId, ServiceId};
use crate::ops::book::{Manner, book as book_one};
use crate::ops::book_at_desk::DeskBookingRequest;
use crate::queries::bookings::{BookingFilter, list_bookings};
use crate::queries::calendar::read_calendar;

/// Which appointments.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BookingListQuery {
    /// From 1.
    pub page: Option<u32>,
    /// Rows a page, 100 at most.
    pub limit: Option<u32>,
    /// From this date of the shop's zone, or instant; with `to`.
    pub from: Option<String>,
    /// To this date, included, or until this instant; with `from`.
    pub to: Option<String>,
    /// Where they stand.
    #[param(inline)]
    pub status: Option<BookingStatus>,
    /// Served by this one.
    #[param(value_type = Option<String>, format = Uuid)]
    pub resource_id: Option<ResourceId>,
    /// Of this service.
    #[param(value_type = Option<String>, format = Uuid)]
    pub service_id: Option<ServiceId>,
    /// Part of a name or e-mail, or a code.
    pub search: Option<String>,
}

/// An appointment for a customer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffBookingRequest {
    /// It.
    #[validate(nested)]
    pub booking: DeskBookingRequest,
    /// Set aside the shop's own rules: notice, hours, limits. Never that somebody else has the time.
    #[serde(default, rename = "override")]
    pub insists: bool,
}

/// `GET /admin/bookings`.
pub async fn list(ctx: Can<permit::ViewBookings>, query: Query<BookingListQuery>) -> Answer {
    let page = PageQuery::of(query.page, query.limit)?;
    let range = match (&query.from, &query.to) {
        (Some(from), Some(to)) => Some(bounds(from, to, &ctx.shop.time_zone)?),
        (None, None) => None,
        (Some(_), None) => return Err(kernel::Error::invalid("to", "required").into()),
        (None, Some(_)) => return Err(kernel::Error::invalid("from", "required").into()),
    };
    let search = query.0.search.filter(|text| !text.trim().is_empty());
    if search.as_ref().is_some_and(|text| text.len() > 200) {
        return Err(kernel::Error::invalid("search", "too_long").into());
    }
    let filter = BookingFilter {
        from: range.map(|(from, _)| from),
        until: range.map(|(_, until)| until),
        status: query.0.status,
        resource: query.0.resource_id,
        service: query.0.service_id,
        person: None,
        search,
        ahead: false,
        latest_first: range.is_none(),
    };
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, &ctx).await?;
    let bookings = list_bookings(&mut tx, scope, &filter, page).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(bookings))
}

/// `POST /admin/bookings`.
pub async fn book(
    ctx: Can<permit::ManageBookings>,
    key: IdempotencyKey,
    body: Json<StaffBookingRequest>,
) -> Answer {
    let mut tx = ctx.begin().await?;
    let ask = Ask {
        vault: &ctx.app.vault,
        actor: actor(&ctx, body.booking.customer.email.as_ref()),
        route: "POST /api/v1/admin/bookings",
        key: &key,
        request_hash: body.hash,
    };
    if let Claim::Replay(answer) = claim(&mut tx, &ask).await? {
        return Ok(answer);
    }
    let guest = walk_in(&ctx, &body.booking.customer);
    let manner = Manner {
        insists: body.insists,
        at_desk: true,
        ..Manner::default()
    };
    let desk = Desk::of(&ctx.app);
    let booked = book_one(&mut tx, &desk, &ctx.shop, &guest, &body.booking.wish(), manner).await?;
    let view = BookedView::read(&mut tx, &ctx, booked.booking, booked.key, true).await?;
    record(&mut tx, &ask, StatusCode::CREATED, &view).await?;
    tx.commit().await?;
    let location = format!("/api/v1/bookings/{}", view.booking.id);
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, location))
        .json(view))
}

/// `GET /admin/calendar`.
pub async fn calendar(ctx: Can<permit::ViewBookings>, query: Query<RangeQuery>) -> Answer {
    let (from, until) = query.bounds(&ctx.shop.time_zone, 42)?;
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, &ctx).await?;
    let view = read_calendar(&mut tx, scope, from, until).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(view))
}
