//! Work that nobody waits for: what comes to an end, what Stripe told, and what nobody knows the end of.

use std::time::Duration;

use ::http::{App, AppData};
use ::jobs::{Job, JobCtx, JobError, Registry, Timing};
use kernel::Result;
use serde::{Deserialize, Serialize};

use crate::model::event::EventId;
use crate::model::operation::OperationId;
use crate::ops::apply_event::{apply_event, hear_again};
use crate::ops::finish::finish;
use crate::ops::hear::forget_sent;
use crate::ops::look::look;
use crate::ops::review::review;
use crate::till::Till;

/// Look at one shop's subscription: at Stripe, too, where it sees to it.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReviewSubscription {}

impl Job for ReviewSubscription {
    const KIND: &'static str = "billing.review";
}

/// Act on what Stripe told.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApplyEvent {
    pub(crate) event_id: EventId,
}

impl Job for ApplyEvent {
    const KIND: &'static str = "billing.apply_event";
    const MAX_ATTEMPTS: u16 = 12;
}

/// See to what Stripe was asked, should nobody else.
#[derive(Debug, Serialize, Deserialize)]
pub struct FinishOperation {
    operation_id: OperationId,
}

impl FinishOperation {
    pub(crate) const fn of(operation_id: OperationId) -> Self {
        Self { operation_id }
    }
}

impl Job for FinishOperation {
    const KIND: &'static str = "billing.finish_operation";
    const MAX_ATTEMPTS: u16 = 30;
}

/// Act on what Stripe told of customers that no shop had.
#[derive(Debug, Serialize, Deserialize)]
pub struct HearAgain {}

impl Job for HearAgain {
    const KIND: &'static str = "billing.hear_again";
}

/// Let go of what Stripe sent long ago.
#[derive(Debug, Serialize, Deserialize)]
pub struct ForgetSent {}

impl Job for ForgetSent {
    const KIND: &'static str = "billing.forget_sent";
}

/// Says who handles this slice's jobs, and when the clock asks for them. What Stripe sent is kept so long.
pub fn jobs(registry: &mut Registry, app: &AppData, keep_sent: Duration) {
    let one = app.clone();
    registry.handle::<ReviewSubscription, _, _>(move |ctx, _| review_shop(ctx, one.clone()));
    let one = app.clone();
    registry.handle::<ApplyEvent, _, _>(move |ctx, job| hear(ctx, job, one.clone()));
    let one = app.clone();
    registry.handle::<FinishOperation, _, _>(move |ctx, job| see_to(ctx, job, one.clone()));
    let one = app.clone();
    registry.handle::<HearAgain, _, _>(move |ctx, _| listen_again(ctx, one.clone()));
    registry.handle::<ForgetSent, _, _>(move |ctx, _| forget(ctx, keep_sent));
    registry.for_each_tenant("billing.review", Timing::each_day(8, 0), &ReviewSubscription {});
    registry.for_each_tenant("billing.forget_sent", Timing::each_day(3, 45), &ForgetSent {});
    registry.schedule("billing.forget_stray", "0 50 3 * * *", &ForgetSent {});
    registry.schedule("billing.hear_again", "0 10 * * * *", &HearAgain {});
}

async fn hear(ctx: JobCtx, job: ApplyEvent, app: AppData) -> Result<(), JobError> {
    apply_event(&ctx, &app, job.event_id).await
}

async fn see_to(ctx: JobCtx, job: FinishOperation, app: AppData) -> Result<(), JobError> {
    finish(&ctx, &app, job.operation_id).await
}

async fn listen_again(ctx: JobCtx, app: AppData) -> Result<(), JobError> {
    if Till::of(&app).is_open() {
        hear_again(&ctx, &app).await?;
    }
    Ok(())
}

/// What Stripe told and nobody heard is found here: it keeps its telling for three days, and nothing needs it.
async fn review_shop(ctx: JobCtx, app: AppData) -> Result<(), JobError> {
    let till = Till::of(&app);
    let looked = if till.is_open() {
        look(&till, &app, ctx.tenant, None).await.map(drop)
    } else {
        Ok(())
    };
    // Whoever is to be told is told, also while Stripe is away.
    review_here(&ctx, &app).await?;
    Ok(looked?)
}

async fn review_here(ctx: &JobCtx, app: &App) -> Result<()> {
    let shop = app.shops.by_id(ctx.tenant).await?;
    let mut tx = ctx.begin().await?;
    review(&mut tx, app, &shop).await?;
    tx.commit().await?;
    app.shops.forget(ctx.tenant);
    Ok(())
}

async fn forget(ctx: JobCtx, keep: Duration) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    forget_sent(&mut tx, i64::try_from(keep.as_secs()).unwrap_or(i64::MAX)).await?;
    tx.commit().await?;
    Ok(())
}
