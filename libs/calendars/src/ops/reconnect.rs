//! The permission was withdrawn, or has lapsed: no more tries, a line in the log, a mail to those who can give it anew.

use db::TenantTx;
use kernel::Result;

use super::notes::{About, note};
use crate::clerk::{Clerk, shop};
use crate::mails::tell_reconnect;
use crate::model::AccountId;

/// Says so once, however many jobs come upon it.
pub async fn require_reconnect(tx: &mut TenantTx, clerk: &Clerk, id: AccountId) -> Result<()> {
    let name: Option<String> = sqlx::query_scalar(
        "update calendar_account set status = 'reconnect', updated_at = $3
          where tenant_id = $1 and account_id = $2 and status = 'connected'
         returning name",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?;
    let Some(name) = name else {
        return Ok(());
    };
    note(tx, About::account(id), "reconnect", None).await?;
    let shop = shop(tx).await?;
    tell_reconnect(tx, clerk, &shop, id, &name).await
}
