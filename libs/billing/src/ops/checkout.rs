//! Somebody subscribes, on a page of Stripe's. What is left of a trial goes on there.

use db::TenantTx;
use http::{AppData, Visitor};
use kernel::{Currency, Error, Line, Result, TenantId};
use stripe::billing::PromotionCodeId;
use url::Url;

use super::close::close;
use super::finish::FINISHED_BY;
use super::task::{Outcome, Task};
use crate::error::{BillingError, trouble};
use crate::jobs::FinishOperation;
use crate::model::operation::{Operation, OperationId, OperationKind};
use crate::model::plans::PlanVersionId;
use crate::model::price::{Period, currency_of};
use crate::queries::operations::{operation, under_way};
use crate::queries::plans::{PlanVersion, offered};
use crate::queries::prices::price_of;
use crate::queries::subscription::{Subscription, hold};
use crate::till::Till;

const DAY: i64 = 24 * 60 * 60;

/// What is wanted.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Short name of the plan.
    pub plan: Line<30>,
    /// For how long at once.
    pub period: Period,
    /// A code for less.
    pub code: Option<Line<100>>,
}

/// Makes the page and gives its address, which is a secret of whoever asked: it is not kept.
pub async fn begin_checkout(ctx: &Visitor, choice: &Choice) -> Result<Url> {
    let till = Till::of(&ctx.app);
    let promotion = promotion_of(&till, choice.code.as_ref()).await?;
    let tenant = ctx.shop.id;
    let mut tx = ctx.begin().await?;
    let (has, wanted) = allowed(&mut tx, &till, choice, ctx.shop.currency).await?;
    if has.customer_id.is_none() {
        let id = insert(&mut tx, &New::of(OperationKind::Customer)).await?;
        tx.commit().await?;
        run(&till, &ctx.app, tenant, id).await?;
        tx = ctx.begin().await?;
        allowed(&mut tx, &till, choice, ctx.shop.currency).await?;
    }
    let new = New {
        wanted: Some((wanted, currency_of(ctx.shop.currency), choice.period)),
        trial_days: trial_days(&has, &tx),
        promotion,
        ..New::of(OperationKind::Checkout)
    };
    let id = insert(&mut tx, &new).await?;
    tx.commit().await?;
    let (_, outcome) = run(&till, &ctx.app, tenant, id).await?;
    let url = match outcome {
        Outcome::Page(page) => page.url,
        _ => None,
    };
    url.ok_or_else(|| Error::fault("a page of Stripe's without an address"))
}

/// The version that is wanted, if the shop may begin it now.
async fn allowed(
    tx: &mut TenantTx,
    till: &Till,
    choice: &Choice,
    shop: Currency,
) -> Result<(Subscription, PlanVersionId)> {
    till.stripe()?;
    let has = hold(tx).await?;
    if has.is_at_stripe() {
        return Err(BillingError::AlreadySubscribed.into());
    }
    refuse_two(tx).await?;
    let wanted = named(offered(tx).await?, choice.plan.as_str())?;
    if wanted.plan.is_free() {
        return Err(Error::invalid("plan", "not_a_choice"));
    }
    let money = (currency_of(shop), choice.period);
    let price = price_of(tx, wanted.id, money, till.is_live()).await?;
    price.ok_or(BillingError::PlanNotForSale)?;
    Ok((has, wanted.id))
}

/// The one of this name.
pub(crate) fn named(offered: Vec<PlanVersion>, plan: &str) -> Result<PlanVersion> {
    let wanted = offered.into_iter().find(|version| version.plan.name == plan);
    wanted.ok_or_else(|| Error::invalid("plan", "not_a_choice"))
}

/// Of two who change the plan at once, one does. Whoever holds the subscription asks this.
pub(crate) async fn refuse_two(tx: &mut TenantTx) -> Result<()> {
    match under_way(tx).await? {
        Some(_) => Err(BillingError::UnderWay.into()),
        None => Ok(()),
    }
}

/// Whole days of the trial that are left, so that nobody loses a part of one.
fn trial_days(has: &Subscription, tx: &TenantTx) -> Option<i16> {
    let end = has.trial_ends_at.filter(|_| has.status == "trialing")?;
    let left = end.seconds_since(tx.now());
    let days = left / DAY + i64::from(left % DAY > 0);
    i16::try_from(days).ok().filter(|days| (1..=730).contains(days))
}

/// What Stripe calls the code; refuses one that it does not take.
async fn promotion_of(till: &Till, code: Option<&Line<100>>) -> Result<Option<PromotionCodeId>> {
    let Some(code) = code else {
        return Ok(None);
    };
    let found = till.stripe()?.promotion_codes(code.as_str()).await;
    let found = found.map_err(|error| trouble(&error))?;
    let good = found.into_iter().find(|promotion| promotion.active);
    let good = good.ok_or_else(|| Error::invalid("code", "no_such_code"))?;
    Ok(Some(good.id))
}

/// An operation to be written.
pub(crate) struct New {
    pub kind: OperationKind,
    pub wanted: Option<(PlanVersionId, Currency, Period)>,
    pub trial_days: Option<i16>,
    pub promotion: Option<PromotionCodeId>,
}

impl New {
    pub const fn of(kind: OperationKind) -> Self {
        Self {
            kind,
            wanted: None,
            trial_days: None,
            promotion: None,
        }
    }
}

/// Writes one that is about to be sent, with the job that sees to it should nobody else.
pub(crate) async fn insert(tx: &mut TenantTx, new: &New) -> Result<OperationId> {
    let id: OperationId = tx.new_id();
    let (version, currency, period) = match new.wanted {
        Some((version, currency, period)) => (Some(version), Some(currency), Some(period)),
        None => (None, None, None),
    };
    sqlx::query(
        "insert into billing_operation
           (tenant_id, operation_id, kind, status, plan_version_id, currency, period, trial_days, promotion_id, person_id,
            created_at, updated_at)
         values ($1, $2, $3, 'sending', $4, $5, $6, $7, $8, $9, $10, $10)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(new.kind)
    .bind(version)
    .bind(currency.map(|currency| currency.as_str().to_owned()))
    .bind(period)
    .bind(new.trial_days)
    .bind(new.promotion.as_ref().map(ToString::to_string))
    .bind(tx.actor().person())
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    see_to(tx, id).await?;
    Ok(id)
}

/// Has a job see to it should nobody else.
pub(crate) async fn see_to(tx: &mut TenantTx, id: OperationId) -> Result<()> {
    let at = tx.now().plus_seconds(FINISHED_BY);
    jobs::enqueue_once_at(tx, &FinishOperation::of(id), &id.to_string(), at).await?;
    Ok(())
}

/// Sends one that stands in the database; refuses where Stripe says no, or nothing.
pub(crate) async fn run(
    till: &Till,
    app: &AppData,
    tenant: TenantId,
    id: OperationId,
) -> Result<(Operation, Outcome)> {
    let stripe = till.stripe()?;
    let shop = app.shops.by_id(tenant).await?;
    let mut tx = app.begin(tenant, kernel::Actor::System).await?;
    let known = operation(&mut tx, id).await?;
    let task = Task::prepare(&mut tx, (app, &shop), till.is_live(), &known).await?;
    tx.commit().await?;
    let outcome = task.send(stripe).await;
    let closed = close((till, app), tenant, id, &outcome).await?;
    outcome
        .map(|outcome| (closed, outcome))
        .map_err(|error| trouble(&error))
}
