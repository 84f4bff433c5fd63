//! A shop that Stripe does not see to goes to the plan that costs nothing when what it has comes to its end; or stays after all.

use db::TenantTx;
use db::bus::Topic;
use jiff::tz::TimeZone;
use kernel::{Instant, Result};

use super::checkout::named;
use super::give_plan::{Given, give_plan};
use crate::error::BillingError;
use crate::queries::plans::offered;
use crate::queries::subscription::{Subscription, hold};
use crate::queries::usage::end_of_month;

/// Chooses a plan without paying: that is only the one that costs nothing. It begins when the trial or what was given ends,
/// with the next month where nothing has an end, and at once where something is owed. What costs something is begun on a page of
/// Stripe's, if plans are for sale.
pub async fn choose_plan(tx: &mut TenantTx, zone: &TimeZone, wanted: &str, is_for_sale: bool) -> Result<()> {
    let has = hold(tx).await?;
    let wanted = named(offered(tx).await?, wanted)?;
    if wanted.plan.name == has.has.plan.name {
        return Err(BillingError::SamePlan.into());
    }
    if !wanted.plan.is_free() {
        let refusal = if is_for_sale {
            BillingError::CheckoutNeeded
        } else {
            BillingError::PlanNotForSale
        };
        return Err(refusal.into());
    }
    if has.is_at_stripe() {
        return Err(BillingError::PreviewNeeded.into());
    }
    match has.runs_until(tx.now(), zone)? {
        Some(end) if end > tx.now() => set_end(tx, Some(end)).await,
        _ => give_plan(tx, Given::Free).await,
    }
}

/// Takes back that it goes.
pub async fn stay(tx: &mut TenantTx) -> Result<()> {
    match hold(tx).await?.cancel_at {
        Some(end) if end > tx.now() => set_end(tx, None).await,
        _ => Err(BillingError::NotLeaving.into()),
    }
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
