//! A data directory with its private PostgreSQL, and their end.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sqlx::{Connection as _, PgConnection};
use testkit::TestDatabase;
use tokio::time::interval;

use super::server::wait_for;

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// Removed at the end, together with the PostgreSQL that serves it.
pub struct DataDir {
    path: PathBuf,
    /// Served instead of a private one.
    database: Option<TestDatabase>,
}

impl DataDir {
    /// A new one.
    pub fn new() -> Self {
        Self {
            path: new_folder(),
            database: None,
        }
    }

    /// A new one of which the database is elsewhere, so that several servers may share it.
    pub fn beside(database: TestDatabase) -> Self {
        Self {
            path: new_folder(),
            database: Some(database),
        }
    }

    /// The database that is elsewhere.
    pub fn database(&self) -> Option<&TestDatabase> {
        self.database.as_ref()
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Past every policy: checks look at all shops at once. The owner would be bound by `FORCE`.
    pub async fn superuser(&self) -> PgConnection {
        if let Some(database) = &self.database {
            return database.superuser().await;
        }
        let secrets: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(self.path.join("cluster.json")).unwrap()).unwrap();
        let owner = std::fs::read_to_string(self.path.join("database.url")).unwrap();
        let place = owner.trim().rsplit_once('@').unwrap().1;
        let password = secrets["superuser"].as_str().unwrap();
        let url = format!("postgres://postgres:{password}@{place}");
        // One that was killed needs a moment to come back.
        let mut tick = interval(Duration::from_millis(50));
        for _ in 0..600 {
            tick.tick().await;
            if let Ok(conn) = PgConnection::connect(&url).await {
                return conn;
            }
        }
        panic!("PostgreSQL did not come back in half a minute")
    }

    /// The postmaster's process, if its file says that there is one.
    pub fn postmaster(&self) -> Option<u32> {
        let file = self.home()?.join("data/postmaster.pid");
        let pid = std::fs::read_to_string(file)
            .ok()?
            .lines()
            .next()?
            .trim()
            .parse()
            .ok()?;
        is_alive(pid).then_some(pid)
    }

    /// Ends the postmaster as a power cut would, and waits until it is gone.
    pub async fn kill_postgres(&self) {
        let pid = self.postmaster().expect("PostgreSQL runs");
        signal(pid, "KILL");
        wait_for("the end of the postmaster", || !is_alive(pid)).await;
    }

    /// Where PostgreSQL's own files are, if there are any.
    pub fn home(&self) -> Option<PathBuf> {
        let text = std::fs::read_to_string(self.path.join("cluster.home")).ok()?;
        Some(PathBuf::from(text.trim()))
    }

    /// Kept outside when the path of the data directory would be too long for a socket.
    fn socket_dir(&self) -> Option<PathBuf> {
        let url = std::fs::read_to_string(self.path.join("database.url")).ok()?;
        let host = url.rsplit_once('@')?.1.split('/').next()?;
        Some(PathBuf::from(host.replace("%2F", "/").replace("%25", "%")))
    }
}

fn new_folder() -> PathBuf {
    let name = format!(
        "vitrina-chaos-{}-{}",
        std::process::id(),
        COUNTER.fetch_add(1, Ordering::SeqCst)
    );
    let dir = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

impl Drop for DataDir {
    fn drop(&mut self) {
        if let Some(pid) = self.postmaster() {
            signal(pid, "QUIT");
            // A drop cannot wait: a small runtime does.
            let waiting = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .unwrap();
                runtime.block_on(wait_for("the end of PostgreSQL", || !is_alive(pid)));
            });
            let _ = waiting.join();
        }
        for dir in [self.socket_dir(), self.home()].into_iter().flatten() {
            let _ = std::fs::remove_dir_all(dir);
        }
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// Whether the process runs; one that has ended and waits to be reaped does not.
pub fn is_alive(pid: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

/// Sends a signal by its name without `SIG`.
pub fn signal(pid: u32, name: &str) {
    let status = Command::new("kill")
        .args([&format!("-{name}"), &pid.to_string()])
        .status()
        .unwrap();
    assert!(status.success(), "kill -{name} {pid}");
}
