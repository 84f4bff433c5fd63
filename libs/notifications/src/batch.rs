//! Sending many mails: one job for ten of them, one after the other.

use std::time::Duration;

use db::TenantTx;
use jobs::{Job, JobCtx, JobError};
use kernel::Result;
use mail::SendError;
use serde::{Deserialize, Serialize};

use crate::jobs::{Mailer, SendMail, count};
use crate::model::MailId;
use crate::ops::deliver::{find_unsent, mark_failed, mark_sent};

/// Seconds until what was put off is tried again.
const PAUSE: i64 = 30;
/// Mails of one job. A worker that is lost holds so many up until its lease ends.
const BATCH: usize = 10;

/// Send these mails, those left out that are sent already.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendBatch {
    /// Which.
    pub mail_ids: Vec<MailId>,
}

impl Job for SendBatch {
    const KIND: &'static str = "notifications.send_batch";
    const TIME_LIMIT: Duration = Duration::from_mins(5);
}

impl SendBatch {
    /// As many as there must be for these.
    pub(crate) fn of(ids: &[MailId]) -> Vec<Self> {
        let batches = ids.chunks(BATCH);
        batches
            .map(|ids| Self {
                mail_ids: ids.to_vec(),
            })
            .collect()
    }
}

/// How the sending of one went.
type Attempt = (MailId, Result<(), SendError>);

/// Each is read right before it is sent, and that it was sent is written with the reading of the next: what is taken back
/// meanwhile stays, and whoever dies in between repeats one.
pub(crate) async fn send_batch(ctx: JobCtx, job: SendBatch, mailer: Mailer) -> Result<(), JobError> {
    let delivers = mailer.transport.delivers();
    let mut before: Option<Attempt> = None;
    for id in job.mail_ids {
        let mut tx = ctx.begin().await?;
        settle(&mut tx, before.take(), delivers).await?;
        let message = find_unsent(&mut tx, id, &mailer.from).await?;
        tx.commit().await?;
        if let Some(message) = message {
            before = Some((id, mailer.transport.send(&message).await));
        }
    }
    let mut tx = ctx.begin().await?;
    settle(&mut tx, before, delivers).await?;
    Ok(tx.commit().await?)
}

/// What could not be sent now is tried again by itself: it holds up no other.
async fn settle(tx: &mut TenantTx, attempt: Option<Attempt>, delivers: bool) -> Result<()> {
    let Some((id, sent)) = attempt else { return Ok(()) };
    count(id, &sent);
    match sent {
        Ok(()) => mark_sent(tx, id, delivers).await,
        Err(error @ SendError::Permanent(_)) => mark_failed(tx, id, error.words()).await,
        Err(SendError::Temporary(_)) => {
            let later = tx.now().plus_seconds(PAUSE);
            jobs::enqueue_at(tx, &SendMail { mail_id: id }, later)
                .await
                .map(drop)
        }
    }
}
