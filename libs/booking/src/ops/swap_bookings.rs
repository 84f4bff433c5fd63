//! Two appointments trade times. Both leave their old one before either takes the other's.

use db::TenantTx;
use kernel::{Error, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::locking::lock_booking;
use super::move_booking::{MoveRequest, find_place, record_move, take_place};
use super::release::let_go;
use super::tell_moved::{Told, tell_later};
use super::turns::take_turn_for;
use crate::desk::Desk;
use crate::error::BookingError;
use crate::model::{Booking, BookingId, Scope};
use crate::queries::bookings::{ServedBy, list_servers_of};

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

/// Trades them; both customers are told once the shop leaves them there. For who works with everybody's.
pub async fn swap_bookings(
    tx: &mut TenantTx,
    desk: &Desk,
    id: BookingId,
    request: &SwapRequest,
) -> Result<[Booking; 2]> {
    if id == request.with_id {
        return Err(Error::invalid("with_id", "not_a_choice"));
    }
    // In one order for everybody, what both services take turns for first.
    take_turn_for(tx, &[id, request.with_id]).await?;
    let first = lock_booking(tx, id.min(request.with_id), Scope::All).await?;
    let second = lock_booking(tx, id.max(request.with_id), Scope::All).await?;
    for booking in [&first, &second] {
        if !booking.status.is_ahead() || booking.session_id.is_some() {
            return Err(BookingError::StepNotAllowed.into());
        }
    }
    let served = [
        list_servers_of(tx, &first).await?,
        list_servers_of(tx, &second).await?,
    ];
    for booking in [&first, &second] {
        let_go(tx, booking.booking_id, None, booking.seats).await?;
    }
    let swapped = [
        put(tx, (&first, &served[0]), (&second, &served[1]), request).await?,
        put(tx, (&second, &served[1]), (&first, &served[0]), request).await?,
    ];
    let before = [(&first, &served[0]), (&second, &served[1])];
    for ((before, servers), booking) in before.into_iter().zip(&swapped) {
        desk.tell_hooks(tx, booking).await?;
        tell_later(tx, &Told::of(before, servers), booking).await?;
    }
    Ok(swapped)
}

/// To the other's time, and to whoever serves that, if it is one.
async fn put(
    tx: &mut TenantTx,
    (booking, before): (&Booking, &[ServedBy]),
    (place, servers): (&Booking, &[ServedBy]),
    request: &SwapRequest,
) -> Result<Booking> {
    let one = servers.first().filter(|_| servers.len() == 1);
    let to = MoveRequest {
        start: place.starts_at,
        resource_id: one.map(|server| server.id),
        duration: None,
        insists: request.insists,
        version: None,
    };
    let mut moved = booking.clone();
    let chance = find_place(tx, booking, &to).await?;
    take_place(tx, &mut moved, &chance, before).await?;
    record_move(tx, booking, &mut moved).await?;
    Ok(moved)
}
