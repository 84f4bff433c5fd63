//! Running initdb, `pg_ctl` and postgres as the right user.

use std::os::unix::fs::{OpenOptionsExt as _, chown};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, bail};
use tokio::process::Command;

use super::binaries::Binaries;
use super::home::Home;

/// Settings on top of PostgreSQL's defaults.
const SETTINGS: &str = "\n# Set by vitrina; change at will.\n\
    listen_addresses = ''\n\
    max_connections = 100\n\
    shared_buffers = 256MB\n\
    effective_cache_size = 1GB\n\
    random_page_cost = 1.1\n\
    jit = off\n\
    log_min_messages = warning\n\
    log_line_prefix = '%m [%p] %q%u@%d '\n\
    timezone = 'UTC'\n";

/// Makes the cluster unless it exists; a half-made one, left by a crash, is made anew.
pub async fn ensure_initialised(
    home: &Home,
    binaries: &Binaries,
    superuser_password: &str,
) -> anyhow::Result<()> {
    if home.data().join("PG_VERSION").exists() {
        return Ok(());
    }
    tracing::info!("making a private PostgreSQL");
    let (fresh, password_file) = (home.root.join("data.new"), home.root.join("password"));
    if fresh.exists() {
        std::fs::remove_dir_all(&fresh)?;
    }
    write_for_user(&password_file, superuser_password, home)?;
    let mut initdb = command(&binaries.path("initdb"), home);
    initdb
        .arg("--pgdata")
        .arg(&fresh)
        .args([
            "--username=postgres",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ])
        .arg("--pwfile")
        .arg(&password_file);
    let result = run(&mut initdb, "initdb", &home.root).await;
    std::fs::remove_file(&password_file)?;
    result?;

    let config = fresh.join("postgresql.conf");
    let socket_dir = home.socket_dir.to_string_lossy().replace('\'', "''");
    let text =
        std::fs::read_to_string(&config)? + SETTINGS + &format!("unix_socket_directories = '{socket_dir}'\n");
    std::fs::write(&config, text)?;
    std::fs::rename(&fresh, home.data())?;
    Ok(())
}

/// A cluster whose passwords are gone, since its data directory was deleted (root's lies elsewhere and survives that):
/// stopped and moved aside, not deleted, and a new one is made in its place.
pub async fn set_aside(home: &Home, binaries: &Binaries) -> anyhow::Result<()> {
    if !home.data().exists() {
        return Ok(());
    }
    stop(home, binaries).await?;
    let aside = (1..1000)
        .map(|n| home.root.join(format!("data.old-{n}")))
        .find(|path| !path.exists());
    let aside = aside.context("no free name to move the old cluster to")?;
    tracing::warn!(to = %aside.display(), "the passwords of the cluster found here are gone; moving it aside");
    std::fs::rename(home.data(), &aside)?;
    Ok(())
}

/// Starts PostgreSQL, or adopts the one that a killed program left running.
pub async fn ensure_running(home: &Home, binaries: &Binaries) -> anyhow::Result<()> {
    if is_running(home) {
        tracing::info!("PostgreSQL is still running from before; going on with it");
        return Ok(());
    }
    // After a `kill -9` of the postmaster its children need a moment to notice; until then a start is refused.
    for attempt in 1..=20 {
        let mut start = command(&binaries.path("pg_ctl"), home);
        start
            .arg("--pgdata")
            .arg(home.data())
            .arg("--log")
            .arg(home.log())
            .args(["--wait", "--timeout=60", "start"]);
        match run(&mut start, "pg_ctl start", &home.root).await {
            Ok(()) => return Ok(()),
            Err(error) if attempt == 20 => return Err(error).with_context(|| last_log_lines(home)),
            Err(_) => pause().await,
        }
    }
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "nothing announces that a process which is not our child has gone"
)]
async fn pause() {
    tokio::time::sleep(Duration::from_millis(250)).await;
}

/// Whether the postmaster that wrote its pid file is alive.
pub fn is_running(home: &Home) -> bool {
    let Ok(text) = std::fs::read_to_string(home.data().join("postmaster.pid")) else {
        return false;
    };
    let Some(pid) = text.lines().next().and_then(|l| l.trim().parse::<u32>().ok()) else {
        return false;
    };
    // The pid may have been given to another program since: ask for its name.
    std::fs::read_to_string(format!("/proc/{pid}/stat"))
        .is_ok_and(|stat| stat.contains("(postgres)") && !stat.contains(") Z "))
}

/// Whether a server that did not answer is gone, or will be in a moment.
pub async fn has_ended(home: &Home) -> bool {
    pause().await;
    !is_running(home)
}

/// Stops at once, but cleanly.
pub async fn stop(home: &Home, binaries: &Binaries) -> anyhow::Result<()> {
    if !is_running(home) {
        return Ok(());
    }
    let mut stop = command(&binaries.path("pg_ctl"), home);
    stop.arg("--pgdata")
        .arg(home.data())
        .args(["--mode=fast", "--wait", "--timeout=60", "stop"]);
    run(&mut stop, "pg_ctl stop", &home.root).await
}

/// A program with a clean environment, as the cluster's user.
fn command(program: &Path, home: &Home) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .env("PATH", "/usr/bin:/bin")
        .current_dir(&home.root);
    command.stdin(Stdio::null());
    // A group of its own: Ctrl-C in the terminal is for us, and we stop PostgreSQL when we are done with it.
    command.process_group(0);
    if let Some(user) = home.user {
        command.gid(user.gid).uid(user.uid);
    }
    command
}

/// Runs to the end; the message holds what the program said.
async fn run(command: &mut Command, what: &str, dir: &Path) -> anyhow::Result<()> {
    // Not a pipe: the postmaster inherits it and would keep it open for ever.
    let mut said = nameless_file(dir)?;
    let status = command
        .stdout(said.try_clone()?)
        .stderr(said.try_clone()?)
        .status()
        .await?;
    if status.success() {
        return Ok(());
    }
    let mut text = String::new();
    std::io::Seek::rewind(&mut said)?;
    std::io::Read::read_to_string(&mut said, &mut text)?;
    bail!("{what} failed ({status}): {}", text.trim());
}

/// A file without a name in the cluster's own folder.
fn nameless_file(dir: &Path) -> anyhow::Result<std::fs::File> {
    let path = dir.join(format!("said-{}", std::process::id()));
    let file = std::fs::File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&path)?;
    std::fs::remove_file(&path)?;
    Ok(file)
}

fn write_for_user(path: &Path, text: &str, home: &Home) -> anyhow::Result<()> {
    let mut file = std::fs::File::options()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    std::io::Write::write_all(&mut file, text.as_bytes())?;
    if let Some(user) = home.user {
        chown(path, Some(user.uid), Some(user.gid))?;
    }
    Ok(())
}

fn last_log_lines(home: &Home) -> String {
    let log = std::fs::read_to_string(home.log()).unwrap_or_default();
    let lines: Vec<&str> = log.lines().collect();
    format!(
        "PostgreSQL's log ends with: {}",
        lines[lines.len().saturating_sub(8)..].join(" | ")
    )
}
