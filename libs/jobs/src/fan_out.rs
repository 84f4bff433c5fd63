//! One job of the platform that becomes one job a tenant.

use db::{PlatformView, Pools, TenantTx};
use kernel::{Actor, Instant, Result, TenantId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::context::JobCtx;
use crate::error::JobError;
use crate::job::{Job, RawJob};
use crate::registry::Registry;
use crate::run::{Due, PREFIX, dedup_key, take};

/// Tenants read at a time.
const PAGE: i64 = 500;

/// Enqueue this job for each active tenant.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FanOut {
    kind: String,
    payload: Value,
    max_attempts: u16,
    /// Names the schedule.
    dedup_key: String,
    /// The moment that it is for; absent in orders of versions that did not know it.
    #[serde(default)]
    tick: Option<Instant>,
}

impl Job for FanOut {
    const KIND: &'static str = "jobs.fan_out";
}

impl FanOut {
    pub fn of(job: &RawJob, schedule: &str, tick: Instant) -> Self {
        let RawJob {
            kind,
            payload,
            max_attempts,
        } = job.clone();
        Self {
            kind,
            payload,
            max_attempts,
            dedup_key: dedup_key(schedule),
            tick: Some(tick),
        }
    }
}

pub(crate) fn register(registry: &mut Registry) {
    registry.handle::<FanOut, _, _>(fan_out);
}

async fn fan_out(ctx: JobCtx, order: FanOut) -> Result<(), JobError> {
    let job = RawJob {
        kind: order.kind,
        payload: order.payload,
        max_attempts: order.max_attempts,
    };
    let due = Due {
        schedule: order.dedup_key.strip_prefix(PREFIX).unwrap_or(&order.dedup_key),
        tick: order.tick.unwrap_or_else(|| ctx.now()),
        day: None,
    };
    // The platform's id is the lowest of all, so starting after it leaves it out.
    let mut last = TenantId::PLATFORM;
    let mut outcome = Ok(());
    loop {
        let page = active_tenants(&ctx.pools, last).await?;
        let Some(&end) = page.last() else { return outcome };
        for tenant in page {
            // One that cannot be written holds up no other; the next attempt passes over those that have it.
            if let Err(error) = enqueue_for(&ctx, tenant, due, &job).await {
                outcome = Err(error.into());
            }
        }
        last = end;
    }
}

async fn active_tenants(pools: &Pools, after: TenantId) -> Result<Vec<TenantId>> {
    let mut view = PlatformView::begin(&pools.platform).await?;
    Ok(sqlx::query_scalar(
        "select tenant_id from tenant where status = 'active' and tenant_id > $1 order by tenant_id limit $2",
    )
    .bind(after)
    .bind(PAGE)
    .fetch_all(&mut *view)
    .await?)
}

async fn enqueue_for(ctx: &JobCtx, tenant: TenantId, due: Due<'_>, job: &RawJob) -> Result<()> {
    let mut tx = TenantTx::begin(&ctx.pools.app, tenant, Actor::System, ctx.env.clone()).await?;
    take(&mut tx, due, job).await?;
    tx.commit().await
}
