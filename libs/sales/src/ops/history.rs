//! The history of an order: written beside each change, never changed itself.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Actor, Result};

use crate::model::Order;

/// What happened.
pub(super) struct Happening<'a> {
    /// `status`, `payment` or `tracking`.
    pub kind: &'static str,
    /// What it was before.
    pub from: Option<&'a str>,
    /// What it became.
    pub to: &'a str,
    /// Why.
    pub reason: Option<&'a str>,
}

/// Writes it down, with who and when, and counts orders by the states they reach.
pub(super) async fn note(tx: &mut TenantTx, order: &Order, what: &Happening<'_>) -> Result<()> {
    sqlx::query(
        "insert into order_event
           (tenant_id, event_id, order_id, order_created_at, kind, from_state, to_state, actor, actor_id, reason,
            version, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(tx.tenant())
    .bind(tx.new_id::<Uuid>())
    .bind(order.order_id)
    .bind(order.created_at)
    .bind(what.kind)
    .bind(what.from)
    .bind(what.to)
    .bind(actor_label(tx.actor()))
    .bind(tx.actor().person())
    .bind(what.reason)
    .bind(order.version)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    if what.kind == "status" {
        metrics::counter!("orders_total", "status" => order.status.as_str()).increment(1);
    }
    Ok(())
}

/// Whoever is not signed in acts on an order by its link, so it is the customer.
fn actor_label(actor: Actor) -> &'static str {
    match actor {
        Actor::Anonymous => "customer",
        other => other.label(),
    }
}
