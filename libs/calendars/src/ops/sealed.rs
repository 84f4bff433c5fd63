//! What opens an account, whoever keeps it: sealed in its row.

use jobs::JobCtx;

use crate::clerk::Clerk;
use crate::model::AccountId;
use crate::trouble::Trouble;

/// What opens an account that lets us in, be it that we part from it.
pub async fn open(ctx: &JobCtx, clerk: &Clerk, id: AccountId) -> std::result::Result<Vec<u8>, Trouble> {
    let mut tx = ctx.begin().await?;
    let sealed: Option<Vec<u8>> = sqlx::query_scalar(
        "select tokens_sealed from calendar_account
          where tenant_id = $1 and account_id = $2 and status <> 'reconnect'",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut *tx)
    .await?;
    let sealed = sealed.ok_or(Trouble::Parted)?;
    let key = clerk.open(&mut tx, id, &sealed).await?;
    tx.commit().await?;
    Ok(key)
}
