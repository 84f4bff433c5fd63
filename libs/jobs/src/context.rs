//! What a handler is given besides its job.

use db::{PlatformView, Pools, TenantTx};
use kernel::{Actor, Env, Instant, JobId, Result, TenantId};

/// One attempt at one job.
#[derive(Debug, Clone)]
pub struct JobCtx {
    /// Whose work it is.
    pub tenant: TenantId,
    /// Which job; the same at each attempt, so it serves as an idempotency key towards other systems.
    pub job_id: JobId,
    /// From 1.
    pub attempt: u16,
    /// Whether a failure now makes it a dead letter.
    pub is_last: bool,
    /// Trace id of what caused it.
    pub trace: String,
    /// Database pools.
    pub pools: Pools,
    /// Clock and randomness.
    pub env: Env,
}

impl JobCtx {
    /// A transaction of the job's tenant, as the app role, acted by the system. The handler commits it.
    ///
    /// Hold none while talking to other systems.
    pub async fn begin(&self) -> Result<TenantTx> {
        TenantTx::begin(&self.pools.app, self.tenant, Actor::System, self.env.clone()).await
    }

    /// The same attempt, going on for another tenant: what counts over all shops enters each in turn.
    pub fn of(&self, tenant: TenantId) -> Self {
        Self {
            tenant,
            ..self.clone()
        }
    }

    /// Every active shop, the platform left out.
    pub async fn active_tenants(&self) -> Result<Vec<TenantId>> {
        let mut view = PlatformView::begin(&self.pools.platform).await?;
        Ok(
            sqlx::query_scalar("select tenant_id from tenant where status = 'active' and tenant_id <> $1")
                .bind(TenantId::PLATFORM)
                .fetch_all(&mut *view)
                .await?,
        )
    }

    /// The present moment, from the injected clock.
    pub fn now(&self) -> Instant {
        self.env.now()
    }
}
