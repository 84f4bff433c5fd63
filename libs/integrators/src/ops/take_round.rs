//! The next round with one address: what is due, under one lease, so that nobody else calls it meanwhile.

use db::TenantTx;
use kernel::{Instant, Result};
use sqlx::FromRow;

use crate::model::{DeliveryId, EndpointId, EventId};

/// Deliveries of one round.
const AT_ONCE: i64 = 200;
/// Seconds after which a round whose worker was lost is over.
const LEASE: i64 = 120;

/// An address as a round needs it.
#[derive(Debug, FromRow)]
pub struct Target {
    /// Its address, sealed.
    pub address_sealed: Vec<u8>,
    /// Its secret.
    pub secret_sealed: Vec<u8>,
    /// The secret before, while it signs.
    pub previous_sealed: Option<Vec<u8>>,
    stopped: bool,
    retry_at: Option<Instant>,
    busy_until: Option<Instant>,
}

/// What is told.
#[derive(Debug, Clone, FromRow)]
pub struct Letter {
    /// Which delivery.
    pub delivery_id: DeliveryId,
    /// Of which event.
    pub event_id: EventId,
    /// Tries before this one.
    pub attempts: i32,
    /// JSON.
    pub body: String,
}

/// What there is to do.
#[derive(Debug)]
pub enum Took {
    /// Nothing, and nothing later.
    Nothing,
    /// Nothing before then.
    Later(Instant),
    /// This.
    Round(Target, Vec<Letter>),
}

/// Takes it.
pub async fn take_round(tx: &mut TenantTx, endpoint: EndpointId) -> Result<Took> {
    let Some(target) = lock(tx, endpoint).await?.filter(|target| !target.stopped) else {
        return Ok(Took::Nothing);
    };
    let now = tx.now();
    if let Some(then) = target.busy_until.max(target.retry_at).filter(|then| *then > now) {
        return Ok(Took::Later(then));
    }
    let letters = due(tx, endpoint).await?;
    if letters.is_empty() {
        let next = next_due(tx, endpoint).await?;
        return Ok(next.map_or(Took::Nothing, Took::Later));
    }
    sqlx::query("update event_endpoint set busy_until = $3 where tenant_id = $1 and endpoint_id = $2")
        .bind(tx.tenant())
        .bind(endpoint)
        .bind(now.plus_seconds(LEASE))
        .execute(&mut **tx)
        .await?;
    Ok(Took::Round(target, letters))
}

/// Whether the last round failed, without a lock: whoever did waits behind others.
pub(crate) async fn is_doubtful(tx: &mut TenantTx, endpoint: EndpointId) -> Result<bool> {
    let failures: Option<i32> =
        sqlx::query_scalar("select failures from event_endpoint where tenant_id = $1 and endpoint_id = $2")
            .bind(tx.tenant())
            .bind(endpoint)
            .fetch_optional(&mut **tx)
            .await?;
    Ok(failures.is_some_and(|failures| failures > 0))
}

/// When something waits for next.
pub(super) async fn next_due(tx: &mut TenantTx, endpoint: EndpointId) -> Result<Option<Instant>> {
    Ok(sqlx::query_scalar(
        "select min(next_at) from event_delivery where tenant_id = $1 and endpoint_id = $2 and status = 'waiting'",
    )
    .bind(tx.tenant())
    .bind(endpoint)
    .fetch_one(&mut **tx)
    .await?)
}

async fn lock(tx: &mut TenantTx, endpoint: EndpointId) -> Result<Option<Target>> {
    Ok(sqlx::query_as(
        "select address_sealed, secret_sealed, case when previous_until > $3 then previous_sealed end as previous_sealed,
                stopped_at is not null as stopped, retry_at, busy_until
           from event_endpoint
          where tenant_id = $1 and endpoint_id = $2
            for no key update",
    )
    .bind(tx.tenant())
    .bind(endpoint)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?)
}

async fn due(tx: &mut TenantTx, endpoint: EndpointId) -> Result<Vec<Letter>> {
    Ok(sqlx::query_as(
        "select d.delivery_id, d.event_id, d.attempts, coalesce(e.body, '') as body
           from event_delivery d
           join shop_event e on e.tenant_id = d.tenant_id and e.event_id = d.event_id
          where d.tenant_id = $1 and d.endpoint_id = $2 and d.status = 'waiting' and d.next_at <= $3
          order by d.next_at, d.delivery_id
          limit $4",
    )
    .bind(tx.tenant())
    .bind(endpoint)
    .bind(tx.now())
    .bind(AT_ONCE)
    .fetch_all(&mut **tx)
    .await?)
}
