//! The order to stop: given by the system, by an operator, or by a part that cannot go on.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Cheap to clone; all clones hear the same order.
#[derive(Debug, Clone, Default)]
pub struct Shutdown(CancellationToken);

impl Shutdown {
    /// One that only [`Shutdown::begin`] sets off.
    pub fn new() -> Self {
        Self::default()
    }

    /// One that SIGTERM and SIGINT set off; a second of them ends the process at once. Wants a running runtime.
    pub fn on_signals() -> io::Result<Self> {
        let shutdown = Self::new();
        // Registered here and not in the task: from now on no signal kills the process.
        let signals = Signals {
            term: signal(SignalKind::terminate())?,
            int: signal(SignalKind::interrupt())?,
        };
        tokio::spawn(listen(signals, shutdown.clone()));
        Ok(shutdown)
    }

    /// Gives the order. A second time changes nothing.
    pub fn begin(&self) {
        self.0.cancel();
    }

    /// Whether the order was given.
    pub fn has_begun(&self) -> bool {
        self.0.is_cancelled()
    }

    /// Waits for the order.
    pub async fn begun(&self) {
        self.0.cancelled().await;
    }

    /// The token itself, for what takes one.
    pub fn token(&self) -> CancellationToken {
        self.0.clone()
    }
}

struct Signals {
    term: Signal,
    int: Signal,
}

impl Signals {
    /// The name, and the status with which shells report it.
    async fn next(&mut self) -> (&'static str, i32) {
        tokio::select! {
            _ = self.term.recv() => ("SIGTERM", 128 + 15),
            _ = self.int.recv() => ("SIGINT", 128 + 2),
        }
    }
}

async fn listen(mut signals: Signals, shutdown: Shutdown) {
    let (name, _) = signals.next().await;
    tracing::info!(
        signal = name,
        "stopping: what has begun is finished, a second signal ends it at once"
    );
    shutdown.begin();
    let (name, status) = signals.next().await;
    tracing::warn!(signal = name, "stopping at once");
    #[expect(
        clippy::disallowed_methods,
        reason = "asked for twice: main may hang on what we no longer wait for"
    )]
    std::process::exit(status);
}

#[cfg(test)]
mod tests {
    use super::Shutdown;

    #[tokio::test]
    async fn all_clones_hear_the_order() {
        let (one, other) = (Shutdown::new(), Shutdown::new());
        let clone = one.clone();
        assert!(!clone.has_begun());
        one.begin();
        clone.begun().await;
        assert!(clone.token().is_cancelled() && !other.has_begun());
    }
}
