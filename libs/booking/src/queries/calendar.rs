//! What a calendar shows of a stretch of time: appointments, times that are kept, and what is off.

use db::TenantTx;
use kernel::{Instant, PageQuery, Result};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use super::bookings::{BookingFilter, BookingSummary, is_served_by, list_bookings};
use super::resources::{BlockView, list_resources};
use crate::model::{BlockId, BookingId, Resource, ResourceId, Scope};

/// Most appointments of a view.
const MOST: u32 = 1000;

/// A stretch of the shop's calendar.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CalendarView {
    /// Whose columns there are.
    pub resources: Vec<Resource>,
    /// What begins in it, without what is only held.
    pub bookings: Vec<BookingSummary>,
    /// Times in it that are kept for a while.
    pub held: Vec<HeldView>,
    /// What is off in it.
    pub blocks: Vec<BlockView>,
    /// When somebody is busy by calendars outside.
    pub busy_elsewhere: Vec<BusyView>,
    /// When others are busy, of whom a professional is told no more; empty for who works with everybody's appointments.
    pub busy_others: Vec<BusyView>,
}

/// A time that is kept: for who types, or for who is next in line.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct HeldView {
    /// The appointment to be.
    #[sqlx(rename = "booking_id")]
    pub id: BookingId,
    /// Of what.
    pub service_name: String,
    /// When it begins.
    pub starts_at: Instant,
    /// And ends.
    pub ends_at: Instant,
    /// Until when it is kept.
    pub hold_expires_at: Instant,
    /// Whether it was offered to who waits in line.
    pub is_offer: bool,
    /// Who would serve it.
    pub resource_ids: Vec<ResourceId>,
}

/// When somebody is busy; not of what.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct BusyView {
    /// Who.
    pub resource_id: ResourceId,
    /// From when.
    pub starts_at: Instant,
    /// Until when.
    pub ends_at: Instant,
}

/// Time that is off; by a calendar outside when it has no name.
#[derive(Debug, FromRow)]
struct OffRow {
    block_id: Option<BlockId>,
    resource_id: Option<ResourceId>,
    starts_at: Instant,
    ends_at: Instant,
    reason: Option<String>,
}

/// What begins from then until before then. Of whom is outside the scope there is only when they are busy.
pub async fn read_calendar(
    tx: &mut TenantTx,
    scope: Scope,
    from: Instant,
    until: Instant,
) -> Result<CalendarView> {
    let resources = list_resources(tx).await?;
    let ids: Vec<_> = resources.iter().map(|resource| resource.id).collect();
    let filter = BookingFilter {
        from: Some(from),
        until: Some(until),
        ..BookingFilter::default()
    };
    let page = PageQuery { page: 1, limit: MOST };
    let mut view = CalendarView {
        bookings: list_bookings(tx, scope, &filter, page).await?.data,
        held: list_held(tx, scope, from, until).await?,
        blocks: vec![],
        busy_elsewhere: vec![],
        busy_others: match scope {
            Scope::All => vec![],
            Scope::Own(own) => list_others(tx, own, from, until).await?,
        },
        resources,
    };
    for row in list_off(tx, scope, &ids, from, until).await? {
        view.add(row);
    }
    Ok(view)
}

impl CalendarView {
    fn add(&mut self, row: OffRow) {
        let OffRow {
            resource_id,
            starts_at,
            ends_at,
            reason,
            ..
        } = row;
        match (row.block_id, resource_id) {
            (Some(id), _) => self.blocks.push(BlockView {
                id,
                resource_id,
                starts_at,
                ends_at,
                reason,
            }),
            (None, Some(resource_id)) => self.busy_elsewhere.push(BusyView {
                resource_id,
                starts_at,
                ends_at,
            }),
            (None, None) => {}
        }
    }
}

/// What is kept and not over yet.
async fn list_held(tx: &mut TenantTx, scope: Scope, from: Instant, until: Instant) -> Result<Vec<HeldView>> {
    Ok(sqlx::query_as(concat!(
        "select b.booking_id, b.service_name, b.starts_at, b.ends_at, b.hold_expires_at,
                exists (select from waitlist_entry w
                         where w.tenant_id = $1 and w.booking_id = b.booking_id and w.status = 'offered') as is_offer,
                array(select o.resource_id from booking_occupancy o
                       where o.tenant_id = $1 and (o.booking_id = b.booking_id or o.session_id = b.session_id)) as resource_ids
           from booking b
          where b.tenant_id = $1 and b.status = 'held' and b.hold_expires_at > $4 and b.starts_at >= $2 and b.starts_at < $3
            and ",
        is_served_by!("$5"),
        " order by b.starts_at, b.booking_id limit 500"
    ))
    .bind(tx.tenant())
    .bind(from)
    .bind(until)
    .bind(tx.now())
    .bind(scope.only())
    .fetch_all(&mut **tx)
    .await?)
}

/// When others are busy: by appointments that this one does not serve with them, and by time off.
async fn list_others(
    tx: &mut TenantTx,
    own: ResourceId,
    from: Instant,
    until: Instant,
) -> Result<Vec<BusyView>> {
    Ok(sqlx::query_as(
        "select o.resource_id, o.starts_at + o.buffer_before * interval '1 minute' as starts_at,
                o.ends_at - o.buffer_after * interval '1 minute' as ends_at
           from booking_occupancy o
          where o.tenant_id = $1 and o.resource_id <> $2 and o.starts_at > $3 - interval '2 days' and o.starts_at < $4
            and o.ends_at > $3 and o.status in ('held', 'pending', 'confirmed', 'completed', 'no_show')
            and (o.hold_expires_at is null or o.hold_expires_at > $5)
            and not exists (select from booking_occupancy mine
                             where mine.tenant_id = $1 and mine.resource_id = $2
                               and (mine.booking_id = o.booking_id or mine.session_id = o.session_id))
         union all
         select resource_id, starts_at, ends_at
           from blocked_time
          where tenant_id = $1 and resource_id <> $2 and ends_at > $3 and starts_at < $4
          order by starts_at
          limit 5000",
    )
    .bind(tx.tenant())
    .bind(own)
    .bind(from)
    .bind(until)
    .bind(tx.now())
    .fetch_all(&mut **tx)
    .await?)
}

async fn list_off(
    tx: &mut TenantTx,
    scope: Scope,
    of: &[ResourceId],
    from: Instant,
    until: Instant,
) -> Result<Vec<OffRow>> {
    Ok(sqlx::query_as(
        "select block_id, resource_id, starts_at, ends_at, reason
           from blocked_time
          where tenant_id = $1 and ends_at > $2 and starts_at < $3
            and ($5::uuid is null or resource_id is null or resource_id = $5)
         union all
         select null, resource_id, starts_at, ends_at, null
           from busy_time
          where tenant_id = $1 and resource_id = any ($4) and starts_at > $2 - interval '2 days' and starts_at < $3
            and ends_at > $2
          order by starts_at
          limit 5000",
    )
    .bind(tx.tenant())
    .bind(from)
    .bind(until)
    .bind(of)
    .bind(scope.only())
    .fetch_all(&mut **tx)
    .await?)
}
