//! What happened is written as it is told, once for all addresses, and sent on its way.

use std::collections::BTreeSet;

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Instant, Result};
use serde_json::json;
use sqlx::FromRow;

use crate::jobs::enqueue_delivery;
use crate::model::{DeliveryId, EndpointId, EventId, EventKind};
use crate::queries::subject::read_subject;

/// Events at a time. Each has a job of its own, so what is left over is nobody's loss.
const AT_ONCE: i64 = 100;

#[derive(FromRow)]
struct Untold {
    event_id: EventId,
    kind: String,
    subject_id: Uuid,
    created_at: Instant,
}

#[derive(FromRow)]
struct Listener {
    endpoint_id: EndpointId,
    kinds: Vec<String>,
}

/// Writes the bodies of what waits, and a delivery for each address that wants it; tells how many events there were. Another
/// worker passes over those that this one holds.
pub async fn write_events(tx: &mut TenantTx) -> Result<usize> {
    let events = take_untold(tx).await?;
    if events.is_empty() {
        return Ok(0);
    }
    let mut bodies = Vec::with_capacity(events.len());
    for event in &events {
        bodies.push(body_of(tx, event).await?);
    }
    keep_bodies(tx, &events, &bodies).await?;
    let listeners = read_listeners(tx).await?;
    let pairs: Vec<(EndpointId, EventId)> = events
        .iter()
        .flat_map(|event| {
            let wants = move |listener: &&Listener| listener.kinds.contains(&event.kind);
            let who = listeners.iter().filter(wants);
            who.map(move |listener| (listener.endpoint_id, event.event_id))
        })
        .collect();
    send_off(tx, &pairs).await?;
    Ok(events.len())
}

async fn take_untold(tx: &mut TenantTx) -> Result<Vec<Untold>> {
    Ok(sqlx::query_as(
        "select event_id, kind, subject_id, created_at
           from shop_event
          where tenant_id = $1 and body is null
          order by event_id
          limit $2
            for update skip locked",
    )
    .bind(tx.tenant())
    .bind(AT_ONCE)
    .fetch_all(&mut **tx)
    .await?)
}

/// As receivers read it: what happened, when, to what, and how that is now.
async fn body_of(tx: &mut TenantTx, event: &Untold) -> Result<String> {
    let kind = EventKind::of(&event.kind).unwrap_or(EventKind::TestPing);
    let data = read_subject(tx, kind, event.subject_id).await?;
    let body = json!({
        "type": event.kind,
        "timestamp": event.created_at,
        "subject": event.subject_id,
        "data": data,
    });
    Ok(body.to_string())
}

async fn keep_bodies(tx: &mut TenantTx, events: &[Untold], bodies: &[String]) -> Result<()> {
    sqlx::query(
        "update shop_event e set body = told.body
           from unnest($2::uuid[], $3::text[]) as told (event_id, body)
          where e.tenant_id = $1 and e.event_id = told.event_id",
    )
    .bind(tx.tenant())
    .bind(events.iter().map(|event| event.event_id).collect::<Vec<_>>())
    .bind(bodies)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn read_listeners(tx: &mut TenantTx) -> Result<Vec<Listener>> {
    Ok(sqlx::query_as(
        "select endpoint_id, kinds from event_endpoint where tenant_id = $1 and stopped_at is null",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}

/// Makes the deliveries, and for each address the job that makes its round. In the order of ids, as everybody locks them.
pub(super) async fn send_off(tx: &mut TenantTx, pairs: &[(EndpointId, EventId)]) -> Result<()> {
    let ids: Vec<DeliveryId> = pairs.iter().map(|_| tx.new_id()).collect();
    sqlx::query(
        "insert into event_delivery (tenant_id, delivery_id, endpoint_id, event_id, next_at, created_at)
         select $1, d.delivery_id, d.endpoint_id, d.event_id, $2, $2
           from unnest($3::uuid[], $4::uuid[], $5::uuid[]) as d (delivery_id, endpoint_id, event_id)
             on conflict (tenant_id, endpoint_id, event_id) do nothing",
    )
    .bind(tx.tenant())
    .bind(tx.now())
    .bind(ids)
    .bind(pairs.iter().map(|(endpoint, _)| *endpoint).collect::<Vec<_>>())
    .bind(pairs.iter().map(|(_, event)| *event).collect::<Vec<_>>())
    .execute(&mut **tx)
    .await?;
    let endpoints: BTreeSet<EndpointId> = pairs.iter().map(|(endpoint, _)| *endpoint).collect();
    let now = tx.now();
    for endpoint in endpoints {
        enqueue_delivery(tx, endpoint, now).await?;
    }
    Ok(())
}
