//! Sending what was written, and forgetting what is old.

use std::time::Duration;

use jobs::{Job, JobCtx, JobError, Registry, Timing};
use kernel::{Email, Result};
use mail::{SendError, Transport};
use serde::{Deserialize, Serialize};

use crate::batch::{SendBatch, send_batch};
use crate::model::MailId;
use crate::ops::deliver::{find_unsent, mark_failed, mark_sent};
use crate::ops::purge::purge;

/// What sending needs.
#[derive(Debug, Clone)]
pub struct Mailer {
    /// Where mails go.
    pub transport: Transport,
    /// The platform's sending address; the shop's name stands beside it, and answers go to the shop.
    pub from: Email,
}

/// Send this mail, unless it is sent already.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendMail {
    /// Which.
    pub mail_id: MailId,
}

impl Job for SendMail {
    const KIND: &'static str = "notifications.send_mail";
    /// Half a day: mail servers are sometimes away for hours.
    const MAX_ATTEMPTS: u16 = 20;
    const TIME_LIMIT: Duration = Duration::from_mins(2);
}

/// Forget the tenant's old mails.
#[derive(Debug, Serialize, Deserialize)]
pub struct PurgeMails {}

impl Job for PurgeMails {
    const KIND: &'static str = "notifications.purge_mails";
}

/// Says who handles this slice's jobs.
pub fn jobs(registry: &mut Registry, mailer: Mailer) {
    let for_batches = mailer.clone();
    registry.handle::<SendBatch, _, _>(move |ctx, job| send_batch(ctx, job, for_batches.clone()));
    registry.handle::<SendMail, _, _>(move |ctx, job| send(ctx, job, mailer.clone()));
    registry.handle::<PurgeMails, _, _>(forget_old);
    registry.for_each_tenant(
        "notifications.purge_mails",
        Timing::each_day(3, 30),
        &PurgeMails {},
    );
}

async fn send(ctx: JobCtx, job: SendMail, mailer: Mailer) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let message = find_unsent(&mut tx, job.mail_id, &mailer.from).await?;
    tx.commit().await?;
    let Some(message) = message else { return Ok(()) };
    let sent = mailer.transport.send(&message).await;
    settle(&ctx, job.mail_id, &mailer.transport, sent).await
}

/// A mail that the server will never take is an outcome, not a trouble of ours: its row says so, and the job is done.
async fn settle(
    ctx: &JobCtx,
    id: MailId,
    via: &Transport,
    sent: Result<(), SendError>,
) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    match &sent {
        Ok(()) => mark_sent(&mut tx, id, via.delivers()).await?,
        Err(e @ SendError::Permanent(_)) => mark_failed(&mut tx, id, e.words()).await?,
        Err(e @ SendError::Temporary(_)) if ctx.is_last => mark_failed(&mut tx, id, e.words()).await?,
        Err(SendError::Temporary(_)) => {}
    }
    tx.commit().await?;
    report(id, sent)
}

fn report(id: MailId, sent: Result<(), SendError>) -> Result<(), JobError> {
    count(id, &sent);
    match sent {
        Ok(()) | Err(SendError::Permanent(_)) => Ok(()),
        Err(error @ SendError::Temporary(_)) => Err(JobError::retry(error)),
    }
}

/// Counts it by its outcome, and says what will never be sent.
pub(crate) fn count(id: MailId, sent: &Result<(), SendError>) {
    let outcome = match sent {
        Ok(()) => "sent",
        Err(error @ SendError::Permanent(_)) => {
            tracing::warn!(mail_id = %id, %error, "mail refused for good");
            "refused"
        }
        Err(SendError::Temporary(_)) => "delayed",
    };
    metrics::counter!("mails_total", "outcome" => outcome).increment(1);
}

async fn forget_old(ctx: JobCtx, _: PurgeMails) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let mails = purge(&mut tx).await?;
    tx.commit().await?;
    tracing::debug!(mails, "old mails forgotten");
    Ok(())
}
