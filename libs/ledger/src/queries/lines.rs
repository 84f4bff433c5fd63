//! Entries one by one, for files.

use db::TenantTx;
use kernel::{Currency, Instant, Result};

use super::transactions::TxnFilter;
use crate::LedgerError;
use crate::model::{AccountKind, TxnId, TxnKind};

/// Most lines of a file. One that ends too early would not add up, so who wants more takes fewer days at once.
pub const MOST: i64 = 50_000;

/// An entry with what it belongs to.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct LedgerLine {
    /// When the money moved.
    pub occurred_at: Instant,
    /// Of which transaction.
    pub txn_id: TxnId,
    /// Why.
    pub kind: TxnKind,
    /// Where.
    pub account: AccountKind,
    /// Whose account.
    pub owner: String,
    /// Minor units: debits are more than nothing, credits less.
    pub amount: i64,
    /// Of what.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// In words.
    pub memo: Option<String>,
}

/// All entries of the transactions that fit, oldest first. Refuses (`ledger_file_too_long`) when they are more than
/// [`MOST`], before it reads any.
pub async fn list_lines(tx: &mut TenantTx, filter: &TxnFilter) -> Result<Vec<LedgerLine>> {
    if count(tx, filter).await? > MOST {
        return Err(LedgerError::FileTooLong.into());
    }
    Ok(sqlx::query_as(
        "select t.occurred_at, t.txn_id, t.kind, a.kind as account, a.owner, e.amount, e.currency, t.memo
           from ledger_txn t
           join ledger_entry e on e.tenant_id = $1 and e.txn_id = t.txn_id
           join ledger_account a on a.tenant_id = $1 and a.account_id = e.account_id
          where t.tenant_id = $1
            and ($2::text is null or t.kind = $2)
            and ($3::timestamptz is null or t.occurred_at >= $3)
            and ($4::timestamptz is null or t.occurred_at < $4)
            and ($5::text is null or t.txn_id in (
                  select m.txn_id from ledger_account b
                    join ledger_entry m on m.tenant_id = $1 and m.account_id = b.account_id
                   where b.tenant_id = $1 and b.kind = $5 and ($6::text is null or b.owner = $6)))
          order by t.occurred_at, t.txn_id, e.line
          limit $7",
    )
    .bind(tx.tenant())
    .bind(filter.kind)
    .bind(filter.from)
    .bind(filter.until)
    .bind(filter.account.as_ref().map(|a| a.kind))
    .bind(filter.owner())
    .bind(MOST)
    .fetch_all(&mut **tx)
    .await?)
}

/// From the index alone, where each transaction says how many entries it has.
async fn count(tx: &mut TenantTx, filter: &TxnFilter) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "select coalesce(sum(t.lines), 0)::bigint
           from ledger_txn t
          where t.tenant_id = $1
            and ($2::text is null or t.kind = $2)
            and ($3::timestamptz is null or t.occurred_at >= $3)
            and ($4::timestamptz is null or t.occurred_at < $4)
            and ($5::text is null or t.txn_id in (
                  select m.txn_id from ledger_account b
                    join ledger_entry m on m.tenant_id = $1 and m.account_id = b.account_id
                   where b.tenant_id = $1 and b.kind = $5 and ($6::text is null or b.owner = $6)))",
    )
    .bind(tx.tenant())
    .bind(filter.kind)
    .bind(filter.from)
    .bind(filter.until)
    .bind(filter.account.as_ref().map(|a| a.kind))
    .bind(filter.owner())
    .fetch_one(&mut **tx)
    .await?)
}
