//! What another plan would cost and take away, shown before anybody agrees. What was shown is what is charged: Stripe counts
//! what is left of the present plan up to the very same moment both times.

use db::TenantTx;
use http::Visitor;
use kernel::{Currency, Error, Instant, Result};
use serde_json::json;
use stripe::billing::Preview;

use super::checkout::{Choice, named, refuse_two};
use super::task::Task;
use crate::error::{BillingError, trouble};
use crate::model::change::Change;
use crate::model::operation::{Operation, OperationId, OperationKind, ShownLine};
use crate::model::price::{Period, currency_of};
use crate::queries::operations::operation;
use crate::queries::plans::{PlanVersion, offered};
use crate::queries::prices::price_of;
use crate::queries::subscription::{Subscription, hold};
use crate::till::Till;

/// Seconds that somebody has to agree.
const LASTS: i64 = 30 * 60;
/// Lines that are kept of what is to be charged.
const MOST_LINES: usize = 20;

/// Shows what a change comes to; nothing is changed by it.
pub async fn propose(ctx: &Visitor, choice: &Choice) -> Result<Operation> {
    let till = Till::of(&ctx.app);
    let stripe = till.stripe()?;
    let mut tx = ctx.begin().await?;
    let has = hold(&mut tx).await?;
    if !has.is_at_stripe() {
        return Err(BillingError::CheckoutNeeded.into());
    }
    refuse_two(&mut tx).await?;
    let wanted = named(offered(&mut tx).await?, choice.plan.as_str())?;
    let draft = Draft::of(&has, wanted, choice.period, ctx.shop.currency, tx.now())?;
    refuse_unpriced(&mut tx, &till, &draft).await?;
    let id = draft.insert(&mut tx).await?;
    let proposed = operation(&mut tx, id).await?;
    if proposed.kind != OperationKind::Upgrade {
        tx.commit().await?;
        return Ok(proposed);
    }
    let task = Task::prepare(&mut tx, (&ctx.app, &ctx.shop), till.is_live(), &proposed).await?;
    // Nobody sees it before it has its sum: it is written below, or not at all.
    tx.rollback().await?;
    let asked = match (task.subscription(), task.plan_change()) {
        (Ok(subscription), Ok(change)) => stripe.preview_change(&subscription, &change).await,
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    let preview = asked.map_err(|error| trouble(&error))?;
    let mut tx = ctx.begin().await?;
    let id = draft.insert(&mut tx).await?;
    show(&mut tx, id, &preview).await?;
    let proposed = operation(&mut tx, id).await?;
    tx.commit().await?;
    Ok(proposed)
}

/// A price that was not made known at Stripe cannot be charged.
async fn refuse_unpriced(tx: &mut TenantTx, till: &Till, draft: &Draft) -> Result<()> {
    if draft.kind == OperationKind::Cancel {
        return Ok(());
    }
    let money = (draft.currency, draft.period);
    let price = price_of(tx, draft.wanted.id, money, till.is_live()).await?;
    price.map(drop).ok_or_else(|| BillingError::PlanNotForSale.into())
}

/// A proposal that is about to be written.
struct Draft {
    kind: OperationKind,
    wanted: PlanVersion,
    currency: Currency,
    period: Period,
    from: (PlanVersion, Period),
    now: Instant,
}

impl Draft {
    fn of(
        has: &Subscription,
        wanted: PlanVersion,
        period: Period,
        shop: Currency,
        now: Instant,
    ) -> Result<Self> {
        let before = has.period.unwrap_or_default();
        let change = Change::between((&has.has.plan, before), (&wanted.plan, period));
        let kind = match change.ok_or(BillingError::SamePlan)? {
            Change::Now => OperationKind::Upgrade,
            Change::AtPeriodEnd => OperationKind::Downgrade,
            Change::Leave => OperationKind::Cancel,
        };
        let pays_in = has.currency.as_deref().and_then(Currency::parse);
        Ok(Self {
            kind,
            wanted,
            currency: pays_in.unwrap_or_else(|| currency_of(shop)),
            period,
            from: (has.has.clone(), before),
            now,
        })
    }

    async fn insert(&self, tx: &mut TenantTx) -> Result<OperationId> {
        let id: OperationId = tx.new_id();
        // Stripe counts in whole seconds.
        let counted_at = Instant(
            jiff::Timestamp::from_second(self.now.unix_seconds()).map_err(|e| Error::Fault(e.into()))?,
        );
        sqlx::query(
            "insert into billing_operation
               (tenant_id, operation_id, kind, status, plan_version_id, currency, period, from_plan_version_id, from_period,
                counted_at, shown, person_id, created_at, expires_at, updated_at)
             values ($1, $2, $3, 'proposed', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $12)",
        )
        .bind(tx.tenant())
        .bind(id)
        .bind(self.kind)
        .bind(self.wanted.id)
        .bind(self.currency.as_str())
        .bind(self.period)
        .bind(self.from.0.id)
        .bind(self.from.1)
        .bind(counted_at)
        .bind((self.kind == OperationKind::Upgrade).then_some(0_i64))
        .bind(tx.actor().person())
        .bind(tx.now())
        .bind(tx.now().plus_seconds(LASTS))
        .execute(&mut **tx)
        .await?;
        Ok(id)
    }
}

async fn show(tx: &mut TenantTx, id: OperationId, preview: &Preview) -> Result<()> {
    let lines = preview.lines.iter().take(MOST_LINES).map(|line| ShownLine {
        text: line.description.chars().take(300).collect(),
        amount: line.amount,
    });
    let lines: Vec<ShownLine> = lines.collect();
    sqlx::query(
        "update billing_operation set shown = $3, lines = $4 where tenant_id = $1 and operation_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(preview.amount_due.max(0))
    .bind(json!(lines))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
