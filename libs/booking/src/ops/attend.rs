//! A customer says whether they come. It moves nothing; it is told to whoever serves.

use db::TenantTx;
use http::shop::Shop;
use kernel::Result;

use super::history::{Happening, note};
use super::locking::{lock_booking, save_booking};
use crate::desk::Desk;
use crate::error::BookingError;
use crate::model::{Attendance, Booking, BookingId, BookingStatus, Scope};
use crate::reminder_mails::tell_not_coming;

/// Notes it, while there is something to come to. Saying it twice is saying it once. Whether it is theirs was checked by
/// whoever calls this.
pub async fn attend(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    id: BookingId,
    answer: Attendance,
) -> Result<Booking> {
    let mut booking = lock_booking(tx, id, Scope::All).await?;
    if booking.status != BookingStatus::Confirmed || booking.starts_at <= tx.now() {
        return Err(BookingError::StepNotAllowed.into());
    }
    if booking.attendance == Some(answer) {
        return Ok(booking);
    }
    let before = booking.attendance.replace(answer);
    save_booking(tx, &mut booking).await?;
    let step = Happening {
        kind: "attendance",
        from: before.map(Attendance::as_str),
        to: answer.as_str(),
        reason: None,
    };
    note(tx, &booking, &step).await?;
    if answer == Attendance::NotComing {
        tell_not_coming(tx, desk, shop, &booking).await?;
    }
    Ok(booking)
}
