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
use crate::error::JobError;
use crate::job::{Job, RawJob};
use crate::plan::{Plan, Whose};
use crate::timing::Timing;
use crate::{daily, fan_out, purge};

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
    pub(crate) plans: Vec<Plan>,
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
            plans: vec![],
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

    /// Enqueues `job` for the platform at each moment of `timing`, a pattern of cron in UTC or a time of the platform's
    /// day. However many replicas run, each moment counts once; of those that were missed, [`Timing`] tells.
    pub fn schedule<J: Job>(&mut self, name: &'static str, timing: impl Into<Timing>, job: &J) -> &mut Self {
        self.plan(name, Whose::Platform, timing.into(), RawJob::of(job))
    }

    /// Like [`schedule`](Self::schedule), but for each active tenant, at times of its own day where `timing` says so:
    /// enqueues one `job` a tenant unless the last one still waits there. The platform itself is not among them.
    pub fn for_each_tenant<J: Job>(
        &mut self,
        name: &'static str,
        timing: impl Into<Timing>,
        job: &J,
    ) -> &mut Self {
        self.plan(name, Whose::EachTenant, timing.into(), RawJob::of(job))
    }

    fn plan(
        &mut self,
        name: &'static str,
        whose: Whose,
        timing: Timing,
        job: kernel::Result<RawJob>,
    ) -> &mut Self {
        let plan = job
            .map_err(|e| e.to_string())
            .and_then(|job| Plan::new(name, whose, timing, job));
        match plan {
            Ok(plan) if self.plans.iter().any(|p| p.name == plan.name) => {
                self.faults.push(format!("two schedules named {name}"));
            }
            Ok(plan) => self.plans.push(plan),
            Err(fault) => self.faults.push(format!("schedule {name}: {fault}")),
        }
        self
    }

    /// Nothing more is added: whoever begins the days knows all that is done daily. Refuses with every mistake made while
    /// filling it, one a line.
    pub(crate) fn finished(mut self) -> Result<Self, String> {
        daily::register(&mut self);
        for plan in &self.plans {
            if !self.handlers.contains_key(plan.kind()) {
                let fault = format!("schedule {}: nobody handles {}", plan.name, plan.kind());
                self.faults.push(fault);
            }
        }
        if self.faults.is_empty() {
            Ok(self)
        } else {
            Err(self.faults.join("\n"))
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
        assert_eq!(registry.finished().map(|_| ()), Ok(()));
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
        let faults = registry.clone().finished().map(|_| ()).unwrap_err();
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
                .finished()
                .map(|_| ())
                .unwrap_err()
                .contains("two handlers for jobs of kind test.sweep")
        );
    }
}
