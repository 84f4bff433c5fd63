//! What a calendar shows of a stretch of time: appointments and what is off.

use db::TenantTx;
use kernel::{Instant, PageQuery, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bookings::{BookingFilter, BookingSummary, list_bookings};
use super::resources::{BlockView, list_resources};
use crate::model::{BlockId, Resource, ResourceId};

/// Most appointments of a view.
const MOST: u32 = 1000;

/// A stretch of the shop's calendar.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CalendarView {
    /// Whose columns there are.
    pub resources: Vec<Resource>,
    /// What begins in it, without what is only held.
    pub bookings: Vec<BookingSummary>,
    /// What is off in it.
    pub blocks: Vec<BlockView>,
    /// When somebody is busy by calendars outside.
    pub busy_elsewhere: Vec<BusyView>,
}

/// When somebody is busy by a calendar outside; not of what.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BusyView {
    /// Who.
    pub resource_id: ResourceId,
    /// From when.
    pub starts_at: Instant,
    /// Until when.
    pub ends_at: Instant,
}

/// Time that is off; by a calendar outside when it has no name.
#[derive(Debug, sqlx::FromRow)]
struct OffRow {
    block_id: Option<BlockId>,
    resource_id: Option<ResourceId>,
    starts_at: Instant,
    ends_at: Instant,
    reason: Option<String>,
}

/// What begins from then until before then.
pub async fn read_calendar(tx: &mut TenantTx, from: Instant, until: Instant) -> Result<CalendarView> {
    let resources = list_resources(tx).await?;
    let ids: Vec<_> = resources.iter().map(|resource| resource.id).collect();
    let filter = BookingFilter {
        from: Some(from),
        until: Some(until),
        ..BookingFilter::default()
    };
    let page = PageQuery { page: 1, limit: MOST };
    let mut view = CalendarView {
        bookings: list_bookings(tx, &filter, page).await?.data,
        blocks: vec![],
        busy_elsewhere: vec![],
        resources,
    };
    for row in list_off(tx, &ids, from, until).await? {
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

async fn list_off(
    tx: &mut TenantTx,
    of: &[ResourceId],
    from: Instant,
    until: Instant,
) -> Result<Vec<OffRow>> {
    Ok(sqlx::query_as(
        "select block_id, resource_id, starts_at, ends_at, reason
           from blocked_time
          where tenant_id = $1 and ends_at > $2 and starts_at < $3
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
    .fetch_all(&mut **tx)
    .await?)
}
