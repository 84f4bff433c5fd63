//! A time that was kept for somebody who did not come back. Nobody depends on it: who wants such a time takes it anyway.

use db::TenantTx;
use http::shop::Shop;
use kernel::{Actor, Result};

use super::history::{Happening, note_of};
use super::locking::{lock_booking, save_booking};
use super::offer_freed::{FreedTime, offer_freed, settle_offer};
use super::turns::take_turn_for;
use crate::desk::Desk;
use crate::model::{Booking, BookingId, BookingStatus, Scope};

/// Ends one; whether it was still there to end. The next in line is asked.
pub async fn expire_hold(tx: &mut TenantTx, desk: &Desk, shop: &Shop, id: BookingId) -> Result<bool> {
    take_turn_for(tx, &[id]).await?;
    let mut booking = lock_booking(tx, id, Scope::All).await?;
    if !booking.has_lapsed(tx.now()) {
        return Ok(false);
    }
    expire(tx, &mut booking).await?;
    offer_freed(tx, desk, shop, FreedTime::from(&booking)).await?;
    Ok(true)
}

/// Ends one that is locked: by the clock, whoever happens to want its time.
pub(super) async fn expire(tx: &mut TenantTx, booking: &mut Booking) -> Result<()> {
    super::cancel_booking::leave_session(tx, booking).await?;
    booking.status = BookingStatus::Expired;
    booking.hold_expires_at = None;
    save_booking(tx, booking).await?;
    let step = Happening {
        kind: "status",
        from: Some(BookingStatus::Held.as_str()),
        to: BookingStatus::Expired.as_str(),
        reason: None,
    };
    note_of(tx, booking, &step, Actor::System).await?;
    settle_offer(tx, booking, false).await
}
