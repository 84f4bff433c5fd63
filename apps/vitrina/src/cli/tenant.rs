//! `vitrina tenant create | list | suspend | reactivate`.

use std::process::ExitCode;

use anyhow::Context as _;
use boot::Settings;
use db::{PlatformTx, PlatformView, Pools};
use identity::SignUp;
use kernel::{Actor, Email, Env, Line, Locale, Slug};
use tenancy::Standing;
use tenancy::ops::{list_tenants, set_standing};

use super::password::read_password;
use crate::compose;
use crate::database::Database;

/// What to do with businesses.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Opens a shop with its owner. The password is read from standard input.
    Create {
        /// Short name, part of its address: `salon-aurora`.
        #[arg(long)]
        slug: String,
        /// Name for people.
        #[arg(long)]
        name: String,
        /// The owner's e-mail.
        #[arg(long)]
        owner_email: String,
        /// The owner's name.
        #[arg(long)]
        owner_name: String,
    },
    /// Lists all shops.
    List,
    /// Closes a shop's doors; its visitors read the reason.
    Suspend {
        /// Short name.
        slug: String,
        /// What visitors read.
        #[arg(long)]
        reason: String,
    },
    /// Opens them again.
    Reactivate {
        /// Short name.
        slug: String,
    },
}

/// Runs it.
pub async fn run(settings: Settings, action: Action) -> anyhow::Result<ExitCode> {
    let env = Env::system();
    let database = Database::open_beside(&settings, &env).await?;
    let outcome = async {
        database.ensure_migrated().await?;
        act(&database.pools(&settings).await?, &settings, &env, action).await
    }
    .await;
    database.close().await?;
    outcome.map(|()| ExitCode::SUCCESS)
}

async fn act(pools: &Pools, settings: &Settings, env: &Env, action: Action) -> anyhow::Result<()> {
    let begin = |purpose| PlatformTx::begin(&pools.platform, Actor::System, env.clone(), purpose);
    match action {
        Action::Create {
            slug,
            name,
            owner_email,
            owner_name,
        } => {
            let sign_up = SignUp {
                slug: Slug::parse(&slug).context("--slug takes lower-case letters, digits and dashes")?,
                name: Line::parse(&name)
                    .ok()
                    .context("--name takes 1 to 120 characters")?,
                email: Email::parse(&owner_email).context("--owner-email is no e-mail address")?,
                owner_name: Line::parse(&owner_name)
                    .ok()
                    .context("--owner-name takes 1 to 120 characters")?,
                password_hash: identity::hash_password(read_password("The owner's")?).await?,
                locale: Locale::Es,
                verified: true,
            };
            let domain = settings
                .server
                .public_url
                .host_str()
                .unwrap_or("localhost")
                .to_owned();
            compose::sync_plans(pools, env, settings).await?;
            let (tx, _) = identity::sign_up(begin("create_tenant").await?, sign_up, &domain).await?;
            tx.commit().await?;
            println!("opened {slug} at {}", settings.server.origin_of(&slug));
        }
        Action::List => {
            for row in list_tenants(&mut PlatformView::begin(&pools.platform).await?).await? {
                println!(
                    "{:24} {:10} {:32} {}",
                    row.slug,
                    row.status,
                    row.host.unwrap_or_default(),
                    row.name
                );
            }
        }
        Action::Suspend { slug, reason } => {
            let mut tx = begin("suspend_tenant").await?;
            set_standing(&mut tx, &slug, Standing::Suspended, Some(&reason)).await?;
            tx.commit().await?;
            println!("suspended {slug}");
        }
        Action::Reactivate { slug } => {
            let mut tx = begin("reactivate_tenant").await?;
            set_standing(&mut tx, &slug, Standing::Active, None).await?;
            tx.commit().await?;
            println!("reactivated {slug}");
        }
    }
    Ok(())
}
