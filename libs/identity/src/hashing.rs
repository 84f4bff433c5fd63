//! Argon2id. Hashing takes tens of milliseconds of a core and 19 MiB, so it runs on the blocking pool, a few at a time,
//! and never while a database connection is held. Behind those at work so many may wait; whoever comes then is told so at
//! once, before the answer would come too late for anybody.

use std::sync::{Arc, LazyLock};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use kernel::error::UNAVAILABLE;
use kernel::{Error, Result};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use crate::model::Password;

/// A few seconds' work of one core.
const WAITING: usize = 64;

/// More at once than there are cores would only be slower, and take memory.
static QUEUE: LazyLock<Queue> = LazyLock::new(|| {
    Queue::new(
        std::thread::available_parallelism().map_or(2, usize::from),
        WAITING,
    )
});

/// Stands in for the hash of an account that does not exist, so that asking for one takes as long.
static NOBODYS: LazyLock<Option<String>> = LazyLock::new(|| hash_now(b"nobody's password").ok());

/// The hash of a password for `person.password_hash`: Argon2id in PHC form, with a random salt.
///
/// For the sign-up of a shop, the command line and the demo too. Does not check the policy.
pub async fn hash_password(password: String) -> Result<String> {
    in_turn(move || hash_now(password.as_bytes())).await?
}

/// The same for a password as typed.
pub(crate) async fn hash(password: &Password) -> Result<String> {
    let password = password.clone();
    in_turn(move || hash_now(password.as_bytes())).await?
}

/// Whether the password is the one that was hashed. Without a hash it takes as long and is never right.
pub(crate) async fn matches(password: &Password, hash: Option<String>) -> Result<bool> {
    let password = password.clone();
    in_turn(move || {
        let compared = hash.as_deref().or(NOBODYS.as_deref());
        compared.is_some_and(|other| is_hash_of(other, &password)) && hash.is_some()
    })
    .await
}

/// Whether the password is one of those that were hashed.
pub(crate) async fn matches_any(password: &Password, hashes: Vec<String>) -> Result<bool> {
    let password = password.clone();
    in_turn(move || hashes.iter().any(|hash| is_hash_of(hash, &password))).await
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let turn = QUEUE.turn().await?;
    let work = move || {
        // Kept until the work is done, even when the caller has hung up.
        let _turn = turn;
        work()
    };
    spawn_blocking(work).await.map_err(|e| Error::Fault(e.into()))
}

/// Some work, some wait, and no more come in.
struct Queue {
    turns: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

/// A place in the queue, and the right to work.
struct Turn {
    _place: OwnedSemaphorePermit,
    _turn: OwnedSemaphorePermit,
}

impl Queue {
    fn new(turns: usize, waiting: usize) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(turns)),
            places: Arc::new(Semaphore::new(turns + waiting)),
        }
    }

    async fn turn(&self) -> Result<Turn> {
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| Error::refused(UNAVAILABLE).retry_after(2))?;
        let turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(|e| Error::Fault(e.into()))?;
        Ok(Turn {
            _place: place,
            _turn: turn,
        })
    }
}

fn hash_now(password: &[u8]) -> Result<String> {
    let hash = Argon2::default().hash_password(password);
    Ok(hash
        .map_err(|e| Error::fault(format!("hashing a password: {e}")))?
        .to_string())
}

/// A stored hash that cannot be read matches nothing.
fn is_hash_of(hash: &str, password: &Password) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::{Queue, hash, matches, matches_any};
    use crate::model::Password;

    #[tokio::test]
    async fn a_hash_fits_its_password_only() {
        let (right, wrong) = (
            Password::parse("Mz7*gato").unwrap(),
            Password::parse("Mz7*gata").unwrap(),
        );
        let hashed = hash(&right).await.unwrap();
        assert!(hashed.starts_with("$argon2id$"), "{hashed}");
        assert!(matches(&right, Some(hashed.clone())).await.unwrap());
        assert!(!matches(&wrong, Some(hashed.clone())).await.unwrap());
        assert!(!matches(&right, None).await.unwrap());
        assert!(
            matches_any(&right, vec!["nonsense".into(), hashed])
                .await
                .unwrap()
        );
    }
    #[tokio::test]
    async fn whoever_comes_to_a_full_queue_is_told_at_once() {
        let queue = Queue::new(1, 1);
        let working = queue.turn().await.unwrap();
        let mut waiting = Box::pin(queue.turn());
        assert!(waiting.as_mut().now_or_never().is_none());
        let refused = queue.turn().now_or_never().unwrap();
        assert_eq!(refused.err().and_then(|e| e.code()), Some("unavailable"));
        drop(working);
        assert!(waiting.await.is_ok());
        assert!(queue.turn().await.is_ok());
    }
}
