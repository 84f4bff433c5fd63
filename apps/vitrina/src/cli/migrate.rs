//! `vitrina migrate bootstrap | up | down | status`.

use std::process::ExitCode;

use boot::Settings;
use db::migrations;
use kernel::Env;

use crate::database::{self, Database};

/// What to do with the schema.
#[derive(Debug, Clone, Copy, clap::Subcommand)]
pub enum Action {
    /// Makes roles, database and extensions, once, as a superuser.
    Bootstrap,
    /// Runs what has not run yet.
    Up,
    /// Takes back everything above a version (0: everything).
    Down {
        /// The last version to keep.
        #[arg(long)]
        to: i64,
    },
    /// Lists every migration and whether it has run.
    Status,
}

/// Runs it.
pub async fn run(settings: Settings, action: Action) -> anyhow::Result<ExitCode> {
    if matches!(action, Action::Bootstrap) && !settings.database.is_private() {
        database::bootstrap_managed(&settings).await?;
        println!("roles, database and extensions are ready");
        return Ok(ExitCode::SUCCESS);
    }
    let database = Database::open_beside(&settings, &Env::system()).await?;
    let outcome = act(&database, action).await;
    database.close().await?;
    outcome.map(|()| ExitCode::SUCCESS)
}

async fn act(database: &Database, action: Action) -> anyhow::Result<()> {
    match action {
        Action::Bootstrap => println!("roles, database and extensions are ready"),
        Action::Up => {
            migrations::up(&database.urls.owner).await?;
            println!("up to date");
        }
        Action::Down { to } => {
            migrations::down(&database.urls.owner, to).await?;
            println!("back at {to}");
        }
        Action::Status => {
            for step in migrations::status(&database.urls.owner).await? {
                println!(
                    "{}  {}  {}",
                    step.version,
                    if step.applied { "applied" } else { "missing" },
                    step.name
                );
            }
        }
    }
    Ok(())
}
