//! A provider takes the shop's credential no more.

use db::TenantTx;
use kernel::Result;

use crate::model::Account;
use crate::notices::News;
use crate::treasury::Treasury;

/// Says so, to the shop once; whoever connected it anew meanwhile is not meant.
pub(crate) async fn refuse_account(tx: &mut TenantTx, treasury: &Treasury, account: &Account) -> Result<()> {
    let done = sqlx::query(
        "update payment_account set refused_at = $3
          where tenant_id = $1 and account_id = $2 and version = $4 and refused_at is null",
    )
    .bind(tx.tenant())
    .bind(account.account_id)
    .bind(tx.now())
    .bind(account.version)
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(());
    }
    News::refused(account).tell(tx, &treasury.app).await
}
