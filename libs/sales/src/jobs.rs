//! Work that nobody waits for: ending the wait for money, forgetting old carts.

use http::App;
use jobs::{Job, JobCtx, JobError, Registry};
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::model::OrderId;
use crate::ops::expire_order::expire_order;
use crate::ops::purge_carts::purge_carts;

/// Cancel this order if it is still not paid. Enqueued for the moment when its time is over.
#[derive(Debug, Serialize, Deserialize)]
pub struct ExpireOrder {
    /// Which.
    pub order_id: OrderId,
}

impl Job for ExpireOrder {
    const KIND: &'static str = "sales.expire_order";
    const MAX_ATTEMPTS: u16 = 20;
}

/// Forget the tenant's old carts.
#[derive(Debug, Serialize, Deserialize)]
pub struct PurgeCarts {}

impl Job for PurgeCarts {
    const KIND: &'static str = "sales.purge_carts";
}

/// Says who handles this slice's jobs.
pub fn jobs(registry: &mut Registry, app: &App) {
    let desk = Desk::of(app);
    registry.handle::<ExpireOrder, _, _>(move |ctx, job| expire(ctx, job, desk.clone()));
    registry.handle::<PurgeCarts, _, _>(purge);
    registry.for_each_tenant("sales.purge_carts", "0 0 9 * * *", &PurgeCarts {});
}

async fn expire(ctx: JobCtx, job: ExpireOrder, desk: Desk) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let expired = expire_order(&mut tx, &desk, job.order_id).await?;
    tx.commit().await?;
    tracing::debug!(order_id = %job.order_id, expired, "looked whether an order is still unpaid");
    Ok(())
}

async fn purge(ctx: JobCtx, _: PurgeCarts) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let carts = purge_carts(&mut tx).await?;
    tx.commit().await?;
    tracing::debug!(carts, "old carts forgotten");
    Ok(())
}
