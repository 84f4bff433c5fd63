//! The health report.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use boot::machine::Condition;
use http::AppData;
use serde::Serialize;
use utoipa::ToSchema;

use super::redis::redis;
use super::watch::{MachineView, Seen};

static STARTED: OnceLock<Instant> = OnceLock::new();

/// Starts counting the uptime; the first call counts.
pub fn mark_start() {
    STARTED.get_or_init(Instant::now);
}

/// State of the program.
#[derive(Debug, Serialize, ToSchema)]
pub struct Report {
    /// `ok`, `degraded` or `error`.
    pub status: &'static str,
    /// Now, RFC 3339.
    pub timestamp: String,
    /// Seconds since the start.
    pub uptime: u64,
    /// `development`, `production`, `test`.
    pub environment: String,
    /// Version of the program.
    pub version: &'static str,
    /// What it needs.
    pub services: Services,
    /// What is not as it should be.
    pub warnings: Vec<String>,
    /// The machine in numbers; only where it is asked for in detail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub machine: Option<MachineView>,
}

/// What the program needs.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Services {
    /// PostgreSQL.
    pub database: Service,
    /// What replicas agree on quickly; `not_used` without `redis.url`.
    pub redis: Service,
    /// The durable queue.
    pub queues: Queues,
    /// How long this report took.
    pub health_check_response_time: String,
}

/// One of them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// `connected`, `disconnected` or `not_used`.
    pub status: &'static str,
    /// `5ms`.
    pub response_time: String,
}

/// Jobs by state.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Queues {
    /// `ok` or `failing`.
    pub status: &'static str,
    /// Waiting for their time or a worker.
    pub waiting: i64,
    /// Being run.
    pub running: i64,
    /// Given up.
    pub failed: i64,
}

/// Longest wait for the database before it counts as gone.
const PATIENCE: Duration = Duration::from_secs(2);

/// Asks PostgreSQL, and adds what the watch saw.
pub async fn report(app: &AppData, seen: &Seen) -> Report {
    let started = Instant::now();
    let database = database(app).await;
    let queues = if database.status == "connected" {
        queues(app).await
    } else {
        Queues {
            status: "failing",
            ..Queues::default()
        }
    };
    let (redis, redis_warning) = redis(app, seen.redis_memory_percent).await;
    let mut warnings = seen.warnings.clone();
    warnings.extend(redis_warning);
    if app.settings.closed_for.is_some() {
        warnings.push("closed for maintenance: shops answer 503 and no jobs run".into());
    }
    if queues.status == "failing" {
        warnings.push("the queue cannot be asked".into());
    }
    if queues.failed > 0 {
        warnings.push(format!(
            "{} jobs were given up: each shop's owner repeats or discards them at /admin/jobs, the platform's own are at its host",
            queues.failed
        ));
    }
    let status = match (database.status, seen.condition) {
        ("connected", Condition::Ok) if warnings.is_empty() => "ok",
        ("connected", Condition::Ok | Condition::Degraded) => "degraded",
        _ => "error",
    };
    Report {
        status,
        timestamp: app.env.now().to_string(),
        uptime: STARTED.get_or_init(Instant::now).elapsed().as_secs(),
        environment: app.settings.environment.clone(),
        version: env!("CARGO_PKG_VERSION"),
        services: Services {
            database,
            redis,
            queues,
            health_check_response_time: millis(started),
        },
        warnings,
        machine: None,
    }
}

/// Whether PostgreSQL answers a request's role.
pub async fn database(app: &AppData) -> Service {
    let started = Instant::now();
    let ask = sqlx::raw_sql("select 1").execute(app.pools.app.sessions());
    let answer = tokio::time::timeout(PATIENCE, ask).await;
    let status = if matches!(answer, Ok(Ok(_))) {
        "connected"
    } else {
        "disconnected"
    };
    Service {
        status,
        response_time: millis(started),
    }
}

async fn queues(app: &AppData) -> Queues {
    let counts = sqlx::query_as::<_, (i64, i64, i64)>(
        "select count(*) filter (where status = 'waiting'),
                count(*) filter (where status = 'running'),
                count(*) filter (where status = 'dead')
           from job
          where status in ('waiting', 'running', 'dead')",
    );
    match tokio::time::timeout(PATIENCE, counts.fetch_one(&app.pools.worker)).await {
        Ok(Ok((waiting, running, failed))) => Queues {
            status: "ok",
            waiting,
            running,
            failed,
        },
        _ => Queues {
            status: "failing",
            ..Queues::default()
        },
    }
}

pub fn millis(since: Instant) -> String {
    format!("{}ms", since.elapsed().as_millis())
}
