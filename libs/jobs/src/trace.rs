//! The trace id that joins a request with the jobs it leaves behind, and those with theirs.

use std::future::Future;

tokio::task_local! {
    /// The trace that the current task works for. The HTTP middleware and the runner set it through [`with_trace`].
    pub static TRACE: String;
}

/// Runs `work` under the trace `trace`: jobs enqueued in it carry that id. Tasks spawned inside do not inherit it.
pub async fn with_trace<F: Future>(trace: String, work: F) -> F::Output {
    TRACE.scope(trace, work).await
}

/// The current trace id, if there is one.
pub fn current_trace() -> Option<String> {
    TRACE.try_with(Clone::clone).ok()
}
