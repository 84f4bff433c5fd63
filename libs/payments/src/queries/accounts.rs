//! The shop's accounts at providers, and the banks that they reach.

use db::TenantTx;
use kernel::Result;

use crate::model::provider::account_columns;
use crate::model::{Account, AccountId, Bank, MethodCode, ProviderCode};

/// All of them, also those that the shop let go of.
pub async fn list_accounts(tx: &mut TenantTx) -> Result<Vec<Account>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        account_columns!(),
        "  from payment_account where tenant_id = $1 order by provider, disconnected_at nulls first, account_id"
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

/// The one that is connected at a provider.
pub async fn find_account_at(tx: &mut TenantTx, provider: ProviderCode) -> Result<Option<Account>> {
    let latest = find_latest_at(tx, provider).await?;
    Ok(latest.filter(Account::is_connected))
}

/// The same, else the one that was let go of last.
pub async fn find_latest_at(tx: &mut TenantTx, provider: ProviderCode) -> Result<Option<Account>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        account_columns!(),
        "  from payment_account
          where tenant_id = $1 and provider = $2
          order by disconnected_at desc nulls first
          limit 1"
    ))
    .bind(tx.tenant())
    .bind(provider)
    .fetch_optional(&mut **tx)
    .await?)
}

/// The one that its provider calls so, whether or not it is connected.
pub(crate) async fn find_account_named(
    tx: &mut TenantTx,
    provider: ProviderCode,
    outside_id: &str,
) -> Result<Option<AccountId>> {
    Ok(sqlx::query_scalar(
        "select account_id from payment_account where tenant_id = $1 and provider = $2 and outside_id = $3",
    )
    .bind(tx.tenant())
    .bind(provider)
    .bind(outside_id)
    .fetch_optional(&mut **tx)
    .await?)
}

/// What is on its way over an account, and what of it could still go back.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct OnTheWay {
    /// Payments that may still come.
    pub payments: i64,
    /// Refunds that the provider has not seen to.
    pub refunds: i64,
    /// Payments that their payers' banks want back.
    pub disputes: i64,
    /// Payments of the last half year of which some could go back.
    pub refundable: i64,
}

/// Counts it.
pub async fn count_on_the_way(tx: &mut TenantTx, id: AccountId) -> Result<OnTheWay> {
    Ok(sqlx::query_as(
        "select count(*) filter (where a.status in ('created', 'sending', 'unknown', 'requires_action', 'pending')) as payments,
                count(*) filter (where a.status = 'disputed') as disputes,
                count(*) filter (where a.status in ('approved', 'partially_refunded', 'dispute_won')
                                   and a.refunding < a.amount and a.settled_at > $3) as refundable,
                (select count(*) from payment_refund r
                  where r.tenant_id = $1 and r.status in ('sending', 'pending')
                    and r.attempt_id in (select o.attempt_id from payment_attempt o where o.tenant_id = $1 and o.account_id = $2))
                  as refunds
           from payment_attempt a
          where a.tenant_id = $1 and a.account_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now().plus_seconds(-REFUNDABLE))
    .fetch_one(&mut **tx)
    .await?)
}

/// Seconds in which providers give money back: 180 days.
const REFUNDABLE: i64 = 180 * 86_400;

/// The one by which cards are paid: at Stripe where the shop is known there, else at Mercado Pago.
pub async fn find_card_account(tx: &mut TenantTx) -> Result<Option<Account>> {
    let mut accounts = list_accounts(tx).await?;
    accounts.retain(|account| account.offers(MethodCode::Card));
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
          where b.tenant_id = $1 and a.provider = 'mercadopago' and a.refused_at is null and a.disconnected_at is null
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
