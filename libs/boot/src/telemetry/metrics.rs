//! The metrics: their names, what they mean, and the text that Prometheus reads.

use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::anyhow;
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

use crate::Shutdown;

/// What sort of number it is. Histograms are in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Only grows.
    Counter,
    /// Comes and goes.
    Gauge,
    /// Counted into these buckets.
    Histogram(&'static [f64]),
}

/// A metric that the program emits.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    /// As Prometheus knows it.
    pub name: &'static str,
    /// What sort of number it is.
    pub kind: Kind,
    /// What it means, with its labels.
    pub help: &'static str,
}

const REQUEST_BUCKETS: &[f64] = &[0.01, 0.05, 0.1, 0.5, 1.0, 2.0, 5.0];
const QUERY_BUCKETS: &[f64] = &[0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0];
/// A payer is at their bank for minutes; what is decided at once is seen apart.
const PAYMENT_BUCKETS: &[f64] = &[0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0];
const HOOK_BUCKETS: &[f64] = &[0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];
const JOB_BUCKETS: &[f64] = &[0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 120.0];

/// Every metric there is. Dashboards and alert rules use these names.
pub const METRICS: &[Metric] = &[
    counter(
        "http_requests_total",
        "Requests answered, by method, route and status",
    ),
    histogram(
        "http_request_duration_seconds",
        REQUEST_BUCKETS,
        "Seconds until the answer, by method, route and status",
    ),
    histogram(
        "api_response_time_seconds",
        REQUEST_BUCKETS,
        "The same as http_request_duration_seconds, under another usual name",
    ),
    counter("orders_total", "Orders, by status"),
    counter("user_registrations_total", "Registrations, by status"),
    counter("security_events_total", "Sightings of the look-out, by kind"),
    gauge(
        "active_users",
        "People with a session that was used in the last 15 minutes",
    ),
    gauge(
        "conversion_rate",
        "Share of the carts of the last 24 hours that became orders, 0 to 1; not a number when there were none",
    ),
    gauge("inventory_low_items", "Products at or under their reorder point"),
    counter(
        "pse_payments_total",
        "Payments by PSE that reached a state, by status, bank and document_type",
    ),
    histogram(
        "pse_payment_duration_seconds",
        PAYMENT_BUCKETS,
        "Seconds from the begin of a payment by PSE to its end, by status, bank and document_type",
    ),
    counter(
        "pse_payment_amount_total",
        "Whole units of money in payments by PSE that ended, by status",
    ),
    gauge(
        "pse_payments_open",
        "Payments by PSE under way at all shops, by status; take the maximum over replicas",
    ),
    counter(
        "webhooks_received_total",
        "Webhooks of providers, by source, type and status (stored, repeated, forged, stale, unreadable)",
    ),
    histogram(
        "webhook_processing_seconds",
        HOOK_BUCKETS,
        "Seconds from a webhook's arrival until it was acted on, by source, type and status",
    ),
    counter(
        "ledger_breaches_total",
        "Currencies and transactions of a shop's ledger that do not add up, each night that they are found",
    ),
    counter(
        "cache_requests_total",
        "Questions to a cache, by cache and outcome (hit, miss)",
    ),
    histogram(
        "db_query_duration_seconds",
        QUERY_BUCKETS,
        "Seconds of a database transaction, by role",
    ),
    counter(
        "database_connection_errors_total",
        "Transactions that got no database connection, by role",
    ),
    gauge(
        "db_pool_connections",
        "Database connections, by role and state (used, idle, max)",
    ),
    counter("jobs_total", "Jobs that ended, by name and outcome"),
    histogram("job_duration_seconds", JOB_BUCKETS, "Seconds of a job, by name"),
    gauge("jobs_waiting", "Jobs that are due and not begun"),
    gauge("jobs_dead", "Jobs put aside after their last attempt"),
    gauge(
        "jobs_lag_seconds",
        "Age of the oldest job that is due and not begun",
    ),
    counter("messages_total", "Messages handed over, by channel and outcome"),
];

/// The process's metrics; cheap to clone.
#[derive(Clone)]
pub struct Metrics(PrometheusHandle);

static INSTALLED: OnceLock<Result<PrometheusHandle, String>> = OnceLock::new();

/// Installs the recorder once for the process; every further call gives the same. Fails when another one is there.
pub fn install_metrics() -> anyhow::Result<Metrics> {
    let installed = INSTALLED.get_or_init(|| {
        let recorder = builder().map_err(|e| e.to_string())?.build_recorder();
        let handle = recorder.handle();
        metrics::set_global_recorder(recorder).map_err(|e| e.to_string())?;
        METRICS.iter().for_each(describe);
        Ok(handle)
    });
    installed
        .clone()
        .map(Metrics)
        .map_err(|e| anyhow!("metrics cannot be recorded: {e}"))
}

impl Metrics {
    /// What `/metrics` answers, as `text/plain; version=0.0.4`.
    pub fn render(&self) -> String {
        self.0.render()
    }

    /// Folds what histograms have gathered every few seconds, until told to stop. Without it they grow for as long as
    /// nobody asks for `/metrics`.
    pub async fn keep_up(self, shutdown: Shutdown) {
        let mut every = tokio::time::interval(Duration::from_secs(5));
        loop {
            tokio::select! {
                _ = every.tick() => self.0.run_upkeep(),
                () = shutdown.begun() => return,
            }
        }
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

fn builder() -> Result<PrometheusBuilder, BuildError> {
    METRICS
        .iter()
        .try_fold(PrometheusBuilder::new(), |builder, metric| match metric.kind {
            Kind::Histogram(buckets) => {
                builder.set_buckets_for_metric(Matcher::Full(metric.name.to_owned()), buckets)
            }
            Kind::Counter | Kind::Gauge => Ok(builder),
        })
}

fn describe(metric: &Metric) {
    match metric.kind {
        Kind::Counter => metrics::describe_counter!(metric.name, metric.help),
        Kind::Gauge => metrics::describe_gauge!(metric.name, metric.help),
        Kind::Histogram(_) => {
            metrics::describe_histogram!(metric.name, metrics::Unit::Seconds, metric.help);
        }
    }
}

const fn counter(name: &'static str, help: &'static str) -> Metric {
    Metric {
        name,
        kind: Kind::Counter,
        help,
    }
}

const fn gauge(name: &'static str, help: &'static str) -> Metric {
    Metric {
        name,
        kind: Kind::Gauge,
        help,
    }
}

const fn histogram(name: &'static str, buckets: &'static [f64], help: &'static str) -> Metric {
    Metric {
        name,
        kind: Kind::Histogram(buckets),
        help,
    }
}
