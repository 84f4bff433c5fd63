//! The plans of the file become versions in the database. Safe to repeat: what has not changed stays as it is.

use db::PlatformTx;
use kernel::{Result, TenantId};
use serde_json::json;
use sqlx::types::Json;

use crate::model::plans::{Plan, PlanVersionId, Plans};
use crate::queries::plans::{PlanVersion, newest};

/// Writes what has changed and names the plans; nothing is left to commit when none has. Two who do it at once find the
/// same, and one of them writes it.
pub async fn sync_plans(tx: &mut PlatformTx, plans: &Plans) -> Result<Vec<String>> {
    let known = newest(tx).await?;
    let mut changed = vec![];
    for plan in plans.iter() {
        let before = known.iter().find(|version| version.plan.name == plan.name);
        if before.is_none_or(|version| !version.offered || version.plan != *plan) {
            insert(tx, plan, before, true).await?;
            changed.push(plan.name.clone());
        }
    }
    for gone in known.iter().filter(|version| version.offered) {
        if plans.iter().all(|plan| plan.name != gone.plan.name) {
            insert(tx, &gone.plan, Some(gone), false).await?;
            changed.push(gone.plan.name.clone());
        }
    }
    tx.concerns(TenantId::PLATFORM, json!({ "plans": changed }));
    Ok(changed)
}

async fn insert(tx: &mut PlatformTx, plan: &Plan, before: Option<&PlanVersion>, offered: bool) -> Result<()> {
    use kernel::Limit as L;
    let (id, now): (PlanVersionId, _) = (tx.env().new_id(), tx.now());
    sqlx::query(
        "insert into plan_version (plan_version_id, plan, number, rank, offered, trial_days, modules, most_people,
                                   most_products, most_bookings, most_orders, most_storage, cop_monthly, cop_yearly,
                                   usd_monthly, usd_yearly, tax_rate_bp, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         on conflict (plan, number) do nothing",
    )
    .bind(id)
    .bind(&plan.name)
    .bind(before.map_or(1, |version| version.number.saturating_add(1)))
    .bind(plan.rank)
    .bind(offered)
    .bind(plan.trial_days)
    .bind(Json(&plan.modules))
    .bind(plan.most(L::People))
    .bind(plan.most(L::Products))
    .bind(plan.most(L::Bookings))
    .bind(plan.most(L::Orders))
    .bind(plan.most(L::Storage))
    .bind(plan.cop_monthly)
    .bind(plan.cop_yearly)
    .bind(plan.usd_monthly)
    .bind(plan.usd_yearly)
    .bind(plan.tax_rate_bp)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
