//! Transactions. [`TenantTx`] is the only way to tenant rows: it can only be begun for a resolved tenant, and
//! PostgreSQL shows it nothing else.

use std::ops::{Deref, DerefMut};

use kernel::id::Uuid;
use kernel::{Actor, Env, Instant, Result, TenantId};
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection, Postgres, Transaction};

use crate::bus::{self, Event, Topic};
use crate::cause;
use crate::gauges::{Stopwatch, count_refusal};
use crate::pool::Pool;

/// A transaction that sees one tenant's rows. Rolls back when dropped.
///
/// Operations take `&mut TenantTx` and never begin or commit, so they compose; the edge (a handler or a job) does.
#[derive(Debug)]
pub struct TenantTx {
    tx: Transaction<'static, Postgres>,
    tenant: TenantId,
    actor: Actor,
    env: Env,
    /// What the commit will tell every replica.
    announcements: Vec<Event>,
    #[expect(
        dead_code,
        reason = "records how long the transaction took, when both are dropped"
    )]
    stopwatch: Stopwatch,
}

/// Whether PostgreSQL plans a statement for its values or once for all it decides by what it guesses of both costs, and so
/// differently from day to day; planning for the values made a product's page cost twice as much (docs/performance.md).
macro_rules! generic {
    () => {
        "; SET LOCAL plan_cache_mode = force_generic_plan"
    };
}

impl TenantTx {
    /// Begins on a pool of the app role.
    pub async fn begin(pool: &Pool, tenant: TenantId, actor: Actor, env: Env) -> Result<Self> {
        Self::begin_with(pool, tenant, actor, env, "").await
    }

    /// Begins one whose statements are planned once for all values (PostgreSQL's generic plans): for what customers of all
    /// shops ask over and over, by keys. Not for lists with filters that may be absent, which the values decide.
    pub async fn begin_generic(pool: &Pool, tenant: TenantId, actor: Actor, env: Env) -> Result<Self> {
        Self::begin_with(pool, tenant, actor, env, generic!()).await
    }

    /// Like [`Self::begin_generic`], and the commit does not wait for the disk: a crash of PostgreSQL may lose it when it
    /// was made less than a second before, whole and never in part. Only for what a person makes again in passing, such
    /// as a cart.
    pub async fn begin_async_commit(pool: &Pool, tenant: TenantId, actor: Actor, env: Env) -> Result<Self> {
        let settings = concat!(generic!(), "; SET LOCAL synchronous_commit = off");
        Self::begin_with(pool, tenant, actor, env, settings).await
    }

    /// `BEGIN` and every `SET LOCAL` (whose rows, and why for the audit log) travel together: one round trip. `SET LOCAL`
    /// rather than `set_config`, since Citus propagates only the former.
    async fn begin_with(
        pool: &Pool,
        tenant: TenantId,
        actor: Actor,
        env: Env,
        settings: &'static str,
    ) -> Result<Self> {
        // Safe to format: a typed UUID prints as hexadecimal digits and dashes only, a cause as plain characters.
        let cause = cause::setting(actor, env.now());
        let locals = format!(
            "; SET LOCAL app.tenant_id = '{}'; SET LOCAL app.cause = '{cause}'{settings}",
            tenant.0
        );
        let tx = pool
            .begin("BEGIN", &locals)
            .await?
            .inspect_err(|e| count_refusal("app", e))?;
        Ok(Self {
            tx,
            tenant,
            actor,
            env,
            announcements: vec![],
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
    pub fn announce(&mut self, topic: Topic, subject: Uuid) {
        self.announcements.push(Event {
            tenant: self.tenant,
            topic,
            subject,
        });
    }

    /// Makes it last.
    pub async fn commit(mut self) -> Result<()> {
        if !self.announcements.is_empty() {
            bus::notify(&mut self.tx, &self.announcements).await?;
        }
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
    pub async fn begin(pool: &Pool, actor: Actor, env: Env, purpose: &'static str) -> Result<Self> {
        let tx = pool
            .begin("BEGIN", "")
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
        let cause = cause::setting(self.actor, self.env.now());
        let enter = AssertSqlSafe(format!(
            "set local role vitrina_app; set local app.tenant_id = '{}'; set local app.cause = '{cause}'",
            tenant.0
        ));
        sqlx::raw_sql(enter).execute(&mut *self.tx).await?;
        Ok(TenantTx {
            tx: self.tx,
            tenant,
            actor: self.actor,
            env: self.env,
            announcements: vec![],
            stopwatch: self.stopwatch,
        })
    }

    /// Makes it last.
    pub async fn commit(mut self) -> Result<()> {
        self.write_audit().await?;
        Ok(self.tx.commit().await?)
    }

    async fn write_audit(&mut self) -> Result<()> {
        sqlx::query(
            "insert into platform_audit (audit_id, created_at, actor, purpose, about_tenant, details)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(self.env.new_id::<Uuid>())
        .bind(self.env.now())
        .bind(self.actor.described())
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
    pub async fn begin(pool: &Pool) -> Result<Self> {
        let tx = pool.begin("BEGIN READ ONLY", "").await?;
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

/// A transaction of the app role for no tenant: policies show it no tenant's rows. For what all tenants share, and for
/// finding out which tenant it is. Rolls back when dropped.
#[derive(Debug)]
pub struct SharedTx {
    tx: Transaction<'static, Postgres>,
}

impl SharedTx {
    /// Begins on the pool of the app role.
    pub async fn begin(pool: &Pool) -> Result<Self> {
        let tx = pool.begin("BEGIN", "").await?;
        Ok(Self {
            tx: tx.inspect_err(|e| count_refusal("app", e))?,
        })
    }

    /// Makes it last.
    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}

impl Deref for SharedTx {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.tx
    }
}

impl DerefMut for SharedTx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}
