//! Work that nobody waits for: ending a time that was kept for somebody who did not come back, what a move at the desk leads
//! to, and reminding.

mod reminders;

use http::App;
use jobs::{Job, JobCtx, JobError, Registry};
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::model::BookingId;
use crate::ops::deposits::expire_deposit;
use crate::ops::expire_hold::expire_hold;
use crate::ops::offer_freed::{FreedTime, offer_freed};
use crate::ops::tell_moved::tell_moved;

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

/// Call this appointment off, if its deposit was not paid in time. Enqueued for the moment when its time is over.
#[derive(Debug, Serialize, Deserialize)]
pub struct ExpireDeposit {
    /// Which.
    pub booking_id: BookingId,
}

impl Job for ExpireDeposit {
    const KIND: &'static str = "booking.expire_deposit";
    const MAX_ATTEMPTS: u16 = 20;
}

/// Tell the customer that the shop moved this appointment, if that was its latest move. Enqueued for a while later.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellMoved {
    /// Which.
    pub booking_id: BookingId,
    /// Its version after the move.
    pub version: i64,
}

impl Job for TellMoved {
    const KIND: &'static str = "booking.tell_moved";
    const MAX_ATTEMPTS: u16 = 20;
}

/// Offer a time that the shop freed by a move to who waits for it. Enqueued for a while later.
#[derive(Debug, Serialize, Deserialize)]
pub struct OfferFreed {
    /// Which.
    #[serde(flatten)]
    pub freed: FreedTime,
}

impl Job for OfferFreed {
    const KIND: &'static str = "booking.offer_freed";
    const MAX_ATTEMPTS: u16 = 20;
}

/// Says who handles this slice's jobs.
pub fn jobs(registry: &mut Registry, app: &App) {
    let desk = Desk::of(app);
    reminders::jobs(registry, &desk);
    let (teller, offerer, waiter) = (desk.clone(), desk.clone(), desk.clone());
    registry.handle::<ExpireDeposit, _, _>(move |ctx, job| give_up(ctx, job, waiter.clone()));
    registry.handle::<OfferFreed, _, _>(move |ctx, job| offer(ctx, job, offerer.clone()));
    registry.handle::<TellMoved, _, _>(move |ctx, job| tell(ctx, job, teller.clone()));
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

async fn give_up(ctx: JobCtx, job: ExpireDeposit, desk: Desk) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let expired = match http::shop::find(&mut tx).await? {
        Some(shop) => expire_deposit(&mut tx, &desk, &shop, job.booking_id).await?,
        None => false,
    };
    tx.commit().await?;
    tracing::debug!(booking_id = %job.booking_id, expired, "looked whether a deposit is still not paid");
    Ok(())
}

async fn tell(ctx: JobCtx, job: TellMoved, desk: Desk) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let told = match http::shop::find(&mut tx).await? {
        Some(shop) => tell_moved(&mut tx, &desk, &shop, job.booking_id, job.version).await?,
        None => false,
    };
    tx.commit().await?;
    tracing::debug!(booking_id = %job.booking_id, told, "looked whether a customer knows where their appointment is");
    Ok(())
}

async fn offer(ctx: JobCtx, job: OfferFreed, desk: Desk) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    if let Some(shop) = http::shop::find(&mut tx).await? {
        offer_freed(&mut tx, &desk, &shop, job.freed).await?;
    }
    Ok(tx.commit().await?)
}
