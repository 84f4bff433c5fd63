//! How an attempt fails, and what the screen of dead letters refuses.

use std::error::Error as StdError;

use kernel::error::BUSY;
use kernel::{Error, ErrorKind};

type BoxError = Box<dyn StdError + Send + Sync>;

/// Why an attempt did not succeed, and whether another may.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// May succeed later: try again after a pause, until the attempts are used up.
    #[error("{0}")]
    Retry(#[source] BoxError),
    /// Will never succeed: a dead letter at once.
    #[error("{0}")]
    Fail(#[source] BoxError),
}

impl JobError {
    /// May succeed later.
    pub fn retry(cause: impl Into<BoxError>) -> Self {
        Self::Retry(cause.into())
    }

    /// Will never succeed.
    pub fn fail(cause: impl Into<BoxError>) -> Self {
        Self::Fail(cause.into())
    }

    /// The cause with the causes behind it, for the job's row; at most about 2 000 bytes.
    pub(crate) fn text(&self) -> String {
        let (Self::Retry(cause) | Self::Fail(cause)) = self;
        let mut text = cause.to_string();
        let mut deeper = cause.source();
        while let Some(source) = deeper {
            let more = source.to_string();
            // Many errors repeat their source in their own words.
            if !text.ends_with(&more) {
                text = format!("{text}: {more}");
            }
            deeper = source.source();
        }
        text.truncate(text.floor_char_boundary(2_000));
        text
    }
}

/// Faults and passing refusals (unavailable, busy, too many) are worth another attempt; other refusals are final.
impl From<Error> for JobError {
    fn from(e: Error) -> Self {
        let passing = match &e {
            Error::Fault(_) => true,
            Error::Refused(r) => {
                r.code == BUSY
                    || matches!(
                        r.code.kind,
                        ErrorKind::Unavailable | ErrorKind::TooMany | ErrorKind::Internal
                    )
            }
        };
        if passing {
            Self::Retry(e.into())
        } else {
            Self::Fail(e.into())
        }
    }
}

impl From<sqlx::Error> for JobError {
    fn from(e: sqlx::Error) -> Self {
        Error::from(e).into()
    }
}

kernel::error_codes! {
    /// What the screen of dead letters refuses.
    pub enum JobsError {
        /// Only a dead job can be replayed or discarded.
        NotDead => Conflict "job_not_dead",
        /// The same work waits already.
        AlreadyWaiting => Conflict "job_already_waiting",
    }
}

#[cfg(test)]
mod tests {
    use kernel::Error;

    use super::{JobError, JobsError};

    #[test]
    fn passing_troubles_are_tried_again_and_refusals_are_not() {
        let retried = |e: Error| matches!(JobError::from(e), JobError::Retry(_));
        assert!(retried(Error::fault("disk full")));
        assert!(retried(Error::refused(kernel::error::BUSY)));
        assert!(retried(Error::refused(kernel::error::UNAVAILABLE)));
        assert!(!retried(Error::not_found()));
        assert!(!retried(JobsError::NotDead.into()));
    }

    #[test]
    fn the_text_is_bounded_at_a_character() {
        assert!(JobError::fail("ñ".repeat(5_000)).text().len() <= 2_000);
    }
}
