//! We part from an account: nobody is kept busy by it any longer, at once; its channels are closed and the permission given back
//! by a job, after which nothing of it is left.

use booking::ops::set_busy_times::clear_busy_times;
use db::TenantTx;
use jobs::JobCtx;
use kernel::Result;

use super::channels::{close_all, list_channels_of_account};
use super::choose::lock_account;
use crate::clerk::Clerk;
use crate::jobs::PartAccount;
use crate::model::{AccountId, AccountStatus};
use crate::queries::list_calendars_of;
use crate::trouble::Trouble;

/// Begins it.
pub async fn disconnect(tx: &mut TenantTx, id: AccountId) -> Result<()> {
    lock_account(tx, id).await?;
    for calendar in list_calendars_of(tx, id).await?.iter().filter(|one| one.reads) {
        clear_busy_times(tx, calendar.calendar_id.0).await?;
    }
    sqlx::query(
        "update external_calendar set reads = false, writes = false where tenant_id = $1 and account_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "update calendar_account set status = $3, updated_at = $4 where tenant_id = $1 and account_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(AccountStatus::Leaving)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    jobs::enqueue(tx, &PartAccount { account_id: id }).await?;
    Ok(())
}

/// Ends it. Entries that we wrote stay where they are: they are their owner's now.
pub async fn part(ctx: &JobCtx, clerk: &Clerk, id: AccountId) -> std::result::Result<(), Trouble> {
    let mut tx = ctx.begin().await?;
    let sealed: Option<Vec<u8>> = sqlx::query_scalar(
        "select tokens_sealed from calendar_account where tenant_id = $1 and account_id = $2 and status = 'leaving'",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut *tx)
    .await?;
    let Some(sealed) = sealed else {
        return Ok(());
    };
    let tokens = clerk.open(&mut tx, id, &sealed).await?;
    tx.commit().await?;
    if let Some(google) = clerk.google() {
        let channels = list_channels_of_account(ctx, id).await?;
        let channels: Vec<_> = channels.iter().collect();
        close_all(ctx, google, &tokens.access, &channels).await?;
        let revoked = google.revoke(&tokens.refresh).await;
        if let Err(error) = revoked
            && !ctx.is_last
        {
            return Err(error.into());
        }
    }
    let mut tx = ctx.begin().await?;
    sqlx::query("delete from calendar_account where tenant_id = $1 and account_id = $2")
        .bind(tx.tenant())
        .bind(id)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}
