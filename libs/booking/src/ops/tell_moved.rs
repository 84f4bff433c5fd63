//! Telling a customer that the shop moved their appointment: a while after the last move, and of what is different by then. A
//! hand that drags a card about, and then thinks better of it, writes to nobody.

use db::TenantTx;
use http::shop::Shop;
use kernel::{Instant, Result};
use sqlx::FromRow;

use super::cancel_booking::By;
use super::locking::lock_booking;
use crate::desk::Desk;
use crate::jobs::TellMoved;
use crate::mails;
use crate::model::{Booking, BookingId, ResourceId, Scope};
use crate::queries::bookings::{ServedBy, list_servers_of};

/// Seconds in which the shop may think better of a move: then its customer is told, and the time that it freed is offered.
pub(super) const QUIET: i64 = 45;

/// What a customer knows of an appointment.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Told {
    /// When it begins.
    pub starts_at: Instant,
    /// And ends.
    pub ends_at: Instant,
    /// Who serves it, sorted.
    pub resource_ids: Vec<ResourceId>,
    /// Minor units.
    pub price: i64,
}

impl Told {
    /// As it stands.
    pub(super) fn of(booking: &Booking, servers: &[ServedBy]) -> Self {
        let mut resource_ids: Vec<_> = servers.iter().map(|server| server.id).collect();
        resource_ids.sort_unstable();
        Self {
            starts_at: booking.starts_at,
            ends_at: booking.ends_at,
            resource_ids,
            price: booking.price,
        }
    }
}

/// Comes back to tell it in a while, by mail or in a browser that follows it. What the customer knows stays what they knew before the first of several moves.
pub(super) async fn tell_later(tx: &mut TenantTx, told: &Told, booking: &Booking) -> Result<()> {
    sqlx::query(
        "insert into booking_told (tenant_id, booking_id, starts_at, ends_at, resource_ids, price, version)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (tenant_id, booking_id) do update set version = excluded.version",
    )
    .bind(tx.tenant())
    .bind(booking.booking_id)
    .bind(told.starts_at)
    .bind(told.ends_at)
    .bind(&told.resource_ids)
    .bind(told.price)
    .bind(booking.version)
    .execute(&mut **tx)
    .await?;
    let job = TellMoved {
        booking_id: booking.booking_id,
        version: booking.version,
    };
    let then = tx.now().plus_seconds(QUIET);
    jobs::enqueue_at(tx, &job, then).await.map(drop)
}

/// What the customer was told before moves that nobody told them of; whoever takes it tells them how it stands now.
pub(super) async fn take_told(tx: &mut TenantTx, id: BookingId) -> Result<Option<Told>> {
    Ok(sqlx::query_as(
        "delete from booking_told where tenant_id = $1 and booking_id = $2
         returning starts_at, ends_at, resource_ids, price",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?)
}

/// Tells it, if nobody moved it since `version` and something is different from what the customer knows; whether it did.
pub async fn tell_moved(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    id: BookingId,
    version: i64,
) -> Result<bool> {
    let booking = lock_booking(tx, id, Scope::All).await?;
    if !is_latest(tx, id, version).await? {
        return Ok(false);
    }
    let Some(told) = take_told(tx, id).await? else {
        return Ok(false);
    };
    let now = Told::of(&booking, &list_servers_of(tx, &booking).await?);
    if !booking.status.is_ahead() || told == now {
        return Ok(false);
    }
    mails::tell_moved(tx, desk, shop, (&told, &booking), By::Shop(Scope::All)).await?;
    Ok(true)
}

async fn is_latest(tx: &mut TenantTx, id: BookingId, version: i64) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (select from booking_told where tenant_id = $1 and booking_id = $2 and version = $3)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(version)
    .fetch_one(&mut **tx)
    .await?)
}
