//! What a calendar shows of a stretch of time: appointments and what is off.

use db::TenantTx;
use kernel::{Instant, PageQuery, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bookings::{BookingFilter, BookingSummary, list_bookings};
use super::resources::{BlockView, list_blocks, list_resources};
use crate::model::Resource;

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
    Ok(CalendarView {
        bookings: list_bookings(tx, &filter, page).await?.data,
        blocks: list_blocks(tx, &ids, from, until).await?,
        resources,
    })
}
