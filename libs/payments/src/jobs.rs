//! Work that nobody waits for: looking what became of payments, acting on what providers tell, giving money back, reading banks.

use std::collections::HashMap;
use std::time::Duration;

use http::AppData;
use jobs::{Job, JobCtx, JobError, Registry, Timing};
use serde::{Deserialize, Serialize};

use crate::meters;
use crate::model::event::EventId;
use crate::model::{AttemptId, RefundId};
use crate::ops::apply_event::apply_event;
use crate::ops::call::{look, look_anyway};
use crate::ops::disconnect::forget_keys;
use crate::ops::events::forget_sent;
use crate::ops::read_banks::read_banks;
use crate::ops::reconcile::reconcile;
use crate::ops::report::report;
use crate::ops::send_refund::send_refund;
use crate::ops::tell_given_back::tell_given_back;
use crate::queries::payments::count_open_pse;
use crate::treasury::Treasury;

/// Ask the provider what became of a payment.
#[derive(Debug, Serialize, Deserialize)]
pub struct LookAt {
    attempt_id: AttemptId,
    /// Also when by what we know nothing is left to learn.
    #[serde(default)]
    anyway: bool,
}

impl LookAt {
    pub(crate) const fn of(attempt_id: AttemptId) -> Self {
        Self {
            attempt_id,
            anyway: false,
        }
    }

    /// Where the provider's books say otherwise than ours.
    pub(crate) const fn anyway(attempt_id: AttemptId) -> Self {
        Self {
            attempt_id,
            anyway: true,
        }
    }
}

impl Job for LookAt {
    const KIND: &'static str = "payments.look_at";
    const MAX_ATTEMPTS: u16 = 20;
}

/// Act on what a provider told.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApplyEvent {
    pub(crate) event_id: EventId,
}

impl Job for ApplyEvent {
    const KIND: &'static str = "payments.apply_event";
    const MAX_ATTEMPTS: u16 = 8;
}

/// Ask the provider to give money back.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendRefund {
    refund_id: RefundId,
}

impl SendRefund {
    pub(crate) const fn of(refund_id: RefundId) -> Self {
        Self { refund_id }
    }
}

impl Job for SendRefund {
    const KIND: &'static str = "payments.send_refund";
    const MAX_ATTEMPTS: u16 = 30;
}

/// Tell whoever paid that money went back.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellGivenBack {
    refund_id: RefundId,
}

impl TellGivenBack {
    pub(crate) const fn of(refund_id: RefundId) -> Self {
        Self { refund_id }
    }
}

impl Job for TellGivenBack {
    const KIND: &'static str = "payments.tell_given_back";
    const MAX_ATTEMPTS: u16 = 20;
}

/// Forget what opens accounts that the shop let go of.
#[derive(Debug, Serialize, Deserialize)]
pub struct ForgetKeys {}

impl Job for ForgetKeys {
    const KIND: &'static str = "payments.forget_keys";
}

/// Read which banks the shop's account reaches.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReadBanks {}

impl Job for ReadBanks {
    const KIND: &'static str = "payments.read_banks";
}

/// Compare our books with the providers'.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reconcile {}

impl Job for Reconcile {
    const KIND: &'static str = "payments.reconcile";
    const MAX_ATTEMPTS: u16 = 6;
}

/// Let go of what providers sent long ago.
#[derive(Debug, Serialize, Deserialize)]
pub struct ForgetSent {}

impl Job for ForgetSent {
    const KIND: &'static str = "payments.forget_sent";
}

/// Tell the shop how it was paid yesterday.
#[derive(Debug, Serialize, Deserialize)]
pub struct Report {}

impl Job for Report {
    const KIND: &'static str = "payments.report";
}

/// Count what is under way by PSE at all shops.
#[derive(Debug, Serialize, Deserialize)]
pub struct CountOpen {}

impl Job for CountOpen {
    const KIND: &'static str = "payments.count_open";
    const MAX_ATTEMPTS: u16 = 1;
}

/// Says who handles this slice's jobs. What providers sent is kept so long.
pub fn jobs(registry: &mut Registry, app: &AppData, keep_sent: Duration) {
    let treasury = Treasury::of(app);
    let of = |treasury: &Treasury| treasury.clone();
    let one = of(&treasury);
    registry.handle::<LookAt, _, _>(move |ctx, job| look_at(ctx, job, one.clone()));
    let one = of(&treasury);
    registry.handle::<ApplyEvent, _, _>(move |ctx, job| hear(ctx, job, one.clone()));
    let one = of(&treasury);
    registry.handle::<SendRefund, _, _>(move |ctx, job| refund(ctx, job, one.clone()));
    let one = of(&treasury);
    registry.handle::<TellGivenBack, _, _>(move |ctx, job| tell_back(ctx, job, one.clone()));
    registry.handle::<ForgetKeys, _, _>(|ctx, _| let_go(ctx));
    registry.for_each_tenant("payments.forget_keys", Timing::each_day(4, 15), &ForgetKeys {});
    let one = of(&treasury);
    registry.handle::<Reconcile, _, _>(move |ctx, _| compare(ctx, one.clone()));
    let one = of(&treasury);
    registry.handle::<ReadBanks, _, _>(move |ctx, _| banks(ctx, one.clone()));
    let one = of(&treasury);
    registry.handle::<Report, _, _>(move |ctx, _| tell_yesterday(ctx, one.clone()));
    registry.for_each_tenant("payments.report", Timing::each_day(6, 0), &Report {});
    registry.handle::<ForgetSent, _, _>(move |ctx, _| forget(ctx, keep_sent));
    registry.for_each_tenant("payments.forget_sent", Timing::each_day(3, 45), &ForgetSent {});
    registry.handle::<CountOpen, _, _>(count_open);
    registry.schedule("payments.count_open", "30 */5 * * * *", &CountOpen {});
    registry.for_each_tenant("payments.reconcile", Timing::each_day(5, 0), &Reconcile {});
    registry.for_each_tenant("payments.read_banks", Timing::each_day(2, 30), &ReadBanks {});
}

async fn look_at(ctx: JobCtx, job: LookAt, treasury: Treasury) -> Result<(), JobError> {
    if job.anyway {
        return Ok(look_anyway(&treasury, ctx.tenant, job.attempt_id).await?);
    }
    Ok(look(&treasury, ctx.tenant, job.attempt_id).await?)
}

async fn hear(ctx: JobCtx, job: ApplyEvent, treasury: Treasury) -> Result<(), JobError> {
    apply_event(&ctx, &treasury, job.event_id).await
}

async fn refund(ctx: JobCtx, job: SendRefund, treasury: Treasury) -> Result<(), JobError> {
    send_refund(&ctx, &treasury, job.refund_id).await
}

async fn tell_back(ctx: JobCtx, job: TellGivenBack, treasury: Treasury) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    tell_given_back(&mut tx, &treasury, job.refund_id).await?;
    tx.commit().await?;
    Ok(())
}

async fn let_go(ctx: JobCtx) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let forgotten = forget_keys(&mut tx).await?;
    tx.commit().await?;
    tracing::debug!(
        forgotten,
        "looked which accounts of payments are worth no key any more"
    );
    Ok(())
}

async fn compare(ctx: JobCtx, treasury: Treasury) -> Result<(), JobError> {
    reconcile(&treasury, ctx.tenant).await
}

async fn banks(ctx: JobCtx, treasury: Treasury) -> Result<(), JobError> {
    read_banks(&treasury, ctx.tenant).await
}

async fn forget(ctx: JobCtx, keep: Duration) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let seconds = i64::try_from(keep.as_secs()).unwrap_or(i64::MAX);
    forget_sent(&mut tx, seconds).await?;
    tx.commit().await?;
    Ok(())
}

async fn tell_yesterday(ctx: JobCtx, treasury: Treasury) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    report(&mut tx, &treasury.app).await?;
    tx.commit().await?;
    Ok(())
}

/// Sets `pse_payments_open`. The replica that ran last knows best: take the maximum over replicas, not the sum.
async fn count_open(ctx: JobCtx, _: CountOpen) -> Result<(), JobError> {
    let mut open = HashMap::new();
    for tenant in ctx.active_tenants().await? {
        let mut tx = ctx.of(tenant).begin().await?;
        for (status, count) in count_open_pse(&mut tx).await? {
            *open.entry(status).or_default() += count;
        }
        tx.commit().await?;
    }
    meters::open(&open);
    Ok(())
}
