//! A shop has a plan from now on, without anybody paying: shops older than plans, the demo, the plan that costs nothing.

use db::TenantTx;
use db::bus::Topic;
use kernel::{Error, Result};

use crate::model::plans::PlanVersionId;
use crate::queries::plans::offered;

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
    write(tx, chosen.id).await?;
    tx.announce(Topic::Tenant, tx.tenant().0);
    Ok(())
}

async fn write(tx: &mut TenantTx, plan: PlanVersionId) -> Result<()> {
    sqlx::query(
        "insert into subscription (tenant_id, plan_version_id, status, created_at, updated_at)
         values ($1, $2, 'active', $3, $3)
         on conflict (tenant_id) do update
           set plan_version_id = $2, status = 'active', period_started_at = null, period_ends_at = null,
               grace_until = null, cancel_at = null, ended_at = null, updated_at = $3,
               version = subscription.version + 1",
    )
    .bind(tx.tenant())
    .bind(plan)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
