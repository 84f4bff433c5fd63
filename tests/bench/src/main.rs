//! A load generator: so many connections at once (closed loop), or so many iterations a second whatever happens (open
//! loop). One thread, HTTP/1.1, every body checked. And payments, with a stand-in for their provider that goes on when the server
//! is killed. `scripts/bench` runs both; docs/performance.md shows what came of it.

mod billing;
mod connection;
mod drive;
mod machine;
mod payments;
mod report;
mod scenario;
mod template;

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use clap::{Parser, Subcommand};

use drive::Plan;
use scenario::Scenario;

/// What to measure.
#[derive(Debug, Parser)]
struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A scenario.
    Run(RunArgs),
    /// Payments over a provider.
    Payments(payments::Args),
    /// Shops that renew what they subscribe to.
    Billing(billing::Args),
}

/// Which scenario, and how.
#[derive(Debug, clap::Args)]
struct RunArgs {
    /// The requests of one iteration.
    scenario: PathBuf,
    /// Where the server listens.
    #[arg(long, default_value = "127.0.0.1:8080")]
    address: String,
    /// Connections; with --rate, the most that may be busy at once.
    #[arg(short, long, default_value_t = 16)]
    connections: usize,
    /// Seconds that count.
    #[arg(short, long, default_value_t = 6)]
    seconds: u64,
    /// Seconds before, which do not.
    #[arg(short, long, default_value_t = 2)]
    warmup: u64,
    /// Iterations a second, begun on time whether or not those before have ended.
    #[arg(short, long)]
    rate: Option<f64>,
    /// The server's process.
    #[arg(long)]
    server_pid: Option<u32>,
    /// PostgreSQL's first process.
    #[arg(long)]
    postgres_pid: Option<u32>,
    /// Names the measurement in the output.
    #[arg(long, default_value = "")]
    label: String,
    /// Values for the scenario's `{{name}}`s: name=value.
    #[arg(long = "set")]
    values: Vec<String>,
    /// Lists for the scenario's `{{pick:name}}`, a value a line: name=file.
    #[arg(long = "list")]
    lists: Vec<String>,
    /// File that the result is added to, a line of JSON.
    #[arg(short, long)]
    out: Option<PathBuf>,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let local = tokio::task::LocalSet::new();
    match args.what {
        What::Run(args) => local.block_on(&runtime, run(args)),
        What::Payments(args) => local.block_on(&runtime, payments::run(args)),
        What::Billing(args) => local.block_on(&runtime, billing::run(args)),
    }
}

async fn run(args: RunArgs) -> anyhow::Result<()> {
    let scenario = Scenario::read(&args.scenario, &args.values, &args.lists)
        .with_context(|| format!("{} cannot be used", args.scenario.display()))?;
    let plan = Plan {
        address: args.address.clone(),
        connections: args.connections,
        rate: args.rate,
        warmup: Duration::from_secs(args.warmup),
        counted: Duration::from_secs(args.seconds),
        watched: [args.server_pid, args.postgres_pid],
    };
    let outcome = drive::run(scenario, plan).await?;
    let line = report::line(&args.label, args.connections, args.rate, outcome);
    say(&line, args.out.as_deref())
}

/// Prints a measurement, and adds it to the file.
fn say(line: &serde_json::Value, out: Option<&Path>) -> anyhow::Result<()> {
    println!("{line}");
    if let Some(path) = out {
        let mut file = File::options().create(true).append(true).open(path)?;
        writeln!(file, "{line}")?;
    }
    Ok(())
}
