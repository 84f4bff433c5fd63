//! A time became free: whoever is next in line gets it for a limited while, and is written to. When they let it pass, the
//! next one does.

use db::TenantTx;
use http::shop::Shop;
use kernel::{Email, Error, Instant, Line, Locale, Phone, Result};
use serde::{Deserialize, Serialize};

use super::hold::{HoldRequest, hold};
use super::tell_moved::QUIET;
use super::turns::take_turn;
use crate::desk::Desk;
use crate::jobs::OfferFreed;
use crate::mails;
use crate::model::calendar::clock;
use crate::model::{Booking, BookingId, Day, EntryId, ResourceId, ServiceId};

/// Somebody in line.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Next {
    entry_id: EntryId,
    pub resource_id: Option<ResourceId>,
    seats: i16,
    email: Email,
    customer_name: String,
    locale: Locale,
}

/// A time that became free.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct FreedTime {
    /// Of which service.
    pub service_id: ServiceId,
    /// When it begins.
    pub starts_at: Instant,
}

impl From<&Booking> for FreedTime {
    fn from(booking: &Booking) -> Self {
        Self {
            service_id: booking.service_id,
            starts_at: booking.starts_at,
        }
    }
}

/// Offers the time that an appointment had to the first in line whom it suits. Nothing happens when it is past, or when
/// nobody waits for it who did not let it pass already: then it is everybody's.
pub async fn offer_freed(tx: &mut TenantTx, desk: &Desk, shop: &Shop, freed: FreedTime) -> Result<()> {
    if freed.starts_at.seconds_since(tx.now()) < desk.rules.offer_seconds {
        return Ok(());
    }
    // Whoever changed the appointment took this turn before; the clock did not.
    take_turn(tx, freed.service_id).await?;
    let day = Day::at(freed.starts_at, &clock(&shop.time_zone)?);
    let mut passed_over: Vec<EntryId> = Vec::new();
    while let Some(next) = next_in_line(tx, freed, day, &passed_over).await? {
        if offer(tx, desk, shop, freed, &next).await? {
            return Ok(());
        }
        passed_over.push(next.entry_id);
    }
    Ok(())
}

/// The same once whoever freed it has had time to come back to it.
pub(super) async fn offer_later(tx: &mut TenantTx, freed: FreedTime) -> Result<()> {
    let then = tx.now().plus_seconds(QUIET);
    jobs::enqueue_at(tx, &OfferFreed { freed }, then).await.map(drop)
}

async fn next_in_line(
    tx: &mut TenantTx,
    freed: FreedTime,
    day: Day,
    passed_over: &[EntryId],
) -> Result<Option<Next>> {
    Ok(sqlx::query_as(
        "select entry_id, resource_id, seats, email, customer_name, locale
           from waitlist_entry
          where tenant_id = $1 and service_id = $2 and status = 'waiting' and $3 between from_date and to_date
            and not entry_id = any ($4) and not $5 = any (passed)
          order by created_at, entry_id
          limit 1
          for update skip locked",
    )
    .bind(tx.tenant())
    .bind(freed.service_id)
    .bind(day)
    .bind(passed_over)
    .bind(freed.starts_at)
    .fetch_optional(&mut **tx)
    .await?)
}

/// Whether it could be kept for them: with the one they wait for it may still be taken. A refusal leaves nothing behind.
pub(super) async fn offer(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    freed: FreedTime,
    next: &Next,
) -> Result<bool> {
    let request = HoldRequest {
        service_id: freed.service_id,
        resource_id: next.resource_id,
        start: freed.starts_at,
        seats: next.seats,
    };
    sqlx::query("savepoint offer").execute(&mut **tx).await?;
    match hold(tx, desk, shop, &request, (desk.rules.offer_seconds, next.locale)).await {
        Ok(held) => {
            sqlx::query("release savepoint offer").execute(&mut **tx).await?;
            mark_offered(tx, next.entry_id, held.booking.booking_id).await?;
            let offered = mails::Offered {
                booking: &held.booking,
                key: &held.key.text,
                to: &next.email,
                name: &next.customer_name,
            };
            mails::tell_offered(tx, desk, shop, &offered).await?;
            Ok(true)
        }
        Err(Error::Refused(_)) => {
            sqlx::query("rollback to savepoint offer")
                .execute(&mut **tx)
                .await?;
            Ok(false)
        }
        Err(fault) => Err(fault),
    }
}

async fn mark_offered(tx: &mut TenantTx, entry: EntryId, booking: BookingId) -> Result<()> {
    sqlx::query(
        "update waitlist_entry set status = 'offered', booking_id = $3, updated_at = $4
          where tenant_id = $1 and entry_id = $2",
    )
    .bind(tx.tenant())
    .bind(entry)
    .bind(booking)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What was offered is over: booked, or let pass, after which they wait on for another time and are not asked for this one
/// again: two who take turns would keep it from everybody.
pub(super) async fn settle_offer(tx: &mut TenantTx, offered: &Booking, was_booked: bool) -> Result<()> {
    let status = if was_booked { "booked" } else { "waiting" };
    sqlx::query(
        "update waitlist_entry
            set status = $3, updated_at = $4, passed = case $3 when 'waiting' then array_append(passed, $5) else passed end
          where tenant_id = $1 and booking_id = $2 and status = 'offered'",
    )
    .bind(tx.tenant())
    .bind(offered.booking_id)
    .bind(status)
    .bind(tx.now())
    .bind(offered.starts_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// For whom a time was kept from the line, so that nothing has to be typed again.
#[derive(Debug, sqlx::FromRow)]
pub struct OfferedTo {
    /// Their name.
    pub customer_name: Line<120>,
    /// Where mails go.
    pub email: Email,
    /// How to reach them.
    pub phone: Option<Phone>,
}

/// Whom this time was offered to, if it came from the line.
pub async fn find_offered(tx: &mut TenantTx, booking: BookingId) -> Result<Option<OfferedTo>> {
    Ok(sqlx::query_as(
        "select customer_name, email, phone from waitlist_entry
          where tenant_id = $1 and booking_id = $2 and status = 'offered'",
    )
    .bind(tx.tenant())
    .bind(booking)
    .fetch_optional(&mut **tx)
    .await?)
}
