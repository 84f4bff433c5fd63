//! Looks at the machine and the pools every few seconds, so that no request has to.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use boot::machine::{Condition, Finding, Machine, Reading};
use boot::settings::Health;
use boot::{Settings, Shutdown};
use db::{PoolUse, Pools};
use serde::Serialize;
use utoipa::ToSchema;

/// Long enough for the processor's use to mean something, short enough for an alarm.
const PAUSE: Duration = Duration::from_secs(10);

/// The state of machine and pools as last seen. Cheap to clone; the clones see the same.
#[derive(Clone)]
pub struct Watch(Arc<Inner>);

struct Inner {
    machine: Machine,
    limits: Health,
    pools: Pools,
    last: RwLock<Seen>,
}

/// What was seen.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The readings themselves.
    pub machine: MachineView,
    /// What passed its limit, in words.
    pub warnings: Vec<String>,
    /// The worst of it.
    pub condition: Condition,
    /// From where on Redis's memory is told of; it is asked when somebody asks.
    pub redis_memory_percent: u8,
}

/// The machine in numbers. What the system does not tell is missing.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MachineView {
    /// Processor in use since the look before, of 100.
    pub cpu_percent: Option<f64>,
    /// Load of the last minute.
    pub load: Option<f64>,
    /// Cores that the process may use.
    pub cores: usize,
    /// Memory that is not available, of 100.
    pub memory_percent: Option<f64>,
    /// Disk under the data folder in use, of 100.
    pub disk_percent: Option<f64>,
    /// Bytes left there.
    pub disk_free_bytes: Option<u64>,
    /// Connections that requests and jobs hold, of 100 that they may.
    pub pool_percent: f64,
}

impl Watch {
    /// Looks once.
    pub fn new(settings: &Settings, pools: &Pools) -> Self {
        let machine = Machine::new(&settings.data.dir);
        let last = judge(
            &machine.read(),
            PoolUse::of(pools.app.sessions()),
            &settings.health,
        );
        Self(Arc::new(Inner {
            machine,
            limits: settings.health.clone(),
            pools: pools.clone(),
            last: RwLock::new(last),
        }))
    }

    /// Looks again and again until told to stop.
    pub async fn keep_looking(self, shutdown: Shutdown) {
        let mut every = tokio::time::interval(PAUSE);
        loop {
            tokio::select! {
                _ = every.tick() => self.look(),
                () = shutdown.begun() => return,
            }
        }
    }

    /// What was seen last.
    pub fn seen(&self) -> Seen {
        self.0.last.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn look(&self) {
        let Inner {
            machine,
            limits,
            pools,
            last,
        } = &*self.0;
        pools.report();
        let seen = judge(&machine.read(), PoolUse::of(pools.app.sessions()), limits);
        *last.write().unwrap_or_else(PoisonError::into_inner) = seen;
    }
}

/// Of the pools only the one that requests wait for is judged: the others are small, and full for moments.
fn judge(reading: &Reading, pool: PoolUse, health: &Health) -> Seen {
    let mut findings = reading.findings(health);
    if pool.percent() >= f64::from(health.pool_percent) {
        findings.push(Finding {
            what: "database pool",
            condition: Condition::Degraded,
            percent: pool.percent(),
            limit: f64::from(health.pool_percent),
        });
    }
    Seen {
        machine: view(reading, pool),
        condition: findings
            .iter()
            .map(|found| found.condition)
            .max()
            .unwrap_or(Condition::Ok),
        warnings: findings.iter().map(words).collect(),
        redis_memory_percent: health.redis_memory_percent,
    }
}

fn words(found: &Finding) -> String {
    format!(
        "{} at {:.0} %; the limit is {:.0} %",
        found.what, found.percent, found.limit
    )
}

fn view(reading: &Reading, pool: PoolUse) -> MachineView {
    let one_digit = |percent: f64| (percent * 10.0).round() / 10.0;
    MachineView {
        cpu_percent: reading.cpu_percent.map(one_digit),
        load: reading.load.map(|[minute, ..]| minute),
        cores: reading.cores,
        memory_percent: reading.memory_percent.map(one_digit),
        disk_percent: reading.disk_percent.map(one_digit),
        disk_free_bytes: reading.disk_free_bytes,
        pool_percent: one_digit(pool.percent()),
    }
}

#[cfg(test)]
mod tests {
    use boot::machine::{Condition, Reading};
    use boot::{Settings, Sources};
    use db::PoolUse;

    use super::judge;

    const QUIET: Reading = Reading {
        cpu_percent: Some(10.0),
        load: Some([0.5, 0.5, 0.5]),
        cores: 2,
        memory_percent: Some(40.0),
        disk_percent: Some(50.0),
        disk_free_bytes: Some(1_000_000),
    };

    #[test]
    fn a_pool_at_three_quarters_is_told_and_a_full_disk_is_an_error() {
        let health = Settings::load(&Sources::default()).unwrap().health;
        let pool = |used| PoolUse {
            used,
            idle: 0,
            max: 16,
        };
        let seen = judge(&QUIET, pool(11), &health);
        assert_eq!((seen.condition, seen.warnings.len()), (Condition::Ok, 0));
        let seen = judge(&QUIET, pool(12), &health);
        assert_eq!(seen.condition, Condition::Degraded);
        assert_eq!(seen.warnings, ["database pool at 75 %; the limit is 75 %"]);
        let full = Reading {
            disk_percent: Some(96.0),
            ..QUIET
        };
        assert_eq!(judge(&full, pool(12), &health).condition, Condition::Error);
    }
}
