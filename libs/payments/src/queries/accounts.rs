//! The shop's accounts at providers, and the banks that they reach.

use db::TenantTx;
use kernel::Result;

use crate::model::provider::account_columns;
use crate::model::{Account, AccountId, Bank, MethodCode, ProviderCode};

/// All of them.
pub async fn list_accounts(tx: &mut TenantTx) -> Result<Vec<Account>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        account_columns!(),
        "  from payment_account where tenant_id = $1 order by provider"
    ))
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}

/// One by its id.
pub async fn find_account(tx: &mut TenantTx, id: AccountId) -> Result<Option<Account>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        account_columns!(),
        "  from payment_account where tenant_id = $1 and account_id = $2"
    ))
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?)
}

/// The one at a provider.
pub async fn find_account_at(tx: &mut TenantTx, provider: ProviderCode) -> Result<Option<Account>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        account_columns!(),
        "  from payment_account where tenant_id = $1 and provider = $2"
    ))
    .bind(tx.tenant())
    .bind(provider)
    .fetch_optional(&mut **tx)
    .await?)
}

/// The one by which cards are paid: at Stripe where the shop is known there, else at Mercado Pago.
pub async fn find_card_account(tx: &mut TenantTx) -> Result<Option<Account>> {
    let mut accounts = list_accounts(tx).await?;
    accounts.retain(|account| account.refused_at.is_none() && account.offers(MethodCode::Card));
    accounts.sort_by_key(|account| account.provider != ProviderCode::Stripe);
    Ok(accounts.into_iter().next())
}

/// The banks that PSE reaches, A to Z, and whether each is offered now. The whole of PSE may rest, too: then none is.
pub async fn list_banks(tx: &mut TenantTx) -> Result<Vec<Bank>> {
    Ok(sqlx::query_as(
        "select b.code, b.name, coalesce(bool_or(s.off_by_hand), false) as off_by_hand,
                coalesce(bool_or(s.off_until > $2), false) as rests
           from payment_bank b
           join payment_account a on (a.tenant_id, a.account_id) = (b.tenant_id, b.account_id)
           left join payment_switch s on s.tenant_id = b.tenant_id and s.method = 'pse' and s.bank in ('', b.code)
          where b.tenant_id = $1 and a.provider = 'mercadopago' and a.refused_at is null
          group by b.code, b.name
          order by lower(b.name), b.code",
    )
    .bind(tx.tenant())
    .bind(tx.now())
    .fetch_all(&mut **tx)
    .await?)
}

/// What people call a bank; its code where no account reaches it any more.
pub(crate) async fn bank_name(tx: &mut TenantTx, code: &str) -> Result<String> {
    let name: Option<String> =
        sqlx::query_scalar("select name from payment_bank where tenant_id = $1 and code = $2 limit 1")
            .bind(tx.tenant())
            .bind(code)
            .fetch_optional(&mut **tx)
            .await?;
    Ok(name.unwrap_or_else(|| code.to_owned()))
}
