//! Forgetting answers that nobody will ask for again, and new keys in time.

use std::time::Duration;

use db::TenantTx;
use jobs::{Job, JobCtx, JobError, Registry, Timing};
use kernel::{Instant, Result};
use serde::{Deserialize, Serialize};

use crate::app::AppData;
use crate::lookout;
use crate::vault::{self, SealedColumn};

/// Forget the tenant's old idempotency keys with their answers.
#[derive(Debug, Serialize, Deserialize)]
pub struct PurgeKeys {}

impl Job for PurgeKeys {
    const KIND: &'static str = "http.purge_keys";
}

/// Give the tenant a new data key if its time has come, and move everything to the newest.
#[derive(Debug, Serialize, Deserialize)]
pub struct RenewKeys {}

impl Job for RenewKeys {
    const KIND: &'static str = "http.renew_keys";
    const TIME_LIMIT: Duration = Duration::from_mins(30);
}

/// Seal by the present master key what the previous one sealed.
#[derive(Debug, Serialize, Deserialize)]
pub struct WrapKeys {}

impl Job for WrapKeys {
    const KIND: &'static str = "http.wrap_keys";
    const TIME_LIMIT: Duration = Duration::from_mins(30);
}

/// Forget the tenant's traces (audit log, openings of secrets, events of security) that are old enough.
#[derive(Debug, Serialize, Deserialize)]
pub struct ForgetTraces {}

impl Job for ForgetTraces {
    const KIND: &'static str = "http.forget_traces";
}

/// How long what lives, and what is sealed.
#[derive(Debug, Clone)]
pub struct KeepingKeys {
    /// Answers under an `Idempotency-Key`.
    pub answers: Duration,
    /// The audit log, and who opened secrets.
    pub audit: Duration,
    /// Events of security.
    pub security_events: Duration,
    /// A tenant's data key seals for so long.
    pub data_key: Duration,
    /// Every column that the vault seals.
    pub sealed: Vec<SealedColumn>,
}

/// Says who does this, and when.
pub fn jobs(registry: &mut Registry, app: &AppData, keeping: KeepingKeys) {
    let (keep, audit, security) = (keeping.answers, keeping.audit, keeping.security_events);
    registry.handle::<PurgeKeys, _, _>(move |ctx, _| purge(ctx, keep));
    let app_of_tenants = app.clone();
    registry.handle::<RenewKeys, _, _>(move |ctx, _| renew(ctx, app_of_tenants.clone(), keeping.clone()));
    let app = app.clone();
    registry.handle::<WrapKeys, _, _>(move |ctx, _| wrap(ctx, app.clone()));
    registry.handle::<ForgetTraces, _, _>(move |ctx, _| forget(ctx, audit, security));
    registry.schedule("http.forget_platform", Timing::each_day(4, 15), &ForgetTraces {});
    registry.for_each_tenant("http.forget_tenants", Timing::each_day(4, 15), &ForgetTraces {});
    // Hours are promised, so hours are counted.
    registry.for_each_tenant("http.purge_keys", "0 35 * * * *", &PurgeKeys {});
    registry.for_each_tenant("http.renew_keys", Timing::each_day(3, 15), &RenewKeys {});
    // Hourly, so that who changes the master key need not wait a day to be done.
    registry.schedule("http.wrap_keys", "0 15 * * * *", &WrapKeys {});
}

/// PostgreSQL itself keeps the last year, whatever is asked here.
async fn forget(ctx: JobCtx, audit: Duration, security: Duration) -> Result<(), JobError> {
    let before = |keep: Duration| {
        ctx.now()
            .plus_seconds(-i64::try_from(keep.as_secs()).unwrap_or(i64::MAX))
    };
    let mut tx = ctx.begin().await?;
    let rows: i64 = sqlx::query_scalar("select forget_traces($1)")
        .bind(before(audit))
        .fetch_one(&mut *tx)
        .await?;
    tx.commit().await?;
    let events = lookout::forget(&ctx, before(security)).await?;
    tracing::debug!(rows, events, "old traces forgotten");
    Ok(())
}

async fn renew(ctx: JobCtx, app: AppData, keeping: KeepingKeys) -> Result<(), JobError> {
    let lives = i64::try_from(keeping.data_key.as_secs()).unwrap_or(i64::MAX);
    let done = vault::renew(&ctx, &app.vault, &keeping.sealed, lives).await?;
    if done != vault::Renewed::default() {
        let vault::Renewed {
            made,
            values,
            retired,
        } = done;
        tracing::info!(made, values, retired, "data keys renewed");
    }
    Ok(())
}

async fn wrap(ctx: JobCtx, app: AppData) -> Result<(), JobError> {
    let keys = vault::wrap_anew(&ctx, &app.secrets).await?;
    if keys > 0 {
        tracing::info!(keys, "sealed anew by the present master key");
    }
    Ok(())
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
