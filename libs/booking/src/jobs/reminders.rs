//! Each minute the clock asks which shops have reminders that are due; each of them is then a job of its own, so that they
//! are sent by all replicas at once, and one shop's crowd holds up no other's. A minute in which nothing is due costs one
//! question.

use db::TenantTx;
use jobs::{Job, JobCtx, JobError, Registry, Timing, enqueue_once};
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::ops::remind::{forget_reminders, remind};
use crate::queries::reminders::list_tenants_with_due;

/// Let each shop whose reminders are due send them.
#[derive(Debug, Serialize, Deserialize)]
pub struct FindReminders {}

impl Job for FindReminders {
    const KIND: &'static str = "booking.find_reminders";
}

/// Send the shop's reminders that are due.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendReminders {}

impl Job for SendReminders {
    const KIND: &'static str = "booking.send_reminders";
}

/// Forget the shop's old reminders.
#[derive(Debug, Serialize, Deserialize)]
pub struct PurgeReminders {}

impl Job for PurgeReminders {
    const KIND: &'static str = "booking.purge_reminders";
}

pub(super) fn jobs(registry: &mut Registry, desk: &Desk) {
    let desk = desk.clone();
    registry.handle::<FindReminders, _, _>(find);
    registry.handle::<SendReminders, _, _>(move |ctx, _| send(ctx, desk.clone()));
    registry.handle::<PurgeReminders, _, _>(forget_old);
    registry.schedule("booking.find_reminders", "0 * * * * *", &FindReminders {});
    registry.for_each_tenant(
        "booking.purge_reminders",
        Timing::each_day(3, 45),
        &PurgeReminders {},
    );
}

/// A short transaction a shop. One that waits already is enough.
async fn find(ctx: JobCtx, _: FindReminders) -> Result<(), JobError> {
    for tenant in list_tenants_with_due(&ctx.pools.worker, ctx.now()).await? {
        let mut tx = ctx.of(tenant).begin().await?;
        enqueue_once(&mut tx, &SendReminders {}, "due").await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn send(ctx: JobCtx, desk: Desk) -> Result<(), JobError> {
    while send_some(ctx.begin().await?, &desk).await? {}
    Ok(())
}

async fn send_some(mut tx: TenantTx, desk: &Desk) -> Result<bool, JobError> {
    let more = match http::shop::find(&mut tx).await? {
        Some(shop) => remind(&mut tx, desk, &shop).await?,
        None => false,
    };
    tx.commit().await?;
    Ok(more)
}

async fn forget_old(ctx: JobCtx, _: PurgeReminders) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let reminders = forget_reminders(&mut tx).await?;
    tx.commit().await?;
    tracing::debug!(reminders, "old reminders forgotten");
    Ok(())
}
