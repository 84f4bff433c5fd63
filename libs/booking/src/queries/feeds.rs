//! Calendars that other programs read: their addresses, and what is in them.

use db::TenantTx;
use http::secrets::sha256;
use kernel::{Error, Instant, Result};
use sqlx::FromRow;

use crate::model::feed::{FeedToken, FeedView};
use crate::model::{BookingId, BookingStatus, ResourceId, Scope};

/// A program asks again sooner than these seconds without our noting it.
const NOTED_EVERY: i64 = 300;
/// Seconds that are shown: back, and ahead.
const BACK: i64 = 30 * 24 * 3600;
const AHEAD: i64 = 365 * 24 * 3600;
/// What was called off is shown so for these seconds, so that whoever copied it sees it go.
const CANCELLED: i64 = 30 * 24 * 3600;
/// Appointments in one calendar; later ones wait until earlier ones are over.
const MOST: i64 = 10_000;

/// What an address opens.
#[derive(Debug, Clone, FromRow)]
pub struct Opened {
    /// Whose appointments; the whole shop's when missing.
    pub resource_id: Option<ResourceId>,
    /// What they are called.
    pub resource_name: Option<String>,
    /// Whether customers' names and telephones stay out.
    pub hide_names: bool,
}

/// An appointment as a calendar shows it.
#[derive(Debug, Clone, FromRow)]
pub struct Shown {
    /// Which.
    pub booking_id: BookingId,
    /// As people say it.
    pub code: String,
    /// Of what.
    pub service_name: String,
    /// Where it stands.
    pub status: BookingStatus,
    /// When it begins.
    pub starts_at: Instant,
    /// And ends.
    pub ends_at: Instant,
    /// For whom.
    pub customer_name: Option<String>,
    /// How to reach them.
    pub phone: Option<String>,
    /// Who serves it.
    pub with: Vec<String>,
    /// Grows with each change that calendars must hear of.
    pub sequence: i32,
    /// When it was last changed.
    pub updated_at: Instant,
}

/// Addresses in use within the scope, the newest first.
pub async fn list_feeds(tx: &mut TenantTx, scope: Scope) -> Result<Vec<FeedView>> {
    Ok(sqlx::query_as(
        "select f.feed_id, f.resource_id, r.name as resource_name, f.hide_names, f.created_at, f.last_read_at
           from calendar_feed f
           left join resource r on r.tenant_id = $1 and r.resource_id = f.resource_id
          where f.tenant_id = $1 and f.revoked_at is null and ($2::uuid is null or f.resource_id = $2)
          order by f.created_at desc, f.feed_id",
    )
    .bind(tx.tenant())
    .bind(scope.only())
    .fetch_all(&mut **tx)
    .await?)
}

/// What this key opens, and a note that somebody reads it. One that was taken back is as unknown as one that never was; so is
/// one whose maker works here no longer, or is that professional no longer.
pub async fn open_feed(tx: &mut TenantTx, token: &FeedToken) -> Result<Opened> {
    let hash = sha256(token.as_str().as_bytes());
    let opened = sqlx::query_as(
        "select f.resource_id, r.name as resource_name, f.hide_names
           from calendar_feed f
           left join resource r on r.tenant_id = $1 and r.resource_id = f.resource_id
          where f.tenant_id = $1 and f.token_hash = $2 and f.revoked_at is null
            and not exists (select from person p
                             where p.tenant_id = $1 and p.person_id = f.created_by
                               and (p.status <> 'active'
                                    or p.role not in ('cashier', 'manager', 'admin', 'owner')
                                       and not (p.role = 'professional'
                                                and r.person_id is not distinct from p.person_id)))",
    )
    .bind(tx.tenant())
    .bind(hash.as_slice())
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)?;
    sqlx::query(
        "update calendar_feed set last_read_at = $3
          where tenant_id = $1 and token_hash = $2 and (last_read_at is null or last_read_at < $4)",
    )
    .bind(tx.tenant())
    .bind(hash.as_slice())
    .bind(tx.now())
    .bind(tx.now().plus_seconds(-NOTED_EVERY))
    .execute(&mut **tx)
    .await?;
    Ok(opened)
}

/// The appointments of a calendar, the first first.
pub async fn list_shown(tx: &mut TenantTx, of: Option<ResourceId>) -> Result<Vec<Shown>> {
    Ok(sqlx::query_as(
        "select b.booking_id, b.code, b.service_name, b.status, b.starts_at, b.ends_at, b.customer_name, b.phone,
                array(select r.name from booking_occupancy o
                        join resource r on r.tenant_id = $1 and r.resource_id = o.resource_id
                       where o.tenant_id = $1 and (o.booking_id = b.booking_id or o.session_id = b.session_id)
                       order by r.kind, r.position, r.resource_id) as with,
                b.sequence, b.updated_at
           from booking b
          where b.tenant_id = $1 and b.starts_at >= $2 and b.starts_at < $3
            and (b.status in ('pending', 'confirmed', 'completed', 'no_show')
                 or b.status = 'cancelled' and b.cancelled_at >= $4)
            and ($5::uuid is null or exists (select from booking_occupancy o
                  where o.tenant_id = $1 and (o.booking_id = b.booking_id or o.session_id = b.session_id)
                    and o.resource_id = $5))
          order by b.starts_at, b.booking_id
          limit $6",
    )
    .bind(tx.tenant())
    .bind(tx.now().plus_seconds(-BACK))
    .bind(tx.now().plus_seconds(AHEAD))
    .bind(tx.now().plus_seconds(-CANCELLED))
    .bind(of)
    .bind(MOST)
    .fetch_all(&mut **tx)
    .await?)
}
