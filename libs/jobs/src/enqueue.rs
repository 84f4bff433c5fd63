//! Putting work into the queue, in the transaction that makes it necessary: both are kept or neither.

use db::TenantTx;
use db::bus::Topic;
use kernel::{Instant, JobId, Result};

use crate::job::{Job, RawJob};
use crate::trace::current_trace;

/// Runs as soon as the transaction has committed and a worker is free.
pub async fn enqueue<J: Job>(tx: &mut TenantTx, job: &J) -> Result<JobId> {
    let now = tx.now();
    insert(tx, &RawJob::of(job)?, now, None).await
}

/// Like [`enqueue`] for several of a kind; one statement.
pub async fn enqueue_all<J: Job>(tx: &mut TenantTx, jobs: &[J]) -> Result<()> {
    let now = tx.now();
    let raw: Vec<RawJob> = jobs.iter().map(RawJob::of).collect::<Result<_>>()?;
    insert_all(tx, &raw, &vec![now; jobs.len()]).await
}

/// Like [`enqueue_at`] for several of a kind, each with its moment; one statement.
pub async fn enqueue_each<J: Job>(tx: &mut TenantTx, jobs: &[(J, Instant)]) -> Result<()> {
    let raw: Vec<RawJob> = jobs
        .iter()
        .map(|(job, _)| RawJob::of(job))
        .collect::<Result<_>>()?;
    let moments: Vec<Instant> = jobs.iter().map(|(_, at)| *at).collect();
    insert_all(tx, &raw, &moments).await
}

async fn insert_all(tx: &mut TenantTx, raw: &[RawJob], moments: &[Instant]) -> Result<()> {
    if raw.is_empty() {
        return Ok(());
    }
    let ids: Vec<JobId> = raw.iter().map(|_| tx.new_id()).collect();
    sqlx::query(
        "insert into job (tenant_id, job_id, kind, payload, run_at, max_attempts, trace_id, created_at)
         select $1, j.job_id, j.kind, j.payload, j.run_at, j.max_attempts, $3, $2
           from unnest($4::uuid[], $5::text[], $6::jsonb[], $7::integer[], $8::timestamptz[])
             as j (job_id, kind, payload, max_attempts, run_at)",
    )
    .bind(tx.tenant())
    .bind(tx.now())
    .bind(current_trace())
    .bind(&ids)
    .bind(raw.iter().map(|j| j.kind.as_str()).collect::<Vec<_>>())
    .bind(raw.iter().map(|j| &j.payload).collect::<Vec<_>>())
    .bind(raw.iter().map(|j| i32::from(j.max_attempts)).collect::<Vec<_>>())
    .bind(moments)
    .execute(&mut **tx)
    .await?;
    // Nobody need wake for what is not due yet.
    let now = tx.now();
    for (id, _) in ids.iter().zip(moments).filter(|(_, at)| **at <= now) {
        tx.announce(Topic::Job, id.0);
    }
    Ok(())
}

/// Runs at `run_at` or soon after.
pub async fn enqueue_at<J: Job>(tx: &mut TenantTx, job: &J, run_at: Instant) -> Result<JobId> {
    insert(tx, &RawJob::of(job)?, run_at, None).await
}

/// Like [`enqueue`], unless a job of this kind with the same `dedup_key` waits already: then that one's id is given.
///
/// The waiting job is locked until this transaction ends, so it cannot start without seeing what the transaction
/// does. A job that is already running does not count: what it has read may be old.
pub async fn enqueue_once<J: Job>(tx: &mut TenantTx, job: &J, dedup_key: &str) -> Result<JobId> {
    let now = tx.now();
    insert(tx, &RawJob::of(job)?, now, Some(dedup_key)).await
}

/// Like [`enqueue_once`], but at `run_at` or soon after; a twin that waits already keeps the earlier of both times.
pub async fn enqueue_once_at<J: Job>(
    tx: &mut TenantTx,
    job: &J,
    dedup_key: &str,
    run_at: Instant,
) -> Result<JobId> {
    insert(tx, &RawJob::of(job)?, run_at, Some(dedup_key)).await
}

async fn insert(tx: &mut TenantTx, job: &RawJob, run_at: Instant, dedup_key: Option<&str>) -> Result<JobId> {
    let new = tx.new_id();
    insert_as(tx, new, job, run_at, dedup_key).await
}

/// Under the id `new`, unless its twin waits already: then that one's id is given.
pub(crate) async fn insert_as(
    tx: &mut TenantTx,
    new: JobId,
    job: &RawJob,
    run_at: Instant,
    dedup_key: Option<&str>,
) -> Result<JobId> {
    // `do update` rather than `do nothing`: it locks the waiting row and returns its id.
    let id: JobId = sqlx::query_scalar(
        "insert into job (tenant_id, job_id, kind, payload, run_at, max_attempts, dedup_key, trace_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (tenant_id, kind, dedup_key) where status = 'waiting' and dedup_key is not null
         do update set run_at = least(job.run_at, excluded.run_at)
         returning job_id",
    )
    .bind(tx.tenant())
    .bind(new)
    .bind(&job.kind)
    .bind(&job.payload)
    .bind(run_at)
    .bind(i32::from(job.max_attempts))
    .bind(dedup_key)
    .bind(current_trace())
    .bind(tx.now())
    .fetch_one(&mut **tx)
    .await?;
    // Nobody need wake for what is not due yet.
    if run_at <= tx.now() {
        tx.announce(Topic::Job, id.0);
    }
    Ok(id)
}
