//! One job of the platform that becomes one job a tenant.

use db::{PlatformView, Pools, TenantTx};
use kernel::{Actor, Result, TenantId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::context::JobCtx;
use crate::enqueue::insert;
use crate::error::JobError;
use crate::job::{Job, RawJob};
use crate::registry::Registry;

/// Tenants read at a time.
const PAGE: i64 = 500;

/// Enqueue this job for each active tenant.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FanOut {
    kind: String,
    payload: Value,
    max_attempts: u16,
    dedup_key: String,
}

impl Job for FanOut {
    const KIND: &'static str = "jobs.fan_out";
}

impl FanOut {
    pub fn of(job: RawJob, schedule: &str) -> Self {
        let RawJob {
            kind,
            payload,
            max_attempts,
        } = job;
        Self {
            kind,
            payload,
            max_attempts,
            dedup_key: format!("schedule:{schedule}"),
        }
    }

    /// The kind that `job` spreads, if it is one of these.
    pub fn inner_kind(job: &RawJob) -> Option<&str> {
        (job.kind == Self::KIND)
            .then(|| job.payload.get("kind")?.as_str())
            .flatten()
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
    // The platform's id is the lowest of all, so starting after it leaves it out.
    let mut last = TenantId::PLATFORM;
    loop {
        let page = active_tenants(&ctx.pools, last).await?;
        let Some(&end) = page.last() else { return Ok(()) };
        for tenant in page {
            enqueue_for(&ctx, tenant, &job, &order.dedup_key).await?;
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

/// A short transaction a tenant: one that cannot be written holds up no other.
async fn enqueue_for(ctx: &JobCtx, tenant: TenantId, job: &RawJob, dedup_key: &str) -> Result<()> {
    let mut tx = TenantTx::begin(&ctx.pools.app, tenant, Actor::System, ctx.env.clone()).await?;
    let now = tx.now();
    insert(&mut tx, job, now, Some(dedup_key)).await?;
    tx.commit().await
}
