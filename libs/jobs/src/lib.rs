//! The durable queue and the clock that fills it. See the README beside this crate.
//!
//! Enqueue in the transaction that makes the work necessary ([`enqueue`]); say once at start what handles which kind
//! ([`Registry`]); let a [`Runner`] claim and run.

mod backoff;
mod claim;
mod context;
mod cron;
mod daily;
mod dead;
mod enqueue;
mod error;
mod fan_out;
mod gauges;
mod job;
mod local_day;
mod plan;
mod purge;
mod registry;
mod run;
mod runner;
mod runs;
mod settle;
mod timing;
mod trace;

pub use claim::CLAIM;
pub use context::JobCtx;
pub use dead::{DeadJob, count_dead, discard, list_dead, replay};
pub use enqueue::{enqueue, enqueue_all, enqueue_at, enqueue_each, enqueue_once, enqueue_once_at};
pub use error::{JobError, JobsError};
pub use job::Job;
pub use kernel::JobId;
pub use plan::{Plan, Timetable, Whose};
pub use purge::Purge;
pub use registry::Registry;
pub use run::run_now;
pub use runner::{Runner, RunnerConfig};
pub use runs::{OpenWork, Outcome, Run, Tally, list_open_work, list_runs, list_runs_of_all, tally_runs};
pub use timing::{Missed, Rhythm, Timing};
pub use trace::{TRACE, current_trace, with_trace};
