//! Who handles which kind of job, and what the clock enqueues. Filled once at start by each slice's `jobs(reg)`.

use std::collections::BTreeMap;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use serde_json::Value;

use crate::context::JobCtx;
use crate::cron::Schedule;
use crate::error::JobError;
use crate::fan_out::{self, FanOut};
use crate::job::{Job, RawJob};
use crate::purge;

type Outcome = Result<(), JobError>;

/// A handler whose types are forgotten.
#[derive(Clone)]
pub(crate) struct Handler {
    run: Arc<dyn Fn(JobCtx, Value) -> BoxFuture<'static, Outcome> + Send + Sync>,
    time_limit: Duration,
}

impl Handler {
    /// One attempt: bounded in time, and a panic is a failure like any other.
    pub async fn attempt(&self, ctx: JobCtx, payload: Value) -> Outcome {
        let work = AssertUnwindSafe(async { (self.run)(ctx, payload).await }).catch_unwind();
        match tokio::time::timeout(self.time_limit, work).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(JobError::retry("the handler panicked")),
            Err(_) => Err(JobError::retry("the attempt took too long")),
        }
    }
}

/// Handlers and schedules. Mistakes in it (a kind handled twice, a pattern that cannot be read) are gathered and
/// refused together by [`Runner::new`](crate::Runner::new).
#[derive(Clone)]
pub struct Registry {
    pub(crate) handlers: BTreeMap<&'static str, Handler>,
    pub(crate) schedules: Vec<Schedule>,
    faults: Vec<String>,
}

impl Default for Registry {
    fn default() -> Self {
        Self::new()
    }
}

impl Registry {
    /// Knows only the queue's own jobs: fanning out to tenants, and cleaning, which keeps done jobs for a week.
    pub fn new() -> Self {
        Self::keeping(Duration::from_hours(7 * 24))
    }

    /// The same, where done jobs are kept for so long.
    pub fn keeping(done: Duration) -> Self {
        let mut registry = Self {
            handlers: BTreeMap::new(),
            schedules: vec![],
            faults: vec![],
        };
        fan_out::register(&mut registry);
        purge::register(&mut registry, done);
        registry
    }

    /// Says who handles jobs of kind `J`.
    pub fn handle<J, F, Fut>(&mut self, handler: F) -> &mut Self
    where
        J: Job,
        F: Fn(JobCtx, J) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Outcome> + Send + 'static,
    {
        let run = move |ctx: JobCtx, payload: Value| -> BoxFuture<'static, Outcome> {
            match serde_json::from_value::<J>(payload) {
                Ok(job) => handler(ctx, job).boxed(),
                // What cannot be read today cannot be read in an hour.
                Err(e) => std::future::ready(Err(JobError::fail(e))).boxed(),
            }
        };
        let handler = Handler {
            run: Arc::new(run),
            time_limit: J::TIME_LIMIT,
        };
        if self.handlers.insert(J::KIND, handler).is_some() {
            self.faults
                .push(format!("two handlers for jobs of kind {}", J::KIND));
        }
        if !(1..=50).contains(&J::MAX_ATTEMPTS) || J::KIND.len() > 80 {
            self.faults
                .push(format!("kind or attempts of {} are out of range", J::KIND));
        }
        self
    }

    /// Enqueues `job` for the platform at each tick of `pattern`: six fields, seconds first, in UTC. However many
    /// replicas run, each tick counts once. Ticks missed while nothing ran are made up for by one, if not older than
    /// a day.
    pub fn schedule<J: Job>(&mut self, name: &'static str, pattern: &'static str, job: &J) -> &mut Self {
        let schedule = RawJob::of(job)
            .map_err(|e| e.to_string())
            .and_then(|job| Schedule::parse(name, pattern, job));
        match schedule {
            Ok(schedule) if self.schedules.iter().any(|s| s.name == schedule.name) => {
                self.faults.push(format!("two schedules named {name}"));
            }
            Ok(schedule) => self.schedules.push(schedule),
            Err(fault) => self.faults.push(format!("schedule {name}: {fault}")),
        }
        self
    }

    /// Like [`schedule`](Self::schedule), but for each active tenant: enqueues one `job` a tenant unless the last one
    /// still waits there. The platform itself is not among them.
    pub fn for_each_tenant<J: Job>(
        &mut self,
        name: &'static str,
        pattern: &'static str,
        job: &J,
    ) -> &mut Self {
        match RawJob::of(job) {
            Ok(raw) => self.schedule(name, pattern, &FanOut::of(raw, name)),
            Err(fault) => {
                self.faults.push(format!("schedule {name}: {fault}"));
                self
            }
        }
    }

    /// Every mistake made while filling it, one a line.
    pub(crate) fn check(&self) -> Result<(), String> {
        let mut faults = self.faults.clone();
        for schedule in &self.schedules {
            let inner = FanOut::inner_kind(&schedule.job);
            let kinds = std::iter::once(schedule.job.kind.as_str()).chain(inner);
            for kind in kinds.filter(|kind| !self.handlers.contains_key(kind)) {
                faults.push(format!("schedule {}: nobody handles {kind}", schedule.name));
            }
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults.join("\n"))
        }
    }

    /// Kinds that somebody handles.
    pub(crate) fn kinds(&self) -> Vec<String> {
        self.handlers.keys().map(|kind| (*kind).to_owned()).collect()
    }

    /// The kind as a static text, which metrics want as a label.
    pub(crate) fn find(&self, kind: &str) -> Option<(&'static str, &Handler)> {
        self.handlers
            .get_key_value(kind)
            .map(|(kind, handler)| (*kind, handler))
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::Registry;
    use crate::Job;

    #[derive(Serialize, Deserialize)]
    struct Sweep;
    impl Job for Sweep {
        const KIND: &'static str = "test.sweep";
    }

    #[test]
    fn a_complete_registry_is_accepted() {
        let mut registry = Registry::new();
        registry.handle::<Sweep, _, _>(|_, _| async { Ok(()) });
        registry
            .schedule("test.all", "0 */5 * * * *", &Sweep)
            .for_each_tenant("test.each", "0 0 3 * * *", &Sweep);
        assert_eq!(registry.check(), Ok(()));
    }

    #[test]
    fn every_mistake_is_named() {
        let mut registry = Registry::new();
        registry
            .schedule("twice", "0 * * * * *", &Sweep)
            .schedule("twice", "0 * * * * *", &Sweep);
        registry
            .for_each_tenant("each", "every morning", &Sweep)
            .for_each_tenant("lonely", "0 0 3 * * *", &Sweep);
        let faults = registry.check().unwrap_err();
        for fault in [
            "two schedules named twice",
            "schedule each:",
            "schedule lonely: nobody handles test.sweep",
        ] {
            assert!(faults.contains(fault), "{fault} not in:\n{faults}");
        }
        registry
            .handle::<Sweep, _, _>(|_, _| async { Ok(()) })
            .handle::<Sweep, _, _>(|_, _| async { Ok(()) });
        assert!(
            registry
                .check()
                .unwrap_err()
                .contains("two handlers for jobs of kind test.sweep")
        );
    }
}
