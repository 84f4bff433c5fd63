//! Who waits for a time to become free.

use db::TenantTx;
use http::secrets::sha256;
use kernel::{Error, Instant, PageQuery, Paged, Result};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use crate::model::{BookingId, Day, EntryId, ResourceId, ServiceId};

/// A place in the line.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct EntryView {
    /// Which.
    #[sqlx(rename = "entry_id")]
    pub id: EntryId,
    /// For which service.
    pub service_id: ServiceId,
    /// As it is called.
    pub service_name: String,
    /// With whom; anybody when missing.
    pub resource_id: Option<ResourceId>,
    /// From this date of the shop's zone…
    pub from_date: Day,
    /// …to this one.
    pub to_date: Day,
    /// For how many.
    pub seats: i16,
    /// Who.
    pub customer_name: String,
    /// Where mails go.
    pub email: String,
    /// How to reach them.
    pub phone: Option<String>,
    /// `waiting` or `offered`.
    pub status: String,
    /// The held appointment that was offered last.
    pub booking_id: Option<BookingId>,
    /// When they came.
    pub created_at: Instant,
}

/// Those who still wait, first come first.
pub async fn list_entries(tx: &mut TenantTx, page: PageQuery) -> Result<Paged<EntryView>> {
    let total: i64 = sqlx::query_scalar(
        "select count(*) from waitlist_entry where tenant_id = $1 and status in ('waiting', 'offered')",
    )
    .bind(tx.tenant())
    .fetch_one(&mut **tx)
    .await?;
    let rows = sqlx::query_as(
        "select e.entry_id, e.service_id, s.name as service_name, e.resource_id, e.from_date, e.to_date, e.seats,
                e.customer_name, e.email, e.phone, e.status, e.booking_id, e.created_at
           from waitlist_entry e
           join service s on s.tenant_id = $1 and s.service_id = e.service_id
          where e.tenant_id = $1 and e.status in ('waiting', 'offered')
          order by e.created_at, e.entry_id
          limit $2 offset $3",
    )
    .bind(tx.tenant())
    .bind(i64::from(page.limit))
    .bind(page.offset())
    .fetch_all(&mut **tx)
    .await?;
    Ok(Paged::new(rows, page, total))
}

/// The place that this key opens, as long as it is one. One that was asked for twice looks like any other.
pub async fn get_entry(tx: &mut TenantTx, id: EntryId, key: &str) -> Result<EntryView> {
    sqlx::query_as(
        "select e.entry_id, e.service_id, s.name as service_name, e.resource_id, e.from_date, e.to_date, e.seats,
                e.customer_name, e.email, e.phone,
                case e.status when 'repeated' then 'waiting' else e.status end as status, e.booking_id, e.created_at
           from waitlist_entry e
           join service s on s.tenant_id = $1 and s.service_id = e.service_id
          where e.tenant_id = $1 and e.entry_id = $2 and e.access_hash = $3",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(sha256(key.as_bytes()).as_slice())
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}
