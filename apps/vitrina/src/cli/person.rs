//! `vitrina person reset-second-factor | create-staff`.

use std::process::ExitCode;

use anyhow::Context as _;
use boot::Settings;
use db::{PlatformTx, PlatformView, Pools};
use identity::NewPerson;
use kernel::{Actor, Email, Env, Line, Locale, Role, TenantId};
use tenancy::ops::list_tenants;

use super::password::read_password;
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
    /// Makes somebody of the provider's, at the platform's own host: the first one, who then invites the others. The password
    /// is read from standard input; the second factor is set up at the first sign-in.
    CreateStaff {
        /// The person's e-mail.
        #[arg(long)]
        email: String,
        /// Their name.
        #[arg(long)]
        name: String,
        /// What they may do.
        #[arg(long, value_enum, default_value = "super-admin")]
        role: StaffRole,
    },
}

/// As what somebody works for the provider.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum StaffRole {
    /// Helps shops.
    Support,
    /// Looks after what they pay.
    Finance,
    /// Everything.
    SuperAdmin,
}

impl From<StaffRole> for Role {
    fn from(role: StaffRole) -> Self {
        match role {
            StaffRole::Support => Self::Support,
            StaffRole::Finance => Self::Finance,
            StaffRole::SuperAdmin => Self::SuperAdmin,
        }
    }
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
    match action {
        Action::ResetSecondFactor { shop, email } => reset_second_factor(pools, env, &shop, &email).await,
        Action::CreateStaff { email, name, role } => {
            create_staff(pools, env, &email, &name, role.into()).await
        }
    }
}

async fn create_staff(pools: &Pools, env: &Env, email: &str, name: &str, role: Role) -> anyhow::Result<()> {
    let new = NewPerson {
        email: Email::parse(email).context("--email is no e-mail address")?,
        name: Line::parse(name)
            .ok()
            .context("--name takes 1 to 120 characters")?,
        phone: None,
        role,
        locale: Locale::Es,
        password_hash: Some(identity::hash_password(read_password("The new person's")?).await?),
        verified: true,
    };
    let tx = PlatformTx::begin(&pools.platform, Actor::System, env.clone(), "create_staff").await?;
    let mut tx = tx.enter(TenantId::PLATFORM).await?;
    identity::create_person(&mut tx, new)
        .await
        .with_context(|| format!("somebody has the address {email} already"))?;
    tx.commit().await?;
    println!("{email} signs in at the platform's host, and sets up a second factor there");
    Ok(())
}

async fn reset_second_factor(pools: &Pools, env: &Env, shop: &str, email: &str) -> anyhow::Result<()> {
    let address = Email::parse(email).context("--email is no e-mail address")?;
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
