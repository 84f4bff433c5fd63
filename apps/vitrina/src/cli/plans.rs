//! `vitrina plans check | sync`.

use std::process::ExitCode;

use boot::Settings;
use kernel::Env;

use crate::compose;
use crate::database::Database;

/// What to do with plans.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Reads the plans and says what is wrong with them.
    Check,
    /// Makes a new version of each plan that has changed, as every start does, and makes products and prices known at Stripe that
    /// are new there. Safe to repeat.
    Sync,
}

/// Runs it.
pub async fn run(settings: Settings, action: Action) -> anyhow::Result<ExitCode> {
    match action {
        Action::Check => {
            for plan in compose::plans(&settings)?.iter() {
                println!("{}", plan.name);
            }
        }
        Action::Sync => sync(&settings).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn sync(settings: &Settings) -> anyhow::Result<()> {
    let env = Env::system();
    let database = Database::open_beside(settings, &env).await?;
    let outcome = async {
        database.ensure_migrated().await?;
        let pools = database.pools(settings).await?;
        let changed = compose::sync_plans(&pools, &env, settings).await?;
        let till = compose::till(settings)?;
        let prices = compose::sync_prices(&pools, &env, &till).await?;
        anyhow::Ok((changed, till.is_open(), prices))
    }
    .await;
    database.close().await?;
    let (changed, is_open, prices) = outcome?;
    match changed.as_slice() {
        [] => println!("nothing has changed"),
        changed => println!("new versions of: {}", changed.join(", ")),
    }
    match (is_open, prices.as_slice()) {
        (false, _) => {
            println!("Stripe was not told: billing.stripe_secret_key is empty, so that nothing is for sale");
        }
        (true, []) => println!("Stripe knows every price"),
        (true, prices) => println!("new at Stripe: {}", prices.join(", ")),
    }
    Ok(())
}
