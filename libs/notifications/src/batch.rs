//! Sending many messages: one job for ten of them, one after the other.

use std::time::Duration;

use jobs::{Job, JobCtx, JobError};
use kernel::{Error, Result};
use serde::{Deserialize, Serialize};

use crate::couriers::Couriers;
use crate::jobs::{SendMessage, seconds};
use crate::model::MessageId;
use crate::ops::pack::pack;
use crate::ops::settle::{Attempt, Next, settle};
use crate::parcel::Parcel;

/// Until what was put off is tried again, where nobody says when.
const PAUSE: Duration = Duration::from_secs(30);
/// Messages of one job. A worker that is lost holds so many up until its lease ends.
const BATCH: usize = 10;

/// Send these messages, those left out that are sent already.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendBatch {
    /// Which.
    pub message_ids: Vec<MessageId>,
}

impl Job for SendBatch {
    const KIND: &'static str = "notifications.send_batch";
    const TIME_LIMIT: Duration = Duration::from_mins(5);
}

impl SendBatch {
    /// As many as there must be for these.
    pub(crate) fn of(ids: &[MessageId]) -> Vec<Self> {
        let batches = ids.chunks(BATCH);
        batches
            .map(|ids| Self {
                message_ids: ids.to_vec(),
            })
            .collect()
    }
}

/// Each is read right before it is sent, and that it was sent is written before the next is looked at: what is taken back
/// meanwhile stays, whoever dies in between repeats one, and one that cannot be read brings no other back.
pub(crate) async fn send_batch(ctx: JobCtx, job: SendBatch, couriers: Couriers) -> Result<(), JobError> {
    for id in job.message_ids {
        let parcel = match read(&ctx, id, &couriers).await {
            Ok(parcel) => parcel,
            Err(fault) => {
                set_apart(&ctx, id, &fault).await?;
                continue;
            }
        };
        if let Some(parcel) = parcel {
            let outcome = couriers.carry(&parcel).await;
            finish(&ctx, Attempt { id, parcel, outcome }).await?;
        }
    }
    Ok(())
}

async fn read(ctx: &JobCtx, id: MessageId, couriers: &Couriers) -> Result<Option<Parcel>> {
    let mut tx = ctx.begin().await?;
    let parcel = pack(&mut tx, id, couriers).await?;
    tx.commit().await?;
    Ok(parcel)
}

/// One that cannot be read now is tried by itself: it holds up no other, and whoever looks after given-up work finds it.
async fn set_apart(ctx: &JobCtx, id: MessageId, fault: &Error) -> Result<(), JobError> {
    tracing::error!(id = %id, error = ?fault, "a message of a batch cannot be read");
    let mut tx = ctx.begin().await?;
    jobs::enqueue(&mut tx, &SendMessage { message_id: id }).await?;
    tx.commit().await?;
    Ok(())
}

/// What could not be sent now is tried again by itself: it holds up no other.
async fn finish(ctx: &JobCtx, attempt: Attempt) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    if let Next::Again(after) = settle(&mut tx, &attempt, false).await? {
        let later = tx.now().plus_seconds(seconds(after.unwrap_or(PAUSE)));
        let message_id = attempt.id;
        jobs::enqueue_at(&mut tx, &SendMessage { message_id }, later).await?;
    }
    tx.commit().await?;
    Ok(())
}
