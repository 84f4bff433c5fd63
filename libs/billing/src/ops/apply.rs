//! What Stripe says of a subscription becomes what the shop has. Nothing else gives or takes a plan that somebody pays for.

use db::TenantTx;
use db::bus::Topic;
use http::{App, Shop};
use kernel::{Instant, Result};
use stripe::billing::{Schedule, Subscription as Said, SubscriptionItem};

use super::becomes::{Becomes, moment};
use super::review::tell_what_ends;
use crate::letters::{Letter, tell_owners};
use crate::model::movement::{Movement, Worth, movements};
use crate::model::operation::OperationStatus;
use crate::model::plans::PlanVersionId;
use crate::model::price::{Period, read_lookup_key};
use crate::queries::operations::waiting;
use crate::queries::plans::{PlanVersion, numbered, version};
use crate::queries::prices::price_named;
use crate::queries::subscription::{Subscription, find, hold};
use crate::till::Till;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// There was nothing to take.
    Nothing,
    /// A later answer stands here.
    Late,
    /// It was taken.
    Yes,
    /// It is about a price that no plan of ours has: the shop keeps the plan that it has, and somebody has to look.
    UnknownPrice,
}

/// What Stripe said.
pub(crate) struct Word<'a> {
    /// Of the question: whatever was asked later has a higher one.
    pub number: i64,
    /// How it stands.
    pub said: &'a Said,
    /// What changes it later.
    pub schedule: Option<&'a Schedule>,
}

/// Takes it, in the order in which it was asked for.
pub(crate) async fn apply(
    tx: &mut TenantTx,
    (app, shop, till): (&App, &Shop, &Till),
    word: &Word<'_>,
) -> Result<Applied> {
    let (has, said) = (hold(tx).await?, word.said);
    if word.number <= has.heard {
        return Ok(Applied::Late);
    }
    let item = said.item();
    let known = match item {
        Some(item) => version_of(tx, item).await?,
        None => None,
    };
    let is_known = known.is_some() || said.status.is_final();
    if !is_known && has.outside_id.as_deref() != Some(said.id.as_str()) {
        return Ok(Applied::UnknownPrice);
    }
    let mut becomes = Becomes::of(&has, said, known.as_ref(), (tx.now(), till.grace()));
    becomes.next = next_of(tx, word).await?;
    becomes.write(tx, word.number, said).await?;
    note_movements(tx, &has, &becomes, known.as_ref()).await?;
    settle_waiting(tx, &becomes, said).await?;
    tx.announce(Topic::Tenant, tx.tenant().0);
    tell(tx, (app, shop), &has, &becomes).await?;
    Ok(if is_known {
        Applied::Yes
    } else {
        Applied::UnknownPrice
    })
}

/// By our own list of prices; one that was made elsewhere with a key of ours is found by that.
async fn version_of(tx: &mut TenantTx, item: &SubscriptionItem) -> Result<Option<PlanVersion>> {
    if let Some(price) = price_named(tx, item.price.as_str()).await? {
        return version(tx, price.plan_version_id).await.map(Some);
    }
    match item.lookup_key.as_deref().and_then(read_lookup_key) {
        Some((plan, number)) => numbered(tx, plan, number).await,
        None => Ok(None),
    }
}

/// What begins with a later period, as far as we have a plan for it.
async fn next_of(tx: &mut TenantTx, word: &Word<'_>) -> Result<Option<(PlanVersionId, Period, Instant)>> {
    let is_final = word.said.status.is_final();
    let Some(schedule) = word.schedule.filter(|_| !is_final) else {
        return Ok(None);
    };
    let now = tx.now();
    let later = schedule.phases.iter().find(|phase| moment(phase.start) > now);
    let Some((price, start)) = later.and_then(|phase| Some((phase.price.as_ref()?, phase.start))) else {
        return Ok(None);
    };
    let known = price_named(tx, price.as_str()).await?;
    Ok(known.map(|known| (known.plan_version_id, known.period, moment(start))))
}

async fn note_movements(
    tx: &mut TenantTx,
    has: &Subscription,
    becomes: &Becomes,
    known: Option<&PlanVersion>,
) -> Result<()> {
    let before = Worth::of(&has.status, has.paid());
    let after = Worth::of(&becomes.status, becomes.paid);
    let plan = known.map_or(&has.has.plan.name, |version| &version.plan.name);
    for moved in movements(before, after) {
        note_movement(tx, moved, plan).await?;
    }
    Ok(())
}

pub(crate) async fn note_movement(tx: &mut TenantTx, moved: Movement, plan: &str) -> Result<()> {
    sqlx::query(
        "insert into subscription_movement (tenant_id, movement_id, kind, currency, plan, before, after, moved_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(tx.tenant())
    .bind(tx.new_id::<kernel::id::Uuid>())
    .bind(moved.kind)
    .bind(moved.currency.as_str())
    .bind(plan)
    .bind(moved.before)
    .bind(moved.after)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// An upgrade that waited for its money has it, or nobody waits any more.
async fn settle_waiting(tx: &mut TenantTx, becomes: &Becomes, said: &Said) -> Result<()> {
    let Some(wanted) = waiting(tx).await? else {
        return Ok(());
    };
    let period = becomes.paid.map(|(_, period, _)| period);
    let status = if wanted.plan_version_id == Some(becomes.plan) && wanted.period == period {
        OperationStatus::Done
    } else if said.pending.is_none() {
        OperationStatus::Expired
    } else {
        return Ok(());
    };
    sqlx::query(
        "update billing_operation o
            set status = $3, updated_at = $4,
                charged = case when $3 = 'done' then
                  coalesce((select i.paid from billing_invoice i
                             where i.tenant_id = $1 and i.outside_id = $5 and i.status = 'paid'), $6) end
          where o.tenant_id = $1 and o.operation_id = $2",
    )
    .bind(tx.tenant())
    .bind(wanted.operation_id)
    .bind(status)
    .bind(tx.now())
    .bind(said.latest_invoice.as_ref().map(ToString::to_string))
    .bind(wanted.shown)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn tell(
    tx: &mut TenantTx,
    (app, shop): (&App, &Shop),
    had: &Subscription,
    becomes: &Becomes,
) -> Result<()> {
    let now = tx.now();
    if becomes.is_back {
        return tell_owners(tx, app, shop, Letter::WelcomeBack, now).await;
    }
    if !becomes.is_live() {
        let was_live = had.is_at_stripe();
        return match becomes.ended_at.filter(|_| was_live) {
            Some(end) => tell_owners(tx, app, shop, Letter::Ended, end).await,
            None => Ok(()),
        };
    }
    match find(tx).await? {
        Some(has) => tell_what_ends(tx, app, shop, &has).await,
        None => Ok(()),
    }
}
