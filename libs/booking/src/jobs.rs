//! Work that nobody waits for: ending a time that was kept for somebody who did not come back, and reminding.

mod reminders;

use http::App;
use jobs::{Job, JobCtx, JobError, Registry};
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::model::BookingId;
use crate::ops::expire_hold::expire_hold;

pub use reminders::{FindReminders, PurgeReminders, SendReminders};

/// End this hold, if nobody booked it. Enqueued for the moment when its time is over.
#[derive(Debug, Serialize, Deserialize)]
pub struct ExpireHold {
    /// Which.
    pub booking_id: BookingId,
}

impl Job for ExpireHold {
    const KIND: &'static str = "booking.expire_hold";
    const MAX_ATTEMPTS: u16 = 20;
}

/// Says who handles this slice's jobs.
pub fn jobs(registry: &mut Registry, app: &App) {
    let desk = Desk::of(app);
    reminders::jobs(registry, &desk);
    registry.handle::<ExpireHold, _, _>(move |ctx, job| expire(ctx, job, desk.clone()));
}

async fn expire(ctx: JobCtx, job: ExpireHold, desk: Desk) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let expired = match http::shop::find(&mut tx).await? {
        Some(shop) => expire_hold(&mut tx, &desk, &shop, job.booking_id).await?,
        None => false,
    };
    tx.commit().await?;
    tracing::debug!(booking_id = %job.booking_id, expired, "looked whether a time is still kept for somebody");
    Ok(())
}
