//! The provider says when it wants to be asked again: nobody asks it before, and the work comes back then.

use std::time::Duration;

use booking::model::BookingId;
use db::TenantTx;
use kernel::{Instant, Result};

use crate::jobs::{SyncCalendar, WriteCopies};
use crate::model::CalendarId;
use crate::trouble::Concerning;

/// Leaves the calendar alone for so long.
pub async fn wait(tx: &mut TenantTx, concerning: Concerning, after: Duration) -> Result<()> {
    let seconds = i64::try_from(after.as_secs()).unwrap_or(i64::MAX);
    let until = tx.now().plus_seconds(seconds.clamp(1, 24 * 3600));
    sqlx::query("update external_calendar set not_before = $3 where tenant_id = $1 and calendar_id = $2")
        .bind(tx.tenant())
        .bind(concerning.calendar)
        .bind(until)
        .execute(&mut **tx)
        .await?;
    match concerning.booking {
        Some(booking) => write_then(tx, booking, until).await,
        None => read_then(tx, concerning.calendar, until).await,
    }
}

/// Has the calendar read at that time.
pub async fn read_then(tx: &mut TenantTx, calendar_id: CalendarId, at: Instant) -> Result<()> {
    jobs::enqueue_once_at(tx, &SyncCalendar { calendar_id }, &calendar_id.to_string(), at)
        .await
        .map(drop)
}

/// Has the appointment written at that time.
pub async fn write_then(tx: &mut TenantTx, booking_id: BookingId, at: Instant) -> Result<()> {
    jobs::enqueue_once_at(tx, &WriteCopies { booking_id }, &booking_id.to_string(), at)
        .await
        .map(drop)
}
