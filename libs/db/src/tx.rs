//! Transactions. [`TenantTx`] is the only way to tenant rows: it can only be begun for a resolved tenant, and
//! PostgreSQL shows it nothing else.

use std::ops::{Deref, DerefMut};

use kernel::id::Uuid;
use kernel::{Actor, Env, Error, Instant, Result, TenantId};
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction};

use crate::bus::{self, Topic};
use crate::gauges::{Stopwatch, count_refusal};

/// A transaction that sees one tenant's rows. Rolls back when dropped.
///
/// Operations take `&mut TenantTx` and never begin or commit, so they compose; the edge (a handler or a job) does.
#[derive(Debug)]
pub struct TenantTx {
    tx: Transaction<'static, Postgres>,
    tenant: TenantId,
    actor: Actor,
    env: Env,
    #[expect(
        dead_code,
        reason = "records how long the transaction took, when both are dropped"
    )]
    stopwatch: Stopwatch,
}

impl TenantTx {
    /// Begins on a pool of the app role.
    ///
    /// `BEGIN` and `SET LOCAL` travel together: one round trip. `SET LOCAL` rather than `set_config`, since Citus
    /// propagates only the former.
    pub async fn begin(pool: &PgPool, tenant: TenantId, actor: Actor, env: Env) -> Result<Self> {
        // Safe to format: a typed UUID prints as hexadecimal digits and dashes only.
        let begin = AssertSqlSafe(format!("BEGIN; SET LOCAL app.tenant_id = '{}'", tenant.0));
        let tx = begin_whole(pool, begin)
            .await?
            .inspect_err(|e| count_refusal("app", e))?;
        Ok(Self {
            tx,
            tenant,
            actor,
            env,
            stopwatch: Stopwatch::start("app"),
        })
    }

    /// Whose rows.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Who acts.
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// The present moment, from the injected clock.
    pub fn now(&self) -> Instant {
        self.env.now()
    }

    /// Clock and randomness.
    pub fn env(&self) -> &Env {
        &self.env
    }

    /// A new id.
    pub fn new_id<T: From<kernel::id::Uuid>>(&self) -> T {
        self.env.new_id()
    }

    /// Tells every replica, when this commits, that something of this tenant changed.
    pub async fn announce(&mut self, topic: Topic, subject: kernel::id::Uuid) -> Result<()> {
        bus::notify(&mut self.tx, self.tenant, topic, subject).await
    }

    /// Makes it last.
    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }

    /// Leaves no trace.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.tx.rollback().await?)
    }
}

impl Deref for TenantTx {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.tx
    }
}

impl DerefMut for TenantTx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}

/// Begins in a task of its own, which runs to its end even when whoever waits for it is dropped: a refused extractor, a
/// caller who hangs up. sqlx rolls back a transaction that is dropped, but knows of none while `BEGIN` is under way; the
/// connection would go back to the pool inside it.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where sqlx begins transactions"
)]
async fn begin_whole(
    pool: &PgPool,
    sql: AssertSqlSafe<String>,
) -> Result<sqlx::Result<Transaction<'static, Postgres>>> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin_with(sql).await }).await;
    begun.map_err(|error| Error::Fault(Box::new(error)))
}

/// A transaction of the provider's panel, over all tenants, limited to what the platform role is granted. Rolls back when
/// dropped.
///
/// What it makes last is written into `platform_audit` in the same commit: who, for which purpose, about which tenant.
#[derive(Debug)]
pub struct PlatformTx {
    tx: Transaction<'static, Postgres>,
    actor: Actor,
    env: Env,
    purpose: &'static str,
    about: Option<TenantId>,
    details: Value,
    stopwatch: Stopwatch,
}

impl PlatformTx {
    /// Begins on the pool of the platform role. `purpose` is what for, `<verb>_<noun>`, at most 60 characters.
    pub async fn begin(pool: &PgPool, actor: Actor, env: Env, purpose: &'static str) -> Result<Self> {
        let tx = begin_whole(pool, AssertSqlSafe("BEGIN".to_owned()))
            .await?
            .inspect_err(|e| count_refusal("platform", e))?;
        Ok(Self {
            tx,
            actor,
            env,
            purpose,
            about: None,
            details: Value::Object(serde_json::Map::new()),
            stopwatch: Stopwatch::start("platform"),
        })
    }

    /// Who acts.
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// Clock and randomness.
    pub fn env(&self) -> &Env {
        &self.env
    }

    /// The present moment, from the injected clock.
    pub fn now(&self) -> Instant {
        self.env.now()
    }

    /// Says for the audit which tenant this is about, and what a reader should know besides.
    pub fn concerns(&mut self, tenant: TenantId, details: Value) {
        self.about = Some(tenant);
        self.details = details;
    }

    /// Goes on as the app role for one tenant, in the same transaction: sign-up makes a tenant, then its owner.
    pub async fn enter(mut self, tenant: TenantId) -> Result<TenantTx> {
        self.about = Some(tenant);
        self.write_audit().await?;
        let enter = AssertSqlSafe(format!(
            "set local role vitrina_app; set local app.tenant_id = '{}'",
            tenant.0
        ));
        sqlx::raw_sql(enter).execute(&mut *self.tx).await?;
        Ok(TenantTx {
            tx: self.tx,
            tenant,
            actor: self.actor,
            env: self.env,
            stopwatch: self.stopwatch,
        })
    }

    /// Makes it last.
    pub async fn commit(mut self) -> Result<()> {
        self.write_audit().await?;
        Ok(self.tx.commit().await?)
    }

    async fn write_audit(&mut self) -> Result<()> {
        let person = self.actor.person().map(|id| format!(" {id}")).unwrap_or_default();
        sqlx::query(
            "insert into platform_audit (audit_id, created_at, actor, purpose, about_tenant, details)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(self.env.new_id::<Uuid>())
        .bind(self.env.now())
        .bind(format!("{}{person}", self.actor.label()))
        .bind(self.purpose)
        .bind(self.about)
        .bind(&self.details)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }
}

impl Deref for PlatformTx {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.tx
    }
}

impl DerefMut for PlatformTx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}

/// A look over all tenants as the platform role, for lists and schedules. PostgreSQL lets it change nothing, so it leaves
/// no trace in the audit.
#[derive(Debug)]
pub struct PlatformView {
    tx: Transaction<'static, Postgres>,
}

impl PlatformView {
    /// Begins on the pool of the platform role.
    pub async fn begin(pool: &PgPool) -> Result<Self> {
        let tx = begin_whole(pool, AssertSqlSafe("BEGIN READ ONLY".to_owned())).await?;
        Ok(Self {
            tx: tx.inspect_err(|e| count_refusal("platform", e))?,
        })
    }
}

impl Deref for PlatformView {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.tx
    }
}

impl DerefMut for PlatformView {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}
