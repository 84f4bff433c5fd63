//! Where a private cluster lives, and as which user it runs.

use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, chown};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

/// PostgreSQL refuses to run as root; then it runs as one of these, the first that exists.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];

/// Folders and user of a cluster.
#[derive(Debug)]
pub struct Home {
    /// Holds `data`, the log and the password file during set-up.
    pub root: PathBuf,
    /// Where the socket is: short, as a socket's path may hold 107 bytes.
    pub socket_dir: PathBuf,
    /// Whom to become when we are root.
    pub user: Option<User>,
}

/// A user of the system.
#[derive(Debug, Clone, Copy)]
pub struct User {
    /// User id.
    pub uid: u32,
    /// Primary group id.
    pub gid: u32,
}

impl Home {
    /// Beside the data directory's other files; for root in a system folder keyed to it, since an unprivileged user
    /// cannot reach below `/root`.
    pub fn of(data_dir: &Path) -> anyhow::Result<Self> {
        let our_uid = std::fs::metadata("/proc/self")?.uid();
        let key = key_of(data_dir);
        let (root, socket_dir, user) = if our_uid == 0 {
            let root = PathBuf::from(format!("/var/lib/vitrina/{key}"));
            (root.clone(), root.join("s"), Some(unprivileged_user()?))
        } else {
            (
                data_dir.join("postgres"),
                PathBuf::from(format!("/tmp/vitrina-{our_uid}-{key}")),
                None,
            )
        };
        if user.is_some() {
            std::fs::create_dir_all("/var/lib/vitrina")?;
        }
        let owner = user.map_or(our_uid, |u| u.uid);
        own_dir(&root, user, owner)?;
        own_dir(&socket_dir, user, owner)?;
        Ok(Self {
            root,
            socket_dir,
            user,
        })
    }

    /// PostgreSQL's own directory.
    pub fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    /// PostgreSQL's log.
    pub fn log(&self) -> PathBuf {
        self.root.join("postgres.log")
    }

    /// The major version that made the cluster, if it was made.
    pub fn major_version(&self) -> anyhow::Result<Option<u32>> {
        match std::fs::read_to_string(self.data().join("PG_VERSION")) {
            Ok(text) => Ok(Some(text.trim().parse().context("PG_VERSION holds no number")?)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e.into()),
        }
    }

    /// A connection string over the socket.
    pub fn url(&self, user: &str, password: &str, database: &str) -> String {
        let host = self
            .socket_dir
            .to_string_lossy()
            .replace('%', "%25")
            .replace('/', "%2F");
        format!("postgres://{user}:{password}@{host}/{database}")
    }
}

fn key_of(data_dir: &Path) -> String {
    use sha2::Digest as _;
    use std::os::unix::ffi::OsStrExt as _;
    let digest = sha2::Sha256::digest(data_dir.as_os_str().as_bytes());
    crate::bootstrap::hex(&digest[..8])
}

fn unprivileged_user() -> anyhow::Result<User> {
    let passwd = std::fs::read_to_string("/etc/passwd")?;
    let find = |name: &str| {
        let line = passwd.lines().find(|l| l.split(':').next() == Some(name))?;
        let mut numbers = line.split(':').skip(2);
        Some(User {
            uid: numbers.next()?.parse().ok()?,
            gid: numbers.next()?.parse().ok()?,
        })
    };
    UNPRIVILEGED.into_iter().find_map(find).context(
        "started as root, but there is neither a user `postgres` nor `nobody` to run PostgreSQL as. Make one, or start \
         vitrina as an ordinary user.",
    )
}

/// Makes a directory for its owner alone; refuses one that somebody else has put there.
fn own_dir(dir: &Path, user: Option<User>, owner: u32) -> anyhow::Result<()> {
    match std::fs::DirBuilder::new().mode(0o700).create(dir) {
        Ok(()) => {
            if let Some(user) = user {
                chown(dir, Some(user.uid), Some(user.gid))?;
            }
        }
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(e) => return Err(e).with_context(|| format!("{} cannot be made", dir.display())),
    }
    let found = std::fs::symlink_metadata(dir)?;
    if !found.is_dir() || found.uid() != owner || found.mode() & 0o077 != 0 {
        bail!(
            "{} belongs to somebody else or is open to others; remove it and start again",
            dir.display()
        );
    }
    Ok(())
}
