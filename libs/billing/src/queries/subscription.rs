//! What a shop subscribes to.

use db::{PlatformView, TenantTx};
use kernel::{Currency, Error, Instant, Result, TenantId};
use sqlx::FromRow;

use super::plans::PlanVersion;
use crate::model::ending::Ending;
use crate::model::price::Period;

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
    /// Who the shop is at Stripe.
    pub customer_id: Option<String>,
    /// What it has there.
    pub outside_id: Option<String>,
    /// The line of it that names the price.
    pub item_id: Option<String>,
    /// What changes it there with its next period.
    pub schedule_id: Option<String>,
    /// In which money it pays.
    pub currency: Option<String>,
    /// For how long at once.
    pub period: Option<Period>,
    /// So much each time, minor units.
    pub price: Option<i64>,
    /// What begins with the next period: the plan's name.
    pub next_plan: Option<String>,
    /// For how long at once.
    pub next_period: Option<Period>,
    /// When that is.
    pub next_at: Option<Instant>,
    /// An upgrade waits for its money.
    pub change_waits: bool,
    /// Which of Stripe's answers stands here.
    pub heard: i64,
    /// What it has.
    #[sqlx(flatten)]
    pub has: PlanVersion,
}

impl Subscription {
    /// Whether Stripe sees to it: nothing of it is changed here then but by Stripe's word.
    pub fn is_at_stripe(&self) -> bool {
        self.outside_id.is_some() && !matches!(self.status.as_str(), "canceled" | "incomplete_expired")
    }

    /// Whether Stripe asks for money that did not come.
    pub fn owes(&self) -> bool {
        matches!(self.status.as_str(), "past_due" | "unpaid")
    }

    /// In which money, for how long at once, and how much; none where nobody pays.
    pub fn paid(&self) -> Option<(Currency, Period, i64)> {
        let currency = self.currency.as_deref().and_then(Currency::parse)?;
        Some((currency, self.period?, self.price?))
    }
}

/// The transaction's own tenant's; a shop that was never asked to subscribe has none.
pub async fn find(tx: &mut TenantTx) -> Result<Option<Subscription>> {
    Ok(sqlx::query_as(
        "select s.status, s.trial_ends_at, s.period_ends_at, s.grace_until, s.cancel_at, s.told, s.customer_id,
                s.outside_id, s.item_id, s.schedule_id, s.currency, s.period, s.price,
                s.next_period, s.next_at, s.heard,
                (select n.plan from plan_version n where n.plan_version_id = s.next_plan_version_id) as next_plan,
                exists (select from billing_operation o where o.tenant_id = s.tenant_id and o.status = 'waiting')
                  as change_waits,
                p.*
           from subscription s
           join plan_version p on p.plan_version_id = s.plan_version_id
          where s.tenant_id = $1",
    )
    .bind(tx.tenant())
    .fetch_optional(&mut **tx)
    .await?)
}

/// The same, held still until the commit; a shop without one is not found.
pub async fn hold(tx: &mut TenantTx) -> Result<Subscription> {
    sqlx::query("select from subscription where tenant_id = $1 for no key update")
        .bind(tx.tenant())
        .execute(&mut **tx)
        .await?;
    find(tx).await?.ok_or_else(Error::not_found)
}

/// The shop that is this customer at Stripe.
pub async fn shop_of(view: &mut PlatformView, customer: &str) -> Result<Option<TenantId>> {
    Ok(
        sqlx::query_scalar("select tenant_id from subscription where customer_id = $1")
            .bind(customer)
            .fetch_optional(&mut **view)
            .await?,
    )
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
