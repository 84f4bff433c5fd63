//! `vitrina keys rotate`.

use std::process::ExitCode;

use boot::Settings;
use http::keys::KeyRing;
use kernel::Env;

use crate::database::Database;
use crate::master_key;

/// What to do with the keys that sign access tokens.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Signs with a new key from now on. What the old one signed is believed until it expires, after a quarter of an hour as
    /// it comes, and the old key itself for a day.
    Rotate {
        /// Believe no older key any more, at every server, from now on: for a key that leaked. Programs are refused once and
        /// get a new token by their refresh tokens; people in browsers notice nothing.
        #[arg(long)]
        revoke_old: bool,
    },
}

/// Runs it.
pub async fn run(settings: Settings, action: Action) -> anyhow::Result<ExitCode> {
    let Action::Rotate { revoke_old } = action;
    let env = Env::system();
    let database = Database::open_beside(&settings, &env).await?;
    let outcome = async {
        database.ensure_migrated().await?;
        let pools = database.pools(&settings).await?;
        let secrets = master_key::load(&settings, &env)?;
        let ring = KeyRing::new(pools.app.clone(), env.clone(), secrets);
        if revoke_old {
            ring.revoke_all().await?;
        } else {
            ring.rotate_now().await?;
        }
        anyhow::Ok(())
    }
    .await;
    database.close().await?;
    outcome?;
    if revoke_old {
        println!("a new key signs from now on, and no older one is believed any more");
    } else {
        println!("a new key signs from now on; every server learns it within a minute");
    }
    Ok(ExitCode::SUCCESS)
}
