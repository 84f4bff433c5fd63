//! We part from an account: nobody is kept busy by it any longer, at once; its channels are closed and the permission given back
//! by a job, after which nothing of it is left.

use booking::ops::set_busy_times::clear_busy_times;
use db::TenantTx;
use jobs::JobCtx;
use kernel::Result;

use super::channels::{close_all, list_channels_of_account};
use super::choose::lock_account;
use super::take_out::take_out;
use super::tokens::Tokens;
use crate::clerk::Clerk;
use crate::jobs::PartAccount;
use crate::model::{AccountId, AccountStatus, Provider};
use crate::queries::list_calendars_of;
use crate::trouble::Trouble;

/// Begins it; with `take_out` the appointments that are ahead leave the account's calendars, too.
pub async fn disconnect(tx: &mut TenantTx, id: AccountId, take_out: bool) -> Result<()> {
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
    let account_id = id;
    jobs::enqueue(tx, &PartAccount { account_id, take_out })
        .await
        .map(drop)
}

/// Ends it. Entries that we wrote and are not to take out stay where they are: they are their owner's now.
pub async fn part(ctx: &JobCtx, clerk: &Clerk, job: &PartAccount) -> std::result::Result<(), Trouble> {
    let id = job.account_id;
    let mut tx = ctx.begin().await?;
    let leaving: Option<(Provider, Vec<u8>)> = sqlx::query_as(
        "select provider, tokens_sealed from calendar_account where tenant_id = $1 and account_id = $2 and status = 'leaving'",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut *tx)
    .await?;
    let Some((provider, sealed)) = leaving else {
        return Ok(());
    };
    let key = clerk.open(&mut tx, id, &sealed).await?;
    tx.commit().await?;
    if job.take_out && is_left(ctx, take_out(ctx, clerk, (id, provider)).await)? {
        return go_on(ctx, job).await.map_err(Trouble::from);
    }
    if provider == Provider::Google {
        give_back(ctx, clerk, id, &Tokens::of_bytes(&key)?).await?;
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

/// Whether another run has to go on. An account that lets us in no longer is parted from as it is, and so is one that was tried for
/// long enough.
fn is_left(ctx: &JobCtx, taken: std::result::Result<bool, Trouble>) -> std::result::Result<bool, Trouble> {
    match taken {
        Err(Trouble::Outside(fault)) if ctx.is_last || !fault.may_pass() => Ok(false),
        Err(Trouble::Parted) => Ok(false),
        other => other,
    }
}

async fn go_on(ctx: &JobCtx, job: &PartAccount) -> Result<()> {
    let mut tx = ctx.begin().await?;
    jobs::enqueue(&mut tx, job).await?;
    tx.commit().await
}

/// Closes Google's channels and gives the permission back. Where that cannot be done the account is forgotten all the same.
async fn give_back(
    ctx: &JobCtx,
    clerk: &Clerk,
    id: AccountId,
    tokens: &Tokens,
) -> std::result::Result<(), Trouble> {
    let Some(google) = clerk.google() else {
        return Ok(());
    };
    let channels = list_channels_of_account(ctx, id).await?;
    let channels: Vec<_> = channels.iter().collect();
    close_all(ctx, google, &tokens.access, &channels).await?;
    match google.revoke(&tokens.refresh).await {
        Err(error) if !ctx.is_last => Err(error.into()),
        _ => Ok(()),
    }
}
