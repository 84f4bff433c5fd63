//! `vitrina doctor`: can this installation work?

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use boot::Settings;
use boot::machine::Machine;
use db::Pools;
use http::vault::{self, StillNeeded};
use kernel::Env;

use crate::database::Database;

/// Flags of `doctor`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only asks the running server how it is: for a container's health check.
    #[arg(long)]
    health: bool,
}

/// Prints what it finds; succeeds when all is well.
pub async fn run(settings: Settings, args: Args) -> anyhow::Result<ExitCode> {
    if args.health {
        let healthy = ask_health(settings.server.port)?;
        println!("{}", if healthy { "healthy" } else { "not healthy" });
        return Ok(if healthy {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        });
    }
    println!("{:15} fine ({})", "settings", settings.environment.name());
    let database = Database::open_beside(&settings, &Env::system()).await?;
    let found = look(&settings, &database).await;
    database.close().await?;
    let found = found?;
    for Found { what, said, .. } in &found {
        println!("{what:15} {said}");
    }
    Ok(if found.iter().all(|f| f.is_fine) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A line of the report.
struct Found {
    what: &'static str,
    said: String,
    is_fine: bool,
}

async fn look(settings: &Settings, database: &Database) -> anyhow::Result<Vec<Found>> {
    let mut found = vec![idle(settings), disk(settings), migrations(database).await?];
    // What is not there yet has no rights to look at.
    if found.iter().all(|f| f.what != "migrations" || f.is_fine) {
        found.extend(connections(settings, database).await?);
        found.push(isolation(database).await?);
    }
    Ok(found)
}

fn idle(settings: &Settings) -> Found {
    let keys: Vec<&str> = settings.without_effect.iter().map(String::as_str).collect();
    Found {
        what: "without effect",
        said: if keys.is_empty() {
            "no setting".into()
        } else {
            keys.join(", ")
        },
        is_fine: true,
    }
}

fn disk(settings: &Settings) -> Found {
    let reading = Machine::new(&settings.data.dir).read();
    let used = reading.disk_percent.unwrap_or_default();
    let free = reading.disk_free_bytes.unwrap_or_default() / (1024 * 1024);
    Found {
        what: "disk",
        said: format!(
            "{used:.0} % in use, {free} MiB left under {}",
            settings.data.dir.display()
        ),
        is_fine: used < f64::from(settings.health.disk_percent),
    }
}

async fn migrations(database: &Database) -> anyhow::Result<Found> {
    let steps = db::migrations::status(&database.urls.owner).await?;
    let missing = steps.iter().filter(|s| !s.applied).count();
    Ok(Found {
        what: "migrations",
        said: if missing == 0 {
            "up to date".into()
        } else {
            format!("{missing} have not run: vitrina migrate up")
        },
        is_fine: missing == 0,
    })
}

/// Whether the roles connect, and what they see of the master key.
async fn connections(settings: &Settings, database: &Database) -> anyhow::Result<Vec<Found>> {
    let line = |said, is_fine| Found {
        what: "connections",
        said,
        is_fine,
    };
    let pools = match database.pools(settings).await {
        Ok(pools) => pools,
        Err(error) => return Ok(vec![line(format!("{error:#}"), false)]),
    };
    let key = master_key(settings, &pools).await;
    pools.close().await;
    Ok(vec![line("app, worker and platform connect".into(), true), key?])
}

async fn isolation(database: &Database) -> anyhow::Result<Found> {
    let findings = super::verify_isolation::look(&database.urls.owner).await?;
    Ok(Found {
        what: "roles, policies",
        said: match findings.first() {
            None => "as they must be".into(),
            Some(first) => format!(
                "{} {}; vitrina verify-isolation lists all {}",
                first.object,
                first.problem,
                findings.len()
            ),
        },
        is_fine: findings.is_empty(),
    })
}

/// Whether the present master key opens everything, and whether the previous one may be taken away.
async fn master_key(settings: &Settings, pools: &Pools) -> anyhow::Result<Found> {
    let env = Env::system();
    let secrets = crate::master_key::load(settings, &env)?;
    let StillNeeded {
        data_keys,
        signing_keys,
        lost,
    } = vault::count_under_previous(pools, &env, &secrets).await?;
    let waiting = data_keys + signing_keys;
    let said = match (lost, waiting, secrets.has_previous()) {
        (0, 0, false) => "opens every key".into(),
        (0, 0, true) => "opens every key; the previous one may be taken away".into(),
        (0, _, _) => format!(
            "{waiting} keys still need the previous one: http.wrap_keys seals them anew within the hour"
        ),
        _ => format!("opens {lost} keys no longer: put the one before it into JWT_SECRET_PREVIOUS"),
    };
    Ok(Found {
        what: "master key",
        said,
        is_fine: lost == 0,
    })
}

/// One request by hand: a client library would be a lot for one line.
fn ask_health(port: u16) -> anyhow::Result<bool> {
    let mut stream =
        TcpStream::connect(("127.0.0.1", port)).context("nothing listens on the server's port")?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    write!(
        stream,
        "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = [0; 16];
    stream
        .read_exact(&mut answer)
        .context("the server did not answer within five seconds")?;
    Ok(answer.starts_with(b"HTTP/1.1 200"))
}
