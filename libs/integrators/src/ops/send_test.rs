//! An event that only shows that an address works.

use db::TenantTx;
use kernel::Result;
use serde_json::json;

use super::replay::need_running;
use super::write_events::send_off;
use crate::model::{EndpointId, EventId, EventKind};

/// Tells the address, and nobody else.
pub async fn send_test(tx: &mut TenantTx, endpoint: EndpointId) -> Result<()> {
    need_running(tx, endpoint).await?;
    let event: EventId = tx.new_id();
    let body = json!({
        "type": EventKind::TestPing,
        "timestamp": tx.now(),
        "subject": endpoint,
        "data": { "webhook": endpoint },
    });
    sqlx::query(
        "insert into shop_event (tenant_id, event_id, kind, subject_id, created_at, body)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(tx.tenant())
    .bind(event)
    .bind(EventKind::TestPing.as_str())
    .bind(endpoint)
    .bind(tx.now())
    .bind(body.to_string())
    .execute(&mut **tx)
    .await?;
    send_off(tx, &[(endpoint, event)]).await
}
