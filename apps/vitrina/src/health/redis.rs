//! Redis, as far as the program needs it.

use std::time::Instant;

use http::AppData;

use super::report::{Service, millis};

/// Whether Redis answers, and what is wrong with it: it is never more than degraded, since each process can do without.
pub async fn redis(app: &AppData, memory_percent: u8) -> (Service, Option<String>) {
    let started = Instant::now();
    let Some(shared) = app.limits.shared() else {
        return (service("not_used", started), None);
    };
    let Some(memory) = shared.memory().await else {
        let warning = "Redis does not answer: each process counts calls for itself";
        return (service("disconnected", started), Some(warning.into()));
    };
    let used = u128::from(memory.used) * 100 / u128::from(memory.most.max(1));
    let warning = (used >= u128::from(memory_percent))
        .then(|| format!("Redis memory at {used} %; the limit is {memory_percent} %"));
    (service("connected", started), warning)
}

fn service(status: &'static str, started: Instant) -> Service {
    Service {
        status,
        response_time: millis(started),
    }
}
