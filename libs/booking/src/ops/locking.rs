//! Every change of an appointment holds its row: a customer's click, the shop's and the clock take turns.

use db::TenantTx;
use http::EdgeError;
use kernel::{Error, Result};

use crate::model::booking::booking_columns;
use crate::model::{Booking, BookingId, Scope};
use crate::queries::bookings::is_served_by;

use super::occupy::conflict_is_taken;

/// The appointment, locked until the transaction ends; outside the scope it is not there.
pub(super) async fn lock_booking(tx: &mut TenantTx, id: BookingId, scope: Scope) -> Result<Booking> {
    sqlx::query_as(concat!(
        "select ",
        booking_columns!(),
        "  from booking b where b.tenant_id = $1 and b.booking_id = $2 and ",
        is_served_by!("$3"),
        " for update"
    ))
    .bind(tx.tenant())
    .bind(id)
    .bind(scope.only())
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// Refuses who read something older.
pub(super) fn require_version(booking: &Booking, read: Option<i64>) -> Result<()> {
    match read {
        Some(read) if read != booking.version => Err(EdgeError::Stale.into()),
        _ => Ok(()),
    }
}

/// Writes what may change of a locked appointment. One that comes back to a time that somebody else has is told so.
pub(super) async fn save_booking(tx: &mut TenantTx, booking: &mut Booking) -> Result<()> {
    booking.version += 1;
    let written = sqlx::query(
        "update booking
            set status = $3, starts_at = $4, ends_at = $5, hold_expires_at = $6, email = $7, customer_name = $8, phone = $9,
                customer_zone = $10, person_id = $11, locale = $12, answers_sealed = $13, notes = $14, staff_notes = $15,
                cancel_reason = $16, cancelled_at = $17, session_id = $18, price = $19, deposit = $20, overridden = $21,
                updated_at = $22, version = $23, sequence = $24, attendance = $25,
                deposit_until = $26, deposit_paid = $27
          where tenant_id = $1 and booking_id = $2",
    )
    .bind(tx.tenant())
    .bind(booking.booking_id)
    .bind(booking.status)
    .bind(booking.starts_at)
    .bind(booking.ends_at)
    .bind(booking.hold_expires_at)
    .bind(&booking.email)
    .bind(&booking.customer_name)
    .bind(&booking.phone)
    .bind(&booking.customer_zone)
    .bind(booking.person_id)
    .bind(booking.locale)
    .bind(&booking.answers_sealed)
    .bind(&booking.notes)
    .bind(&booking.staff_notes)
    .bind(&booking.cancel_reason)
    .bind(booking.cancelled_at)
    .bind(booking.session_id)
    .bind(booking.price)
    .bind(booking.deposit)
    .bind(&booking.overridden)
    .bind(tx.now())
    .bind(booking.version)
    .bind(booking.sequence)
    .bind(booking.attendance)
    .bind(booking.deposit_until)
    .bind(booking.deposit_paid)
    .execute(&mut **tx)
    .await;
    written.map(drop).map_err(conflict_is_taken)
}
