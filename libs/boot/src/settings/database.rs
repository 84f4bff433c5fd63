//! `[database]`

use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

use super::form;
use super::reader::Section;

/// What may stand before PostgreSQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pooler {
    /// Nothing: a connection is a session.
    None,
    /// A pooler that hands out a connection for each transaction.
    Transaction,
}

const POOLERS: [(&str, Pooler); 2] = [("none", Pooler::None), ("transaction", Pooler::Transaction)];

/// PostgreSQL. Nothing set: the program runs a private one under `data.dir`.
#[derive(Debug, Clone)]
pub struct Database {
    /// The schema owner's connection string. Alone, the program makes the other roles and uses them.
    pub url: Option<SecretString>,
    /// Of the role that requests use.
    pub app_url: Option<SecretString>,
    /// Of the role that claims jobs.
    pub worker_url: Option<SecretString>,
    /// Of the role of the provider's panel.
    pub platform_url: Option<SecretString>,
    /// Of the role that reads for backups.
    pub backup_url: Option<SecretString>,
    /// Of the superuser, for `migrate bootstrap` only.
    pub superuser_url: Option<SecretString>,
    /// The owner's, around a pooler: migrations, listening and backups need a session.
    pub direct_url: Option<SecretString>,
    /// What the other connection strings lead through.
    pub pooler: Pooler,
    /// Folder of PostgreSQL's programs, when not Debian's newest.
    pub bin_dir: Option<PathBuf>,
    /// Most connections of the app role.
    pub app_pool: u32,
    /// Most connections of the worker role.
    pub worker_pool: u32,
    /// Most connections of the platform role.
    pub platform_pool: u32,
    /// Longest wait for a free connection.
    pub acquire_timeout: Duration,
}

impl Database {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let database = Self {
            url: url(section, "url"),
            app_url: url(section, "app_url"),
            worker_url: url(section, "worker_url"),
            platform_url: url(section, "platform_url"),
            backup_url: url(section, "backup_url"),
            superuser_url: url(section, "superuser_url"),
            direct_url: url(section, "direct_url"),
            pooler: section.choice("pooler", &POOLERS, Pooler::None),
            bin_dir: section.text("bin_dir").map(PathBuf::from),
            app_pool: section.number("app_pool", 1..=1_000),
            worker_pool: section.number("worker_pool", 1..=1_000),
            platform_pool: section.number("platform_pool", 1..=1_000),
            acquire_timeout: section.seconds("acquire_timeout_seconds", 1..=60),
        };
        let running = [&database.app_url, &database.worker_url, &database.platform_url];
        let given = running.iter().filter(|url| url.is_some()).count();
        section.rule(
            &["app_url", "worker_url", "platform_url"],
            given == 0 || given == running.len(),
            "the roles app, worker and platform work together, and some have no connection string",
            "set database.app_url, database.worker_url and database.platform_url, or none of them",
        );
        section.rule(
            &["direct_url", "pooler"],
            database.pooler == Pooler::None || database.direct_url.is_some(),
            "through a pooler nobody can listen or migrate, and no way around it is given",
            "set database.direct_url to the owner's connection string to PostgreSQL itself",
        );
        database
    }

    /// Whether the program runs its own PostgreSQL.
    pub fn is_private(&self) -> bool {
        self.url.is_none() && self.app_url.is_none()
    }
}

fn url(section: &mut Section<'_>, key: &str) -> Option<SecretString> {
    let form = "a connection string, such as postgres://user:password@host/database";
    section.secret(key, form, form::url_with(&["postgres", "postgresql"]))
}
