//! Reads that pages and jobs share.

use booking::model::{BookingId, ResourceId};
use db::TenantTx;
use kernel::{Instant, Result};
use sqlx::FromRow;

use crate::clerk::Clerk;
use crate::model::{Account, AccountId, Calendar, CalendarId, Provider};
use crate::ops::caldav::login::Login;

/// Lines of the log that are shown.
const LINES: i64 = 40;
/// Seconds by which a round comes early rather than a whole round late.
const SPARE: i64 = 60;

/// A line of the log.
#[derive(Debug, Clone, FromRow)]
pub struct Note {
    /// Key of its words.
    pub kind: String,
    /// What goes into them.
    pub about: Option<String>,
    /// The account's name.
    pub account: String,
    /// The calendar's, where it is about one.
    pub calendar: Option<String>,
    /// When.
    pub created_at: Instant,
}

/// Accounts that the shop has.
pub async fn list_accounts(tx: &mut TenantTx) -> Result<Vec<Account>> {
    Ok(sqlx::query_as(
        "select account_id, resource_id, provider, name, status
           from calendar_account
          where tenant_id = $1 and status <> 'leaving'
          order by created_at, account_id",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}

/// Whether a resource has an account of this name at a provider.
pub async fn has_account(
    tx: &mut TenantTx,
    resource: ResourceId,
    provider: Provider,
    name: &str,
) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (select from calendar_account
                         where tenant_id = $1 and resource_id = $2 and provider = $3 and name = $4)",
    )
    .bind(tx.tenant())
    .bind(resource)
    .bind(provider)
    .bind(name)
    .fetch_one(&mut **tx)
    .await?)
}

/// What opens an account at a server of calendars.
pub async fn find_login(tx: &mut TenantTx, clerk: &Clerk, id: AccountId) -> Result<Option<Login>> {
    let sealed: Option<Vec<u8>> = sqlx::query_scalar(
        "select tokens_sealed from calendar_account
          where tenant_id = $1 and account_id = $2 and provider = $3 and status <> 'leaving'",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(Provider::Caldav)
    .fetch_optional(&mut **tx)
    .await?;
    match sealed {
        Some(sealed) => Ok(Some(Login::of_bytes(&clerk.open(tx, id, &sealed).await?)?)),
        None => Ok(None),
    }
}

/// All their calendars.
pub async fn list_calendars(tx: &mut TenantTx) -> Result<Vec<Calendar>> {
    Ok(sqlx::query_as(
        "select calendar_id, account_id, name, writable, reads, writes, synced_at, trouble
           from external_calendar
          where tenant_id = $1
          order by name, calendar_id",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}

/// Those of one account.
pub async fn list_calendars_of(tx: &mut TenantTx, account: AccountId) -> Result<Vec<Calendar>> {
    Ok(sqlx::query_as(
        "select calendar_id, account_id, name, writable, reads, writes, synced_at, trouble
           from external_calendar
          where tenant_id = $1 and account_id = $2
          order by name, calendar_id",
    )
    .bind(tx.tenant())
    .bind(account)
    .fetch_all(&mut **tx)
    .await?)
}

/// Calendars of accounts that let us in and that are read or written.
pub async fn list_used(tx: &mut TenantTx) -> Result<Vec<CalendarId>> {
    Ok(sqlx::query_scalar(
        "select c.calendar_id
           from external_calendar c
           join calendar_account a on a.tenant_id = $1 and a.account_id = c.account_id
          where c.tenant_id = $1 and (c.reads or c.writes) and a.status = 'connected'",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}

/// Those of them that may be asked now: a round is not kept waiting for a few seconds.
pub async fn list_due(tx: &mut TenantTx) -> Result<Vec<CalendarId>> {
    Ok(sqlx::query_scalar(
        "select c.calendar_id
           from external_calendar c
           join calendar_account a on a.tenant_id = $1 and a.account_id = c.account_id
          where c.tenant_id = $1 and (c.reads or c.writes) and a.status = 'connected'
            and (c.not_before is null or c.not_before <= $2)",
    )
    .bind(tx.tenant())
    .bind(tx.now().plus_seconds(SPARE))
    .fetch_all(&mut **tx)
    .await?)
}

/// The newest lines of the log.
pub async fn list_notes(tx: &mut TenantTx) -> Result<Vec<Note>> {
    Ok(sqlx::query_as(
        "select n.kind, n.about, a.name as account, c.name as calendar, n.created_at
           from sync_note n
           join calendar_account a on a.tenant_id = $1 and a.account_id = n.account_id
           left join external_calendar c on c.tenant_id = $1 and c.calendar_id = n.calendar_id
          where n.tenant_id = $1
          order by n.created_at desc, n.note_id desc
          limit $2",
    )
    .bind(tx.tenant())
    .bind(LINES)
    .fetch_all(&mut **tx)
    .await?)
}

/// Appointments that are still to be written into an account's calendars.
pub async fn list_unwritten(tx: &mut TenantTx, account: AccountId) -> Result<Vec<BookingId>> {
    Ok(sqlx::query_scalar(
        "select distinct y.booking_id
           from calendar_copy y
           join external_calendar c on c.tenant_id = $1 and c.calendar_id = y.calendar_id
          where y.tenant_id = $1 and y.state = 'to_write' and c.account_id = $2
          limit 500",
    )
    .bind(tx.tenant())
    .bind(account)
    .fetch_all(&mut **tx)
    .await?)
}
