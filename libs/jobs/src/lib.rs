//! The durable queue and the clock that fills it. See the README beside this crate.
//!
//! Enqueue in the transaction that makes the work necessary ([`enqueue`]); say once at start what handles which kind
//! ([`Registry`]); let a [`Runner`] claim and run.

mod backoff;
mod claim;
mod context;
mod cron;
mod dead;
mod enqueue;
mod error;
mod fan_out;
mod gauges;
mod job;
mod purge;
mod registry;
mod runner;
mod settle;
mod trace;

pub use context::JobCtx;
pub use dead::{DeadJob, discard, list_dead, replay};
pub use enqueue::{enqueue, enqueue_all, enqueue_at, enqueue_once};
pub use error::{JobError, JobsError};
pub use job::Job;
pub use kernel::JobId;
pub use purge::Purge;
pub use registry::Registry;
pub use runner::{Runner, RunnerConfig};
pub use trace::{TRACE, current_trace, with_trace};
