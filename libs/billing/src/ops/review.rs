//! Once a day: owners are told of what comes to an end, and what has ended is put in its place. Rights do not wait for
//! this; they follow from the moment itself.

use db::TenantTx;
use http::{App, Shop};
use kernel::Result;

use super::give_plan::{Given, give_plan};
use crate::letters::tell_owners;
use crate::model::ending::Ending;
use crate::queries::subscription::{Subscription, find};

/// Looks at the transaction's own tenant.
pub async fn review(tx: &mut TenantTx, app: &App, shop: &Shop) -> Result<()> {
    let Some(has) = find(tx).await? else {
        return Ok(());
    };
    if let Some(ending) = ending(tx, shop, &has).filter(|ending| ending.is_news(has.told)) {
        tell_owners(tx, app, shop, ending, &has).await?;
        remember(tx, ending).await?;
    }
    if has.is_over(tx) {
        give_plan(tx, Given::Free).await?;
    }
    Ok(())
}

fn ending(tx: &TenantTx, shop: &Shop, has: &Subscription) -> Option<Ending> {
    let (now, zone) = (tx.now(), shop.zone());
    match has.status.as_str() {
        "trialing" => Ending::of_trial(has.trial_ends_at?, now, &zone),
        "past_due" => Ending::of_grace(has.grace_until?, now, &zone),
        _ => None,
    }
}

impl Subscription {
    fn is_over(&self, tx: &TenantTx) -> bool {
        let trial = self.trial_ends_at.filter(|_| self.status == "trialing");
        let ends = [trial, self.cancel_at];
        ends.into_iter().flatten().any(|end| end <= tx.now())
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
