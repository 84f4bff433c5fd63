//! Forgetting answers that nobody will ask for again.

use std::time::Duration;

use db::TenantTx;
use jobs::{Job, JobCtx, JobError, Registry};
use kernel::{Instant, Result};
use serde::{Deserialize, Serialize};

/// Forget the tenant's old idempotency keys with their answers.
#[derive(Debug, Serialize, Deserialize)]
pub struct PurgeKeys {}

impl Job for PurgeKeys {
    const KIND: &'static str = "http.purge_keys";
}

/// Says who forgets the answers that are older than `keep`, and when.
pub fn jobs(registry: &mut Registry, keep: Duration) {
    registry.handle::<PurgeKeys, _, _>(move |ctx, _| purge(ctx, keep));
    // Hours are promised, so hours are counted.
    registry.for_each_tenant("http.purge_keys", "0 35 * * * *", &PurgeKeys {});
}

async fn purge(ctx: JobCtx, keep: Duration) -> Result<(), JobError> {
    let seconds = i64::try_from(keep.as_secs()).unwrap_or(i64::MAX);
    let mut tx = ctx.begin().await?;
    let keys = delete_older(&mut tx, ctx.now().plus_seconds(-seconds)).await?;
    tx.commit().await?;
    tracing::debug!(keys, "old idempotency keys forgotten");
    Ok(())
}

async fn delete_older(tx: &mut TenantTx, before: Instant) -> Result<u64> {
    let done = sqlx::query("delete from idempotency_key where tenant_id = $1 and created_at < $2")
        .bind(tx.tenant())
        .bind(before)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}
