//! Cleaning: what is done is forgotten after a while. Dead letters stay until somebody looks at them.

use std::time::Duration;

use db::TenantTx;
use kernel::{Instant, Result, TenantId};
use serde::{Deserialize, Serialize};

use crate::context::JobCtx;
use crate::error::JobError;
use crate::job::Job;
use crate::registry::Registry;

const DAY: i64 = 86_400;
/// Seconds that a tick is kept; longer than a tick may be made up for.
const KEEP_TICKS: i64 = 2 * DAY;
/// Rows deleted in one transaction.
const BATCH: i64 = 1_000;

/// Deletes old done jobs of the tenant it runs for; for the platform also ticks older than two days.
#[derive(Debug, Serialize, Deserialize)]
pub struct Purge {}

impl Job for Purge {
    const KIND: &'static str = "jobs.purge";
}

pub(crate) fn register(registry: &mut Registry, keep_done: Duration) {
    let seconds = i64::try_from(keep_done.as_secs()).unwrap_or(i64::MAX);
    registry.handle::<Purge, _, _>(move |ctx, _| purge(ctx, seconds));
    registry.schedule("jobs.purge_platform", "0 10 8 * * *", &Purge {});
    registry.for_each_tenant("jobs.purge_tenants", "0 20 8 * * *", &Purge {});
}

async fn purge(ctx: JobCtx, keep_done: i64) -> Result<(), JobError> {
    loop {
        let mut tx = ctx.begin().await?;
        let deleted = delete_done(&mut tx, ctx.now().plus_seconds(-keep_done)).await?;
        tx.commit().await?;
        if deleted < BATCH.unsigned_abs() {
            break;
        }
    }
    if ctx.tenant == TenantId::PLATFORM {
        let mut tx = ctx.begin().await?;
        delete_ticks(&mut tx, ctx.now().plus_seconds(-KEEP_TICKS)).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn delete_done(tx: &mut TenantTx, before: Instant) -> Result<u64> {
    let done = sqlx::query(
        "delete from job
         where tenant_id = $1
           and job_id in (
             select job_id from job
             where tenant_id = $1 and status = 'done' and finished_at < $2
             limit $3)",
    )
    .bind(tx.tenant())
    .bind(before)
    .bind(BATCH)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

async fn delete_ticks(tx: &mut TenantTx, before: Instant) -> Result<()> {
    sqlx::query("delete from schedule_tick where tick < $1")
        .bind(before)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
