//! How a round went is written down, and when the next one is.

use db::TenantTx;
use kernel::{Instant, Result};
use sqlx::FromRow;

use super::take_round::next_due;
use crate::jobs::enqueue_delivery;
use crate::model::{EndpointId, StopReason, endpoint_pause, is_hopeless, pause_after};
use crate::postman::{End, Tried};

/// An address that was stopped now, for who tells the shop.
#[derive(Debug, FromRow)]
pub(crate) struct Stopped {
    /// Where.
    pub host: String,
}

#[derive(FromRow)]
struct Health {
    failing_since: Option<Instant>,
    failures: i32,
}

/// Writes it down. Gives the address when this was its last round.
pub(crate) async fn settle(
    tx: &mut TenantTx,
    endpoint: EndpointId,
    tried: &[Tried],
) -> Result<Option<Stopped>> {
    let Some(health) = lock(tx, endpoint).await? else {
        // It was removed meanwhile, and its log with it.
        return Ok(None);
    };
    let then = note_health(tx, endpoint, &health, tried).await?;
    write_down(tx, tried, then).await?;
    let reason = if tried.iter().any(|one| one.end == End::Gone) {
        Some(StopReason::Gone)
    } else {
        then.filter(|then| is_hopeless(then.failing_since, tx.now()))
            .map(|_| StopReason::Failing)
    };
    if let Some(reason) = reason {
        return stop(tx, endpoint, reason).await;
    }
    if let Some(next) = next_due(tx, endpoint).await? {
        let next = then
            .and_then(|then| then.retry_at)
            .map_or(next, |at| at.max(next));
        enqueue_delivery(tx, endpoint, next).await?;
    }
    Ok(None)
}

/// An address that took nothing in this round.
#[derive(Debug, Clone, Copy)]
struct Failing {
    failing_since: Instant,
    /// When it may be called again, if it was away.
    retry_at: Option<Instant>,
}

/// A yes makes it well; a round without one is another failure. Who answers, even with no, is not left alone for it.
async fn note_health(
    tx: &mut TenantTx,
    endpoint: EndpointId,
    health: &Health,
    tried: &[Tried],
) -> Result<Option<Failing>> {
    let is_well = tried.iter().any(|one| one.end == End::Taken);
    if is_well || tried.is_empty() {
        sqlx::query(
            "update event_endpoint
                set busy_until = null, failing_since = case when $3 then null else failing_since end,
                    failures = case when $3 then 0 else failures end, retry_at = case when $3 then null else retry_at end
              where tenant_id = $1 and endpoint_id = $2",
        )
        .bind(tx.tenant())
        .bind(endpoint)
        .bind(is_well)
        .execute(&mut **tx)
        .await?;
        return Ok(None);
    }
    let failing = judge(tx, health, tried);
    sqlx::query(
        "update event_endpoint
            set busy_until = null, failing_since = $3, failures = failures + 1, retry_at = $4
          where tenant_id = $1 and endpoint_id = $2",
    )
    .bind(tx.tenant())
    .bind(endpoint)
    .bind(failing.failing_since)
    .bind(failing.retry_at)
    .execute(&mut **tx)
    .await?;
    Ok(Some(failing))
}

fn judge(tx: &TenantTx, health: &Health, tried: &[Tried]) -> Failing {
    let now = tx.now();
    let is_away = tried.iter().any(|one| matches!(one.end, End::Away(_)));
    let wish = tried.iter().filter_map(|one| match one.end {
        End::Away(after) => after,
        _ => None,
    });
    let chance = u64::from_le_bytes(tx.env().random());
    let pause = endpoint_pause(health.failures.saturating_add(1), chance);
    let pause = wish.max().map_or(pause, |wish| wish.max(pause));
    Failing {
        failing_since: health.failing_since.unwrap_or(now),
        retry_at: is_away.then(|| now.plus_seconds(pause)),
    }
}

/// One statement for all letters.
async fn write_down(tx: &mut TenantTx, tried: &[Tried], failing: Option<Failing>) -> Result<()> {
    let now = tx.now();
    let least = failing.and_then(|failing| failing.retry_at);
    let mut states = Vec::with_capacity(tried.len());
    let mut moments: Vec<Option<Instant>> = Vec::with_capacity(tried.len());
    for one in tried {
        let chance = u64::from_le_bytes(tx.env().random());
        let pause = pause_after(one.letter.attempts + 1, chance).filter(|_| one.end != End::Gone);
        let (state, moment) = match (one.end, pause) {
            (End::Taken, _) => ("delivered", None),
            (_, None) => ("failed", None),
            (_, Some(pause)) => {
                let next = now.plus_seconds(pause);
                ("waiting", Some(least.map_or(next, |least| least.max(next))))
            }
        };
        states.push(state);
        moments.push(moment);
    }
    sqlx::query(
        "update event_delivery d
            set status = t.status, next_at = t.next_at, attempts = d.attempts + 1, tried_at = $2,
                answer_status = t.answer_status, answer_ms = t.answer_ms, answer = t.answer, problem = t.problem
           from unnest($3::uuid[], $4::text[], $5::timestamptz[], $6::smallint[], $7::integer[], $8::text[], $9::text[])
             as t (delivery_id, status, next_at, answer_status, answer_ms, answer, problem)
          where d.tenant_id = $1 and d.delivery_id = t.delivery_id and d.status = 'waiting'",
    )
    .bind(tx.tenant())
    .bind(now)
    .bind(tried.iter().map(|one| one.letter.delivery_id).collect::<Vec<_>>())
    .bind(states)
    .bind(moments)
    .bind(tried.iter().map(|one| one.status).collect::<Vec<_>>())
    .bind(tried.iter().map(|one| one.millis).collect::<Vec<_>>())
    .bind(tried.iter().map(|one| one.answer.clone()).collect::<Vec<_>>())
    .bind(tried.iter().map(|one| one.problem).collect::<Vec<_>>())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Nothing more is told there. What waits is given up, and can be replayed once somebody has switched it on again.
async fn stop(tx: &mut TenantTx, endpoint: EndpointId, reason: StopReason) -> Result<Option<Stopped>> {
    sqlx::query(
        "update event_delivery set status = 'failed', next_at = null, problem = coalesce(problem, 'stopped')
          where tenant_id = $1 and endpoint_id = $2 and status = 'waiting'",
    )
    .bind(tx.tenant())
    .bind(endpoint)
    .execute(&mut **tx)
    .await?;
    Ok(sqlx::query_as(
        "update event_endpoint set stopped_at = $3, stopped_reason = $4, updated_at = $3, version = version + 1
          where tenant_id = $1 and endpoint_id = $2 and stopped_at is null
          returning host",
    )
    .bind(tx.tenant())
    .bind(endpoint)
    .bind(tx.now())
    .bind(reason)
    .fetch_optional(&mut **tx)
    .await?)
}

async fn lock(tx: &mut TenantTx, endpoint: EndpointId) -> Result<Option<Health>> {
    Ok(sqlx::query_as(
        "select failing_since, failures from event_endpoint
          where tenant_id = $1 and endpoint_id = $2
            for no key update",
    )
    .bind(tx.tenant())
    .bind(endpoint)
    .fetch_optional(&mut **tx)
    .await?)
}
