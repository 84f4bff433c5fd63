//! A time becomes free: its hold has lapsed, or its appointment goes elsewhere.

use db::TenantTx;
use kernel::{Instant, Result};

use super::sessions::leave;
use crate::model::{BookingId, BookingSessionId, ResourceId};

/// Holds whose time is over stand in the way of nobody, but `now()` cannot be part of a constraint.
pub(super) async fn release_lapsed(
    tx: &mut TenantTx,
    who: &[ResourceId],
    (from, until): (Instant, Instant),
) -> Result<()> {
    sqlx::query(
        "update booking
            set status = 'expired', hold_expires_at = null, updated_at = $5, version = version + 1
          where tenant_id = $1 and status = 'held' and hold_expires_at <= $5
            and booking_id in (select o.booking_id from booking_occupancy o
                                where o.tenant_id = $1 and o.resource_id = any ($2) and o.status = 'held'
                                  and o.starts_at < $4 and o.ends_at > $3 and o.starts_at > $3 - interval '2 days')",
    )
    .bind(tx.tenant())
    .bind(who)
    .bind(from)
    .bind(until)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The time goes to whoever wants it next.
pub(super) async fn let_go(
    tx: &mut TenantTx,
    booking: BookingId,
    session: Option<BookingSessionId>,
    seats: i16,
) -> Result<()> {
    if let Some(session) = session {
        return leave(tx, session, seats).await;
    }
    sqlx::query("delete from booking_occupancy where tenant_id = $1 and booking_id = $2")
        .bind(tx.tenant())
        .bind(booking)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
