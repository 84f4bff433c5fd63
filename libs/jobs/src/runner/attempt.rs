//! One attempt at one job, from the claim to the settled row.

use std::time::Instant as Stopwatch;

use db::cause::{Cause, acting};
use tracing::Instrument as _;

use super::Runner;
use crate::backoff;
use crate::claim::Claimed;
use crate::context::JobCtx;
use crate::error::JobError;
use crate::settle::{End, settle};
use crate::trace::with_trace;

impl Runner {
    /// Runs the handler and settles the job. Fails never: what goes wrong is written down or logged.
    pub(super) async fn perform(&self, job: &Claimed) {
        // Only kinds that somebody handles are claimed.
        let Some((kind, handler)) = self.0.registry.find(&job.kind) else {
            return;
        };
        let ctx = self.context(job);
        let span = tracing::info_span!(
            "job", kind, job_id = %job.job_id, tenant = %job.tenant_id, attempt = job.attempts, trace = %ctx.trace
        );
        let stopwatch = Stopwatch::now();
        async {
            let work = handler.attempt(ctx.clone(), job.payload.clone());
            let cause = Cause {
                action: kind.to_owned(),
                trace: ctx.trace.clone(),
            };
            let outcome = acting(cause, with_trace(ctx.trace.clone(), work)).await;
            let end = self.judge(job, outcome);
            let label = self.write_down(job, &end).await;
            metrics::counter!("jobs_total", "name" => kind, "outcome" => label).increment(1);
        }
        .instrument(span)
        .await;
        metrics::histogram!("job_duration_seconds", "name" => kind).record(stopwatch.elapsed().as_secs_f64());
    }

    fn context(&self, job: &Claimed) -> JobCtx {
        JobCtx {
            tenant: job.tenant_id,
            job_id: job.job_id,
            attempt: job.attempt(),
            is_last: job.is_last(),
            // What nobody caused, such as a tick, starts a trace of its own.
            trace: job.trace_id.clone().unwrap_or_else(|| job.job_id.to_string()),
            pools: self.0.pools.clone(),
            env: self.0.env.clone(),
        }
    }

    fn judge(&self, job: &Claimed, outcome: Result<(), JobError>) -> End {
        match outcome {
            Ok(()) => End::Done,
            Err(e @ JobError::Retry(_)) if !job.is_last() => {
                let chance = u64::from_le_bytes(self.0.env.random());
                let run_at = self
                    .0
                    .env
                    .now()
                    .plus_seconds(backoff::pause(job.attempt(), chance));
                End::Again {
                    run_at,
                    error: e.text(),
                }
            }
            Err(e) => End::Dead { error: e.text() },
        }
    }

    /// Settles, logs, and gives the outcome's label for the metrics.
    async fn write_down(&self, job: &Claimed, end: &End) -> &'static str {
        let held = settle(&self.0.pools.worker, self.0.worker, job, end, self.0.env.now()).await;
        match (held, end) {
            (Err(error), _) => {
                tracing::error!(%error, "the outcome could not be written; the job runs again when its lease ends");
                "unsettled"
            }
            (Ok(false), _) => {
                tracing::warn!("the lease was lost meanwhile; another worker decides");
                "lost"
            }
            (Ok(true), End::Done) => {
                tracing::debug!("done");
                "done"
            }
            (Ok(true), End::Again { run_at, error }) => {
                tracing::warn!(error, %run_at, "failed; will be tried again");
                "retry"
            }
            (Ok(true), End::Dead { error }) => {
                tracing::error!(error, "failed for good");
                "dead"
            }
            (Ok(true), End::Released) => "released",
        }
    }

    /// Gives a job back unfinished, because the program stops.
    pub(super) async fn release(&self, job: &Claimed) {
        let end = End::Released;
        match settle(&self.0.pools.worker, self.0.worker, job, &end, self.0.env.now()).await {
            Ok(_) => tracing::info!(job_id = %job.job_id, kind = job.kind, "given back unfinished"),
            Err(error) => {
                tracing::warn!(%error, job_id = %job.job_id, "not given back; waits for its lease to end");
            }
        }
    }
}
