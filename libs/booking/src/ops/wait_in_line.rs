//! Waiting for a time to become free.

use db::TenantTx;
use http::secrets::{new_token, sha256};
use http::shop::Shop;
use kernel::{Error, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::agree::agree;
use super::expire_hold::expire;
use super::locking::lock_booking;
use super::offer_freed::{FreedTime, offer_freed};
use super::turns::take_turn_for;
use crate::desk::Desk;
use crate::error::BookingError;
use crate::mails::tell_waiting;
use crate::model::calendar::clock;
use crate::model::{
    Booking, BookingId, BookingStatus, Customer, CustomerRequest, Day, EntryId, Guest, ResourceId, Scope,
    ServiceId,
};
use crate::queries::services::get_service;

/// Longest stretch that somebody waits for.
const MOST_DAYS: i32 = 92;

/// For what somebody waits.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WaitRequest {
    /// For which service.
    pub service_id: ServiceId,
    /// With whom; anybody when left out.
    #[serde(default)]
    pub resource_id: Option<ResourceId>,
    /// From this date of the shop's zone…
    pub from: Day,
    /// …to this one.
    pub to: Day,
    /// For how many.
    #[serde(default = "one")]
    #[validate(range(min = 1, max = 500))]
    pub seats: i16,
    /// Who.
    #[validate(nested)]
    pub customer: CustomerRequest,
}

fn one() -> i16 {
    1
}

/// A place in the line.
#[derive(Debug, Clone)]
pub struct InLine {
    /// Which.
    pub id: EntryId,
    /// What gives it up.
    pub key: String,
}

/// Takes the last place, and writes where it can be given up. Who waits already keeps their place and gets no second mail;
/// whoever asked sees no difference, or they would learn who waits: what they get is a place that is never asked.
pub async fn wait_in_line(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    customer: &Customer,
    request: &WaitRequest,
) -> Result<InLine> {
    let today = Day::at(tx.now(), &clock(&shop.time_zone)?);
    if request.to < request.from || request.to > request.from.plus(MOST_DAYS) {
        return Err(Error::invalid("to", "before_start"));
    }
    if request.to < today {
        return Err(Error::invalid("to", "past"));
    }
    let service = get_service(tx, request.service_id).await?;
    if !service.active {
        return Err(Error::not_found());
    }
    if request.seats > service.seats {
        return Err(Error::invalid("seats", "out_of_range"));
    }
    require_server(tx, request).await?;
    // Who says nothing of text messages here is asked when a time is offered.
    if customer.contact.reminders_by_text {
        agree(tx, &Guest::from(customer)).await?;
    }
    let place = InLine {
        id: tx.new_id(),
        key: new_token(tx.env()),
    };
    if insert(tx, customer, request, &place, "waiting").await? {
        tell_waiting(tx, desk, shop, customer, (&service.name, &place)).await?;
    } else {
        insert(tx, customer, request, &place, "repeated").await?;
    }
    Ok(place)
}

async fn require_server(tx: &mut TenantTx, request: &WaitRequest) -> Result<()> {
    let Some(resource) = request.resource_id else {
        return Ok(());
    };
    let serves: bool = sqlx::query_scalar(
        "select exists (select from service_resource where tenant_id = $1 and service_id = $2 and resource_id = $3)",
    )
    .bind(tx.tenant())
    .bind(request.service_id)
    .bind(resource)
    .fetch_one(&mut **tx)
    .await?;
    if serves {
        Ok(())
    } else {
        Err(Error::invalid("resource_id", "not_a_choice"))
    }
}

/// Whether it is new.
async fn insert(
    tx: &mut TenantTx,
    customer: &Customer,
    request: &WaitRequest,
    place: &InLine,
    status: &str,
) -> Result<bool> {
    let contact = &customer.contact;
    let added = sqlx::query(
        "insert into waitlist_entry
           (tenant_id, entry_id, service_id, resource_id, from_date, to_date, seats, email, customer_name, phone, locale,
            customer_zone, status, access_hash, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)
         on conflict (tenant_id, service_id, email, from_date, to_date) where status in ('waiting', 'offered') do nothing",
    )
    .bind(tx.tenant())
    .bind(place.id)
    .bind(request.service_id)
    .bind(request.resource_id)
    .bind(request.from)
    .bind(request.to)
    .bind(request.seats)
    .bind(&contact.email)
    .bind(&contact.name)
    .bind(&contact.phone)
    .bind(customer.locale)
    .bind(contact.time_zone.as_ref())
    .bind(status)
    .bind(sha256(place.key.as_bytes()).as_slice())
    .bind(tx.now())
    .execute(&mut **tx)
    .await?
    .rows_affected();
    Ok(added == 1)
}

/// Gives the place up; whoever has its key may, and the shop. Twice is once. A time that was offered goes to the next.
pub async fn leave_line(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    id: EntryId,
    key: Option<&str>,
) -> Result<()> {
    let freed = match find_offer(tx, id, key).await? {
        Some(offer) => take_back(tx, offer).await?,
        None => None,
    };
    let left = sqlx::query(
        "update waitlist_entry set status = 'left', updated_at = $3
          where tenant_id = $1 and entry_id = $2 and status <> 'booked'",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if left != 1 {
        return Err(BookingError::NotWaiting.into());
    }
    match freed {
        Some(freed) => offer_freed(tx, desk, shop, FreedTime::from(&freed)).await,
        None => Ok(()),
    }
}

/// What is offered to who waits there now; whoever has no such place hears that it is not there.
async fn find_offer(tx: &mut TenantTx, id: EntryId, key: Option<&str>) -> Result<Option<BookingId>> {
    let hash = key.map(|key| sha256(key.as_bytes()).to_vec());
    let offer: Option<Option<BookingId>> = sqlx::query_scalar(
        "select case status when 'offered' then booking_id end from waitlist_entry
          where tenant_id = $1 and entry_id = $2 and ($3::bytea is null or access_hash = $3)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(hash)
    .fetch_optional(&mut **tx)
    .await?;
    offer.ok_or_else(Error::not_found)
}

/// Ends what was kept for them, unless they booked it meanwhile. Appointments are locked before places in the line.
async fn take_back(tx: &mut TenantTx, offer: BookingId) -> Result<Option<Booking>> {
    take_turn_for(tx, &[offer]).await?;
    let mut booking = lock_booking(tx, offer, Scope::All).await?;
    if booking.status != BookingStatus::Held {
        return Ok(None);
    }
    expire(tx, &mut booking).await?;
    Ok(Some(booking))
}
