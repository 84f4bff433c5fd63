//! The command line.

mod doctor;
mod keys;
mod migrate;
mod password;
mod person;
mod plans;
mod schedules;
mod seed;
mod serve;
mod slots;
mod tenant;
mod verify_isolation;

use std::path::PathBuf;
use std::process::ExitCode;

use boot::telemetry::{self, Telemetry};
use boot::{Overrides, Settings, Sources};
use clap::{Parser, Subcommand};

/// The shop window, appointment book, cash register and tax office of a small business.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    /// A settings file on top of config/default.toml.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// Folder for uploads, keys and the private PostgreSQL.
    #[arg(long, global = true)]
    data_dir: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// API, pages, scheduler and workers in one process.
    Serve(serve::Args),
    /// Jobs and scheduler without the web.
    Worker,
    /// Roles, schema and its history.
    #[command(subcommand)]
    Migrate(migrate::Action),
    /// Businesses on the platform.
    #[command(subcommand)]
    Tenant(tenant::Action),
    /// People at those businesses.
    #[command(subcommand)]
    Person(person::Action),
    /// What shops can subscribe to.
    #[command(subcommand)]
    Plans(plans::Action),
    /// What is done by the clock, for the platform and for each shop.
    #[command(subcommand)]
    Schedules(schedules::Action),
    /// The keys that sign access tokens.
    #[command(subcommand)]
    Keys(keys::Action),
    /// Loads the demo shops into the database, as `serve --demo` would.
    Seed,
    /// Proves on the live database that no tenant can reach another's rows.
    VerifyIsolation,
    /// Says whether this installation can work.
    Doctor(doctor::Args),
    /// Answers worked examples of the appointment book: a line of JSON for each.
    Slots(slots::Args),
}

/// Settings and telemetry, before the runtime starts its threads.
pub fn prepare(cli: &Cli) -> anyhow::Result<(Settings, Option<Telemetry>)> {
    let mut overrides = Overrides {
        data_dir: cli.data_dir.clone(),
        ..Overrides::default()
    };
    if let Command::Serve(args) = &cli.command {
        args.override_settings(&mut overrides);
    }
    let settings = Settings::load(&Sources::of_process(cli.config.clone(), overrides))?;
    let telemetry = match cli.command {
        Command::Serve(_) | Command::Worker => Some(telemetry::install(&settings)?),
        _ => None,
    };
    Ok((settings, telemetry))
}

/// Runs the command.
pub async fn run(cli: Cli, settings: Settings, telemetry: Option<Telemetry>) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Serve(_) => Box::pin(serve::run(settings, telemetry, serve::Scope::Everything)).await,
        Command::Worker => Box::pin(serve::run(settings, telemetry, serve::Scope::WorkersOnly)).await,
        Command::Migrate(action) => migrate::run(settings, action).await,
        Command::Tenant(action) => tenant::run(settings, action).await,
        Command::Person(action) => person::run(settings, action).await,
        Command::Plans(action) => plans::run(settings, action).await,
        Command::Schedules(action) => schedules::run(settings, action).await,
        Command::Keys(action) => keys::run(settings, action).await,
        Command::Seed => Box::pin(seed::run(settings)).await,
        Command::VerifyIsolation => verify_isolation::run(settings).await,
        Command::Doctor(args) => doctor::run(settings, args).await,
        Command::Slots(args) => slots::run(args),
    }
}
