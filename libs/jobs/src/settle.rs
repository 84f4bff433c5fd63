//! Writing down how an attempt ended, as the worker role. Only who still holds the job may: a worker that lost its
//! lease changes nothing.

use kernel::id::Uuid;
use kernel::{Instant, Result};
use sqlx::PgPool;

use crate::claim::Claimed;

/// How an attempt ended.
#[derive(Debug)]
pub(crate) enum End {
    /// The work is done.
    Done,
    /// Failed; the next attempt is due then.
    Again { run_at: Instant, error: String },
    /// Given up.
    Dead { error: String },
    /// Not its fault: the program stops. The attempt does not count.
    Released,
}

/// Settles the attempt; `false` when the job is no longer held.
pub(crate) async fn settle(
    worker: &PgPool,
    id: Uuid,
    job: &Claimed,
    end: &End,
    now: Instant,
) -> Result<bool> {
    match write(worker, id, job, end, now).await {
        // Its twin (same dedup key) was enqueued meanwhile and will do the work.
        Err(sqlx::Error::Database(e)) if e.is_unique_violation() => {
            Ok(write(worker, id, job, &End::Done, now).await?)
        }
        other => Ok(other?),
    }
}

async fn write(worker: &PgPool, id: Uuid, job: &Claimed, end: &End, now: Instant) -> sqlx::Result<bool> {
    let (status, run_at, error, finished_at, counts) = match end {
        End::Done => ("done", None, None, Some(now), true),
        End::Again { run_at, error } => ("waiting", Some(*run_at), Some(error), None, true),
        End::Dead { error } => ("dead", None, Some(error), Some(now), true),
        End::Released => ("waiting", Some(now), None, None, false),
    };
    let done = sqlx::query(
        "update job
         set status = $1, run_at = coalesce($2, run_at), last_error = coalesce($3, last_error), finished_at = $4,
           attempts = attempts - $5, worker_id = null, lease_until = null
         where tenant_id = $6 and job_id = $7 and worker_id = $8 and attempts = $9 and status = 'running'",
    )
    .bind(status)
    .bind(run_at)
    .bind(error)
    .bind(finished_at)
    .bind(i32::from(!counts))
    .bind(job.tenant_id)
    .bind(job.job_id)
    .bind(id)
    .bind(job.attempts)
    .execute(worker)
    .await?;
    Ok(done.rows_affected() == 1)
}
