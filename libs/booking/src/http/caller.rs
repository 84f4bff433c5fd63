//! Who asks, as the appointment book sees them.

use std::net::IpAddr;

use actix_web::HttpRequest;
use db::TenantTx;
use http::Visitor;
use http::access::client_address;
use http::limits::{Class, Subject};
use http::secrets::sha256;
use kernel::{Email, Error, Instant, Permission, Result, Role};
use serde::Deserialize;
use utoipa::IntoParams;

use super::device::caller;
use crate::error::BookingError;
use crate::model::calendar::clock;
use crate::model::{Booking, BookingId, Customer, CustomerRequest, Day, Guest, Scope, WalkInRequest};
use crate::ops::cancel_booking::By;
use crate::queries::bookings::{BookingReader, get_booking};
use crate::queries::staff::find_own_resource;

/// The key of an appointment's link.
#[derive(Debug, Deserialize, IntoParams)]
pub struct KeyQuery {
    /// The `access_token` that booking answered; not needed by who is signed in.
    pub key: Option<String>,
}

/// What of the agenda the caller works with; nothing for who is not of the shop, and for a professional who is nobody of the
/// agenda yet.
pub async fn find_scope(tx: &mut TenantTx, visitor: &Visitor) -> Result<Option<Scope>> {
    let person = visitor.person.as_ref();
    let of_shop = person.filter(|person| person.role.may(Permission::ViewBookings));
    match of_shop {
        None => Ok(None),
        Some(person) if person.role.may(Permission::ManageBookings) => Ok(Some(Scope::All)),
        Some(person) => Ok(find_own_resource(tx, person.person_id).await?.map(Scope::Own)),
    }
}

/// The same for pages and calls of the desk, which are closed to who has no agenda.
pub async fn scope_of(tx: &mut TenantTx, visitor: &Visitor) -> Result<Scope> {
    find_scope(tx, visitor)
        .await?
        .ok_or_else(|| BookingError::NoAgenda.into())
}

/// The appointment, and in whose name the caller has it: of the shop where they work with it, else as its customer.
pub async fn get_theirs(
    tx: &mut TenantTx,
    visitor: &Visitor,
    key: Option<&str>,
    id: BookingId,
) -> Result<(Booking, By)> {
    if let Some(scope) = find_scope(tx, visitor).await? {
        match get_booking(tx, id, &BookingReader::of_shop(scope)).await {
            Ok(booking) => return Ok((booking, By::Shop(scope))),
            Err(Error::Refused(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    let booking = get_booking(tx, id, &as_customer(visitor, key)).await?;
    Ok((booking, By::Customer))
}

/// The caller as the customer: their own and the one of the link, whatever their role.
pub fn as_customer(visitor: &Visitor, key: Option<&str>) -> BookingReader {
    BookingReader {
        person: visitor.person.as_ref().map(|person| person.person_id),
        key_hash: key.map(|key| sha256(key.as_bytes())),
        staff: None,
    }
}

/// Whom it is for. Somebody of the shop books for others, so theirs is nobody's account.
pub fn customer(visitor: &Visitor, contact: &CustomerRequest) -> Customer {
    let person = visitor
        .person
        .as_ref()
        .filter(|person| person.role == Role::Customer);
    Customer {
        contact: contact.clone(),
        person: person.map(|person| person.person_id),
        locale: visitor.locale,
    }
}

/// Whom somebody of the shop books for: nobody's account.
pub fn walk_in(visitor: &Visitor, contact: &WalkInRequest) -> Guest {
    Guest {
        contact: contact.clone(),
        person: None,
        locale: visitor.locale,
        reminders_by_text: None,
    }
}

/// In whose name an idempotency key is remembered: the person's, else that of the address, which is the same at each retry.
pub fn actor(visitor: &Visitor, email: Option<&Email>) -> String {
    if let Some(person) = &visitor.person {
        return format!("person:{}", person.person_id);
    }
    let hash = sha256(email.map_or("", Email::as_str).as_bytes());
    format!("guest:{}", db::bootstrap::hex(&hash[..16]))
}

/// Customers book a few times an hour; the shop as often as it likes.
pub async fn count(visitor: &Visitor, req: &HttpRequest) -> Result<()> {
    match &visitor.person {
        Some(person) if person.role.may(Permission::ServeBookings) => Ok(()),
        Some(person) => {
            visitor
                .count(req, Class::Booking, Subject::Person(person.person_id))
                .await
        }
        None => match client_address(req, &visitor.app.settings.trusted_proxies) {
            Some(address) => count_guest(visitor, req, address).await,
            None => Ok(()),
        },
    }
}

/// The wide bound first: what is left of the narrow one is told.
async fn count_guest(visitor: &Visitor, req: &HttpRequest, address: IpAddr) -> Result<()> {
    let all = Subject::Address(address);
    visitor.count(req, Class::BookingAddress, all).await?;
    visitor.count(req, Class::Booking, caller(req, address)).await
}

/// From a date of the shop's zone to another, included, or from an instant until another.
pub fn bounds(from: &str, to: &str, zone: &str) -> Result<(Instant, Instant)> {
    let zone = clock(zone)?;
    let begin = match from.parse::<Day>() {
        Ok(day) => day.start_in(&zone),
        Err(_) => instant("from", from)?,
    };
    let end = match to.parse::<Day>() {
        Ok(day) => day.plus(1).start_in(&zone),
        Err(_) => instant("to", to)?,
    };
    Ok((begin, end))
}

/// An instant of ours, from 2000 to 2199, as RFC 3339 writes it.
pub fn instant(field: &'static str, text: &str) -> Result<Instant> {
    let read = text.parse().map(Instant::from_timestamp).ok();
    let fits = |instant: &Instant| (946_684_800..7_258_118_400).contains(&instant.unix_seconds());
    read.filter(fits)
        .ok_or_else(|| Error::invalid(field, "not_a_time"))
}
