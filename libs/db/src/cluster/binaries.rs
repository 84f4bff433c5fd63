//! Finding PostgreSQL's programs.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};

/// Where Debian and its kin put them, a folder a major version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// A folder with `initdb`, `postgres` and `pg_ctl` of one version.
#[derive(Debug)]
pub struct Binaries {
    dir: PathBuf,
}

impl Binaries {
    /// `bin_dir` if given; else Debian's, the cluster's own major version or the newest for a new cluster.
    pub fn find(bin_dir: Option<&Path>, cluster_major: Option<u32>) -> anyhow::Result<Self> {
        let installed = match bin_dir {
            Some(dir) => vec![dir.to_owned()],
            None => debian_folders(),
        };
        let mut usable: Vec<(u32, PathBuf)> = installed
            .into_iter()
            .filter_map(|dir| Some((major_of(&dir).ok()?, dir)))
            .collect();
        usable.sort();
        let Some((newest, _)) = usable.last() else {
            bail!(
                "PostgreSQL's programs (initdb, postgres, pg_ctl) were not found. Install Debian's package \
                 `postgresql`, or name their folder in VITRINA_DATABASE__BIN_DIR, or give a DATABASE_URL."
            );
        };
        let wanted = cluster_major.unwrap_or(*newest);
        match usable.iter().find(|(major, _)| *major == wanted) {
            Some((_, dir)) => Ok(Self { dir: dir.clone() }),
            None => bail!(
                "the data directory was made by PostgreSQL {wanted}, but only version {} is installed here. Install \
                 PostgreSQL {wanted}, or take a backup with it and restore it into a new data directory.",
                usable
                    .iter()
                    .map(|(major, _)| major.to_string())
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        }
    }

    /// One of the programs.
    pub fn path(&self, program: &str) -> PathBuf {
        self.dir.join(program)
    }
}

fn debian_folders() -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(DEBIAN) else {
        return vec![];
    };
    entries
        .flatten()
        .map(|e| e.path().join("bin"))
        .filter(|bin| bin.join("initdb").exists())
        .collect()
}

/// `postgres (PostgreSQL) 15.18 (Debian …)` → 15.
fn major_of(dir: &Path) -> anyhow::Result<u32> {
    let out = Command::new(dir.join("postgres")).arg("--version").output()?;
    let text = String::from_utf8_lossy(&out.stdout);
    text.split_whitespace()
        .find_map(|word| word.split('.').next()?.parse().ok())
        .context("postgres --version says no number")
}
