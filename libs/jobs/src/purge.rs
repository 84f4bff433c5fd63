//! Cleaning: what is done is forgotten after a while. Dead letters stay until somebody looks at them.

use std::time::Duration;

use db::TenantTx;
use kernel::{Instant, Result};
use serde::{Deserialize, Serialize};

use crate::context::JobCtx;
use crate::error::JobError;
use crate::job::Job;
use crate::registry::Registry;
use crate::timing::Timing;

/// Seconds that a run of a schedule is remembered; longer than a moment may be made up for.
const KEEP_RUNS: i64 = 10 * 86_400;
/// Rows deleted in one transaction.
const BATCH: i64 = 1_000;

/// Deletes old done jobs and old runs of schedules, of the tenant it runs for.
#[derive(Debug, Serialize, Deserialize)]
pub struct Purge {}

impl Job for Purge {
    const KIND: &'static str = "jobs.purge";
}

pub(crate) fn register(registry: &mut Registry, keep_done: Duration) {
    let seconds = i64::try_from(keep_done.as_secs()).unwrap_or(i64::MAX);
    registry.handle::<Purge, _, _>(move |ctx, _| purge(ctx, seconds));
    registry.schedule("jobs.purge_platform", Timing::each_day(3, 0), &Purge {});
    registry.for_each_tenant("jobs.purge_tenants", Timing::each_day(3, 0), &Purge {});
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
    let mut tx = ctx.begin().await?;
    delete_runs(&mut tx, ctx.now().plus_seconds(-KEEP_RUNS)).await?;
    Ok(tx.commit().await?)
}

/// The job of a schedule's newest run stays, so that how it went can be told, however seldom it runs.
async fn delete_done(tx: &mut TenantTx, before: Instant) -> Result<u64> {
    let done = sqlx::query(
        "delete from job
         where tenant_id = $1
           and job_id in (
             select job_id from job
             where tenant_id = $1 and status = 'done' and finished_at < $2
               and job_id not in (
                 select job_id from (
                   select distinct on (schedule) job_id from schedule_run
                   where tenant_id = $1
                   order by schedule, taken_at desc, tick desc) newest
                 where job_id is not null)
             limit $3)",
    )
    .bind(tx.tenant())
    .bind(before)
    .bind(BATCH)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// Each schedule's newest run stays.
async fn delete_runs(tx: &mut TenantTx, before: Instant) -> Result<()> {
    sqlx::query(
        "delete from schedule_run old
         where tenant_id = $1 and taken_at < $2
           and exists (
             select from schedule_run newer
             where newer.tenant_id = $1 and newer.schedule = old.schedule and newer.taken_at > old.taken_at)",
    )
    .bind(tx.tenant())
    .bind(before)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
