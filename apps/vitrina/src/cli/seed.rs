//! `vitrina seed`.

use std::process::ExitCode;

use anyhow::bail;
use boot::Settings;
use db::Bus;
use kernel::Env;

use crate::compose::{self, Ground};
use crate::database::Database;
use crate::{demo, master_key};

/// Loads the demo shops; what is there already stays as it is.
pub async fn run(settings: Settings) -> anyhow::Result<ExitCode> {
    if settings.environment.is_production() {
        bail!("the demo's passwords are known to everybody: it is not loaded in production");
    }
    let env = Env::system();
    let database = Database::open_beside(&settings, &env).await?;
    let outcome = load(&settings, &database, &env).await;
    database.close().await?;
    outcome?;
    println!("the demo shops are there");
    Ok(ExitCode::SUCCESS)
}

async fn load(settings: &Settings, database: &Database, env: &Env) -> anyhow::Result<()> {
    database.ensure_migrated().await?;
    let pools = database.pools(settings).await?;
    let secrets = master_key::load(settings, env)?;
    let ground = Ground {
        pools,
        env: env.clone(),
        bus: Bus::default(),
        secrets,
    };
    let app = compose::app(&ground, settings)?;
    compose::prepare(&app, settings).await?;
    let domain = settings.server.public_url.host_str().unwrap_or("localhost");
    demo::load(&app, domain, false).await
}
