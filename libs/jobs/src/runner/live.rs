//! The running worker: several jobs at a time, leases renewed, a decent end.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use db::Heard;
use db::bus::{Subscription, Topic};
use kernel::{JobId, TenantId};
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Interval, MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::Runner;
use crate::claim::{self, Claimed};

/// How often the queue is counted and cared for.
const CARE: Duration = Duration::from_secs(15);

/// Jobs in hand.
pub(super) struct Live {
    runner: Runner,
    tasks: JoinSet<()>,
    held: HashMap<Id, Arc<Claimed>>,
    /// Whether more jobs may be due than were claimed. Without it, each job that ends would be followed by a look into a
    /// queue that is known to be empty.
    may_be_more: bool,
}

impl Live {
    pub fn new(runner: Runner) -> Self {
        Self {
            runner,
            tasks: JoinSet::new(),
            held: HashMap::new(),
            may_be_more: true,
        }
    }

    /// Claims and runs until told to stop; then returns at once, with jobs still running.
    pub async fn work(&mut self, stop: &CancellationToken) {
        let config = self.runner.0.config;
        let mut poll = steady(config.poll);
        let mut beat = steady(config.heartbeat);
        let mut care = steady(CARE);
        let mut events = self.runner.0.bus.subscribe();
        while !stop.is_cancelled() {
            if self.may_be_more {
                self.claim().await;
            }
            let has_room = self.room() > 0;
            tokio::select! {
                () = stop.cancelled() => {}
                _ = poll.tick(), if has_room => self.may_be_more = true,
                () = wake(&mut events), if has_room => self.may_be_more = true,
                Some(ended) = self.tasks.join_next_with_id() => self.forget(ended),
                _ = beat.tick() => self.renew().await,
                _ = care.tick() => self.runner.care().await,
            }
        }
    }

    /// Waits for the running jobs up to the deadline; stops and gives back the rest.
    pub async fn drain(&mut self) {
        let deadline = self.runner.0.config.drain;
        if tokio::time::timeout(deadline, self.finish()).await.is_ok() {
            return;
        }
        self.tasks.abort_all();
        // Their transactions must be rolled back before another worker may begin.
        while let Some(ended) = self.tasks.join_next_with_id().await {
            if !ended.as_ref().is_err_and(JoinError::is_cancelled) {
                self.forget(ended);
            }
        }
        for job in self.held.values() {
            self.runner.release(job).await;
        }
    }

    async fn finish(&mut self) {
        let mut beat = steady(self.runner.0.config.heartbeat);
        while !self.tasks.is_empty() {
            tokio::select! {
                Some(ended) = self.tasks.join_next_with_id() => self.forget(ended),
                _ = beat.tick() => self.renew().await,
            }
        }
    }

    fn room(&self) -> usize {
        self.runner.0.config.concurrency.saturating_sub(self.tasks.len())
    }

    async fn claim(&mut self) {
        let room = self.room();
        if room == 0 {
            return;
        }
        let claimed = self.runner.claim(room).await;
        self.may_be_more = claimed.as_ref().is_ok_and(|jobs| jobs.len() == room);
        match claimed {
            Ok(jobs) => jobs.into_iter().for_each(|job| self.begin(job)),
            Err(error) => tracing::warn!(%error, "no jobs could be claimed; trying again"),
        }
    }

    fn begin(&mut self, job: Claimed) {
        let (runner, job) = (self.runner.clone(), Arc::new(job));
        let held = Arc::clone(&job);
        let task = self.tasks.spawn(async move { runner.perform(&job).await });
        self.held.insert(task.id(), held);
    }

    fn forget(&mut self, ended: Result<(Id, ()), JoinError>) {
        let id = match ended {
            Ok((id, ())) => id,
            Err(error) => error.id(),
        };
        self.held.remove(&id);
    }

    async fn renew(&self) {
        if self.held.is_empty() {
            return;
        }
        let held: Vec<(TenantId, JobId)> = self
            .held
            .values()
            .map(|job| (job.tenant_id, job.job_id))
            .collect();
        // Fewer than held is usual: a job may have ended between.
        if let Err(error) = claim::renew(&self.runner.0.pools.worker, self.runner.lease(), &held).await {
            tracing::warn!(%error, "leases could not be renewed");
        }
    }
}

/// Ticks that do not pile up while something takes long.
fn steady(period: Duration) -> Interval {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

/// Returns when somebody announced a job, or may have; several announcements are one waking.
async fn wake(events: &mut Subscription) {
    loop {
        match events.next().await {
            Some(Heard::Changed(event)) if event.topic != Topic::Job => {}
            Some(_) => break,
            // Polling goes on.
            None => std::future::pending().await,
        }
    }
    events.skip_pile();
}
