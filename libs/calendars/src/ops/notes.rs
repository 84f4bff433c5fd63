//! The log that a shopkeeper reads: what happened with the calendars, in a line each.

use db::TenantTx;
use kernel::Result;

use crate::model::{AccountId, CalendarId, NoteId};

/// What a line is about.
#[derive(Debug, Clone, Copy)]
pub struct About {
    account: AccountId,
    calendar: Option<CalendarId>,
}

impl About {
    /// An account.
    pub fn account(account: AccountId) -> Self {
        Self {
            account,
            calendar: None,
        }
    }

    /// A calendar of it.
    pub fn calendar(account: AccountId, calendar: CalendarId) -> Self {
        Self {
            account,
            calendar: Some(calendar),
        }
    }
}

/// Writes a line. Its words are `calendars-note-<kind>`, with `about` in them where there is something.
pub async fn note(tx: &mut TenantTx, about: About, kind: &'static str, what: Option<&str>) -> Result<()> {
    sqlx::query(
        "insert into sync_note (tenant_id, note_id, account_id, calendar_id, kind, about, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(tx.tenant())
    .bind(tx.new_id::<NoteId>())
    .bind(about.account)
    .bind(about.calendar)
    .bind(kind)
    .bind(what.map(|what| what.chars().take(80).collect::<String>()))
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Something is wrong with a calendar; a line when it begins, not each time that it is met again.
pub async fn begin_trouble(tx: &mut TenantTx, about: About, trouble: &'static str) -> Result<()> {
    let begun = sqlx::query(
        "update external_calendar set trouble = $3, troubled_since = coalesce(troubled_since, $4)
          where tenant_id = $1 and calendar_id = $2 and trouble is distinct from $3",
    )
    .bind(tx.tenant())
    .bind(about.calendar)
    .bind(trouble)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if begun == 0 {
        return Ok(());
    }
    let kind = match trouble {
        "rate_limited" => "limited",
        "unavailable" | "unauthorized" => "away",
        "unreadable" => "unreadable",
        "not_allowed" => "not_allowed",
        _ => "refused",
    };
    note(tx, about, kind, None).await
}

/// All is well again.
pub async fn end_trouble(tx: &mut TenantTx, about: About) -> Result<()> {
    let ended = sqlx::query(
        "update external_calendar set trouble = null, troubled_since = null
          where tenant_id = $1 and calendar_id = $2 and trouble is not null",
    )
    .bind(tx.tenant())
    .bind(about.calendar)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if ended == 0 {
        return Ok(());
    }
    note(tx, about, "back", None).await
}
