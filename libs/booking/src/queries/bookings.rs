//! Appointments: one with everything that belongs to it, and lists.

use db::TenantTx;
use kernel::{Error, Instant, PageQuery, Paged, PersonId, Result};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use crate::model::booking::booking_columns;
use crate::model::{
    Attendance, Booking, BookingEvent, BookingId, BookingStatus, ResourceId, ResourceKind, Scope, ServiceId,
};

/// Who wants to read an appointment; the edge makes it.
#[derive(Debug, Clone, Default)]
pub struct BookingReader {
    /// Who, if signed in: sees their own.
    pub person: Option<PersonId>,
    /// SHA-256 of the key in the link, if one was given: sees that one.
    pub key_hash: Option<[u8; 32]>,
    /// Somebody of the shop: sees what they work with.
    pub staff: Option<Scope>,
}

impl BookingReader {
    /// Somebody of the shop.
    pub fn of_shop(scope: Scope) -> Self {
        Self {
            staff: Some(scope),
            ..Self::default()
        }
    }
}

/// Who serves an appointment.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct ServedBy {
    /// Who.
    #[sqlx(rename = "resource_id")]
    pub id: ResourceId,
    /// Somebody, or a room, a chair, a machine.
    pub kind: ResourceKind,
    /// What they are called.
    pub name: String,
}

impl ServedBy {
    /// Names of those of one kind, with commas between; empty when there are none.
    pub fn names(servers: &[Self], kind: ResourceKind) -> String {
        let some = servers.iter().filter(|one| one.kind == kind);
        some.map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")
    }
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
    /// Minor units.
    pub price: i64,
    /// Of it, to be paid in advance.
    pub deposit: i64,
    /// Of that, what came and did not go back.
    pub deposit_paid: i64,
    /// Until when its time is kept for that; null when nobody waits for it.
    pub deposit_until: Option<Instant>,
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

/// Whether the one in the parameter serves `b`, a row of `booking`; nobody there means anybody.
macro_rules! is_served_by {
    ($who:literal) => {
        concat!(
            "(",
            $who,
            "::uuid is null or exists (select from booking_occupancy o
               where o.tenant_id = $1 and (o.booking_id = b.booking_id or o.session_id = b.session_id) and o.resource_id = ",
            $who,
            "))"
        )
    };
}
pub(crate) use is_served_by;

/// Which rows a filter lets through; `b` is `booking`, `$1` to `$10` as bound below.
macro_rules! fits {
    () => {
        concat!(
            "b.tenant_id = $1
            and ($2::timestamptz is null or b.starts_at >= $2)
            and ($3::timestamptz is null or b.starts_at < $3)
            and (b.status = $4 or ($4::text is null and b.status not in ('held', 'expired')))
            and ",
            is_served_by!("$5"),
            "
            and ($6::uuid is null or b.service_id = $6)
            and ($7::uuid is null or b.person_id = $7)
            and ($8::text is null or b.code = upper($8) or b.email like '%' || lower($8) || '%'
                 or plain_text(b.customer_name) like '%' || plain_text($8) || '%')
            and (not $9 or b.status in ('pending', 'confirmed'))
            and ",
            is_served_by!("$10")
        )
    };
}

/// The columns of [`BookingSummary`]; `b` is `booking`.
macro_rules! summary_columns {
    () => {
        "b.booking_id, b.code, b.service_id, b.service_name, b.status, b.starts_at, b.ends_at, b.seats, b.customer_name, b.email,
         b.phone, b.attendance, b.price, b.deposit, b.deposit_paid, b.deposit_until, b.version,
         array(select o.resource_id from booking_occupancy o where o.tenant_id = $1 and o.booking_id = b.booking_id
               union all
               select o.resource_id from booking_occupancy o where o.tenant_id = $1 and o.session_id = b.session_id)
           as resource_ids"
    };
}

/// A page of summaries, sorted.
macro_rules! list_sql {
    ($order:literal) => {
        concat!(
            "select ",
            summary_columns!(),
            " from booking b where ",
            fits!(),
            " order by ",
            $order,
            " limit $11 offset $12"
        )
    };
}

/// The appointment, if the reader may see it; otherwise it is not there.
pub async fn get_booking(tx: &mut TenantTx, id: BookingId, reader: &BookingReader) -> Result<Booking> {
    sqlx::query_as(concat!(
        "select ",
        booking_columns!(),
        "  from booking b
          where b.tenant_id = $1 and b.booking_id = $2 and (b.person_id = $3 or b.access_hash = $4 or $5 and ",
        is_served_by!("$6"),
        ")"
    ))
    .bind(tx.tenant())
    .bind(id)
    .bind(reader.person)
    .bind(reader.key_hash.map(|hash| hash.to_vec()))
    .bind(reader.staff.is_some())
    .bind(reader.staff.and_then(Scope::only))
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// Who serves it.
pub async fn list_servers_of(tx: &mut TenantTx, booking: &Booking) -> Result<Vec<ServedBy>> {
    Ok(sqlx::query_as(
        "select r.resource_id, r.kind, r.name
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

/// These resources, in the order of the shop.
pub async fn list_named(tx: &mut TenantTx, ids: &[ResourceId]) -> Result<Vec<ServedBy>> {
    Ok(sqlx::query_as(
        "select resource_id, kind, name from resource
          where tenant_id = $1 and resource_id = any ($2)
          order by kind, position, resource_id",
    )
    .bind(tx.tenant())
    .bind(ids)
    .fetch_all(&mut **tx)
    .await?)
}

/// Whether the shop ever said yes to it: then the customer's calendar knows of it.
pub async fn was_confirmed(tx: &mut TenantTx, id: BookingId) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (select from booking_event
                         where tenant_id = $1 and booking_id = $2 and kind = 'status' and to_state = 'confirmed')",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_one(&mut **tx)
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

/// A page of the appointments within the scope that fit, the next first or the latest first.
pub async fn list_bookings(
    tx: &mut TenantTx,
    scope: Scope,
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
        .bind(scope.only())
        .fetch_one(&mut **tx)
        .await?;
    let rows = list_summaries(tx, scope, filter, page).await?;
    Ok(Paged::new(rows, page, total))
}

/// The rows of such a page, for who does not ask how many there are in all.
pub async fn list_summaries(
    tx: &mut TenantTx,
    scope: Scope,
    filter: &BookingFilter,
    page: PageQuery,
) -> Result<Vec<BookingSummary>> {
    let sql = if filter.latest_first {
        list_sql!("b.starts_at desc, b.booking_id")
    } else {
        list_sql!("b.starts_at, b.booking_id")
    };
    Ok(sqlx::query_as(sql)
        .bind(tx.tenant())
        .bind(filter.from)
        .bind(filter.until)
        .bind(filter.status)
        .bind(filter.resource)
        .bind(filter.service)
        .bind(filter.person)
        .bind(filter.search.as_deref().map(literally))
        .bind(filter.ahead)
        .bind(scope.only())
        .bind(i64::from(page.limit))
        .bind(page.offset())
        .fetch_all(&mut **tx)
        .await?)
}

/// The appointment as lists show it, if it is there.
pub async fn find_summary(tx: &mut TenantTx, id: BookingId) -> Result<Option<BookingSummary>> {
    let sql = concat!(
        "select ",
        summary_columns!(),
        " from booking b where b.tenant_id = $1 and b.booking_id = $2"
    );
    Ok(sqlx::query_as(sql)
        .bind(tx.tenant())
        .bind(id)
        .fetch_optional(&mut **tx)
        .await?)
}

/// Those still to take place that meet a stretch of time: of one resource, or of anybody.
pub async fn list_meeting(
    tx: &mut TenantTx,
    whose: Option<ResourceId>,
    (from, until): (Instant, Instant),
) -> Result<Vec<BookingSummary>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        summary_columns!(),
        " from booking b
          where b.tenant_id = $1 and b.status in ('pending', 'confirmed')
            and b.starts_at > $2 - interval '1 day' and b.starts_at < $3 and b.ends_at > $2 and ",
        is_served_by!("$4"),
        " order by b.starts_at, b.booking_id limit 500"
    ))
    .bind(tx.tenant())
    .bind(from)
    .bind(until)
    .bind(whose)
    .fetch_all(&mut **tx)
    .await?)
}

/// Wildcards of `like` mean themselves.
fn literally(text: &str) -> String {
    text.trim()
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}
