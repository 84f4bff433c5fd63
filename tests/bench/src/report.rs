//! A measurement as a line of JSON.

use serde_json::{Value, json};

use crate::drive::Outcome;

/// What a table is made of.
#[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
pub fn line(label: &str, connections: usize, rate: Option<f64>, outcome: Outcome) -> Value {
    let seconds = outcome.counted.as_secs_f64();
    let done = outcome.times.len() as f64;
    let [server, postgres] = outcome.usage;
    let cpu = |usage: crate::machine::Usage| round(usage.cpu.as_secs_f64() * 1_000.0 / done.max(1.0));
    json!({
        "label": label,
        "scenario": outcome.name,
        "connections": connections,
        "offered": rate,
        "per_second": round(done / seconds),
        "requests_per_second": round(done * outcome.steps as f64 / seconds),
        "p50_ms": percentile(&outcome.times, 50.0),
        "p95_ms": percentile(&outcome.times, 95.0),
        "p99_ms": percentile(&outcome.times, 99.0),
        "errors": outcome.errors,
        "first_error": outcome.first_error,
        "server_cpu_ms": cpu(server),
        "postgres_cpu_ms": cpu(postgres),
        "server_mb": round(server.resident as f64 / 1024.0),
    })
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rank within a list"
)]
fn percentile(sorted: &[u32], percent: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let rank = (percent / 100.0 * sorted.len() as f64).ceil() as usize;
    sorted
        .get(rank.saturating_sub(1).min(last))
        .map(|micros| round(f64::from(*micros) / 1_000.0))
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
