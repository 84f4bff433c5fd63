//! What a job is: a serialisable note of work to do, named by its kind.

use std::time::Duration;

use kernel::{Error, Result};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// A piece of work, as kept in the `job` table.
///
/// It may run more than once (a worker can die after the work and before saying so), so handling it twice must do no
/// harm. Keep ids in it rather than data: what they point at is read when it runs.
pub trait Job: Serialize + DeserializeOwned + Send + 'static {
    /// `<slice>.<verb_noun>`, at most 80 characters; never reused for something else.
    const KIND: &'static str;
    /// Attempts before it is given up (1 to 50). Ten spread over about an hour and a half.
    const MAX_ATTEMPTS: u16 = 10;
    /// Longest time that one attempt may take; then it counts as failed.
    const TIME_LIMIT: Duration = Duration::from_mins(5);
}

/// A job whose type is forgotten: what the table holds.
#[derive(Debug, Clone)]
pub(crate) struct RawJob {
    pub kind: String,
    pub payload: Value,
    pub max_attempts: u16,
}

impl RawJob {
    pub fn of<J: Job>(job: &J) -> Result<Self> {
        let payload = serde_json::to_value(job).map_err(|e| Error::Fault(e.into()))?;
        Ok(Self {
            kind: J::KIND.to_owned(),
            payload,
            max_attempts: J::MAX_ATTEMPTS,
        })
    }
}
