//! Work that nobody waits for: reading, writing, the clock's rounds, parting. Nothing is asked outside while a transaction is open.

use std::time::Duration;

use booking::model::BookingId;
use http::App;
use jobs::{Job, JobCtx, JobError, Registry, Timing};
use serde::{Deserialize, Serialize};

use crate::clerk::Clerk;
use crate::fault::Fault;
use crate::model::{AccountId, CalendarId};
use crate::ops::apply::lock;
use crate::ops::copies::write_soon;
use crate::ops::disconnect::part;
use crate::ops::expand::{gather, list_keys};
use crate::ops::purge::purge;
use crate::ops::read::{find_source, read_calendar};
use crate::ops::wait::{read_then, write_then};
use crate::ops::write::{list_pending, write};
use crate::queries::{list_due, list_used};
use crate::trouble::{Concerning, Trouble, settle};

/// Appointments that a round of the clock takes up again.
const AGAIN: i64 = 500;

/// Read this calendar.
#[derive(Debug, Serialize, Deserialize)]
pub struct SyncCalendar {
    /// Which.
    pub calendar_id: CalendarId,
}

impl Job for SyncCalendar {
    const KIND: &'static str = "calendars.sync_calendar";
    // About five minutes; then the clock's next round comes.
    const MAX_ATTEMPTS: u16 = 6;
    const TIME_LIMIT: Duration = Duration::from_mins(3);
}

/// Write this appointment into calendars outside.
#[derive(Debug, Serialize, Deserialize)]
pub struct WriteCopies {
    /// Which.
    pub booking_id: BookingId,
}

impl Job for WriteCopies {
    const KIND: &'static str = "calendars.write_copies";
    const MAX_ATTEMPTS: u16 = 6;
    const TIME_LIMIT: Duration = Duration::from_mins(2);
}

/// Read every calendar of the shop, and take up what was left unwritten: each quarter of an hour, whatever messages got lost.
#[derive(Debug, Serialize, Deserialize)]
pub struct SyncAll {}

impl Job for SyncAll {
    const KIND: &'static str = "calendars.sync_all";
}

/// Spread series out over one more day, and throw away what is old: daily.
#[derive(Debug, Serialize, Deserialize)]
pub struct KeepUp {}

impl Job for KeepUp {
    const KIND: &'static str = "calendars.keep_up";
}

/// Give the permission back and forget the account.
#[derive(Debug, Serialize, Deserialize)]
pub struct PartAccount {
    /// Which.
    pub account_id: AccountId,
    /// Whether our appointments leave its calendars before.
    #[serde(default)]
    pub take_out: bool,
}

impl Job for PartAccount {
    const KIND: &'static str = "calendars.part_account";
    const MAX_ATTEMPTS: u16 = 6;
}

/// Says who handles this slice's jobs, and when the clock's come.
pub fn jobs(registry: &mut Registry, app: &App) {
    let clerk = Clerk::of(app);
    let reading = clerk.clone();
    let writing = clerk.clone();
    registry
        .handle::<SyncCalendar, _, _>(move |ctx, job| sync(ctx, job, reading.clone()))
        .handle::<WriteCopies, _, _>(move |ctx, job| write_copies(ctx, job, writing.clone()))
        .handle::<SyncAll, _, _>(sync_all)
        .handle::<KeepUp, _, _>(keep_up)
        .handle::<PartAccount, _, _>(move |ctx, job| part_account(ctx, job, clerk.clone()))
        .for_each_tenant("calendars.sync_all", "0 */15 * * * *", &SyncAll {})
        .for_each_tenant("calendars.keep_up", Timing::each_day(2, 15), &KeepUp {});
}

async fn sync(ctx: JobCtx, job: SyncCalendar, clerk: Clerk) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let source = find_source(&mut tx, job.calendar_id).await?;
    tx.commit().await?;
    let Some(source) = source else {
        return Ok(());
    };
    if let Some(until) = source.waits.filter(|until| *until > ctx.now()) {
        let mut tx = ctx.begin().await?;
        read_then(&mut tx, source.calendar_id, until).await?;
        return Ok(tx.commit().await?);
    }
    let mut outcome = read_calendar(&ctx, &clerk, &source, false).await;
    if is_unauthorized(&outcome) {
        outcome = read_calendar(&ctx, &clerk, &source, true).await;
    }
    let concerning = Concerning {
        provider: source.provider,
        account: source.account_id,
        calendar: source.calendar_id,
        booking: None,
    };
    match outcome {
        Ok(()) => Ok(()),
        Err(trouble) => settle(&ctx, &clerk, concerning, trouble).await,
    }
}

/// An access token may end before its hour: then another one is worth a try, and it tells whether the permission still stands.
fn is_unauthorized(outcome: &Result<(), Trouble>) -> bool {
    matches!(outcome, Err(Trouble::Outside(Fault::Ended)))
}

/// One calendar that does not answer keeps the appointment out of no other.
async fn write_copies(ctx: JobCtx, job: WriteCopies, clerk: Clerk) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let pending = list_pending(&mut tx, job.booking_id).await?;
    tx.commit().await?;
    let mut outcome = Ok(());
    for pending in &pending {
        if let Some(until) = pending.waits.filter(|until| *until > ctx.now()) {
            let mut tx = ctx.begin().await?;
            write_then(&mut tx, job.booking_id, until).await?;
            tx.commit().await?;
            continue;
        }
        let mut written = write(&ctx, &clerk, pending, false).await;
        if is_unauthorized(&written) {
            written = write(&ctx, &clerk, pending, true).await;
        }
        if let Err(trouble) = written {
            let settled = settle(&ctx, &clerk, pending.concerning(), trouble).await;
            outcome = outcome.and(settled);
        }
    }
    outcome
}

async fn sync_all(ctx: JobCtx, _: SyncAll) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    for id in list_due(&mut tx).await? {
        jobs::enqueue_once(&mut tx, &SyncCalendar { calendar_id: id }, &id.to_string()).await?;
    }
    let left: Vec<BookingId> = sqlx::query_scalar(
        "select distinct y.booking_id
           from calendar_copy y
           join external_calendar c on c.tenant_id = $1 and c.calendar_id = y.calendar_id
           join calendar_account a on a.tenant_id = $1 and a.account_id = c.account_id
          where y.tenant_id = $1 and y.state = 'to_write' and a.status = 'connected'
            and (c.trouble is distinct from 'rate_limited' or c.not_before is null or c.not_before <= $3)
          limit $2",
    )
    .bind(tx.tenant())
    .bind(AGAIN)
    .bind(tx.now())
    .fetch_all(&mut *tx)
    .await?;
    for id in left {
        write_soon(&mut tx, id).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn keep_up(ctx: JobCtx, _: KeepUp) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    purge(&mut tx).await?;
    let used = list_used(&mut tx).await?;
    tx.commit().await?;
    for id in used {
        look_ahead(&ctx, id).await?;
    }
    Ok(())
}

/// The next months reach a day further. Whoever reads the calendar meanwhile sees to that itself.
async fn look_ahead(ctx: &JobCtx, id: CalendarId) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let Some(source) = find_source(&mut tx, id).await? else {
        return Ok(());
    };
    let keys = list_keys(&mut tx, id).await?;
    let task = gather(&mut tx, &source, keys).await?;
    tx.commit().await?;
    let outlook = task.work_out().await?;
    let mut tx = ctx.begin().await?;
    if lock(&mut tx, &source).await? == Some(true) {
        outlook.keep(&mut tx, &source).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn part_account(ctx: JobCtx, job: PartAccount, clerk: Clerk) -> Result<(), JobError> {
    match part(&ctx, &clerk, &job).await {
        Ok(()) | Err(Trouble::Parted) => Ok(()),
        Err(Trouble::Own(error)) => Err(error.into()),
        Err(Trouble::Outside(fault)) => Err(JobError::retry(fault)),
    }
}
