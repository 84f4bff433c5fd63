//! Two appointments trade times. Both leave their old one before either takes the other's.

use db::TenantTx;
use http::shop::Shop;
use kernel::{Error, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::cancel_booking::By;
use super::locking::lock_booking;
use super::move_booking::{MoveRequest, find_place, record_move, take_place};
use super::release::let_go;
use crate::desk::Desk;
use crate::error::BookingError;
use crate::mails;
use crate::model::{Booking, BookingId, ResourceId};
use crate::queries::bookings::list_servers_of;

/// With which one.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SwapRequest {
    /// The other appointment.
    pub with_id: BookingId,
    /// Set aside the shop's own rules.
    #[serde(default, rename = "override")]
    pub insists: bool,
}

/// Trades them, and tells both customers.
pub async fn swap_bookings(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    id: BookingId,
    request: &SwapRequest,
) -> Result<[Booking; 2]> {
    if id == request.with_id {
        return Err(Error::invalid("with_id", "not_a_choice"));
    }
    // In one order for everybody.
    let first = lock_booking(tx, id.min(request.with_id)).await?;
    let second = lock_booking(tx, id.max(request.with_id)).await?;
    for booking in [&first, &second] {
        if !booking.status.is_ahead() || booking.session_id.is_some() {
            return Err(BookingError::StepNotAllowed.into());
        }
    }
    let whose = [place_of(tx, &first).await?, place_of(tx, &second).await?];
    for booking in [&first, &second] {
        let_go(tx, booking.booking_id, None, booking.seats).await?;
    }
    let swapped = [
        put(tx, &first, (&second, whose[1]), request).await?,
        put(tx, &second, (&first, whose[0]), request).await?,
    ];
    for booking in &swapped {
        desk.tell_hooks(tx, booking).await?;
        mails::tell_moved(tx, desk, shop, booking, By::Shop).await?;
    }
    Ok(swapped)
}

/// Who serves it, if it is one.
async fn place_of(tx: &mut TenantTx, booking: &Booking) -> Result<Option<ResourceId>> {
    let servers = list_servers_of(tx, booking).await?;
    Ok(servers
        .first()
        .filter(|_| servers.len() == 1)
        .map(|server| server.id))
}

async fn put(
    tx: &mut TenantTx,
    booking: &Booking,
    (place, whose): (&Booking, Option<ResourceId>),
    request: &SwapRequest,
) -> Result<Booking> {
    let to = MoveRequest {
        start: place.starts_at,
        resource_id: whose,
        duration: None,
        insists: request.insists,
        version: None,
    };
    let mut moved = booking.clone();
    let chance = find_place(tx, booking, &to).await?;
    take_place(tx, &mut moved, &chance).await?;
    record_move(tx, booking, &mut moved).await?;
    Ok(moved)
}
