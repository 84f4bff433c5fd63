//! Dead letters: jobs that were given up, for a screen that shows them, tries them again or discards them.

use db::TenantTx;
use db::bus::Topic;
use kernel::{Error, Instant, JobId, PageQuery, Paged, Result};
use serde::Serialize;
use sqlx::FromRow;

use crate::error::JobsError;

/// A job that was given up.
#[derive(Debug, Clone, FromRow, Serialize)]
pub struct DeadJob {
    /// Which.
    pub job_id: JobId,
    /// `<slice>.<verb_noun>`.
    pub kind: String,
    /// Attempts made.
    pub attempts: i32,
    /// Why the last one failed.
    pub last_error: Option<String>,
    /// Trace id of what caused it.
    pub trace_id: Option<String>,
    /// When it was enqueued.
    pub created_at: Instant,
    /// When it was given up.
    pub finished_at: Option<Instant>,
}

/// The tenant's dead letters, newest first.
pub async fn list_dead(tx: &mut TenantTx, page: PageQuery) -> Result<Paged<DeadJob>> {
    let total = count_dead(tx).await?;
    let rows = sqlx::query_as::<_, DeadJob>(
        "select job_id, kind, attempts, last_error, trace_id, created_at, finished_at
         from job
         where tenant_id = $1 and status = 'dead'
         order by finished_at desc, job_id desc
         limit $2 offset $3",
    )
    .bind(tx.tenant())
    .bind(i64::from(page.limit))
    .bind(page.offset())
    .fetch_all(&mut **tx)
    .await?;
    Ok(Paged::new(rows, page, total))
}

/// How many the tenant has.
pub async fn count_dead(tx: &mut TenantTx) -> Result<i64> {
    Ok(
        sqlx::query_scalar("select count(*) from job where tenant_id = $1 and status = 'dead'")
            .bind(tx.tenant())
            .fetch_one(&mut **tx)
            .await?,
    )
}

/// Puts a dead letter back into the queue with all its attempts; it keeps its id, so what it did halfway is known.
///
/// Refuses with `not_found`, `job_not_dead`, or `job_already_waiting` when another job does the same work.
pub async fn replay(tx: &mut TenantTx, job_id: JobId) -> Result<()> {
    let (status, has_twin) = lock(tx, job_id).await?.ok_or_else(Error::not_found)?;
    if status != "dead" {
        return Err(JobsError::NotDead.into());
    }
    if has_twin {
        return Err(JobsError::AlreadyWaiting.into());
    }
    revive(tx, job_id).await?;
    tx.announce(Topic::Job, job_id.0);
    Ok(())
}

/// Forgets a dead letter for good: its work will not be done.
///
/// Refuses with `not_found` or `job_not_dead`.
pub async fn discard(tx: &mut TenantTx, job_id: JobId) -> Result<()> {
    let (status, _) = lock(tx, job_id).await?.ok_or_else(Error::not_found)?;
    if status != "dead" {
        return Err(JobsError::NotDead.into());
    }
    delete(tx, job_id).await
}

/// Its status, and whether a job with the same dedup key waits.
async fn lock(tx: &mut TenantTx, job_id: JobId) -> Result<Option<(String, bool)>> {
    Ok(sqlx::query_as(
        "select j.status, exists (
           select from job twin
           where twin.tenant_id = $1 and twin.kind = j.kind and twin.dedup_key = j.dedup_key and twin.status = 'waiting')
         from job j
         where j.tenant_id = $1 and j.job_id = $2
         for update of j",
    )
    .bind(tx.tenant())
    .bind(job_id)
    .fetch_optional(&mut **tx)
    .await?)
}

async fn revive(tx: &mut TenantTx, job_id: JobId) -> Result<()> {
    sqlx::query(
        "update job set status = 'waiting', attempts = 0, run_at = $3, finished_at = null
         where tenant_id = $1 and job_id = $2",
    )
    .bind(tx.tenant())
    .bind(job_id)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn delete(tx: &mut TenantTx, job_id: JobId) -> Result<()> {
    sqlx::query("delete from job where tenant_id = $1 and job_id = $2")
        .bind(tx.tenant())
        .bind(job_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
