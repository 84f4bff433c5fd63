//! Calling an appointment off: its time is free at once, and the next in line is asked.

use db::TenantTx;
use http::shop::Shop;
use kernel::{Line, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::deposits::give_back;
use super::history::{Happening, note};
use super::locking::{lock_booking, require_version, save_booking};
use super::offer_freed::{FreedTime, offer_freed, settle_offer};
use super::release::let_go;
use super::tell_moved::take_told;
use super::turns::take_turn_for;
use crate::desk::Desk;
use crate::error::BookingError;
use crate::mails;
use crate::model::{Booking, BookingId, BookingStatus, Scope};
use crate::queries::services::get_service;

/// Why it is called off.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CancelBookingRequest)]
pub struct CancelRequest {
    /// Why; may be left out.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub reason: Option<Line<300>>,
    /// What the writer had read, if nobody else may have changed it since.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Who calls it off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The customer, who may until shortly before it begins.
    Customer,
    /// Somebody of the shop, within what they work with.
    Shop(Scope),
}

impl By {
    /// What they may change. Whether it is theirs was checked for customers before.
    pub(super) const fn scope(self) -> Scope {
        match self {
            Self::Customer => Scope::All,
            Self::Shop(scope) => scope,
        }
    }
}

/// Calls it off. Doing it twice is doing it once. Whether it is a customer's own was checked by whoever calls this.
pub async fn cancel_booking(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    id: BookingId,
    request: &CancelRequest,
    by: By,
) -> Result<Booking> {
    take_turn_for(tx, &[id]).await?;
    let booking = lock_booking(tx, id, by.scope()).await?;
    require_version(&booking, request.version)?;
    if booking.status == BookingStatus::Cancelled {
        return Ok(booking);
    }
    if !booking.status.may_become(BookingStatus::Cancelled) {
        return Err(BookingError::StepNotAllowed.into());
    }
    if by == By::Customer && booking.status != BookingStatus::Held {
        require_early(tx, &booking).await?;
    }
    call_off(tx, desk, shop, booking, (request.reason.as_deref(), by)).await
}

/// Calls a locked appointment off.
pub(super) async fn call_off(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    mut booking: Booking,
    (reason, by): (Option<&str>, By),
) -> Result<Booking> {
    let was = booking.status;
    let was_held = was == BookingStatus::Held;
    booking.status = BookingStatus::Cancelled;
    booking.hold_expires_at = None;
    booking.deposit_until = None;
    booking.cancelled_at = Some(tx.now());
    booking.cancel_reason = reason.map(str::to_owned);
    booking.sequence += 1;
    if was_held {
        booking.status = BookingStatus::Expired;
        booking.cancelled_at = None;
    }
    leave_session(tx, &booking).await?;
    save_booking(tx, &mut booking).await?;
    let step = Happening {
        kind: "status",
        from: Some(was.as_str()),
        to: booking.status.as_str(),
        reason,
    };
    note(tx, &booking, &step).await?;
    desk.tell_hooks(tx, &booking).await?;
    if !was_held {
        let back = give_back(tx, &booking).await?;
        take_told(tx, booking.booking_id).await?;
        let ending = mails::Ending { by, was, back };
        mails::tell_cancelled(tx, desk, shop, &booking, ending).await?;
    }
    if was_held {
        settle_offer(tx, &booking, false).await?;
    }
    offer_freed(tx, desk, shop, FreedTime::from(&booking)).await?;
    Ok(booking)
}

/// A customer changes an appointment while the shop can still give the time to somebody else.
pub(super) async fn require_early(tx: &mut TenantTx, booking: &Booking) -> Result<()> {
    let service = get_service(tx, booking.service_id).await?;
    let latest = booking
        .starts_at
        .plus_seconds(-i64::from(service.cancel_until) * 60);
    if tx.now() > latest || tx.now() >= booking.starts_at {
        return Err(BookingError::TooLate.into());
    }
    Ok(())
}

/// The rows of an appointment alone follow its status by themselves; a seat is given back here.
pub(super) async fn leave_session(tx: &mut TenantTx, booking: &Booking) -> Result<()> {
    match booking.session_id {
        Some(_) => let_go(tx, booking.booking_id, booking.session_id, booking.seats).await,
        None => Ok(()),
    }
}
