//! `vitrina`: the shop window, appointment book, cash register and tax office of a small business.

use std::process::ExitCode;

use clap::Parser as _;
use vitrina::cli::{self, Cli};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = cli::prepare(&cli).and_then(|(settings, telemetry)| {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let outcome = runtime.block_on(cli::run(cli, settings, telemetry));
        // What still runs in the background must not hold up the end.
        runtime.shutdown_timeout(std::time::Duration::from_secs(2));
        outcome
    });
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("vitrina: {error:#}");
            ExitCode::FAILURE
        }
    }
}
