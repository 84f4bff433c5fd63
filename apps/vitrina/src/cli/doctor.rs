//! `vitrina doctor`: can this installation work?

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use boot::Settings;
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
    println!("settings        fine ({})", settings.environment.name());
    let database = Database::open_beside(&settings, &Env::system()).await?;
    println!("database        answers");
    let missing = db::migrations::status(&database.urls.owner)
        .await?
        .iter()
        .filter(|s| !s.applied)
        .count();
    println!(
        "migrations      {}",
        if missing == 0 {
            "up to date".into()
        } else {
            format!("{missing} have not run")
        }
    );
    database.close().await?;
    println!("data directory  {}", settings.data.dir.display());
    Ok(if missing == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
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
