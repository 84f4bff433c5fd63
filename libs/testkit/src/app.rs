//! The whole program, in this process, listening on a port of its own.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use boot::{Settings, Sources};
use db::{Bus, Pools};
use http::AppData;
use jobs::Runner;
use kernel::{Actor, Clock, Env, TenantId};
use tokio_util::sync::CancellationToken;
use vitrina::compose::{self, Ground};
use vitrina::health::Watch;
use vitrina::server::{self, Serving};
use vitrina::{database::Database, mailer, master_key};

use crate::database::TestDatabase;
use crate::shop::TestShop;

/// The program with a clock that stands still until it is moved.
pub struct TestApp {
    /// Its database, which it may share with another server.
    pub database: Arc<TestDatabase>,
    /// Where it listens.
    pub address: SocketAddr,
    /// The shared state of its handlers.
    pub app: AppData,
    /// Connections as the program has them.
    pub pools: Pools,
    /// Its clock and randomness.
    pub env: Env,
    runner: Runner,
    serving: Option<Serving>,
    background: Vec<tokio::task::JoinHandle<()>>,
    files: PathBuf,
}

impl TestApp {
    /// One server on a fresh database.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// The same with other settings, named by their variables.
    pub async fn start_with(variables: &[(&str, &str)]) -> Self {
        let database = Arc::new(TestDatabase::create().await);
        let env = Env::with_clock(Clock::manual("2026-11-22T15:00:00Z".parse().expect("a time")));
        Self::on(database, env, variables).await
    }

    /// One server on a fresh database, with a clock that others go by as well.
    pub async fn start_by(env: Env, variables: &[(&str, &str)]) -> Self {
        Self::on(Arc::new(TestDatabase::create().await), env, variables).await
    }

    /// Another server on the same database and clock, with connections and caches of its own: a second replica.
    pub async fn second(&self, variables: &[(&str, &str)]) -> Self {
        Self::on(Arc::clone(&self.database), self.env.clone(), variables).await
    }

    async fn on(database: Arc<TestDatabase>, env: Env, variables: &[(&str, &str)]) -> Self {
        let files = std::env::temp_dir().join(format!("vitrina-test-{}", database.name));
        let settings = settings(&database, &files, variables);
        let opened = Database {
            urls: database.urls.clone(),
            cluster: None,
        };
        let pools = opened.pools(&settings).await.expect("connecting");
        assert_harmless(&pools).await;
        let ground = Ground {
            pools: pools.clone(),
            env: env.clone(),
            bus: Bus::default(),
            secrets: master_key::load(&settings, &env).expect("the master key"),
        };
        let app = compose::app(&ground, &settings).expect("composing the program");
        compose::prepare(&app, &settings).await.expect("preparing");
        let listening = ground.bus.listen(pools.worker.clone());
        let following = tokio::spawn({
            let app = app.clone();
            async move { app.follow_changes().await }
        });
        let counting = tokio::spawn({
            let app = app.clone();
            async move { app.limits.keep_in_step().await }
        });
        let runner = compose::runner(&ground, &app, &settings, mailer::of(&settings).expect("a mailer"))
            .expect("a runner");
        let serving = server::start(app.clone(), &settings, Watch::new(&settings, &pools)).expect("serving");
        let address = serving.address;
        Self {
            database,
            address,
            app,
            pools,
            env,
            runner,
            serving: Some(serving),
            background: vec![listening, following, counting],
            files,
        }
    }

    /// A new shop at `<slug>.localhost` with its owner.
    pub async fn shop(&self, slug: &str) -> TestShop {
        TestShop::open(self, slug).await
    }

    /// Where it keeps uploads and other files.
    pub fn files(&self) -> &Path {
        &self.files
    }

    /// Moves the clock.
    pub fn advance(&self, seconds: i64) {
        self.env.clock().advance(seconds);
    }

    /// Takes the newest tick of every schedule, as the clock of a running program does; tells how many.
    pub async fn tick(&self) -> usize {
        self.runner.tick_due().await.expect("ticking")
    }

    /// Runs every job that is due, to the end; tells how many.
    pub async fn run_jobs(&self) -> usize {
        self.runner.run_due().await.expect("running jobs")
    }

    /// Works off the queue as a running program does, woken by what is announced, until it is told to stop.
    pub fn start_worker(&self) -> TestWorker {
        let (runner, stop) = (self.runner.clone(), CancellationToken::new());
        let until = stop.clone();
        TestWorker {
            task: tokio::spawn(async move { runner.run(until).await }),
            stop,
        }
    }

    /// Cuts the connections by which replicas hear each other's announcements; they listen again half a second later.
    pub async fn interrupt_announcements(&self) {
        let mut conn = self.database.superuser().await;
        // The program begins to listen while it starts to serve.
        for _ in 0..500 {
            let cut: i64 = sqlx::query_scalar(
                "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity
                  where datname = current_database() and query like 'LISTEN %'",
            )
            .fetch_one(&mut conn)
            .await
            .expect("cutting connections");
            if cut > 0 {
                return;
            }
            tokio::task::yield_now().await;
        }
        panic!("nobody listens");
    }

    /// A transaction of one tenant, as the program would have it.
    pub async fn begin(&self, tenant: TenantId) -> db::TenantTx {
        self.app.begin(tenant, Actor::System).await.expect("beginning")
    }
}

/// A worker that runs beside the test.
pub struct TestWorker {
    stop: CancellationToken,
    task: tokio::task::JoinHandle<()>,
}

impl TestWorker {
    /// Lets it finish what it has begun.
    pub async fn stop(self) {
        self.stop.cancel();
        self.task.await.expect("a worker that ends");
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        for task in &self.background {
            task.abort();
        }
        if let Some(serving) = self.serving.take() {
            tokio::spawn(serving.stop());
        }
        // A second server shares the files.
        if Arc::strong_count(&self.database) == 1 {
            let _ = std::fs::remove_dir_all(&self.files);
        }
        // So every test also proves that each text it came across is there.
        if !std::thread::panicking() {
            assert_eq!(self.app.i18n.faults(), [""; 0], "texts that are not whole");
        }
    }
}

/// Settings as a program's would be, from variables.
fn settings(database: &TestDatabase, files: &std::path::Path, more: &[(&str, &str)]) -> Settings {
    let urls = &database.urls;
    let files = files.to_string_lossy().into_owned();
    let variables = [
        ("VITRINA_ENV", "test"),
        ("DATABASE_URL", urls.owner.as_str()),
        ("VITRINA_DATABASE__APP_URL", &urls.app),
        ("VITRINA_DATABASE__WORKER_URL", &urls.worker),
        ("VITRINA_DATABASE__PLATFORM_URL", &urls.platform),
        ("VITRINA_DATABASE__BACKUP_URL", &urls.backup),
        ("VITRINA_DATABASE__APP_POOL", "8"),
        (
            "JWT_SECRET",
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-tests",
        ),
        // Nobody is there: no test asks a real provider.
        (
            "VITRINA_INTEGRATIONS__MERCADOPAGO_STAND_IN",
            "http://127.0.0.1:9/",
        ),
        ("VITRINA_INTEGRATIONS__STRIPE_STAND_IN", "http://127.0.0.1:9/"),
        ("PORT", "0"),
        ("VITRINA_SERVER__WORKERS", "2"),
        ("VITRINA_DATA__DIR", &files),
    ];
    // What comes later wins.
    let mut all: BTreeMap<&str, &str> = variables.into_iter().collect();
    all.extend(more.iter().copied());
    if all["VITRINA_ENV"] == "production" {
        all.remove("VITRINA_INTEGRATIONS__MERCADOPAGO_STAND_IN");
        all.remove("VITRINA_INTEGRATIONS__STRIPE_STAND_IN");
    }
    Settings::load(&Sources::of_variables(all)).expect("the tests' settings")
}

/// The tests mean nothing if the program's roles could see everything anyway.
async fn assert_harmless(pools: &Pools) {
    for (pool, role) in [
        (pools.app.sessions(), "vitrina_app"),
        (&pools.worker, "vitrina_worker"),
        (pools.platform.sessions(), "vitrina_platform"),
    ] {
        let (name, risky): (String, bool) = sqlx::query_as(
            "select rolname::text, rolsuper or rolbypassrls or exists (
                select from pg_class where relowner = r.oid and relnamespace = 'public'::regnamespace)
               from pg_roles r where rolname = current_user",
        )
        .fetch_one(pool)
        .await
        .expect("asking who we are");
        assert_eq!(
            (name.as_str(), risky),
            (role, false),
            "the program must not be superuser, owner or BYPASSRLS"
        );
    }
}
