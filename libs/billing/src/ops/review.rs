//! Once a day, and whenever Stripe says something new: owners are told of what comes to an end, and what has ended is put in
//! its place. Rights do not wait for this; they follow from the moment itself.

use db::TenantTx;
use http::{App, Shop};
use kernel::{Instant, Result};

use super::give_plan::{Given, give_plan};
use crate::letters::{Letter, tell_owners};
use crate::model::ending::Ending;
use crate::queries::subscription::{Subscription, find};

/// Looks at the transaction's own tenant.
pub async fn review(tx: &mut TenantTx, app: &App, shop: &Shop) -> Result<()> {
    let Some(has) = find(tx).await? else {
        return Ok(());
    };
    tell_what_ends(tx, app, shop, &has).await?;
    if has.is_over(tx) {
        give_plan(tx, Given::Free).await?;
    }
    Ok(())
}

/// Tells owners what comes to an end, once each.
pub(crate) async fn tell_what_ends(
    tx: &mut TenantTx,
    app: &App,
    shop: &Shop,
    has: &Subscription,
) -> Result<()> {
    let ending = ending(tx, shop, has).filter(|(ending, _)| ending.is_news(has.told));
    let Some((ending, end)) = ending else {
        return Ok(());
    };
    let letter = match ending {
        // With a card there, a trial that ends takes nothing away.
        Ending::TrialToday if has.is_at_stripe() => return Ok(()),
        Ending::TrialSoon if has.is_at_stripe() => Letter::TrialCharged,
        ending => Letter::Ending(ending),
    };
    tell_owners(tx, app, shop, letter, end).await?;
    remember(tx, ending).await
}

fn ending(tx: &TenantTx, shop: &Shop, has: &Subscription) -> Option<(Ending, Instant)> {
    let (now, zone) = (tx.now(), shop.zone());
    let (ending, end) = match has.status.as_str() {
        "trialing" => (
            Ending::of_trial(has.trial_ends_at?, now, &zone),
            has.trial_ends_at?,
        ),
        "past_due" => (
            Some(Ending::of_grace(has.grace_until?, now, &zone)),
            has.grace_until?,
        ),
        "unpaid" | "paused" => (Some(Ending::ReadOnly), now),
        _ => (None, now),
    };
    Some((ending?, end))
}

impl Subscription {
    /// Of what Stripe sees to, Stripe says when it is over.
    fn is_over(&self, tx: &TenantTx) -> bool {
        let trial = self.trial_ends_at.filter(|_| self.status == "trialing");
        let ends = [trial, self.cancel_at];
        !self.is_at_stripe() && ends.into_iter().flatten().any(|end| end <= tx.now())
    }
}

async fn remember(tx: &mut TenantTx, ending: Ending) -> Result<()> {
    sqlx::query(
        "update subscription set told = $2, updated_at = $3, version = version + 1 where tenant_id = $1",
    )
    .bind(tx.tenant())
    .bind(ending)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
