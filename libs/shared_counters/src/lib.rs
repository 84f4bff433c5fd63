//! Counters that replicas share, in Redis: how often something happened in the present and in the last stretch of time.
//! Protocol only: what is counted, and what follows from it, is the caller's.
//!
//! Redis may be away at any time, from the start on. Then a call gives `None` within the time limit, further calls do so at
//! once for a moment, and a later one finds Redis again by itself.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, Pipeline, RedisError, RedisResult};
use secrecy::{ExposeSecret as _, SecretString};

/// A request waits for it: an answer that takes longer is worth nothing.
const PATIENCE: Duration = Duration::from_millis(100);
/// How long Redis is left alone after it failed, so that its absence costs no request any time.
const REST: Duration = Duration::from_secs(1);

/// Adds to one counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// Names the counter.
    pub key: String,
    /// Number of the present stretch.
    pub stretch: i64,
    /// How much; less than nothing takes back.
    pub by: i64,
    /// How long the counter of a stretch is kept (seconds): two stretches.
    pub keep_seconds: i64,
}

/// What a counter says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// In the present stretch.
    pub present: u64,
    /// In the one before.
    pub before: u64,
}

/// Memory of the server, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    /// In use.
    pub used: u64,
    /// Most that it may use: its own limit or else the machine's.
    pub most: u64,
}

/// The counters of one Redis.
pub struct SharedCounters {
    connection: ConnectionManager,
    resting_since: Mutex<Option<Instant>>,
    is_up: AtomicBool,
}

impl std::fmt::Debug for SharedCounters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SharedCounters(up: {})", self.is_up())
    }
}

impl SharedCounters {
    /// Connects with the first call. Fails only when the connection string is none; must be called inside a runtime.
    pub fn new(url: &SecretString) -> Result<Self, RedisError> {
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(0);
        Ok(Self {
            connection: Client::open(url.expose_secret())?.get_connection_manager_lazy(config)?,
            resting_since: Mutex::default(),
            is_up: AtomicBool::new(true),
        })
    }

    /// Whether the last call was answered; true before the first.
    pub fn is_up(&self) -> bool {
        self.is_up.load(Ordering::Acquire)
    }

    /// Adds to all of them in one round trip and tells what they say then, in the same order. `None` while Redis does not
    /// answer; whether something was added then is unknown.
    pub async fn add(&self, additions: &[Addition]) -> Option<Vec<Count>> {
        let mut pipeline = Pipeline::with_capacity(additions.len() * 3);
        for addition in additions {
            let present = format!("{}:{}", addition.key, addition.stretch);
            pipeline
                .incr(&present, addition.by)
                .expire(&present, addition.keep_seconds)
                .ignore()
                .get(format!("{}:{}", addition.key, addition.stretch - 1));
        }
        let counts: Vec<Option<i64>> = self
            .ask(async |connection| pipeline.query_async(connection).await)
            .await?;
        let number = |at: Option<&Option<i64>>| at.copied().flatten().and_then(|n| u64::try_from(n).ok());
        let count = |pair: &[Option<i64>]| Count {
            present: number(pair.first()).unwrap_or(0),
            before: number(pair.get(1)).unwrap_or(0),
        };
        Some(counts.chunks(2).map(count).collect())
    }

    /// How much memory the server uses.
    pub async fn memory(&self) -> Option<Memory> {
        let text: String = self
            .ask(async |connection| redis::cmd("INFO").arg("memory").query_async(connection).await)
            .await?;
        let field = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|value| value.trim().parse::<u64>().ok())
        };
        let own = field("maxmemory:").filter(|most| *most > 0);
        Some(Memory {
            used: field("used_memory:")?,
            most: own.or_else(|| field("total_system_memory:"))?,
        })
    }

    async fn ask<T>(
        &self,
        question: impl AsyncFnOnce(&mut ConnectionManager) -> RedisResult<T>,
    ) -> Option<T> {
        if self.is_resting() {
            return None;
        }
        let mut connection = self.connection.clone();
        // The manager's own limits are for a connection and for an answer; this one is for both.
        let asked = tokio::time::timeout(PATIENCE, question(&mut connection)).await;
        match asked {
            Ok(Ok(answer)) => {
                self.note(true, "");
                Some(answer)
            }
            Ok(Err(error)) => {
                self.note(false, &error.to_string());
                None
            }
            Err(_) => {
                self.note(false, "no answer in time");
                None
            }
        }
    }

    fn is_resting(&self) -> bool {
        let since = *self.resting_since.lock().unwrap_or_else(PoisonError::into_inner);
        since.is_some_and(|since| since.elapsed() < REST)
    }

    /// Tells the log when it goes and when it comes back, once each.
    fn note(&self, is_up: bool, problem: &str) {
        let since = (!is_up).then(Instant::now);
        *self.resting_since.lock().unwrap_or_else(PoisonError::into_inner) = since;
        metrics::gauge!("redis_up").set(if is_up { 1.0 } else { 0.0 });
        let was_up = self.is_up.swap(is_up, Ordering::AcqRel);
        if was_up && !is_up {
            tracing::warn!(problem, "Redis does not answer: each process counts for itself");
        } else if is_up && !was_up {
            tracing::info!("Redis answers again");
        }
    }
}
