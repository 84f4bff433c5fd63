//! `vitrina slots --cases FILE`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use slots::cases::Cases;

/// Flags of `slots`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Cases in the form of libs/slots/tests/data/cases.json.
    #[arg(long, value_name = "FILE")]
    cases: PathBuf,
}

/// Prints a line of JSON for each case that makes sense; succeeds when all do.
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let path = args.cases.display();
    let text = fs::read_to_string(&args.cases).with_context(|| format!("reading {path}"))?;
    let Cases { cases } =
        serde_json::from_str(&text).with_context(|| format!("{path} does not have the form of cases"))?;
    let mut code = ExitCode::SUCCESS;
    for case in cases {
        match case.answer() {
            Ok(answer) => println!("{}", serde_json::to_string(&answer)?),
            Err(error) => {
                eprintln!("{}: {error}", case.id);
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}
