//! Plans: read, made known to the database, and given to shops that are older than they.

use anyhow::Context as _;
use billing::ops::give_plan::{Given, give_plan};
use billing::{Plans, Till};
use boot::Settings;
use db::{PlatformTx, PlatformView, Pools};
use http::AppData;
use kernel::{Actor, Env};

/// What the settings say of plans becomes what shops can have; names those that changed.
pub async fn sync_plans(pools: &Pools, env: &Env, settings: &Settings) -> anyhow::Result<Vec<String>> {
    let plans = plans(settings)?;
    let mut tx = PlatformTx::begin(&pools.platform, Actor::System, env.clone(), "sync_plans").await?;
    let changed = billing::ops::sync_plans::sync_plans(&mut tx, &plans).await?;
    if !changed.is_empty() {
        tx.commit().await?;
    }
    Ok(changed)
}

/// What is for sale is made known at Stripe; names what is new there. Nothing happens where nothing is for sale.
pub async fn sync_prices(pools: &Pools, env: &Env, till: &Till) -> anyhow::Result<Vec<String>> {
    if !till.is_open() {
        return Ok(vec![]);
    }
    Ok(billing::ops::sync_prices::sync_prices(pools, env, till).await?)
}

/// Those of the named file, else those that come with the program.
pub fn plans(settings: &Settings) -> anyhow::Result<Plans> {
    let Some(file) = &settings.billing.plans_file else {
        return Plans::read(Plans::BUILT_IN).map_err(anyhow::Error::msg);
    };
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    Plans::read(&text)
        .map_err(anyhow::Error::msg)
        .with_context(|| format!("plans in {}", file.display()))
}

/// Shops older than plans lose nothing: they get the largest.
pub(super) async fn subscribe_old_shops(app: &AppData) -> anyhow::Result<()> {
    let mut view = PlatformView::begin(&app.pools.platform).await?;
    let shops = billing::queries::subscription::shops_without(&mut view).await?;
    drop(view);
    for shop in shops {
        let mut tx = app.begin(shop, Actor::System).await?;
        give_plan(&mut tx, Given::Largest).await?;
        tx.commit().await?;
    }
    Ok(())
}
