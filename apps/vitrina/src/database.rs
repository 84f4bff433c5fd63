//! Which PostgreSQL: the private one, or the one that the settings name.

use std::time::Duration;

use anyhow::{Context as _, bail};
use boot::Settings;
use db::bootstrap::{self, Passwords};
use db::cluster::PrivateCluster;
use db::pools::{PoolSize, Urls};
use db::{Pooler, Pools, migrations};
use kernel::Env;
use secrecy::{ExposeSecret as _, SecretString};

/// A database that can be reached.
#[derive(Debug)]
pub struct Database {
    /// The roles' connection strings.
    pub urls: Urls,
    /// The cluster, if it is our own.
    pub cluster: Option<PrivateCluster>,
}

impl Database {
    /// Opens the private cluster, or takes the connection strings of the settings.
    pub async fn open(settings: &Settings, env: &Env) -> anyhow::Result<Self> {
        if settings.database.is_private() {
            let bin_dir = settings.database.bin_dir.as_deref();
            let cluster = PrivateCluster::open(&settings.data.dir, bin_dir, env).await?;
            return Ok(Self {
                urls: cluster.urls().clone(),
                cluster: Some(cluster),
            });
        }
        Ok(Self {
            urls: given(settings)?,
            cluster: None,
        })
    }

    /// For commands: beside a running server if there is one, else as [`Self::open`].
    pub async fn open_beside(settings: &Settings, env: &Env) -> anyhow::Result<Self> {
        if settings.database.is_private()
            && let Some(urls) = PrivateCluster::of_running_server(&settings.data.dir)?
        {
            return Ok(Self { urls, cluster: None });
        }
        Self::open(settings, env).await
    }

    /// Migrates our own cluster; of a managed one, only says what is missing.
    pub async fn ensure_migrated(&self) -> anyhow::Result<()> {
        if self.cluster.is_some() {
            return migrations::up(&self.urls.owner).await;
        }
        let missing = migrations::status(&self.urls.owner)
            .await?
            .into_iter()
            .filter(|step| !step.applied)
            .count();
        if missing > 0 {
            bail!("{missing} migrations have not run on this database. Run `vitrina migrate up` first.");
        }
        Ok(())
    }

    /// Connects.
    pub async fn pools(&self, settings: &Settings) -> anyhow::Result<Pools> {
        Pools::connect(&self.urls, pool_size(settings), pooler(settings)).await
    }

    /// Connects when it is needed, for when the database may be away.
    pub fn pools_for_later(&self, settings: &Settings) -> anyhow::Result<Pools> {
        Pools::prepare(&self.urls, pool_size(settings), pooler(settings))
    }

    /// Stops the private cluster.
    pub async fn close(self) -> anyhow::Result<()> {
        match self.cluster {
            Some(cluster) => cluster.stop().await,
            None => Ok(()),
        }
    }
}

fn pool_size(settings: &Settings) -> PoolSize {
    PoolSize {
        app: settings.database.app_pool,
        // One of them listens for announcements.
        worker: settings.database.worker_pool + 1,
        platform: settings.database.platform_pool,
        acquire: settings.database.acquire_timeout.max(Duration::from_millis(100)),
    }
}

fn pooler(settings: &Settings) -> Pooler {
    match settings.database.pooler {
        boot::settings::Pooler::None => Pooler::None,
        boot::settings::Pooler::Transaction => Pooler::Transaction,
    }
}

/// The settings' URLs; those that are missing are made from the owner's and the role's own password, which hangs on
/// the master key. Who needs sessions goes around the pooler, if there is one.
fn given(settings: &Settings) -> anyhow::Result<Urls> {
    let database = &settings.database;
    let url = database
        .url
        .as_ref()
        .context("DATABASE_URL is not set")?
        .expose_secret();
    let name = url::database_name(url)?;
    let direct_url = database
        .direct_url
        .as_ref()
        .map_or(url, |url| url.expose_secret());
    let passwords = passwords(settings)?;
    let derived = bootstrap::urls(url, &name, &passwords)?;
    let direct = bootstrap::urls(direct_url, &url::database_name(direct_url)?, &passwords)?;
    let or = |given: &Option<SecretString>, other: &str| {
        given
            .as_ref()
            .map_or_else(|| other.to_owned(), |url| url.expose_secret().to_owned())
    };
    Ok(Urls {
        owner: direct_url.to_owned(),
        app: or(&database.app_url, &derived.app),
        worker: or(&database.worker_url, &direct.worker),
        platform: or(&database.platform_url, &derived.platform),
        backup: or(&database.backup_url, &direct.backup),
    })
}

/// `vitrina migrate bootstrap`: roles, database and extensions on a managed cluster, as its superuser.
pub async fn bootstrap_managed(settings: &Settings) -> anyhow::Result<()> {
    let superuser = settings.database.superuser_url.as_ref().context(
        "migrate bootstrap makes roles and extensions and needs a superuser once: set VITRINA_DATABASE__SUPERUSER_URL",
    )?;
    let url = settings
        .database
        .url
        .as_ref()
        .unwrap_or(superuser)
        .expose_secret();
    bootstrap::bootstrap(
        superuser.expose_secret(),
        &url::database_name(url)?,
        &passwords(settings)?,
    )
    .await
}

/// A role's password: from its URL in the settings, else derived from the master key, so that every replica knows it.
fn passwords(settings: &Settings) -> anyhow::Result<Passwords> {
    let key = settings.secrets.master_key.as_ref().context(
        "with DATABASE_URL the roles' passwords hang on the master key: set JWT_SECRET or VITRINA_SECRETS__MASTER_KEY",
    )?;
    let secrets = http::secrets::Secrets::from_text(key.expose_secret());
    let derive = |role: db::Role| {
        let given = match role {
            db::Role::Owner => &settings.database.url,
            db::Role::App => &settings.database.app_url,
            db::Role::Worker => &settings.database.worker_url,
            db::Role::Platform => &settings.database.platform_url,
            db::Role::Backup | db::Role::Searcher => &settings.database.backup_url,
        };
        let from_url = given
            .as_ref()
            .and_then(|url| url::password_of(url.expose_secret()));
        from_url.unwrap_or_else(|| bootstrap::hex(&secrets.mac("role-password", role.name().as_bytes())))
    };
    Ok(Passwords::from_pairs(
        db::Role::ALL
            .into_iter()
            .map(|r| (r.name().to_owned(), derive(r)))
            .collect(),
    ))
}

/// Reading connection strings.
mod url {
    use anyhow::Context as _;

    /// `postgres://user@host/name?…` → `name`.
    pub fn database_name(url: &str) -> anyhow::Result<String> {
        let rest = url.split_once("://").context("DATABASE_URL is no URL")?.1;
        let name = rest
            .split('?')
            .next()
            .and_then(|r| r.rsplit_once('/'))
            .map(|(_, name)| name.to_owned());
        name.filter(|n| !n.is_empty())
            .context("DATABASE_URL names no database")
    }

    /// `postgres://user:secret@host/…` → `secret`.
    pub fn password_of(url: &str) -> Option<String> {
        let (credentials, _) = url.split_once("://")?.1.split_once('@')?;
        credentials
            .split_once(':')
            .map(|(_, password)| password.to_owned())
    }
}
