//! The shop lets go of its account at a provider: nothing begins there any more, and what is on its way comes to its end.

use db::TenantTx;
use kernel::{Error, Result};

use crate::connector::connector;
use crate::model::{Account, MethodCode, ProviderCode};
use crate::queries::accounts::{find_account_at, list_accounts};

/// Seconds that what opens it is kept at least: three nights, in which the books are compared once more.
const KEEP: i64 = 3 * 86_400;

/// Lets go of it. Ways to pay that only went over it are switched off. What opens it stays sealed until nothing is on its way
/// ([`forget_keys`]), so that payments end and money can go back. Refuses with `not_found` where none is connected.
pub async fn disconnect(tx: &mut TenantTx, code: ProviderCode) -> Result<Account> {
    let account = find_account_at(tx, code).await?.ok_or_else(Error::not_found)?;
    let done = sqlx::query(
        "update payment_account set disconnected_at = $3, updated_at = $3, version = version + 1
          where tenant_id = $1 and account_id = $2 and disconnected_at is null",
    )
    .bind(tx.tenant())
    .bind(account.account_id)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::not_found());
    }
    switch_off_orphans(tx).await?;
    Ok(account)
}

/// Ways to pay of which no connected account is left.
async fn switch_off_orphans(tx: &mut TenantTx) -> Result<()> {
    let accounts = list_accounts(tx).await?;
    let is_orphan = |code: &MethodCode| {
        let online = connector(*code).capabilities().online;
        online
            && !accounts
                .iter()
                .any(|account| account.is_connected() && account.moves(*code))
    };
    let orphans: Vec<&str> = MethodCode::ALL
        .iter()
        .filter(|code| is_orphan(code))
        .map(|code| code.as_str())
        .collect();
    sqlx::query(
        "update payment_method set enabled = false, updated_at = $3, version = version + 1
          where tenant_id = $1 and code = any ($2) and enabled",
    )
    .bind(tx.tenant())
    .bind(&orphans)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets what opens accounts that were let go of, once nothing is on its way there: no payment, no refund, no dispute, and no
/// money that nobody owed. Gives how many.
pub(crate) async fn forget_keys(tx: &mut TenantTx) -> Result<u64> {
    let done = sqlx::query(
        "update payment_account o
            set secret_sealed = null, hook_secret_sealed = null, hook_previous_sealed = null, hook_previous_until = null,
                updated_at = $2, version = version + 1
          where o.tenant_id = $1 and o.disconnected_at <= $3 and o.secret_sealed is not null
            and not exists (
              select from payment_attempt a
               where a.tenant_id = $1 and a.account_id = o.account_id
                 and (a.status in ('created', 'sending', 'unknown', 'requires_action', 'pending', 'disputed')
                      or a.surplus and a.status in ('approved', 'partially_refunded') and a.refunding < a.amount))
            and not exists (
              select from payment_refund r
                join payment_attempt a on (a.tenant_id, a.attempt_id) = (r.tenant_id, r.attempt_id)
               where r.tenant_id = $1 and a.account_id = o.account_id and r.status in ('sending', 'pending'))",
    )
    .bind(tx.tenant())
    .bind(tx.now())
    .bind(tx.now().plus_seconds(-KEEP))
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}
