//! What the program tells about itself: a log on standard error, metrics, and faults to Sentry when that is set.

mod lines;
mod metrics;
mod private;
mod reports;
#[cfg(test)]
mod tests;

use std::io::{IsTerminal as _, stderr};

use tracing::Metadata;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt};

pub use metrics::{Kind, METRICS, Metric, Metrics, install_metrics};

use crate::Settings;
use crate::settings::LogFormat;

/// Keep it until the end of `main`: dropping it sends what Sentry still holds.
#[must_use]
pub struct Telemetry {
    /// For `/metrics`.
    pub metrics: Metrics,
    _reports: Option<sentry::ClientInitGuard>,
}

/// Starts log, metrics and reports. What is there already, from an earlier call in the same process, stays.
///
/// The log goes to standard error, since commands answer on standard output. Call it before the runtime starts its
/// threads: they take Sentry's client from the thread that made them.
pub fn install(settings: &Settings) -> anyhow::Result<Telemetry> {
    let reports = reports::start(settings);
    let metrics = install_metrics()?;
    let filter = EnvFilter::try_new(&settings.telemetry.log_level)?;
    let registry = tracing_subscriber::registry()
        .with(log(settings.telemetry.log_format).with_filter(filter))
        .with(filter_fn(is_ours_to_tell));
    // Fails only when there is a log already, which is then the one that we want.
    let _ = match reports {
        Some(_) => registry.with(reports::layer()).try_init(),
        None => registry.try_init(),
    };
    Ok(Telemetry {
        metrics,
        _reports: reports,
    })
}

/// The library of passkeys tells, as an error, all bytes of what a caller sent and it does not understand.
fn is_ours_to_tell(metadata: &Metadata<'_>) -> bool {
    !metadata.target().starts_with("webauthn_rs")
}

fn log(format: LogFormat) -> Box<dyn Layer<Registry> + Send + Sync> {
    match format {
        LogFormat::Json => lines::Lines::to(stderr).boxed(),
        LogFormat::Pretty => fmt::layer()
            .compact()
            .with_writer(stderr)
            .with_ansi(stderr().is_terminal())
            .boxed(),
    }
}
