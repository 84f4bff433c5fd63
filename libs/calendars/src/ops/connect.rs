//! An account is connected, for the first time or again.

use booking::model::ResourceId;
use db::TenantTx;
use kernel::{Error, PersonId, Result};

use super::notes::{About, note};
use crate::clerk::Clerk;
use crate::jobs::SyncAll;
use crate::model::{AccountId, CalendarId, Face, Provider};

/// What came home.
#[derive(Debug)]
pub struct Connecting<'a> {
    /// Whose time it knows.
    pub resource: ResourceId,
    /// Who connects it.
    pub person: PersonId,
    /// Where it is.
    pub provider: Provider,
    /// As its owner knows it; of one resource at one provider no two have the same.
    pub name: &'a str,
    /// What opens it, to be sealed.
    pub key: &'a [u8],
    /// Its calendars.
    pub faces: &'a [Face],
}

/// Keeps the account and its calendars; one that we know is let in again. Of a new one what says so is read, and none is written
/// before somebody says so.
pub async fn connect(tx: &mut TenantTx, clerk: &Clerk, connecting: Connecting<'_>) -> Result<AccountId> {
    let (id, is_new) = keep_account(tx, clerk, &connecting).await?;
    keep_calendars(tx, id, connecting.faces, is_new).await?;
    let kind = if is_new { "connected" } else { "reconnected" };
    note(tx, About::account(id), kind, None).await?;
    jobs::enqueue_once(tx, &SyncAll {}, "connected").await?;
    Ok(id)
}

async fn keep_account(
    tx: &mut TenantTx,
    clerk: &Clerk,
    connecting: &Connecting<'_>,
) -> Result<(AccountId, bool)> {
    let name: String = connecting.name.chars().take(254).collect();
    let known: Option<AccountId> = sqlx::query_scalar(
        "select account_id from calendar_account
          where tenant_id = $1 and resource_id = $2 and provider = $3 and name = $4
            for update",
    )
    .bind(tx.tenant())
    .bind(connecting.resource)
    .bind(connecting.provider)
    .bind(&name)
    .fetch_optional(&mut **tx)
    .await?;
    let id = known.unwrap_or_else(|| tx.new_id());
    // Sealed for the account's own row, whose name a new one gets here.
    let sealed = clerk.seal(tx, id, connecting.key).await?;
    let kept = sqlx::query(
        "insert into calendar_account
           (tenant_id, account_id, resource_id, provider, name, status, tokens_sealed, connected_by, created_at, updated_at)
         values ($1, $2, $3, $4, $5, 'connected', $6, $7, $8, $8)
         on conflict (tenant_id, account_id)
         do update set status = 'connected', tokens_sealed = excluded.tokens_sealed, connected_by = excluded.connected_by,
                       updated_at = excluded.updated_at",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(connecting.resource)
    .bind(connecting.provider)
    .bind(&name)
    .bind(sealed)
    .bind(connecting.person)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if kept != 1 {
        return Err(Error::fault("an account is kept once"));
    }
    Ok((id, known.is_none()))
}

async fn keep_calendars(tx: &mut TenantTx, account: AccountId, faces: &[Face], is_new: bool) -> Result<()> {
    let is_kept = |face: &&Face| face.remote_id.len() <= 1_000 && !face.remote_id.is_empty();
    for face in faces.iter().filter(is_kept) {
        let name = [&face.name, &face.remote_id]
            .into_iter()
            .find(|name| !name.trim().is_empty());
        let name: String = name.into_iter().flat_map(|name| name.chars()).take(254).collect();
        sqlx::query(
            "insert into external_calendar
               (tenant_id, calendar_id, account_id, remote_id, name, zone, writable, reads, writes, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, false, $9)
             on conflict (tenant_id, account_id, remote_id)
             do update set name = excluded.name, writable = excluded.writable,
                           writes = external_calendar.writes and excluded.writable",
        )
        .bind(tx.tenant())
        .bind(tx.new_id::<CalendarId>())
        .bind(account)
        .bind(&face.remote_id)
        .bind(name)
        .bind(face.zone.as_deref().filter(|zone| zone.len() <= 60))
        .bind(face.writable)
        .bind(is_new && face.reads)
        .bind(tx.now())
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}
