//! How many addresses one process calls at once: slow ones may hold up a few workers, and never all.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Addresses that are called at once by one process. Those that failed last are called one at a time: most of a round with
/// them is spent waiting.
#[derive(Debug, Clone)]
pub(crate) struct Lanes {
    all: Arc<Semaphore>,
    doubtful: Arc<Semaphore>,
}

/// The leave to call one address, for as long as it is kept.
#[derive(Debug)]
#[expect(dead_code, reason = "what is held is given back when this is dropped")]
pub(crate) struct Turn(OwnedSemaphorePermit, Option<OwnedSemaphorePermit>);

impl Lanes {
    /// For a process that runs so many jobs at once: half of them, and at least one, may call addresses.
    pub fn of(workers: usize) -> Self {
        Self {
            all: Arc::new(Semaphore::new((workers / 2).max(1))),
            doubtful: Arc::new(Semaphore::new(1)),
        }
    }

    /// A turn, if one is free.
    pub fn turn(&self, is_doubtful: bool) -> Option<Turn> {
        let doubtful = if is_doubtful {
            Some(Arc::clone(&self.doubtful).try_acquire_owned().ok()?)
        } else {
            None
        };
        let place = Arc::clone(&self.all).try_acquire_owned().ok()?;
        Some(Turn(place, doubtful))
    }
}

#[cfg(test)]
mod tests {
    use super::Lanes;

    #[test]
    fn those_that_failed_hold_up_one_worker_and_all_together_half() {
        let lanes = Lanes::of(6);
        let first = lanes.turn(true);
        assert!(first.is_some() && lanes.turn(true).is_none());
        let others = [lanes.turn(false), lanes.turn(false)];
        assert!(others.iter().all(Option::is_some) && lanes.turn(false).is_none());
        drop(first);
        assert!(lanes.turn(true).is_some());
        assert!(Lanes::of(1).turn(false).is_some());
    }
}
