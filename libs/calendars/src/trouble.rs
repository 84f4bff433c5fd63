//! What goes wrong while we speak with a provider, and what becomes of it.

use booking::model::BookingId;
use caldav::CalDavError;
use google_calendar::CalendarError;
use jobs::{JobCtx, JobError};
use kernel::Error;

use crate::clerk::Clerk;
use crate::fault::Fault;
use crate::model::{AccountId, CalendarId, Provider};
use crate::ops::notes::{self, About};
use crate::ops::reconnect::require_reconnect;
use crate::ops::wait::wait;

/// Why a job is not done.
#[derive(Debug)]
pub enum Trouble {
    /// The provider said so.
    Outside(Fault),
    /// Our own side.
    Own(Error),
    /// The account or calendar is not ours any more: there is nothing to do.
    Parted,
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Outside(fault)
    }
}

impl From<CalendarError> for Trouble {
    fn from(error: CalendarError) -> Self {
        Self::Outside(error.into())
    }
}

impl From<CalDavError> for Trouble {
    fn from(error: CalDavError) -> Self {
        Self::Outside(error.into())
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
    /// To write which appointment; else it was read.
    pub booking: Option<BookingId>,
}

/// Turns trouble into what the queue does about it. What may pass is tried again, when the provider says or with growing pauses,
/// and then left to the next round of the clock; what will not pass is told to the shop once. Neither blocks a worker nor leaves a
/// dead letter.
pub async fn settle(
    ctx: &JobCtx,
    clerk: &Clerk,
    concerning: Concerning,
    trouble: Trouble,
) -> Result<(), JobError> {
    let fault = match trouble {
        Trouble::Parted => return Ok(()),
        Trouble::Own(error) => return Err(error.into()),
        Trouble::Outside(fault) => fault,
    };
    count(concerning, &fault);
    let mut tx = ctx.begin().await?;
    if fault == Fault::Permission {
        require_reconnect(&mut tx, clerk, concerning.account).await?;
        tx.commit().await?;
        return Ok(());
    }
    // Two who write at once: whoever comes second reads again.
    if fault != Fault::Conflict {
        let about = About::calendar(concerning.account, concerning.calendar);
        notes::begin_trouble(&mut tx, about, fault.name()).await?;
    }
    let waits = match &fault {
        Fault::Limited { after: Some(after) } => Some(*after),
        _ => None,
    };
    if let Some(after) = waits {
        wait(&mut tx, concerning, after).await?;
    }
    tx.commit().await?;
    if fault.may_pass() && waits.is_none() && !ctx.is_last {
        return Err(JobError::retry(fault));
    }
    Ok(())
}

fn count(concerning: Concerning, fault: &Fault) {
    let (provider, status) = (concerning.provider.as_str(), fault.name());
    metrics::counter!("calendar_sync_total", "provider" => provider, "status" => status).increment(1);
    metrics::counter!("calendar_sync_errors_total", "provider" => provider, "status" => status).increment(1);
    tracing::warn!(calendar_id = %concerning.calendar, status, "a calendar outside does not do as asked");
}
