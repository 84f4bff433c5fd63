//! Writing down what was counted.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::PoisonError;

use db::TenantTx;
use jobs::JobCtx;
use kernel::{Actor, Instant, PersonId, Result, TenantId};
use tokio_util::sync::CancellationToken;

use super::{Count, EVERY, Kind, Lookout};
use crate::app::{App, AppData};

/// Kind, address, person, count: a row.
type Row = (Kind, Option<IpAddr>, Option<PersonId>, Count);

/// Writes every minute, and once more when the program is told to stop.
pub async fn keep_writing(app: AppData, stopping: CancellationToken) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        let is_over = tokio::select! {
            _ = ticks.tick() => false,
            () = stopping.cancelled() => true,
        };
        if let Err(error) = app.lookout.write(&app).await {
            tracing::error!(error = error.to_string(), "security events could not be written");
        }
        if is_over {
            return;
        }
    }
}

impl Lookout {
    /// Writes what was counted since the last time; tells how many rows. What cannot be written is in the log and the metrics.
    pub async fn write(&self, app: &App) -> Result<usize> {
        let counts = std::mem::take(&mut *self.counts.lock().unwrap_or_else(PoisonError::into_inner));
        let mut by_tenant: HashMap<TenantId, Vec<Row>> = HashMap::new();
        for ((tenant, kind, address, person), count) in counts {
            by_tenant
                .entry(tenant)
                .or_default()
                .push((kind, address, person, count));
        }
        let mut written = 0;
        for (tenant, rows) in by_tenant {
            let mut tx = app.begin(tenant, Actor::System).await?;
            insert(&mut tx, &rows).await?;
            tx.commit().await?;
            written += rows.len();
        }
        Ok(written)
    }
}

/// Forgets the tenant's events from before a moment; PostgreSQL itself keeps the last thirty days.
pub async fn forget(ctx: &JobCtx, until: Instant) -> Result<i64> {
    let mut tx = ctx.begin().await?;
    let rows = sqlx::query_scalar("select forget_security_events($1)")
        .bind(until)
        .fetch_one(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(rows)
}

async fn insert(tx: &mut TenantTx, rows: &[Row]) -> Result<()> {
    fn column<T>(rows: &[Row], of: impl Fn(&Row) -> T) -> Vec<T> {
        rows.iter().map(of).collect()
    }
    sqlx::query(
        "insert into security_event (tenant_id, created_at, event_id, last_at, kind, ip, user_agent, person_id, times)
         select $1, e.created_at, e.event_id, e.last_at, e.kind, e.ip, nullif(e.user_agent, ''), e.person_id, e.times
           from unnest($2::timestamptz[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::uuid[],
                  $9::integer[])
             as e (created_at, event_id, last_at, kind, ip, user_agent, person_id, times)",
    )
    .bind(tx.tenant())
    .bind(column(rows, |r| r.3.first_at))
    .bind(column(rows, |r| r.3.id))
    .bind(column(rows, |r| r.3.last_at))
    .bind(column(rows, |r| r.0.as_str()))
    .bind(column(rows, |r| r.1.map(|ip| ip.to_string())))
    .bind(column(rows, |r| r.3.agent.clone()))
    .bind(column(rows, |r| r.2))
    .bind(column(rows, |r| r.3.times))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
