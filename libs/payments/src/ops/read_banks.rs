//! Which banks the shop's account reaches, asked of its provider and kept.

use db::TenantTx;
use jobs::JobError;
use kernel::{Actor, Result, TenantId};

use crate::model::{AccountId, ProviderCode};
use crate::provider::BankList;
use crate::queries::accounts::find_account_at;
use crate::treasury::Treasury;

/// Reads them anew; a shop without an account has none, and what cannot be read leaves those of before.
pub(crate) async fn read_banks(treasury: &Treasury, tenant: TenantId) -> Result<(), JobError> {
    let mut tx = treasury.app.begin(tenant, Actor::System).await?;
    let Some(account) = find_account_at(&mut tx, ProviderCode::Mercadopago).await? else {
        return Ok(());
    };
    let access = treasury.access(&mut tx, account.account_id).await?;
    tx.commit().await?;
    let provider = treasury.provider(ProviderCode::Mercadopago)?;
    let list = provider
        .banks(&access)
        .await
        .map_err(|e| JobError::retry(e.word()))?;
    let mut tx = treasury.app.begin(tenant, Actor::System).await?;
    keep(&mut tx, account.account_id, &list).await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps the list. An empty one would switch PSE off for a fault of somebody else's, so it changes nothing.
pub(crate) async fn keep(tx: &mut TenantTx, account: AccountId, list: &BankList) -> Result<()> {
    if list.banks.is_empty() {
        return Ok(());
    }
    let codes: Vec<&str> = list.banks.iter().map(|bank| bank.code.as_str()).collect();
    let names: Vec<&str> = list.banks.iter().map(|bank| bank.name.as_str()).collect();
    sqlx::query("delete from payment_bank where tenant_id = $1 and account_id = $2 and code <> all ($3)")
        .bind(tx.tenant())
        .bind(account)
        .bind(&codes)
        .execute(&mut **tx)
        .await?;
    sqlx::query(
        "insert into payment_bank (tenant_id, account_id, code, name)
         select $1, $2, b.code, b.name from unnest($3::text[], $4::text[]) as b (code, name)
         on conflict (tenant_id, account_id, code) do update set name = excluded.name",
    )
    .bind(tx.tenant())
    .bind(account)
    .bind(&codes)
    .bind(&names)
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "update payment_account set banks_at = $3, least = $4, most = $5 where tenant_id = $1 and account_id = $2",
    )
    .bind(tx.tenant())
    .bind(account)
    .bind(tx.now())
    .bind(list.least)
    .bind(list.most)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
