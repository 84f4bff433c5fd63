//! The real executable as a process of its own.

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::process::{Child, Command};
use tokio::time::interval;

use super::data_dir::{DataDir, signal};

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// `vitrina serve` on a data directory. Killed when dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// What it says: standard output and the log.
    pub log: PathBuf,
}

impl Server {
    /// Starts it and waits until it says where it listens.
    pub async fn start(dir: &DataDir) -> Self {
        Self::start_with(dir, &[]).await
    }

    /// The same with other settings, named by their variables.
    pub async fn start_with(dir: &DataDir, settings: &[(&str, &str)]) -> Self {
        let mut command = serve(dir);
        command.envs(settings.iter().copied());
        Self::start_by(command, dir).await
    }

    /// The same by a command that says more than [`serve`].
    pub async fn start_by(command: Command, dir: &DataDir) -> Self {
        // Two on one folder write a file each.
        let log = dir
            .path()
            .join(format!("out-{}.log", COUNTER.fetch_add(1, Ordering::SeqCst)));
        let mut child = spawn(command, &log);
        let mut tick = interval(Duration::from_millis(20));
        // The first start makes the cluster and its schema.
        for _ in 0..6_000 {
            tick.tick().await;
            let said = std::fs::read_to_string(&log).unwrap();
            if let Some(address) = listening(&said) {
                return Self { child, address, log };
            }
            if let Some(status) = child.try_wait().unwrap() {
                panic!("the server ended with {status}: {said}");
            }
        }
        panic!(
            "the server did not start in two minutes: {}",
            std::fs::read_to_string(&log).unwrap()
        );
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id().expect("the server runs")
    }

    /// Ends it as a power cut would.
    pub async fn kill(mut self) {
        self.child.start_kill().unwrap();
        self.child.wait().await.unwrap();
    }

    /// Asks it to stop.
    pub fn terminate(&self) {
        signal(self.pid(), "TERM");
    }

    /// Waits for its end.
    pub async fn ended(mut self) -> ExitStatus {
        tokio::time::timeout(Duration::from_mins(1), self.child.wait())
            .await
            .expect("the server ends")
            .unwrap()
    }
}

fn spawn(mut command: Command, log: &Path) -> Child {
    let out = File::create(log).unwrap();
    command
        .stdout(out.try_clone().unwrap())
        .stderr(out)
        .spawn()
        .unwrap()
}

/// `vitrina serve` on a port that the system chooses.
pub fn serve(dir: &DataDir) -> Command {
    let mut command = vitrina(dir);
    command.args(["serve", "--port", "0"]);
    command
}

/// The program, on the directory's own database or the one beside it; nothing of what the tests' own variables name.
pub fn vitrina(dir: &DataDir) -> Command {
    let mut command = Command::new(program());
    command.arg("--data-dir").arg(dir.path());
    for name in ["DATABASE_URL", "REDIS_URL", "JWT_SECRET", "PORT"] {
        command.env_remove(name);
    }
    command
        .env("VITRINA_ENV", "development")
        .env("VITRINA_TELEMETRY__METRICS_PORT", "0")
        .env("VITRINA_SERVER__WORKERS", "2")
        .env("VITRINA_LIMITS__ON", "false")
        .stdin(Stdio::null())
        .kill_on_drop(true);
    if let Some(database) = dir.database() {
        let urls = &database.urls;
        command
            .env("DATABASE_URL", &urls.owner)
            .env("VITRINA_DATABASE__APP_URL", &urls.app)
            .env("VITRINA_DATABASE__WORKER_URL", &urls.worker)
            .env("VITRINA_DATABASE__PLATFORM_URL", &urls.platform)
            .env("VITRINA_DATABASE__BACKUP_URL", &urls.backup)
            .env("JWT_SECRET", "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-tests")
            // As many as race against each other.
            .env("VITRINA_DATABASE__APP_POOL", "40");
    }
    command
}

/// Beside the tests' own program, where `./scripts/test` built it.
fn program() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let program = own
        .parent()
        .and_then(|deps| deps.parent())
        .unwrap()
        .join("vitrina");
    assert!(
        program.exists(),
        "{} is missing: cargo build --workspace --bins",
        program.display()
    );
    program
}

fn listening(said: &str) -> Option<SocketAddr> {
    let line = said
        .lines()
        .find_map(|l| l.strip_prefix("listening on http://"))?;
    line.trim().parse().ok()
}

/// Looks until it is so; fails after half a minute.
pub async fn wait_for(what: &str, mut is_so: impl FnMut() -> bool) {
    let mut tick = interval(Duration::from_millis(10));
    for _ in 0..3_000 {
        tick.tick().await;
        if is_so() {
            return;
        }
    }
    panic!("waited in vain for {what}");
}
