//! Waiting for a time to become free.

use db::TenantTx;
use http::secrets::{new_token, sha256};
use http::shop::Shop;
use kernel::{Error, Instant, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::desk::Desk;
use crate::error::BookingError;
use crate::mails::tell_waiting;
use crate::model::calendar::clock;
use crate::model::{Customer, CustomerRequest, Day, EntryId, ResourceId, ServiceId};
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

/// Takes the last place, and writes where it can be given up.
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
    let place = InLine {
        id: tx.new_id(),
        key: new_token(tx.env()),
    };
    insert(tx, customer, request, &place, tx.now()).await?;
    tell_waiting(tx, desk, shop, customer, (&service.name, &place)).await?;
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

async fn insert(
    tx: &mut TenantTx,
    customer: &Customer,
    request: &WaitRequest,
    place: &InLine,
    now: Instant,
) -> Result<()> {
    let contact = &customer.contact;
    sqlx::query(
        "insert into waitlist_entry
           (tenant_id, entry_id, service_id, resource_id, from_date, to_date, seats, email, customer_name, phone, locale,
            customer_zone, status, access_hash, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting', $13, $14, $14)",
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
    .bind(sha256(place.key.as_bytes()).as_slice())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Gives the place up; whoever has its key may, and the shop. Twice is once.
pub async fn leave_line(tx: &mut TenantTx, id: EntryId, key: Option<&str>) -> Result<()> {
    let hash = key.map(|key| sha256(key.as_bytes()).to_vec());
    let status: Option<String> = sqlx::query_scalar(
        "select status from waitlist_entry
          where tenant_id = $1 and entry_id = $2 and ($3::bytea is null or access_hash = $3) for update",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(hash)
    .fetch_optional(&mut **tx)
    .await?;
    match status.as_deref() {
        None => return Err(Error::not_found()),
        Some("booked") => return Err(BookingError::NotWaiting.into()),
        Some(_) => {}
    }
    sqlx::query(
        "update waitlist_entry set status = 'left', updated_at = $3 where tenant_id = $1 and entry_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
