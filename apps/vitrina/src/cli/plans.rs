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
    /// Makes a new version of each plan that has changed, as every start does.
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
        compose::sync_plans(&database.pools(settings).await?, &env, settings).await
    }
    .await;
    database.close().await?;
    match outcome?.as_slice() {
        [] => println!("nothing has changed"),
        changed => println!("new versions of: {}", changed.join(", ")),
    }
    Ok(())
}
