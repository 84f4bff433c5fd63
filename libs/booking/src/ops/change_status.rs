//! The shop takes an appointment one step further: yes, done, did not come, back again.

use db::TenantTx;
use http::shop::Shop;
use kernel::{Error, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::cancel_booking::{By, CancelRequest, cancel_booking};
use super::claim::Wanted;
use super::history::{Happening, note};
use super::locking::{lock_booking, require_version, save_booking};
use super::occupy::Holder;
use super::release::release_lapsed;
use super::tell_moved::take_told;
use super::turns::take_turn_for;
use crate::desk::Desk;
use crate::error::BookingError;
use crate::mails;
use crate::model::{Booking, BookingId, BookingStatus, ResourceId, Scope};
use crate::queries::bookings::{list_servers_of, was_confirmed};
use crate::queries::diary::Asked;

/// The step.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BookingStepRequest)]
pub struct StepRequest {
    /// What the writer had read, if nobody else may have changed it since.
    #[serde(default)]
    pub version: Option<i64>,
    /// Whether to confirm one that awaits its deposit: then nobody waits for it any more.
    #[serde(default)]
    pub without_deposit: bool,
}

/// Takes it, of an appointment within the scope. Taking it twice is taking it once.
pub async fn change_status(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    (id, scope): (BookingId, Scope),
    to: BookingStatus,
    request: &StepRequest,
) -> Result<Booking> {
    if to == BookingStatus::Cancelled {
        let request = CancelRequest {
            reason: None,
            version: request.version,
        };
        return cancel_booking(tx, desk, shop, id, &request, By::Shop(scope)).await;
    }
    take_turn_for(tx, &[id]).await?;
    let mut booking = lock_booking(tx, id, scope).await?;
    require_version(&booking, request.version)?;
    if booking.status == to {
        return Ok(booking);
    }
    require_step(tx, &booking, to)?;
    let awaits = booking.deposit_until.is_some() && to == BookingStatus::Confirmed;
    if awaits && !request.without_deposit {
        return Err(Error::from(BookingError::AwaitsDeposit));
    }
    let from = booking.status;
    if from == BookingStatus::Cancelled {
        bring_back(tx, &mut booking).await?;
    }
    if from == BookingStatus::Pending && was_confirmed(tx, id).await? {
        // Calendars know of it as not certain.
        booking.sequence += 1;
    }
    booking.status = to;
    // Who says yes without the deposit waits for it no more.
    booking.deposit_until = None;
    save_booking(tx, &mut booking).await?;
    let step = Happening {
        kind: "status",
        from: Some(from.as_str()),
        to: to.as_str(),
        reason: None,
    };
    note(tx, &booking, &step).await?;
    if awaits {
        note_waived(tx, &booking).await?;
    }
    desk.tell_hooks(tx, &booking).await?;
    if to == BookingStatus::Confirmed && matches!(from, BookingStatus::Pending | BookingStatus::Cancelled) {
        take_told(tx, id).await?;
        mails::tell_confirmed(tx, desk, shop, &booking).await?;
    }
    Ok(booking)
}

/// That somebody of the shop did without so much.
async fn note_waived(tx: &mut TenantTx, booking: &Booking) -> Result<()> {
    let waived = Happening {
        kind: "deposit",
        from: Some(&booking.deposit.to_string()),
        to: "waived",
        reason: None,
    };
    note(tx, booking, &waived).await
}

/// Nothing takes place, and nobody stays away, before its time.
fn require_step(tx: &TenantTx, booking: &Booking, to: BookingStatus) -> Result<()> {
    let is_early = booking.starts_at > tx.now();
    let tells_of_past = matches!(to, BookingStatus::Completed | BookingStatus::NoShow);
    if booking.status == BookingStatus::Held || !booking.status.may_become(to) || (tells_of_past && is_early)
    {
        return Err(Error::from(BookingError::StepNotAllowed)
            .with("from", booking.status.as_str())
            .with("to", to.as_str()));
    }
    Ok(())
}

/// A seat is taken anew. A time of one's own comes back by the constraint, which knows whether somebody else has it.
async fn bring_back(tx: &mut TenantTx, booking: &mut Booking) -> Result<()> {
    booking.cancelled_at = None;
    booking.cancel_reason = None;
    booking.sequence += 1;
    let who: Vec<ResourceId> = list_servers_of(tx, booking)
        .await?
        .into_iter()
        .map(|one| one.id)
        .collect();
    if booking.session_id.is_none() {
        return release_lapsed(
            tx,
            &who,
            (
                booking.starts_at.plus_seconds(-43_200),
                booking.ends_at.plus_seconds(43_200),
            ),
        )
        .await;
    }
    let wanted = Wanted {
        asked: Asked::at(booking.service_id, None, booking.starts_at),
        seats: booking.seats,
        duration: None,
        insists: true,
    };
    let holder = Holder {
        booking: booking.booking_id,
        status: BookingStatus::Confirmed,
        hold_expires_at: None,
        seats: booking.seats,
    };
    let chance = wanted.find(tx).await?;
    booking.session_id = chance.take(tx, holder).await?.session;
    booking.ends_at = chance.ends_at;
    Ok(())
}
