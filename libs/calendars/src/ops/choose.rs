//! Which calendars are read, and which one is written.

use booking::ops::set_busy_times::clear_busy_times;
use db::TenantTx;
use kernel::{Error, Result};

use super::caldav::known::forget_objects;
use super::copies::mark_all;
use crate::jobs::SyncCalendar;
use crate::model::{AccountId, Calendar, CalendarId};
use crate::queries::list_calendars_of;

/// What somebody chose.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// Read.
    pub reads: Vec<CalendarId>,
    /// Written; none at all when left out.
    pub writes: Option<CalendarId>,
}

/// Obeys. What is read no longer keeps nobody busy; what is written no longer loses our entries.
pub async fn choose(tx: &mut TenantTx, account: AccountId, chosen: &Chosen) -> Result<()> {
    lock_account(tx, account).await?;
    let known = list_calendars_of(tx, account).await?;
    check(&known, chosen)?;
    // The one that is written no longer first: there is one at most.
    let mut in_order: Vec<&Calendar> = known.iter().collect();
    in_order.sort_by_key(|one| !one.writes);
    for calendar in in_order {
        let reads = chosen.reads.contains(&calendar.calendar_id);
        let writes = chosen.writes == Some(calendar.calendar_id);
        if (reads, writes) != (calendar.reads, calendar.writes) {
            change(tx, calendar, reads, writes).await?;
        }
    }
    Ok(())
}

/// The account, held until the transaction ends; not one that we part from.
pub async fn lock_account(tx: &mut TenantTx, id: AccountId) -> Result<()> {
    let found: Option<AccountId> = sqlx::query_scalar(
        "select account_id from calendar_account
          where tenant_id = $1 and account_id = $2 and status <> 'leaving'
            for update",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    found.map(drop).ok_or_else(Error::not_found)
}

fn check(known: &[Calendar], chosen: &Chosen) -> Result<()> {
    let find = |id: &CalendarId| known.iter().find(|one| one.calendar_id == *id);
    if chosen.reads.iter().any(|id| find(id).is_none()) {
        return Err(Error::invalid("reads", "not_a_choice"));
    }
    let fits = |id: &CalendarId| find(id).is_some_and(|one| one.writable);
    if chosen.writes.as_ref().is_some_and(|id| !fits(id)) {
        return Err(Error::invalid("writes", "not_a_choice"));
    }
    Ok(())
}

async fn change(tx: &mut TenantTx, calendar: &Calendar, reads: bool, writes: bool) -> Result<()> {
    let id = calendar.calendar_id;
    // Who begins to read reads everything.
    sqlx::query(
        "update external_calendar
            set reads = $3, writes = $4, sync_token = case when reads = $3 then sync_token end
          where tenant_id = $1 and calendar_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(reads)
    .bind(writes)
    .execute(&mut **tx)
    .await?;
    if calendar.reads != reads {
        forget_objects(tx, id).await?;
    }
    if calendar.reads && !reads {
        sqlx::query("delete from external_event where tenant_id = $1 and calendar_id = $2")
            .bind(tx.tenant())
            .bind(id)
            .execute(&mut **tx)
            .await?;
        clear_busy_times(tx, id.0).await?;
    }
    if calendar.writes != writes {
        mark_all(tx, id).await?;
    }
    if reads || writes {
        jobs::enqueue_once(tx, &SyncCalendar { calendar_id: id }, &id.to_string()).await?;
    }
    Ok(())
}
