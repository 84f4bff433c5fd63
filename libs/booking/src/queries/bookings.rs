//! Appointments: one with everything that belongs to it, and lists.

use db::TenantTx;
use kernel::{Error, Instant, PageQuery, Paged, PersonId, Result};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use crate::model::booking::booking_columns;
use crate::model::{Attendance, Booking, BookingEvent, BookingId, BookingStatus, ResourceId, ServiceId};

/// Who wants to read an appointment; the edge makes it.
#[derive(Debug, Clone, Default)]
pub struct BookingReader {
    /// Who, if signed in: sees their own.
    pub person: Option<PersonId>,
    /// SHA-256 of the key in the link, if one was given: sees that one.
    pub key_hash: Option<[u8; 32]>,
    /// Staff who may see appointments: sees all.
    pub staff: bool,
}

/// Who serves an appointment.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct ServedBy {
    /// Who.
    #[sqlx(rename = "resource_id")]
    pub id: ResourceId,
    /// What they are called.
    pub name: String,
}

/// An appointment in a list or a calendar.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct BookingSummary {
    /// Which.
    #[sqlx(rename = "booking_id")]
    pub id: BookingId,
    /// As people say it.
    pub code: String,
    /// Of what.
    pub service_id: ServiceId,
    /// As it was called then.
    pub service_name: String,
    /// Where it stands.
    pub status: BookingStatus,
    /// When it begins.
    pub starts_at: Instant,
    /// And ends.
    pub ends_at: Instant,
    /// For how many.
    pub seats: i16,
    /// For whom.
    pub customer_name: Option<String>,
    /// Where mails go.
    pub email: Option<String>,
    /// How to reach them.
    pub phone: Option<String>,
    /// Whether its customer said that they come.
    pub attendance: Option<Attendance>,
    /// Who serves it.
    pub resource_ids: Vec<ResourceId>,
    /// Grows with each change.
    pub version: i64,
}

/// Which appointments.
#[derive(Debug, Clone, Default)]
pub struct BookingFilter {
    /// That begin then or later.
    pub from: Option<Instant>,
    /// That begin before.
    pub until: Option<Instant>,
    /// Where they stand; otherwise all but those that were only held.
    pub status: Option<BookingStatus>,
    /// Served by this one.
    pub resource: Option<ResourceId>,
    /// Of this service.
    pub service: Option<ServiceId>,
    /// Of this person.
    pub person: Option<PersonId>,
    /// Part of a name or e-mail, or a code.
    pub search: Option<String>,
    /// Only those that are still to take place.
    pub ahead: bool,
    /// The latest first.
    pub latest_first: bool,
}

/// Which rows a filter lets through; `b` is `booking`, `$1` to `$9` as bound below.
macro_rules! fits {
    () => {
        "b.tenant_id = $1
            and ($2::timestamptz is null or b.starts_at >= $2)
            and ($3::timestamptz is null or b.starts_at < $3)
            and (b.status = $4 or ($4::text is null and b.status not in ('held', 'expired')))
            and ($5::uuid is null or exists (select from booking_occupancy o
                  where o.tenant_id = $1 and (o.booking_id = b.booking_id or o.session_id = b.session_id)
                    and o.resource_id = $5))
            and ($6::uuid is null or b.service_id = $6)
            and ($7::uuid is null or b.person_id = $7)
            and ($8::text is null or b.code = upper($8) or b.email like '%' || lower($8) || '%'
                 or plain_text(b.customer_name) like '%' || plain_text($8) || '%')
            and (not $9 or b.status in ('pending', 'confirmed'))"
    };
}

/// A page of summaries, sorted.
macro_rules! list_sql {
    ($order:literal) => {
        concat!(
            "select b.booking_id, b.code, b.service_id, b.service_name, b.status, b.starts_at, b.ends_at, b.seats,
                    b.customer_name, b.email, b.phone, b.attendance, b.version,
                    array(select o.resource_id from booking_occupancy o
                           where o.tenant_id = $1 and o.booking_id = b.booking_id
                          union all
                          select o.resource_id from booking_occupancy o
                           where o.tenant_id = $1 and o.session_id = b.session_id) as resource_ids
               from booking b
              where ",
            fits!(),
            " order by ",
            $order,
            " limit $10 offset $11"
        )
    };
}

/// The appointment, if the reader may see it; otherwise it is not there.
pub async fn get_booking(tx: &mut TenantTx, id: BookingId, reader: &BookingReader) -> Result<Booking> {
    sqlx::query_as(concat!(
        "select ",
        booking_columns!(),
        "  from booking
          where tenant_id = $1 and booking_id = $2 and ($3 or person_id = $4 or access_hash = $5)"
    ))
    .bind(tx.tenant())
    .bind(id)
    .bind(reader.staff)
    .bind(reader.person)
    .bind(reader.key_hash.map(|hash| hash.to_vec()))
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// Who serves it.
pub async fn list_servers_of(tx: &mut TenantTx, booking: &Booking) -> Result<Vec<ServedBy>> {
    Ok(sqlx::query_as(
        "select r.resource_id, r.name
           from booking_occupancy o
           join resource r on r.tenant_id = $1 and r.resource_id = o.resource_id
          where o.tenant_id = $1 and (o.booking_id = $2 or o.session_id = $3)
          order by r.kind, r.position, r.resource_id",
    )
    .bind(tx.tenant())
    .bind(booking.booking_id)
    .bind(booking.session_id)
    .fetch_all(&mut **tx)
    .await?)
}

/// What happened to it, oldest first.
pub async fn list_events(tx: &mut TenantTx, id: BookingId) -> Result<Vec<BookingEvent>> {
    Ok(sqlx::query_as(
        "select kind, from_state, to_state, actor, reason, created_at
           from booking_event
          where tenant_id = $1 and booking_id = $2
          order by version, event_id",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_all(&mut **tx)
    .await?)
}

/// A page of the appointments that fit, the next first or the latest first.
pub async fn list_bookings(
    tx: &mut TenantTx,
    filter: &BookingFilter,
    page: PageQuery,
) -> Result<Paged<BookingSummary>> {
    let total: i64 = sqlx::query_scalar(concat!("select count(*) from booking b where ", fits!()))
        .bind(tx.tenant())
        .bind(filter.from)
        .bind(filter.until)
        .bind(filter.status)
        .bind(filter.resource)
        .bind(filter.service)
        .bind(filter.person)
        .bind(filter.search.as_deref().map(literally))
        .bind(filter.ahead)
        .fetch_one(&mut **tx)
        .await?;
    let sql = if filter.latest_first {
        list_sql!("b.starts_at desc, b.booking_id")
    } else {
        list_sql!("b.starts_at, b.booking_id")
    };
    let rows = sqlx::query_as(sql)
        .bind(tx.tenant())
        .bind(filter.from)
        .bind(filter.until)
        .bind(filter.status)
        .bind(filter.resource)
        .bind(filter.service)
        .bind(filter.person)
        .bind(filter.search.as_deref().map(literally))
        .bind(filter.ahead)
        .bind(i64::from(page.limit))
        .bind(page.offset())
        .fetch_all(&mut **tx)
        .await?;
    Ok(Paged::new(rows, page, total))
}

/// Wildcards of `like` mean themselves.
fn literally(text: &str) -> String {
    text.trim()
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}
