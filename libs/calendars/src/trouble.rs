//! What goes wrong while we speak with a provider, and what becomes of it.

use google_calendar::CalendarError;
use jobs::{JobCtx, JobError};
use kernel::Error;

use crate::clerk::Clerk;
use crate::model::{AccountId, CalendarId, Provider};
use crate::ops::notes::{self, About};
use crate::ops::reconnect::require_reconnect;

/// Why a job is not done.
#[derive(Debug)]
pub enum Trouble {
    /// The provider said so.
    Outside(CalendarError),
    /// Our own side.
    Own(Error),
    /// The account or calendar is not ours any more: there is nothing to do.
    Parted,
}

impl From<CalendarError> for Trouble {
    fn from(error: CalendarError) -> Self {
        Self::Outside(error)
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Own(error)
    }
}

impl From<sqlx::Error> for Trouble {
    fn from(error: sqlx::Error) -> Self {
        Self::Own(error.into())
    }
}

/// For whom something was tried.
#[derive(Debug, Clone, Copy)]
pub struct Concerning {
    /// Where.
    pub provider: Provider,
    /// At which account.
    pub account: AccountId,
    /// With which calendar.
    pub calendar: CalendarId,
}

/// Turns trouble into what the queue does about it. What may pass is tried again with growing pauses and then left to the next
/// round of the clock; what will not pass is told to the shop once. Neither blocks a worker nor leaves a dead letter.
pub async fn settle(
    ctx: &JobCtx,
    clerk: &Clerk,
    concerning: Concerning,
    trouble: Trouble,
) -> Result<(), JobError> {
    let error = match trouble {
        Trouble::Parted => return Ok(()),
        Trouble::Own(error) => return Err(error.into()),
        Trouble::Outside(error) => error,
    };
    let provider = concerning.provider.as_str();
    metrics::counter!("calendar_sync_total", "provider" => provider, "status" => error.name()).increment(1);
    metrics::counter!("calendar_sync_errors_total", "provider" => provider, "status" => error.name())
        .increment(1);
    tracing::warn!(calendar_id = %concerning.calendar, status = error.name(), "a calendar outside does not do as asked");
    let mut tx = ctx.begin().await?;
    if error == CalendarError::InvalidGrant {
        require_reconnect(&mut tx, clerk, concerning.account).await?;
        tx.commit().await?;
        return Ok(());
    }
    // Two who write at once: whoever comes second reads again.
    if error != CalendarError::Conflict {
        let about = About::calendar(concerning.account, concerning.calendar);
        notes::begin_trouble(&mut tx, about, error.name()).await?;
    }
    tx.commit().await?;
    let may_pass = matches!(
        error,
        CalendarError::RateLimited { .. }
            | CalendarError::Unavailable(_)
            | CalendarError::Unauthorized
            | CalendarError::Conflict
    );
    if may_pass && !ctx.is_last {
        return Err(JobError::retry(error));
    }
    Ok(())
}
