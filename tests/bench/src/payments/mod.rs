//! Payments by PSE through the program, from the order to the money in the ledger. Shops, payers, the bank and the provider are
//! here, and so they go on while the server and PostgreSQL are killed. At the end, what was acknowledged, the ledger and the
//! provider's books are compared.

mod bank;
mod buyer;
mod caller;
mod intake;
mod kills;
mod shop;
mod verdict;

use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::bail;
use kernel::Env;
use payment_sandbox::mercado_pago::{Desk, Sandbox};
use serde_json::json;

use bank::Bank;
use shop::Shop;
use verdict::Verdict;

/// How many pay, and what happens to them.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the server listens.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub address: String,
    /// What follows the shops' names `bench-1`, `bench-2` …
    #[arg(long, default_value = "localhost")]
    pub domain: String,
    /// Shops, which are there already, and nothing in them.
    #[arg(long, default_value_t = 4)]
    pub shops: usize,
    /// Their owners' password.
    #[arg(long)]
    pub password: String,
    /// As somebody whom no policy binds.
    #[arg(long)]
    pub database: String,
    /// Where the provider listens: the server was told so.
    #[arg(long)]
    pub sandbox_port: u16,
    /// Payments.
    #[arg(long, default_value_t = 1_000)]
    pub payments: usize,
    /// Payers at once.
    #[arg(long, default_value_t = 32)]
    pub payers: usize,
    /// The bank opens when all have begun, so that all are under way at once.
    #[arg(long)]
    pub at_once: bool,
    /// Of a thousand calls and of a thousand notices, so many go wrong.
    #[arg(long, default_value_t = 0)]
    pub faults: u32,
    /// Called with `server`, `postgres` or `both` every few seconds while somebody pays: kills them, and starts them again.
    #[arg(long)]
    pub kill: Option<PathBuf>,
    /// Minutes in which all payments have to end.
    #[arg(long, default_value_t = 25)]
    pub patience: u64,
    /// Seconds of each measurement of notices coming in, after the payments.
    #[arg(long)]
    pub intake: Option<u64>,
    /// The scenario of a notice.
    #[arg(long)]
    pub notice: Option<PathBuf>,
    /// The server's process.
    #[arg(long)]
    pub server_pid: Option<u32>,
    /// PostgreSQL's first process.
    #[arg(long)]
    pub postgres_pid: Option<u32>,
    /// Names the measurement in the output.
    #[arg(long, default_value = "payments")]
    pub label: String,
    /// File that the results are added to, a line of JSON each.
    #[arg(short, long)]
    pub out: Option<PathBuf>,
}

/// What everybody here knows.
struct Stage {
    env: Env,
    args: Args,
    desk: Desk,
    shops: Vec<Shop>,
    /// Orders that the server said it has.
    acknowledged: RefCell<Vec<String>>,
    /// Whether somebody still pays.
    open: Cell<bool>,
}

/// Runs it.
pub async fn run(args: Args) -> anyhow::Result<()> {
    let env = Env::system();
    let served = Sandbox::new(env.clone())?.serve(args.sandbox_port)?;
    let desk = served.sandbox.desk();
    let mut shops = vec![];
    for number in 1..=args.shops {
        shops.push(Shop::open(&args, number).await?);
    }
    let stage = Rc::new(Stage {
        env,
        args,
        desk,
        shops,
        acknowledged: RefCell::default(),
        open: Cell::new(true),
    });
    bank::go_wrong(&stage.desk, stage.args.faults);
    let telling = tokio::task::spawn_local(bank::tell(stage.desk.clone()));
    let kills = tokio::task::spawn_local(kills::go(Rc::clone(&stage)));
    let begun = Instant::now();
    let bank = (!stage.args.at_once).then(|| Bank::open(&stage));
    let buying = buyer::all(&stage).await;
    stage.open.set(false);
    let killed = kills.await??;
    buying?;
    let bought = begun.elapsed();
    let bank = bank.unwrap_or_else(|| Bank::open(&stage));
    let verdict = settle(&stage).await?;
    bank.close();
    let line = json!({
        "label": stage.args.label,
        "scenario": "payments",
        "payments": stage.args.payments,
        "shops": stage.args.shops,
        "faults_per_thousand": stage.args.faults,
        "kills": killed,
        "begun_s": bought.as_secs(),
        "ended_s": begun.elapsed().as_secs(),
        "outcome": verdict,
        "notice_to_paid_ms": verdict::notice_to_paid(&stage.args.database).await?,
    });
    crate::say(&line, stage.args.out.as_deref())?;
    if !verdict.is_clean() {
        bail!("not every payment ended as it should");
    }
    if let Some(seconds) = stage.args.intake {
        intake::measure(&stage, seconds).await?;
    }
    telling.abort();
    Ok(())
}

/// Waits until all have ended.
async fn settle(stage: &Stage) -> anyhow::Result<Verdict> {
    let until = Instant::now() + Duration::from_secs(60 * stage.args.patience);
    let mut tick = tokio::time::interval(Duration::from_secs(2));
    loop {
        tick.tick().await;
        let verdict = verdict::reach(stage).await?;
        if verdict.is_clean() || Instant::now() > until {
            return Ok(verdict);
        }
    }
}
