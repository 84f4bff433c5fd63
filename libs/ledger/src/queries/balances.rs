//! How much is in the accounts. Sums, each over an index that holds nothing else (README, "How much it costs").

use db::TenantTx;
use kernel::{Currency, Result};

use crate::model::{Account, AccountKind};

/// What is in an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// Which.
    pub account: Account,
    /// Of what.
    pub currency: Currency,
    /// Minor units: debits less credits.
    pub amount: i64,
}

/// Debits less credits of an account, in minor units; nothing for one never used.
pub async fn balance(tx: &mut TenantTx, account: &Account, currency: Currency) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "select coalesce(sum(e.amount), 0)::bigint
           from ledger_account a
           join ledger_entry e on e.tenant_id = $1 and e.account_id = a.account_id
          where a.tenant_id = $1 and a.kind = $2 and a.owner = $3 and a.currency = $4",
    )
    .bind(tx.tenant())
    .bind(account.kind)
    .bind(account.owner.as_ref())
    .bind(currency.as_str())
    .fetch_one(&mut **tx)
    .await?)
}

#[derive(sqlx::FromRow)]
struct Row {
    kind: AccountKind,
    owner: String,
    #[sqlx(try_from = "String")]
    currency: Currency,
    amount: i64,
}

/// Every account that was used, in the order in which people read them.
pub async fn balances(tx: &mut TenantTx) -> Result<Vec<Balance>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select a.kind, a.owner, a.currency, sums.amount
           from ledger_account a
          cross join lateral (select coalesce(sum(e.amount), 0)::bigint as amount from ledger_entry e
                               where e.tenant_id = $1 and e.account_id = a.account_id) sums
          where a.tenant_id = $1",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?;
    let mut balances: Vec<Balance> = rows.into_iter().map(of_row).collect();
    let place = |kind: AccountKind| AccountKind::ALL.iter().position(|k| *k == kind);
    balances.sort_by_cached_key(|b| (b.currency, place(b.account.kind), b.account.owner.clone()));
    Ok(balances)
}

fn of_row(row: Row) -> Balance {
    Balance {
        account: Account::with(row.kind, row.owner),
        currency: row.currency,
        amount: row.amount,
    }
}
