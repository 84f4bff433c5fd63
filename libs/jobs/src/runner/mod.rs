//! The worker: claims what is due, runs it, writes down how it ended.

mod attempt;
mod live;
mod ticker;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use db::{Bus, Pools, TenantTx};
use kernel::id::Uuid;
use kernel::{Actor, Env, Error, Instant, Result, TenantId};
use tokio_util::sync::CancellationToken;

use crate::claim::{self, Claimed, Lease};
use crate::gauges;
use crate::plan::{Plan, Timetable};
use crate::registry::Registry;
use crate::run::{Due, take};

/// How much a runner takes on, and how patient it is.
#[derive(Debug, Clone, Copy)]
pub struct RunnerConfig {
    /// Jobs at a time (at least 1). Each holds up to one connection of the app pool.
    pub concurrency: usize,
    /// Longest pause between two looks at the queue; announcements shorten it.
    pub poll: Duration,
    /// Seconds after which a job whose worker gives no sign of life is taken over.
    pub lease_seconds: u32,
    /// How often a worker gives one; at most half the lease.
    pub heartbeat: Duration,
    /// How long running jobs may go on after the order to stop.
    pub drain: Duration,
}

impl Default for RunnerConfig {
    fn default() -> Self {
        Self {
            concurrency: 4,
            poll: Duration::from_secs(1),
            lease_seconds: 20,
            heartbeat: Duration::from_secs(5),
            drain: Duration::from_secs(25),
        }
    }
}

/// Runs jobs. Cheap to clone; the clones are one worker.
#[derive(Clone)]
pub struct Runner(Arc<Inner>);

struct Inner {
    registry: Registry,
    kinds: Vec<String>,
    pools: Pools,
    env: Env,
    bus: Bus,
    config: RunnerConfig,
    /// New at each start, so a job held by an earlier life of this process is not taken for ours.
    worker: Uuid,
    /// Newest tick of each schedule known to be taken.
    taken: Mutex<HashMap<&'static str, Instant>>,
    round: Mutex<Round>,
}

/// While more is due than is claimed at once, tenants get turns, one after the other.
#[derive(Debug, Clone, Copy)]
struct Round {
    /// Whether the last claim left something.
    goes_on: bool,
    /// Who had the last turn.
    last: TenantId,
}

impl Round {
    /// About to begin, at the lowest id.
    const START: Self = Self {
        goes_on: false,
        last: TenantId(Uuid::nil()),
    };
}

impl Runner {
    /// Refuses, naming every mistake, a registry that does not fit together, or settings out of range.
    pub fn new(registry: Registry, pools: Pools, env: Env, bus: Bus, config: RunnerConfig) -> Result<Self> {
        let registry = registry.finished().map_err(Error::fault)?;
        let lease = Duration::from_secs(u64::from(config.lease_seconds));
        if config.concurrency == 0
            || config.poll.is_zero()
            || config.heartbeat.is_zero()
            || config.heartbeat * 2 > lease
        {
            return Err(Error::fault(
                "jobs: concurrency, poll and heartbeat must not be 0, heartbeat at most half the lease",
            ));
        }
        let (kinds, worker, taken) = (registry.kinds(), env.new_id(), Mutex::default());
        let round = Mutex::new(Round::START);
        Ok(Self(Arc::new(Inner {
            registry,
            kinds,
            pools,
            env,
            bus,
            config,
            worker,
            taken,
            round,
        })))
    }

    /// Works until `stop` is cancelled and what was running has ended or was given back.
    pub async fn run(&self, stop: CancellationToken) {
        let ticker = ticker::start(self).await;
        let mut live = live::Live::new(self.clone());
        live.work(&stop).await;
        ticker::stop(ticker).await;
        live.drain().await;
    }

    /// Everything that the clock starts.
    pub fn timetable(&self) -> Timetable {
        Timetable::of(&self.0.registry.plans)
    }

    /// Runs what is due now, and what that makes due, one after the other to the end; tells how many attempts it
    /// made. For tests and tools: with a clock that stands still, a failed job waits until the clock is moved.
    pub async fn run_due(&self) -> Result<usize> {
        claim::bury_abandoned(&self.0.pools.worker, self.0.env.now()).await?;
        let mut attempts = 0;
        loop {
            let batch = self.claim(16).await?;
            if batch.is_empty() {
                return Ok(attempts);
            }
            attempts += batch.len();
            for job in batch {
                self.perform(&job).await;
            }
        }
    }

    /// Takes the newest tick of every schedule, unless some replica has; tells how many jobs that enqueued. For tests
    /// and tools: the runner does so by itself.
    pub async fn tick_due(&self) -> Result<usize> {
        let mut enqueued = 0;
        for plan in &self.0.registry.plans {
            enqueued += usize::from(self.tick(plan).await?);
        }
        Ok(enqueued)
    }

    async fn tick(&self, plan: &Plan) -> Result<bool> {
        let Some(tick) = plan.tick(self.0.env.now()) else {
            return Ok(false);
        };
        // Remembered so that looking again every few seconds asks the database nothing.
        if self.taken().get(plan.name) >= Some(&tick) {
            return Ok(false);
        }
        let due = Due {
            schedule: plan.name,
            tick,
            day: None,
        };
        let job = plan.job_of(TenantId::PLATFORM, tick)?;
        let (pool, env) = (&self.0.pools.app, self.0.env.clone());
        let mut tx = TenantTx::begin(pool, TenantId::PLATFORM, Actor::System, env).await?;
        let first = take(&mut tx, due, &job).await?;
        tx.commit().await?;
        self.taken().insert(plan.name, tick);
        Ok(first)
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<&'static str, Instant>> {
        self.0.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn claim(&self, limit: usize) -> Result<Vec<Claimed>> {
        let turns = self.turns().await?;
        let worker = &self.0.pools.worker;
        let claimed = claim::claim(worker, self.lease(), &self.0.kinds, limit, &turns).await?;
        self.round().goes_on = claimed.len() == limit;
        Ok(claimed)
    }

    /// Whose turn it is besides those at the ends of the queue; nobody's while everything due is claimed at once.
    async fn turns(&self) -> Result<Vec<TenantId>> {
        let Round { goes_on, last } = *self.round();
        if !goes_on {
            return Ok(vec![]);
        }
        let turns = claim::next_turns(&self.0.pools.worker, last).await?;
        let is_end = turns.len() < claim::TURNS;
        self.round().last = turns
            .last()
            .copied()
            .filter(|_| !is_end)
            .unwrap_or(Round::START.last);
        Ok(turns)
    }

    fn round(&self) -> MutexGuard<'_, Round> {
        self.0.round.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lease(&self) -> Lease {
        let now = self.0.env.now();
        Lease {
            worker: self.0.worker,
            now,
            until: now.plus_seconds(i64::from(self.0.config.lease_seconds)),
        }
    }

    /// What must happen now and then: burying the abandoned, making up for ticks, counting.
    async fn care(&self) {
        let (worker, now) = (&self.0.pools.worker, self.0.env.now());
        match claim::bury_abandoned(worker, now).await {
            Ok(0) => {}
            Ok(jobs) => tracing::error!(jobs, "jobs died with their worker at the last attempt"),
            Err(error) => tracing::warn!(%error, "abandoned jobs could not be buried"),
        }
        if let Err(error) = self.tick_due().await {
            tracing::warn!(%error, "schedules could not be ticked; trying again soon");
        }
        if let Err(error) = gauges::refresh(worker, now).await {
            tracing::warn!(%error, "the queue could not be counted");
        }
    }
}
