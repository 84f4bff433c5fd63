//! What booking tells us.

use booking::model::{Booking, BookingStatus};
use db::TenantTx;
use futures_util::future::BoxFuture;
use kernel::Result;

use crate::ops::copies::{mark, write_soon};

/// Notes in the transaction of the change that calendars outside have to hear of it. A [`booking::BookingHook`].
pub fn note_booking<'a>(tx: &'a mut TenantTx, booking: &'a Booking) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        // What only is kept for a while is nobody's appointment, and what is over stays as it was written.
        let matters = matches!(
            booking.status,
            BookingStatus::Pending | BookingStatus::Confirmed | BookingStatus::Cancelled
        );
        if matters && mark(tx, booking).await? {
            write_soon(tx, booking.booking_id).await?;
        }
        Ok(())
    })
}
