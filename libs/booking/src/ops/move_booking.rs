//! Moving an appointment: its old time goes and its new one comes in one commit, or neither.

use db::TenantTx;
use http::shop::Shop;
use kernel::{Error, Instant, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::cancel_booking::{By, require_early};
use super::claim::{Chance, Wanted};
use super::history::{Happening, note};
use super::keep::stored;
use super::locking::{lock_booking, require_version, save_booking};
use super::occupy::Holder;
use super::offer_freed::offer_freed;
use super::release::let_go;
use crate::desk::Desk;
use crate::error::BookingError;
use crate::mails;
use crate::model::{Booking, BookingId, ResourceId};
use crate::queries::diary::Asked;

/// Where to.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveRequest {
    /// When it begins now.
    pub start: Instant,
    /// With whom now; whoever can when left out.
    #[serde(default)]
    pub resource_id: Option<ResourceId>,
    /// Minutes that it takes now, by the shop only.
    #[serde(default)]
    #[validate(range(min = 1, max = 1440))]
    pub duration: Option<i16>,
    /// Set aside the shop's own rules, by the shop only.
    #[serde(default, rename = "override")]
    pub insists: bool,
    /// What the writer had read, if nobody else may have changed it since.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Moves it, and tells who has it.
pub async fn move_booking(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    id: BookingId,
    request: &MoveRequest,
    by: By,
) -> Result<Booking> {
    let mut booking = lock_booking(tx, id).await?;
    require_version(&booking, request.version)?;
    if !booking.status.is_ahead() {
        return Err(BookingError::StepNotAllowed.into());
    }
    if by == By::Customer {
        require_early(tx, &booking).await?;
        if request.insists || request.duration.is_some() {
            return Err(Error::invalid("override", "unknown_field"));
        }
    }
    let before = booking.clone();
    let chance = find_place(tx, &booking, request).await?;
    take_place(tx, &mut booking, &chance).await?;
    record_move(tx, &before, &mut booking).await?;
    desk.tell_hooks(tx, &booking).await?;
    mails::tell_moved(tx, desk, shop, &booking, by).await?;
    offer_freed(tx, desk, shop, &before).await?;
    Ok(booking)
}

/// Looks for the new time, in which the appointment does not stand in its own way. It is judged by the length that it
/// shall have.
pub(super) async fn find_place(
    tx: &mut TenantTx,
    booking: &Booking,
    request: &MoveRequest,
) -> Result<Chance> {
    let start = Instant::from_timestamp(request.start.0);
    let wanted = Wanted {
        asked: Asked {
            moving: Some(booking.booking_id),
            ..Asked::at(booking.service_id, request.resource_id, start)
        },
        seats: booking.seats,
        duration: request.duration,
        insists: request.insists,
    };
    wanted.find(tx).await
}

/// The old time goes first: it may touch the new one.
pub(super) async fn take_place(tx: &mut TenantTx, booking: &mut Booking, chance: &Chance) -> Result<()> {
    let_go(tx, booking.booking_id, booking.session_id, booking.seats).await?;
    let holder = Holder {
        booking: booking.booking_id,
        status: booking.status,
        hold_expires_at: None,
        seats: booking.seats,
    };
    let taken = chance.take(tx, holder).await?;
    booking.session_id = taken.session;
    booking.starts_at = chance.starts_at;
    booking.ends_at = chance.ends_at;
    // Whether they come to another time they have not said.
    booking.attendance = None;
    booking.overridden = stored(&taken.overridden);
    Ok(())
}

pub(super) async fn record_move(tx: &mut TenantTx, before: &Booking, booking: &mut Booking) -> Result<()> {
    booking.sequence += 1;
    save_booking(tx, booking).await?;
    let step = Happening {
        kind: "moved",
        from: Some(&before.starts_at.to_string()),
        to: &booking.starts_at.to_string(),
        reason: None,
    };
    note(tx, booking, &step).await
}
