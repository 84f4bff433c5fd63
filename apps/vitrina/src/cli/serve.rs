//! `vitrina serve` and `vitrina worker`.

use std::io::Write as _;
use std::process::ExitCode;

use actix_web::dev::ServerHandle;
use anyhow::Context as _;
use boot::telemetry::Telemetry;
use boot::{Overrides, Settings, Shutdown};
use db::{Bus, Pools};
use http::AppData;
use kernel::Env;

use crate::compose::{self, Ground};
use crate::database::Database;
use crate::health::Watch;
use crate::{demo, health, mailer, master_key, metrics_server, sandbox, server};

/// Flags of `serve`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Port to listen on.
    #[arg(long)]
    port: Option<u16>,
    /// Load the demo shops, whose passwords everybody knows.
    #[arg(long)]
    demo: bool,
}

impl Args {
    /// Flags win over every other source.
    pub fn override_settings(&self, overrides: &mut Overrides) {
        overrides.port = self.port;
        overrides.demo = self.demo;
    }
}

/// How much of the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Web, workers and clock.
    Everything,
    /// Workers and clock.
    WorkersOnly,
}

/// Runs until told to stop.
pub async fn run(settings: Settings, telemetry: Option<Telemetry>, scope: Scope) -> anyhow::Result<ExitCode> {
    health::mark_start();
    let shutdown = Shutdown::on_signals()?;
    let env = Env::system();
    let mut settings = settings;
    let sandbox = match scope {
        Scope::Everything => sandbox::start(&mut settings, &env)?,
        Scope::WorkersOnly => None,
    };
    let database = Database::open(&settings, &env).await?;
    let parts = (scope, sandbox.as_ref());
    let outcome = serve(&settings, telemetry.as_ref(), parts, &database, &env, &shutdown).await;
    database.close().await?;
    if let Some(sandbox) = sandbox {
        sandbox.stop().await;
    }
    outcome.map(|()| ExitCode::SUCCESS)
}

async fn serve(
    settings: &Settings,
    telemetry: Option<&Telemetry>,
    (scope, sandbox): (Scope, Option<&sandbox::Served>),
    database: &Database,
    env: &Env,
    shutdown: &Shutdown,
) -> anyhow::Result<()> {
    warn_of_idle(settings);
    let is_closed = settings.maintenance.on;
    let pools = connect(database, settings).await?;
    let guard = database.cluster.as_ref().map(db::cluster::PrivateCluster::watch);
    let ground = Ground {
        pools: pools.clone(),
        env: env.clone(),
        bus: Bus::default(),
        secrets: master_key::load(settings, env)?,
    };
    let app = compose::app(&ground, settings)?;
    if !is_closed {
        prepare(&app, settings).await?;
    }

    let listening = ground.bus.listen(pools.worker.clone());
    let following = tokio::spawn({
        let app = app.clone();
        async move { app.follow_changes().await }
    });
    let counting = tokio::spawn({
        let app = app.clone();
        async move { app.limits.keep_in_step().await }
    });
    let writing = tokio::spawn(http::lookout::keep_writing(app.clone(), app.stopping.clone()));
    let runner = compose::runner(&ground, &app, settings, mailer::of(settings)?)?;
    let working = (!is_closed).then(|| server::start_runner(runner, shutdown));
    let watch = Watch::new(settings, &pools);
    tokio::spawn(watch.clone().keep_looking(shutdown.clone()));
    let serving = match scope {
        Scope::Everything => Some(server::start(app.clone(), settings, watch)?),
        Scope::WorkersOnly => None,
    };
    introduce(sandbox, &app, settings, serving.as_ref()).await?;
    let metrics = start_metrics(telemetry, settings, shutdown)?;
    announce(settings, serving.as_ref());

    shutdown.begun().await;
    tracing::info!("stopping: finishing what has begun");
    app.stopping.cancel();
    if let Some(serving) = serving {
        serving.stop().await?;
    }
    if let Some(working) = working {
        working.await?;
    }
    writing.await?;
    app.lookout.write(&app).await?;
    if let Some(metrics) = metrics {
        metrics.stop(false).await;
    }
    listening.abort();
    following.abort();
    counting.abort();
    if let Some(guard) = guard {
        guard.abort();
    }
    pools.close().await;
    Ok(())
}

/// Closed for maintenance, the program goes by nothing that the database holds: perhaps not even that it is there.
async fn connect(database: &Database, settings: &Settings) -> anyhow::Result<Pools> {
    if settings.maintenance.on {
        tracing::warn!("closed for maintenance: everything is answered 503, and no jobs run");
        return database.pools_for_later(settings);
    }
    database.ensure_migrated().await?;
    database.pools(settings).await
}

async fn prepare(app: &AppData, settings: &Settings) -> anyhow::Result<()> {
    compose::prepare(app, settings).await?;
    if settings.data.demo {
        let pays = settings.integrations.mercadopago.stand_in.is_some();
        demo::load(app, domain(settings), pays)
            .await
            .context("loading the demo shops")?;
    }
    Ok(())
}

/// The sandboxes tell the program what happens, once it listens.
async fn introduce(
    sandbox: Option<&sandbox::Served>,
    app: &AppData,
    settings: &Settings,
    serving: Option<&server::Serving>,
) -> anyhow::Result<()> {
    let (Some(sandbox), Some(serving)) = (sandbox, serving) else {
        return Ok(());
    };
    sandbox.tell(app, domain(settings), serving.address).await
}

/// Below which the demo shops are.
fn domain(settings: &Settings) -> &str {
    settings.server.public_url.host_str().unwrap_or("localhost")
}

/// Whoever sets something believes that it works.
fn warn_of_idle(settings: &Settings) {
    if !settings.without_effect.is_empty() {
        let keys: Vec<&str> = settings.without_effect.iter().map(String::as_str).collect();
        tracing::warn!(
            settings = keys.join(", "),
            "these settings have no effect yet: what they are for is not built"
        );
    }
}

fn start_metrics(
    telemetry: Option<&Telemetry>,
    settings: &Settings,
    shutdown: &Shutdown,
) -> anyhow::Result<Option<ServerHandle>> {
    let Some(telemetry) = telemetry else {
        return Ok(None);
    };
    tokio::spawn(telemetry.metrics.clone().keep_up(shutdown.clone()));
    metrics_server::start(telemetry.metrics.clone(), settings)
}

/// What a person at the terminal, or a script, waits for.
fn announce(settings: &Settings, serving: Option<&server::Serving>) {
    let mut out = std::io::stdout().lock();
    let Some(serving) = serving else {
        let _ = writeln!(out, "working");
        return;
    };
    if settings.data.demo {
        let _ = out.write_all(demo::welcome(settings, serving.address.port()).as_bytes());
    }
    let _ = writeln!(out, "listening on http://{}", serving.address);
    let _ = out.flush();
}
