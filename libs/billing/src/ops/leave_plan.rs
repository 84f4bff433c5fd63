//! A shop goes to the plan that costs nothing when what it has comes to its end; or stays after all.

use db::TenantTx;
use db::bus::Topic;
use jiff::tz::TimeZone;
use kernel::{Error, Instant, Result};

use super::give_plan::{Given, give_plan};
use crate::error::BillingError;
use crate::queries::plans::offered;
use crate::queries::subscription::{Subscription, find};
use crate::queries::usage::end_of_month;

/// Chooses a plan. While nobody takes money only the one that costs nothing can be chosen: it begins when the trial or
/// what was paid for ends, with the next month where nothing has an end, and at once where something is owed.
pub async fn choose_plan(tx: &mut TenantTx, zone: &TimeZone, wanted: &str) -> Result<()> {
    let has = held(tx).await?;
    let plans = offered(tx).await?;
    let wanted = plans.iter().find(|version| version.plan.name == wanted);
    let wanted = wanted.ok_or_else(|| Error::invalid("plan", "not_a_choice"))?;
    if wanted.plan.name == has.has.plan.name {
        return Err(BillingError::SamePlan.into());
    }
    if !wanted.plan.is_free() {
        return Err(BillingError::PlanNotForSale.into());
    }
    match has.runs_until(tx.now(), zone)? {
        Some(end) if end > tx.now() => set_end(tx, Some(end)).await,
        _ => give_plan(tx, Given::Free).await,
    }
}

/// Takes back that it goes.
pub async fn stay(tx: &mut TenantTx) -> Result<()> {
    match held(tx).await?.cancel_at {
        Some(end) if end > tx.now() => set_end(tx, None).await,
        _ => Err(BillingError::NotLeaving.into()),
    }
}

/// What it has, held still until the commit.
async fn held(tx: &mut TenantTx) -> Result<Subscription> {
    sqlx::query("select from subscription where tenant_id = $1 for no key update")
        .bind(tx.tenant())
        .execute(&mut **tx)
        .await?;
    find(tx).await?.ok_or_else(Error::not_found)
}

async fn set_end(tx: &mut TenantTx, end: Option<Instant>) -> Result<()> {
    sqlx::query(
        "update subscription set cancel_at = $2, updated_at = $3, version = version + 1 where tenant_id = $1",
    )
    .bind(tx.tenant())
    .bind(end)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    tx.announce(Topic::Tenant, tx.tenant().0);
    Ok(())
}

impl Subscription {
    /// When what it has comes to its end; nothing where that is not its own any more.
    fn runs_until(&self, now: Instant, zone: &TimeZone) -> Result<Option<Instant>> {
        match (self.status.as_str(), self.period_ends_at) {
            ("trialing", _) => Ok(self.trial_ends_at),
            ("active", None) => end_of_month(now, zone).map(Some),
            ("active", end) => Ok(end),
            _ => Ok(None),
        }
    }
}
