//! What a program takes from outside: the time and randomness. Injected, so that tests own both.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use uuid::Uuid;

use crate::Instant;

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// Microseconds since the epoch; moves only when a test moves it.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still at `start`.
    pub fn manual(start: Timestamp) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(start.as_microsecond())))
    }

    /// The present moment.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the machine's clock"
    )]
    pub fn now(&self) -> Instant {
        match self {
            Self::System => Instant::from_timestamp(Timestamp::now()),
            Self::Manual(us) => Instant(
                Timestamp::from_microsecond(us.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH),
            ),
        }
    }

    /// Moves a manual clock forward; the machine's clock takes no orders.
    pub fn advance(&self, seconds: i64) {
        if let Self::Manual(us) = self {
            us.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
        }
    }
}

/// Where random bytes come from.
#[derive(Debug, Clone)]
enum Entropy {
    System,
    Seeded(Arc<Mutex<StdRng>>),
}

/// Clock and randomness together; cheap to clone.
#[derive(Debug, Clone)]
pub struct Env {
    clock: Clock,
    entropy: Entropy,
}

impl Env {
    /// The machine's clock and its cryptographic random source.
    pub fn system() -> Self {
        Self {
            clock: Clock::System,
            entropy: Entropy::System,
        }
    }

    /// The given clock with the machine's randomness (tests that share a database need ids that differ).
    pub fn with_clock(clock: Clock) -> Self {
        Self {
            clock,
            entropy: Entropy::System,
        }
    }

    /// A repeatable world: the demo data and some tests want the same ids each time.
    pub fn seeded(clock: Clock, seed: u64) -> Self {
        Self {
            clock,
            entropy: Entropy::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(seed)))),
        }
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The present moment.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// `N` random bytes fit for secrets.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.entropy {
            // A machine without a random source cannot keep any promise of ours: stopping is right.
            #[expect(clippy::expect_used, reason = "no random source means no safe way on")]
            Entropy::System => aws_lc_rs::rand::fill(&mut bytes).expect("the system's random source failed"),
            Entropy::Seeded(rng) => rng
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .fill_bytes(&mut bytes),
        }
        bytes
    }

    /// A new UUIDv7 of any id type: `env.new_id::<OrderId>()`.
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        let millis = u64::try_from(self.now().0.as_millisecond()).unwrap_or(0);
        T::from(uuid::Builder::from_unix_timestamp_millis(millis, &self.random()).into_uuid())
    }
}
