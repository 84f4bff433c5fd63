//! A time becomes free: its hold has lapsed, or its appointment goes elsewhere.

use db::TenantTx;
use kernel::{Instant, Result};

use super::expire_hold::expire;
use super::occupy::conflict_is_taken;
use super::sessions::leave;
use crate::model::booking::booking_columns;
use crate::model::{Booking, BookingId, BookingSessionId, ResourceId};

/// Holds whose time is over stand in the way of nobody, but `now()` cannot be part of a constraint. Their seats are given back,
/// and whom the time was offered to waits on.
pub(super) async fn release_lapsed(
    tx: &mut TenantTx,
    who: &[ResourceId],
    (from, until): (Instant, Instant),
) -> Result<()> {
    let lapsed: Vec<Booking> = sqlx::query_as(concat!(
        "select ",
        booking_columns!(),
        "  from booking
          where tenant_id = $1 and status = 'held' and hold_expires_at <= $5
            and exists (select from booking_occupancy o
                         where o.tenant_id = $1 and o.resource_id = any ($2)
                           and (o.booking_id = booking.booking_id or o.session_id = booking.session_id)
                           and o.starts_at < $4 and o.ends_at > $3 and o.starts_at > $3 - interval '2 days')
          order by booking_id
            for update"
    ))
    .bind(tx.tenant())
    .bind(who)
    .bind(from)
    .bind(until)
    .bind(tx.now())
    .fetch_all(&mut **tx)
    .await
    .map_err(conflict_is_taken)?;
    for mut booking in lapsed {
        expire(tx, &mut booking).await?;
    }
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
