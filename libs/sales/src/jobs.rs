//! Work that nobody waits for: ending the wait for money, forgetting old carts, counting how many carts are bought.

use http::App;
use jobs::{Job, JobCtx, JobError, Registry, Timing};
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::model::OrderId;
use crate::ops::expire_order::expire_order;
use crate::ops::purge_carts::purge_carts;
use crate::queries::carts::count_carts;

const DAY: i64 = 24 * 3600;

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

/// Count how many carts became orders at all shops.
#[derive(Debug, Serialize, Deserialize)]
pub struct CountConversion {}

impl Job for CountConversion {
    const KIND: &'static str = "sales.count_conversion";
    const MAX_ATTEMPTS: u16 = 1;
}

/// Says who handles this slice's jobs.
pub fn jobs(registry: &mut Registry, app: &App) {
    let desk = Desk::of(app);
    let kept = desk.rules.cart_seconds;
    registry.handle::<ExpireOrder, _, _>(move |ctx, job| expire(ctx, job, desk.clone()));
    registry.handle::<PurgeCarts, _, _>(move |ctx, _| purge(ctx, kept));
    registry.handle::<CountConversion, _, _>(count_conversion);
    registry.for_each_tenant("sales.purge_carts", Timing::each_day(4, 0), &PurgeCarts {});
    registry.schedule("sales.count_conversion", "45 */15 * * * *", &CountConversion {});
}

async fn expire(ctx: JobCtx, job: ExpireOrder, desk: Desk) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let expired = expire_order(&mut tx, &desk, job.order_id).await?;
    tx.commit().await?;
    tracing::debug!(order_id = %job.order_id, expired, "looked whether an order is still unpaid");
    Ok(())
}

async fn purge(ctx: JobCtx, kept: i64) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let carts = purge_carts(&mut tx, ctx.now().plus_seconds(-kept)).await?;
    tx.commit().await?;
    tracing::debug!(carts, "old carts forgotten");
    Ok(())
}

/// Sets `conversion_rate`. The replica that ran last knows best: take the maximum over replicas, not the sum.
async fn count_conversion(ctx: JobCtx, _: CountConversion) -> Result<(), JobError> {
    let since = ctx.now().plus_seconds(-DAY);
    let (mut bought, mut filled) = (0, 0);
    for tenant in ctx.active_tenants().await? {
        let mut tx = ctx.of(tenant).begin().await?;
        let carts = count_carts(&mut tx, since).await?;
        tx.commit().await?;
        bought += carts.bought;
        filled += carts.filled;
    }
    let count = |carts: i64| f64::from(u32::try_from(carts).unwrap_or(u32::MAX));
    // Without any cart this is no number, and no alarm compares with that.
    metrics::gauge!("conversion_rate").set(count(bought) / count(filled));
    Ok(())
}
