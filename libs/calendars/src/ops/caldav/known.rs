//! What a calendar's folder has, as far as we know: hrefs with their states. What we wrote, what is over and what cannot be read
//! belongs to it, or it would be asked for over and over, and nobody would notice that it went.

use std::collections::BTreeMap;

use caldav::Known;
use db::TenantTx;
use kernel::Result;

use crate::model::{CalendarId, Objects};

/// Longest href that is kept (bytes), and longest state.
pub const HREF: usize = 1_000;
const STATE: usize = 300;

/// All of it.
pub async fn list_objects(tx: &mut TenantTx, calendar: CalendarId) -> Result<Known> {
    let rows: Vec<(String, Option<String>)> =
        sqlx::query_as("select href, etag from calendar_object where tenant_id = $1 and calendar_id = $2")
            .bind(tx.tenant())
            .bind(calendar)
            .fetch_all(&mut **tx)
            .await?;
    Ok(rows.into_iter().collect())
}

/// Keeps what was seen of it.
pub async fn keep_objects(tx: &mut TenantTx, calendar: CalendarId, objects: &Objects) -> Result<()> {
    if !objects.gone.is_empty() {
        sqlx::query(
            "delete from calendar_object where tenant_id = $1 and calendar_id = $2 and href = any ($3)",
        )
        .bind(tx.tenant())
        .bind(calendar)
        .bind(&objects.gone)
        .execute(&mut **tx)
        .await?;
    }
    // Of one that was seen twice the last state counts.
    let seen: BTreeMap<&str, Option<&str>> = objects
        .seen
        .iter()
        .filter(|(href, _)| href.len() <= HREF)
        .map(|(href, etag)| (href.as_str(), etag.as_deref().filter(|etag| is_kept(etag))))
        .collect();
    if seen.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "insert into calendar_object (tenant_id, calendar_id, href, etag)
         select $1, $2, o.href, o.etag from unnest($3::text[], $4::text[]) o (href, etag)
         on conflict (tenant_id, calendar_id, href) do update set etag = excluded.etag",
    )
    .bind(tx.tenant())
    .bind(calendar)
    .bind(seen.keys().copied().collect::<Vec<_>>())
    .bind(seen.values().copied().collect::<Vec<_>>())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets all of it, so that everything is read anew.
pub async fn forget_objects(tx: &mut TenantTx, calendar: CalendarId) -> Result<()> {
    sqlx::query("delete from calendar_object where tenant_id = $1 and calendar_id = $2")
        .bind(tx.tenant())
        .bind(calendar)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn is_kept(etag: &str) -> bool {
    etag.len() <= STATE && !etag.contains('\0')
}
