//! tokio-cron-scheduler as the alarm clock: it only says that a schedule's moment has come. Which tick it is, and
//! whether another replica has it already, is decided in `run.rs`.

use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};

use super::Runner;
use crate::plan::{Moments, Plan};

/// Starts the alarm clock. Without it, ticks are still made up for every few seconds.
pub(super) async fn start(runner: &Runner) -> Option<JobScheduler> {
    match try_start(runner).await {
        Ok(scheduler) => Some(scheduler),
        Err(error) => {
            tracing::error!(%error, "the cron scheduler did not start; schedules run late by some seconds");
            None
        }
    }
}

async fn try_start(runner: &Runner) -> Result<JobScheduler, JobSchedulerError> {
    let scheduler = JobScheduler::new().await?;
    for plan in &runner.0.registry.plans {
        if let Moments::Pattern(pattern) = &plan.moments {
            scheduler.add(alarm(runner, pattern.text, plan)?).await?;
        }
    }
    scheduler.start().await?;
    Ok(scheduler)
}

fn alarm(runner: &Runner, pattern: &str, plan: &Plan) -> Result<Job, JobSchedulerError> {
    let (runner, plan) = (runner.clone(), plan.clone());
    Job::new_async(pattern, move |_, _| {
        let (runner, plan) = (runner.clone(), plan.clone());
        Box::pin(async move {
            if let Err(error) = runner.tick(&plan).await {
                tracing::warn!(%error, schedule = plan.name, "a tick could not be taken; trying again soon");
            }
        })
    })
}

/// Stops the alarm clock.
pub(super) async fn stop(scheduler: Option<JobScheduler>) {
    if let Some(mut scheduler) = scheduler
        && let Err(error) = scheduler.shutdown().await
    {
        tracing::warn!(%error, "the cron scheduler did not stop");
    }
}
