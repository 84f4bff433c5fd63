//! `vitrina schedules list | run`.

use std::process::ExitCode;

use anyhow::Context as _;
use boot::Settings;
use db::{Bus, PlatformTx, PlatformView, Pools};
use jiff::tz::TimeZone;
use jobs::{Outcome, Plan, Rhythm, Run, Tally, Timetable, Whose};
use kernel::{Actor, Env, Instant, TenantId};

use crate::compose::{self, Ground};
use crate::database::Database;
use crate::{mailer, master_key};

/// What to do with the work that is done by the clock.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Lists all of it: when, how it went last (of each shop's, at how many), and when it comes next. Times are UTC.
    List,
    /// Has it done now, out of turn: each shop's at all shops. The running program does it; what waits already is not
    /// asked for twice.
    Run {
        /// Its name, as `list` shows it.
        name: String,
    },
}

/// Runs it.
pub async fn run(settings: Settings, action: Action) -> anyhow::Result<ExitCode> {
    let env = Env::system();
    let database = Database::open_beside(&settings, &env).await?;
    let outcome = async {
        database.ensure_migrated().await?;
        let pools = database.pools(&settings).await?;
        let timetable = timetable(&settings, &pools, &env)?;
        match action {
            Action::List => list(&pools, &env, &timetable).await,
            Action::Run { name } => start(&pools, &env, &timetable, &name).await,
        }
    }
    .await;
    database.close().await?;
    outcome.map(|()| ExitCode::SUCCESS)
}

/// As the running program's clock has it.
fn timetable(settings: &Settings, pools: &Pools, env: &Env) -> anyhow::Result<Timetable> {
    let ground = Ground {
        pools: pools.clone(),
        env: env.clone(),
        bus: Bus::default(),
        secrets: master_key::load(settings, env)?,
    };
    let app = compose::app(&ground, settings)?;
    let runner = compose::runner(&ground, &app, settings, mailer::of(settings)?)?;
    Ok(runner.timetable())
}

async fn list(pools: &Pools, env: &Env, timetable: &Timetable) -> anyhow::Result<()> {
    let mut view = PlatformView::begin(&pools.platform).await?;
    let at_shops = jobs::list_runs_of_all(&mut view).await?;
    drop(view);
    let mut tx = db::TenantTx::begin(&pools.app, TenantId::PLATFORM, Actor::System, env.clone()).await?;
    let own = jobs::list_runs(&mut tx).await?;
    tx.commit().await?;
    show(["NAME", "FOR", "WHEN", "LAST", "OUTCOME", "NEXT"]);
    for plan in timetable.plans_of(TenantId::PLATFORM) {
        let tally = at_shops.iter().find(|tally| tally.schedule == plan.name);
        let run = own.iter().find(|run| run.schedule == plan.name);
        let (last, outcome) = match plan.whose {
            Whose::Platform => (run.map(|run| run.taken_at), run.map(went)),
            Whose::EachTenant => (tally.and_then(|tally| tally.newest), tally.map(counted)),
        };
        show([
            plan.name,
            for_whom(plan),
            &when(plan),
            &moment(last),
            &outcome.unwrap_or_else(|| "-".into()),
            &moment(next(plan, env.now())),
        ]);
    }
    Ok(())
}

fn show([name, whose, when, last, outcome, next]: [&str; 6]) {
    println!("{name:30} {whose:9} {when:22} {last:17} {outcome:34} {next}");
}

async fn start(pools: &Pools, env: &Env, timetable: &Timetable, name: &str) -> anyhow::Result<()> {
    let plan = timetable
        .find(TenantId::PLATFORM, name)
        .with_context(|| format!("there is no schedule {name}; vitrina schedules list shows them"))?;
    let purpose = "run_schedule";
    let tx = PlatformTx::begin(&pools.platform, Actor::System, env.clone(), purpose).await?;
    let mut tx = tx.enter(TenantId::PLATFORM).await?;
    jobs::run_now(&mut tx, plan).await?;
    tx.commit().await?;
    println!("{name} waits for the next free worker");
    Ok(())
}

fn for_whom(plan: &Plan) -> &'static str {
    match plan.whose {
        Whose::Platform => "platform",
        Whose::EachTenant => "each shop",
    }
}

fn when(plan: &Plan) -> String {
    match (plan.rhythm(), plan.whose) {
        (Rhythm::Minutes(1), _) => "every minute".into(),
        (Rhythm::Minutes(n), _) => format!("every {n} minutes"),
        (Rhythm::Hour(minute), _) => format!("every hour at :{minute:02}"),
        (Rhythm::Day(at), Whose::EachTenant) => format!("{} of its own zone", at.strftime("%H:%M")),
        (Rhythm::Day(at), Whose::Platform) => format!("{} of its zone", at.strftime("%H:%M")),
        (Rhythm::Pattern(pattern), _) => pattern.into(),
    }
}

fn went(run: &Run) -> String {
    let error = run.last_error.as_deref().unwrap_or_default();
    match (run.outcome(), run.took()) {
        (Outcome::Done, Some(took)) => format!("done in {took} ms"),
        (Outcome::Done, None) => "done".into(),
        (Outcome::Waiting, _) => "waiting".into(),
        (Outcome::Running, _) => "running".into(),
        (Outcome::Retrying, _) => format!("will be tried again: {error}"),
        (Outcome::Failed, _) => format!("failed: {error}"),
        (Outcome::Gone, _) => "not kept".into(),
    }
}

fn counted(tally: &Tally) -> String {
    let Tally {
        done, failed, open, ..
    } = tally;
    format!("{done} done, {failed} failed, {open} open")
}

/// Days come to each zone in their own time, so of them there is no one next moment here.
fn next(plan: &Plan, now: Instant) -> Option<Instant> {
    match plan.rhythm() {
        Rhythm::Day(_) => None,
        _ => plan.next(now, &TimeZone::UTC),
    }
}

fn moment(instant: Option<Instant>) -> String {
    instant.map_or_else(
        || "-".into(),
        |instant| instant.0.strftime("%Y-%m-%d %H:%MZ").to_string(),
    )
}
