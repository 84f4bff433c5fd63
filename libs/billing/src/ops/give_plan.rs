//! A shop has a plan from now on, without anybody paying: shops older than plans, the demo, the plan that costs nothing, and what
//! the provider gives.

use db::TenantTx;
use db::bus::Topic;
use kernel::{Error, Result};

use super::apply::note_movement;
use crate::model::movement::{Worth, movements};
use crate::model::plans::PlanVersionId;
use crate::queries::plans::offered;
use crate::queries::subscription::find;

/// Which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// The one that costs nothing.
    Free,
    /// The one that has most.
    Largest,
}

/// Gives its newest version, without an end.
pub async fn give_plan(tx: &mut TenantTx, given: Given) -> Result<()> {
    let plans = offered(tx).await?;
    let chosen = match given {
        Given::Free => plans.iter().find(|version| version.plan.is_free()),
        Given::Largest => plans.last(),
    };
    let chosen = chosen.ok_or_else(|| Error::fault("no plan is offered: run vitrina plans sync"))?;
    give_version(tx, chosen.id).await
}

/// Gives this version, without an end. What the shop has at Stripe is not touched by it.
pub(crate) async fn give_version(tx: &mut TenantTx, plan: PlanVersionId) -> Result<()> {
    if let Some(has) = find(tx).await? {
        for moved in movements(Worth::of(&has.status, has.paid()), None) {
            note_movement(tx, moved, &has.has.plan.name).await?;
        }
    }
    write(tx, plan).await?;
    tx.announce(Topic::Tenant, tx.tenant().0);
    Ok(())
}

async fn write(tx: &mut TenantTx, plan: PlanVersionId) -> Result<()> {
    sqlx::query(
        "insert into subscription (tenant_id, plan_version_id, status, created_at, updated_at)
         values ($1, $2, 'active', $3, $3)
         on conflict (tenant_id) do update
           set plan_version_id = $2, status = 'active', period_started_at = null, period_ends_at = null,
               grace_until = null, cancel_at = null, ended_at = null, currency = null, period = null, price = null,
               next_plan_version_id = null, next_period = null, next_at = null, outside_id = null, item_id = null,
               schedule_id = null, updated_at = $3, version = subscription.version + 1",
    )
    .bind(tx.tenant())
    .bind(plan)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
