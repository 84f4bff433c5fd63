//! A private PostgreSQL that the program itself sets up, starts, watches and stops: one command from clone to shop.
//!
//! It listens on a Unix socket only, in a directory that nobody else may enter, and asks everybody for a password
//! (scram); the passwords are random and kept in the data directory alone.

mod binaries;
mod home;
mod process;

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use kernel::Env;

use crate::Role;
use crate::bootstrap::{self, Passwords};
use crate::pools::Urls;
use binaries::Binaries;
use home::Home;

/// Name of the product's database in the private cluster.
pub const DATABASE: &str = "vitrina";

/// A running private cluster. Dropping it leaves PostgreSQL running; [`PrivateCluster::stop`] ends it cleanly.
#[derive(Debug)]
pub struct PrivateCluster {
    home: Arc<Home>,
    binaries: Arc<Binaries>,
    urls: Urls,
    superuser_url: String,
    // Held as long as the cluster is ours.
    _lock: File,
}

impl PrivateCluster {
    /// Opens the cluster of `data_dir`: makes it at the first time, adopts a server left by a killed program, starts
    /// it otherwise. `bin_dir` names PostgreSQL's programs; otherwise Debian's newest are taken.
    pub async fn open(data_dir: &Path, bin_dir: Option<&Path>, env: &Env) -> anyhow::Result<Self> {
        make_private_dir(data_dir)?;
        let data_dir = data_dir.canonicalize()?;
        let lock = lock(&data_dir).await?;
        let home = Home::of(&data_dir)?;
        let binaries = Binaries::find(bin_dir, home.major_version()?)?;
        if !Secrets::path(&data_dir).exists() {
            process::set_aside(&home, &binaries).await?;
        }
        let passwords = Secrets::load_or_make(&data_dir, env)?;
        let superuser_url = home.url("postgres", &passwords.superuser, "postgres");

        process::ensure_initialised(&home, &binaries, &passwords.superuser).await?;
        process::ensure_running(&home, &binaries).await?;

        let roles = Passwords::from_pairs(passwords.roles);
        let mut prepared = bootstrap::bootstrap(&superuser_url, DATABASE, &roles).await;
        // A postmaster that was just killed looks alive until the kernel has done with it.
        if prepared.is_err() && process::has_ended(&home).await {
            process::ensure_running(&home, &binaries).await?;
            prepared = bootstrap::bootstrap(&superuser_url, DATABASE, &roles).await;
        }
        prepared.context("preparing roles and database")?;
        let urls = bootstrap::urls(&superuser_url, DATABASE, &roles)?;
        // Where PostgreSQL's own files are, for whoever removes the data directory or looks for the log.
        write_private(&data_dir.join("cluster.home"), &home.root.to_string_lossy())?;
        write_private(&data_dir.join("database.url"), &urls.owner)?;
        write_private(&data_dir.join("app.url"), &urls.app)?;
        Ok(Self {
            home: Arc::new(home),
            binaries: Arc::new(binaries),
            urls,
            superuser_url,
            _lock: lock,
        })
    }

    /// The connection strings of a cluster that another vitrina is serving from `data_dir` right now, if one is: so
    /// that commands can be given beside a running server.
    pub fn of_running_server(data_dir: &Path) -> anyhow::Result<Option<Urls>> {
        let Ok(file) = File::options().read(true).open(data_dir.join("lock")) else {
            return Ok(None);
        };
        if !matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)) {
            return Ok(None);
        }
        let data_dir = data_dir.canonicalize()?;
        let (home, secrets) = (Home::of(&data_dir)?, Secrets::load(&data_dir)?);
        let superuser_url = home.url("postgres", &secrets.superuser, "postgres");
        bootstrap::urls(&superuser_url, DATABASE, &Passwords::from_pairs(secrets.roles)).map(Some)
    }

    /// The roles' connection strings.
    pub fn urls(&self) -> &Urls {
        &self.urls
    }

    /// The superuser's, for tests and repairs.
    pub fn superuser_url(&self) -> &str {
        &self.superuser_url
    }

    /// Restarts PostgreSQL should it die; runs until the task is aborted.
    pub fn watch(&self) -> tokio::task::JoinHandle<()> {
        let (home, binaries) = (Arc::clone(&self.home), Arc::clone(&self.binaries));
        tokio::spawn(async move {
            let mut tick = tokio::time::interval(std::time::Duration::from_millis(500));
            loop {
                tick.tick().await;
                if !process::is_running(&home) {
                    tracing::error!("PostgreSQL is gone; starting it again");
                    if let Err(error) = process::ensure_running(&home, &binaries).await {
                        tracing::error!(%error, "PostgreSQL did not start; trying again");
                    }
                }
            }
        })
    }

    /// Ends PostgreSQL cleanly: open transactions are rolled back, everything committed is on disk.
    pub async fn stop(self) -> anyhow::Result<()> {
        process::stop(&self.home, &self.binaries).await
    }
}

/// Makes `dir` if need be, readable by its owner alone.
fn make_private_dir(dir: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .with_context(|| format!("the data directory {} cannot be made", dir.display()))
}

/// One program a data directory; the kernel lets go of the lock however the program ends.
async fn lock(data_dir: &Path) -> anyhow::Result<File> {
    let path = data_dir.join("lock");
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)?;
    match lock_patiently(&file).await {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut pid = String::new();
            file.read_to_string(&mut pid)?;
            bail!(
                "another vitrina (process {}) is already using {}. Stop it first, or give this one another --data-dir.",
                pid.trim(),
                data_dir.display()
            );
        }
        Err(TryLockError::Error(e)) => return Err(e).context("the data directory cannot be locked"),
    }
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())?;
    Ok(file)
}

/// A program that has just ended, or a child that is about to become another program, may hold it for a moment longer.
async fn lock_patiently(file: &File) -> Result<(), TryLockError> {
    let mut tick = tokio::time::interval(Duration::from_millis(50));
    for _ in 0..20 {
        tick.tick().await;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => {}
            settled => return settled,
        }
    }
    file.try_lock()
}

/// Writes a file that only its owner may read, all or nothing.
fn write_private(path: &Path, text: &str) -> anyhow::Result<()> {
    let partial: PathBuf = path.with_extension("partial");
    let mut file = File::options()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&partial)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&partial, path)?;
    Ok(())
}

/// The cluster's passwords as kept in the data directory.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Secrets {
    superuser: String,
    roles: Vec<(String, String)>,
}

impl Secrets {
    fn path(data_dir: &Path) -> PathBuf {
        data_dir.join("cluster.json")
    }

    fn load(data_dir: &Path) -> anyhow::Result<Self> {
        let path = Self::path(data_dir);
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("{} is damaged", path.display()))
    }

    fn load_or_make(data_dir: &Path, env: &Env) -> anyhow::Result<Self> {
        let path = Self::path(data_dir);
        if path.exists() {
            return Self::load(data_dir);
        }
        let roles = Role::ALL
            .into_iter()
            .map(|r| (r.name().to_owned(), bootstrap::hex(&env.random::<24>())))
            .collect();
        let secrets = Self {
            superuser: bootstrap::hex(&env.random::<24>()),
            roles,
        };
        write_private(&path, &serde_json::to_string_pretty(&secrets)?)?;
        Ok(secrets)
    }
}
