//! Sending many messages: one job for ten of them, one after the other.

use std::time::Duration;

use db::TenantTx;
use jobs::{Job, JobCtx, JobError};
use kernel::Result;
use serde::{Deserialize, Serialize};

use crate::couriers::Couriers;
use crate::jobs::{SendMessage, seconds};
use crate::model::MessageId;
use crate::ops::pack::pack;
use crate::ops::settle::{Attempt, Next, settle};

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

/// Each is read right before it is sent, and that it was sent is written with the reading of the next: what is taken back
/// meanwhile stays, and whoever dies in between repeats one.
pub(crate) async fn send_batch(ctx: JobCtx, job: SendBatch, couriers: Couriers) -> Result<(), JobError> {
    let mut before: Option<Attempt> = None;
    for id in job.message_ids {
        let mut tx = ctx.begin().await?;
        finish(&mut tx, before.take()).await?;
        let parcel = pack(&mut tx, id, &couriers).await?;
        tx.commit().await?;
        if let Some(parcel) = parcel {
            let outcome = couriers.carry(&parcel).await;
            before = Some(Attempt { id, parcel, outcome });
        }
    }
    let mut tx = ctx.begin().await?;
    finish(&mut tx, before).await?;
    Ok(tx.commit().await?)
}

/// What could not be sent now is tried again by itself: it holds up no other.
async fn finish(tx: &mut TenantTx, attempt: Option<Attempt>) -> Result<()> {
    let Some(attempt) = attempt else { return Ok(()) };
    let Next::Again(after) = settle(tx, &attempt, false).await? else {
        return Ok(());
    };
    let later = tx.now().plus_seconds(seconds(after.unwrap_or(PAUSE)));
    let message_id = attempt.id;
    jobs::enqueue_at(tx, &SendMessage { message_id }, later)
        .await
        .map(drop)
}
