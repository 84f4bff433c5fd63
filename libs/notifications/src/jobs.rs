//! Sending what was written, and forgetting what is old.

use std::time::Duration;

use http::App;
use jobs::{Job, JobCtx, JobError, Registry, Timing};
use kernel::Result;
use serde::{Deserialize, Serialize};

use crate::batch::{SendBatch, send_batch};
use crate::couriers::{Couriers, Mailer};
use crate::model::MessageId;
use crate::ops::pack::pack;
use crate::ops::purge::{purge, purge_follows};
use crate::ops::settle::{Attempt, Next, settle};

/// Send this message, unless it is sent already.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendMessage {
    /// Which.
    pub message_id: MessageId,
}

impl Job for SendMessage {
    const KIND: &'static str = "notifications.send";
    /// Half a day: mail servers are sometimes away for hours.
    const MAX_ATTEMPTS: u16 = 20;
    const TIME_LIMIT: Duration = Duration::from_mins(2);
}

/// Forget the tenant's old messages.
#[derive(Debug, Serialize, Deserialize)]
pub struct PurgeMessages {}

impl Job for PurgeMessages {
    const KIND: &'static str = "notifications.purge";
}

/// Says who handles this slice's jobs.
pub fn jobs(registry: &mut Registry, app: &App, mailer: Mailer) {
    let couriers = Couriers::of(app, mailer);
    let for_batches = couriers.clone();
    registry.handle::<SendBatch, _, _>(move |ctx, job| send_batch(ctx, job, for_batches.clone()));
    registry.handle::<SendMessage, _, _>(move |ctx, job| send(ctx, job, couriers.clone()));
    registry.handle::<PurgeMessages, _, _>(forget_old);
    registry.for_each_tenant("notifications.purge", Timing::each_day(3, 30), &PurgeMessages {});
}

async fn send(ctx: JobCtx, job: SendMessage, couriers: Couriers) -> Result<(), JobError> {
    let id = job.message_id;
    let mut tx = ctx.begin().await?;
    let parcel = pack(&mut tx, id, &couriers).await?;
    tx.commit().await?;
    let Some(parcel) = parcel else { return Ok(()) };
    let outcome = couriers.carry(&parcel).await;
    finish(&ctx, Attempt { id, parcel, outcome }).await
}

/// Whoever says when to come back is asked again then; for all others the queue's own pauses do.
async fn finish(ctx: &JobCtx, attempt: Attempt) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let next = settle(&mut tx, &attempt, ctx.is_last).await?;
    if let Next::Again(Some(after)) = next {
        let message_id = attempt.id;
        let later = ctx.now().plus_seconds(seconds(after));
        jobs::enqueue_at(&mut tx, &SendMessage { message_id }, later).await?;
    }
    tx.commit().await?;
    match (next, attempt.outcome) {
        (Next::Again(None) | Next::GaveUp, Err(fault)) => Err(JobError::retry(fault)),
        _ => Ok(()),
    }
}

/// As clocks here count.
pub(crate) fn seconds(after: Duration) -> i64 {
    i64::try_from(after.as_secs()).unwrap_or(i64::MAX)
}

async fn forget_old(ctx: JobCtx, _: PurgeMessages) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let messages = purge(&mut tx).await?;
    purge_follows(&mut tx).await?;
    tx.commit().await?;
    tracing::debug!(messages, "old messages forgotten");
    Ok(())
}
