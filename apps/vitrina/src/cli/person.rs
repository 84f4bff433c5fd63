//! `vitrina person reset-second-factor`.

use std::process::ExitCode;

use anyhow::Context as _;
use boot::Settings;
use db::{PlatformTx, PlatformView, Pools};
use kernel::{Actor, Email, Env};
use tenancy::ops::list_tenants;

use crate::database::Database;

/// What to do for people whom nobody at their shop can help.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Takes the second factor away from somebody who lost it, and ends their sessions. Make sure first of whom you talk
    /// to: from then on the password is enough.
    ResetSecondFactor {
        /// Short name of the shop.
        #[arg(long)]
        shop: String,
        /// The person's e-mail.
        #[arg(long)]
        email: String,
    },
}

/// Runs it.
pub async fn run(settings: Settings, action: Action) -> anyhow::Result<ExitCode> {
    let env = Env::system();
    let database = Database::open_beside(&settings, &env).await?;
    let outcome = async {
        database.ensure_migrated().await?;
        act(&database.pools(&settings).await?, &env, action).await
    }
    .await;
    database.close().await?;
    outcome.map(|()| ExitCode::SUCCESS)
}

async fn act(pools: &Pools, env: &Env, action: Action) -> anyhow::Result<()> {
    let Action::ResetSecondFactor { shop, email } = action;
    let address = Email::parse(&email).context("--email is no e-mail address")?;
    let tenants = list_tenants(&mut PlatformView::begin(&pools.platform).await?).await?;
    let tenant = tenants
        .into_iter()
        .find(|tenant| tenant.slug == shop)
        .with_context(|| format!("there is no shop {shop}"))?;
    let purpose = "reset_second_factor";
    let tx = PlatformTx::begin(&pools.platform, Actor::System, env.clone(), purpose).await?;
    let mut tx = tx.enter(tenant.tenant_id).await?;
    identity::reset_second_factor_of(&mut tx, &address)
        .await
        .with_context(|| format!("nobody at {shop} has the address {email} and a second factor"))?;
    tx.commit().await?;
    println!("{email} signs in to {shop} with the password alone");
    Ok(())
}
