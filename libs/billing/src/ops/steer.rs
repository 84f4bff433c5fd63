//! What the provider does about what one shop has: a longer trial, another plan.

use db::bus::Topic;
use db::{PlatformTx, TenantTx};
use kernel::{Instant, Line, Result, TenantId};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::checkout::named;
use super::give_plan::give_version;
use crate::error::BillingError;
use crate::queries::plans::offered;
use crate::queries::subscription::hold;

const DAY: i64 = 24 * 60 * 60;

/// How much longer a trial is.
#[derive(Debug, Clone, Copy, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LongerTrial {
    /// Days, from when it would have ended.
    #[validate(range(min = 1, max = 90))]
    pub days: i64,
}

/// A plan that is given without anybody paying.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenPlan {
    /// Short name.
    #[schema(value_type = String)]
    pub plan: Line<30>,
    /// Why, for the provider's log.
    #[schema(value_type = String)]
    pub reason: Line<200>,
}

/// Lets a trial last longer; gives the transaction to commit. One that goes on at Stripe is longer there.
pub async fn extend_trial(mut tx: PlatformTx, shop: TenantId, longer: LongerTrial) -> Result<TenantTx> {
    tx.concerns(shop, json!({ "days": longer.days }));
    let mut tx = tx.enter(shop).await?;
    let has = hold(&mut tx).await?;
    if has.is_at_stripe() {
        return Err(BillingError::AtStripe.into());
    }
    let end = has.trial_ends_at.filter(|_| has.status == "trialing");
    let end: Instant = end.ok_or(BillingError::NotTrying)?.max(tx.now());
    sqlx::query(
        "update subscription set trial_ends_at = $2, told = null, updated_at = $3, version = version + 1
          where tenant_id = $1",
    )
    .bind(shop)
    .bind(end.plus_seconds(longer.days * DAY))
    .bind(tx.now())
    .execute(&mut *tx)
    .await?;
    tx.announce(Topic::Tenant, shop.0);
    Ok(tx)
}

/// Gives a plan without anybody paying; gives the transaction to commit. What is paid for is changed by whoever pays.
pub async fn give_shop_plan(mut tx: PlatformTx, shop: TenantId, given: &GivenPlan) -> Result<TenantTx> {
    tx.concerns(
        shop,
        json!({ "plan": given.plan.as_str(), "reason": given.reason.as_str() }),
    );
    let mut tx = tx.enter(shop).await?;
    let has = hold(&mut tx).await?;
    if has.is_at_stripe() {
        return Err(BillingError::AtStripe.into());
    }
    let wanted = named(offered(&mut tx).await?, given.plan.as_str())?;
    give_version(&mut tx, wanted.id).await?;
    Ok(tx)
}
