//! What a shop subscribes to.

use db::{PlatformView, TenantTx};
use kernel::{Instant, Result, TenantId};
use sqlx::FromRow;

use super::plans::PlanVersion;
use crate::model::ending::Ending;

/// A shop's subscription with its plan.
#[derive(Debug, Clone, FromRow)]
pub struct Subscription {
    /// In Stripe's words.
    pub status: String,
    /// When the trial ends, or ended.
    pub trial_ends_at: Option<Instant>,
    /// When what is paid for ends.
    pub period_ends_at: Option<Instant>,
    /// Until when a shop that owes works on.
    pub grace_until: Option<Instant>,
    /// When it goes to the plan that costs nothing.
    pub cancel_at: Option<Instant>,
    /// What its owners were told last.
    pub told: Option<Ending>,
    /// What it has.
    #[sqlx(flatten)]
    pub has: PlanVersion,
}

/// The transaction's own tenant's; a shop that was never asked to subscribe has none.
pub async fn find(tx: &mut TenantTx) -> Result<Option<Subscription>> {
    Ok(sqlx::query_as(
        "select s.status, s.trial_ends_at, s.period_ends_at, s.grace_until, s.cancel_at, s.told, p.*
           from subscription s
           join plan_version p on p.plan_version_id = s.plan_version_id
          where s.tenant_id = $1",
    )
    .bind(tx.tenant())
    .fetch_optional(&mut **tx)
    .await?)
}

/// Shops older than plans.
pub async fn shops_without(view: &mut PlatformView) -> Result<Vec<TenantId>> {
    Ok(sqlx::query_scalar(
        "select t.tenant_id from tenant t
          where t.tenant_id <> $1 and not exists (select from subscription s where s.tenant_id = t.tenant_id)
          order by t.tenant_id",
    )
    .bind(TenantId::PLATFORM)
    .fetch_all(&mut **view)
    .await?)
}
