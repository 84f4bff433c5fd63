//! A database a test: a copy of a migrated template, so that each costs a fraction of a second.

use std::sync::atomic::{AtomicU32, Ordering};

use db::bootstrap::{self, Passwords};
use db::migrations;
use db::pools::Urls;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection};
use tokio::sync::OnceCell;

static TEMPLATE: OnceCell<String> = OnceCell::const_new();
static COUNTER: AtomicU32 = AtomicU32::new(0);

/// A database that disappears with the test.
#[derive(Debug)]
pub struct TestDatabase {
    /// Its name.
    pub name: String,
    /// The roles' connection strings.
    pub urls: Urls,
    superuser_url: String,
}

impl TestDatabase {
    /// A fresh, migrated one.
    pub async fn create() -> Self {
        let superuser_url = superuser_url();
        let template = TEMPLATE.get_or_init(|| make_template(&superuser_url)).await;
        let name = format!(
            "t_{}_{}",
            std::process::id(),
            COUNTER.fetch_add(1, Ordering::SeqCst)
        );
        let mut conn = connect(&superuser_url).await;
        run(
            &mut conn,
            &format!("create database {name} template {template} owner vitrina_owner"),
        )
        .await;
        let urls =
            bootstrap::urls(&superuser_url, &name, &passwords()).expect("the roles' connection strings");
        Self {
            name,
            urls,
            superuser_url,
        }
    }

    /// An empty one with roles and extensions, not migrated.
    pub async fn create_empty() -> Self {
        let superuser_url = superuser_url();
        // Roles are made once: several at once would trip over each other.
        TEMPLATE.get_or_init(|| make_template(&superuser_url)).await;
        let name = format!(
            "e_{}_{}",
            std::process::id(),
            COUNTER.fetch_add(1, Ordering::SeqCst)
        );
        bootstrap::bootstrap(&superuser_url, &name, &passwords())
            .await
            .expect("bootstrapping");
        let urls =
            bootstrap::urls(&superuser_url, &name, &passwords()).expect("the roles' connection strings");
        Self {
            name,
            urls,
            superuser_url,
        }
    }

    /// A connection that no policy binds: for looking behind the scenes and for planting faults.
    pub async fn superuser(&self) -> PgConnection {
        let options: PgConnectOptions = self
            .superuser_url
            .parse()
            .expect("the superuser's connection string");
        options
            .database(&self.name)
            .connect()
            .await
            .expect("connecting as superuser")
    }

    /// Returns when so many of its connections wait for a lock; fails the test when they do not within ten seconds.
    pub async fn until_waiting(&self, many: i64) {
        let mut conn = self.superuser().await;
        let mut look = tokio::time::interval(std::time::Duration::from_millis(25));
        for _ in 0..400 {
            look.tick().await;
            let waiting: i64 = sqlx::query_scalar(
                "select count(*) from pg_stat_activity
                  where datname = current_database() and wait_event_type = 'Lock'",
            )
            .fetch_one(&mut conn)
            .await
            .expect("asking who waits");
            if waiting >= many {
                return;
            }
        }
        panic!("nobody waits for a lock, though {many} should");
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (url, name) = (self.superuser_url.clone(), self.name.clone());
        // A drop cannot wait, and the test's own runtime is ending: a small one does the last thing.
        let cleaner = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                let mut conn = connect(&url).await;
                run(&mut conn, &format!("drop database if exists {name} with (force)")).await;
            });
        });
        let _ = cleaner.join();
    }
}

/// Where `./scripts/test-db` started PostgreSQL.
#[expect(
    clippy::disallowed_methods,
    reason = "the scripts hand the test database over by this variable"
)]
fn superuser_url() -> String {
    std::env::var("VITRINA_TEST_DATABASE_URL").expect(
        "VITRINA_TEST_DATABASE_URL is not set: run ./scripts/test, or eval \"$(./scripts/test-db start)\"",
    )
}

/// One password for all: the cluster lives as long as the test run, on this machine only.
fn passwords() -> Passwords {
    Passwords::from_pairs(
        db::Role::ALL
            .into_iter()
            .map(|r| (r.name().to_owned(), "testing".to_owned()))
            .collect(),
    )
}

async fn make_template(superuser_url: &str) -> String {
    let newest = migrations::MIGRATOR.iter().map(|m| m.version).max().unwrap_or(0);
    let sum: u64 = migrations::MIGRATOR
        .iter()
        .flat_map(|m| m.checksum.iter())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
    let name = format!("template_{newest}_{sum:x}");
    let mut conn = connect(superuser_url).await;
    // Several test processes may begin at once.
    run(&mut conn, "select pg_advisory_lock(71001)").await;
    let exists: bool =
        sqlx::query_scalar("select exists (select from pg_database where datname = $1 and datistemplate)")
            .bind(&name)
            .fetch_one(&mut conn)
            .await
            .expect("asking for the template");
    if !exists {
        run(&mut conn, &format!("drop database if exists {name} with (force)")).await;
        bootstrap::bootstrap(superuser_url, &name, &passwords())
            .await
            .expect("bootstrapping");
        let urls =
            bootstrap::urls(superuser_url, &name, &passwords()).expect("the roles' connection strings");
        migrations::up(&urls.owner).await.expect("migrating");
        run(&mut conn, &format!("alter database {name} is_template true")).await;
    }
    run(&mut conn, "select pg_advisory_unlock(71001)").await;
    name
}

async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url)
        .await
        .expect("connecting to the test database")
}

async fn run(conn: &mut PgConnection, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(conn)
        .await
        .expect("preparing the test database");
}
