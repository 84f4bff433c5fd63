//! Events are written and told, and forgotten when they are old.

use std::time::Duration;

use db::TenantTx;
use http::App;
use jobs::{Job, JobCtx, JobError, Registry, Timing};
use kernel::{Instant, Result};
use notifications::Carriers;
use serde::{Deserialize, Serialize};

use crate::lanes::Lanes;
use crate::model::EndpointId;
use crate::notice::Words;
use crate::ops::purge::purge;
use crate::ops::settle::settle;
use crate::ops::take_round::{Took, is_doubtful, take_round};
use crate::ops::write_events::write_events;
use crate::postman::{Postman, Tried};

/// Write what happened as it is told. Enqueued by `note_event` in the database, with what happened.
#[derive(Debug, Serialize, Deserialize)]
pub struct WriteEvents {}

impl Job for WriteEvents {
    const KIND: &'static str = "integrators.write_events";
}

/// Tell an address what is due there. It waits once, whatever is due.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeliverEvents {
    /// Which.
    pub endpoint: EndpointId,
}

impl Job for DeliverEvents {
    const KIND: &'static str = "integrators.deliver_events";
    /// A round is bounded; its tries are counted with the deliveries, not here.
    const TIME_LIMIT: Duration = Duration::from_mins(2);
}

/// Forget the tenant's old events.
#[derive(Debug, Serialize, Deserialize)]
pub struct PurgeEvents {}

impl Job for PurgeEvents {
    const KIND: &'static str = "integrators.purge_events";
}

/// Says who handles this slice's jobs. Events are kept for so long; the process runs so many jobs at once.
pub fn jobs(registry: &mut Registry, app: &App, kept: Duration, workers: usize) {
    let carriers: Carriers = app.slices.get();
    let postman = Postman {
        outbound: carriers.outbound,
        vault: app.vault.clone(),
        lanes: Lanes::of(workers),
        env: app.env.clone(),
    };
    let words = Words::of(app);
    registry.handle::<WriteEvents, _, _>(write);
    registry.handle::<DeliverEvents, _, _>(move |ctx, job| {
        deliver(ctx, job.endpoint, postman.clone(), words.clone())
    });
    registry.handle::<PurgeEvents, _, _>(move |ctx, _| forget_old(ctx, kept));
    registry.for_each_tenant(
        "integrators.purge_events",
        Timing::each_day(4, 30),
        &PurgeEvents {},
    );
}

/// Has the address told at `at` or soon after; what waits already does it as well, the earlier of both.
pub(crate) async fn enqueue_delivery(tx: &mut TenantTx, endpoint: EndpointId, at: Instant) -> Result<()> {
    let job = DeliverEvents { endpoint };
    jobs::enqueue_once_at(tx, &job, &endpoint.to_string(), at).await?;
    Ok(())
}

async fn write(ctx: JobCtx, _: WriteEvents) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    write_events(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// A round with one address. Who gets no turn comes back in a second: a worker is not kept waiting for one.
async fn deliver(ctx: JobCtx, endpoint: EndpointId, postman: Postman, words: Words) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let doubtful = is_doubtful(&mut tx, endpoint).await?;
    let Some(turn) = postman.lanes.turn(doubtful) else {
        enqueue_delivery(&mut tx, endpoint, ctx.now().plus_seconds(1)).await?;
        tx.commit().await?;
        return Ok(());
    };
    let (target, letters) = match take_round(&mut tx, endpoint).await? {
        Took::Round(target, letters) => (target, letters),
        Took::Nothing => return Ok(()),
        Took::Later(then) => {
            enqueue_delivery(&mut tx, endpoint, then).await?;
            tx.commit().await?;
            return Ok(());
        }
    };
    let webhook = postman.open(&mut tx, endpoint, &target).await?;
    tx.commit().await?;
    let tried = match webhook {
        Some(webhook) => postman.make_round(&webhook, letters).await,
        None => letters.into_iter().map(Tried::not_called).collect(),
    };
    drop(turn);
    finish(&ctx, endpoint, &tried, &words).await
}

async fn finish(ctx: &JobCtx, endpoint: EndpointId, tried: &[Tried], words: &Words) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    if let Some(stopped) = settle(&mut tx, endpoint, tried).await? {
        words.tell_stopped(&mut tx, &stopped).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn forget_old(ctx: JobCtx, kept: Duration) -> Result<(), JobError> {
    let seconds = i64::try_from(kept.as_secs()).unwrap_or(i64::MAX);
    let mut tx = ctx.begin().await?;
    let events = purge(&mut tx, ctx.now().plus_seconds(-seconds)).await?;
    tx.commit().await?;
    tracing::debug!(events, "old events forgotten");
    Ok(())
}
