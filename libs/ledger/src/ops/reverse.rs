//! Taking a transaction back, by another one with every amount turned around.

use db::TenantTx;
use kernel::{Error, Result};

use crate::LedgerError;
use crate::model::TxnId;

/// Writes the reversal and gives its id. The same key again gives the first. Refuses with 404 when there is no such
/// transaction, and as `ledger_already_reversed` when it was reversed under another key; a key that something else was
/// written under is a fault.
///
/// It keeps the source of what it reverses, so `entries_of` tells both; it happens now.
pub async fn reverse(tx: &mut TenantTx, txn: TxnId, key: &str, memo: Option<String>) -> Result<TxnId> {
    match begin(tx, txn, key, memo).await? {
        Some(id) => {
            turn_entries(tx, txn, id).await?;
            Ok(id)
        }
        None => find(tx, txn, key).await,
    }
}

async fn begin(tx: &mut TenantTx, txn: TxnId, key: &str, memo: Option<String>) -> Result<Option<TxnId>> {
    Ok(sqlx::query_scalar(
        "insert into ledger_txn (tenant_id, txn_id, kind, source_type, source_id, idempotency_key, lines, occurred_at,
                                 recorded_at, actor, actor_id, reverses_txn_id, memo)
         select tenant_id, $3, 'reversal', source_type, source_id, $4, lines, $5, $5, $6, $7, txn_id, $8
           from ledger_txn
          where tenant_id = $1 and txn_id = $2
             on conflict do nothing
         returning txn_id",
    )
    .bind(tx.tenant())
    .bind(txn)
    .bind(tx.new_id::<TxnId>())
    .bind(key)
    .bind(tx.now())
    .bind(tx.actor().label())
    .bind(tx.actor().person())
    .bind(memo)
    .fetch_optional(&mut **tx)
    .await?)
}

async fn turn_entries(tx: &mut TenantTx, of: TxnId, into: TxnId) -> Result<()> {
    sqlx::query(
        "insert into ledger_entry (tenant_id, txn_id, line, account_id, amount, currency)
         select tenant_id, $3, line, account_id, -amount, currency
           from ledger_entry
          where tenant_id = $1 and txn_id = $2",
    )
    .bind(tx.tenant())
    .bind(of)
    .bind(into)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Why nothing was written.
async fn find(tx: &mut TenantTx, txn: TxnId, key: &str) -> Result<TxnId> {
    let (is_there, known, reverses): (bool, Option<TxnId>, Option<TxnId>) = sqlx::query_as(
        "select exists (select from ledger_txn where tenant_id = $1 and txn_id = $2), k.txn_id, k.reverses_txn_id
           from (select) one
           left join ledger_txn k on k.tenant_id = $1 and k.idempotency_key = $3",
    )
    .bind(tx.tenant())
    .bind(txn)
    .bind(key)
    .fetch_one(&mut **tx)
    .await?;
    match known {
        _ if !is_there => Err(Error::not_found()),
        Some(known) if reverses == Some(txn) => Ok(known),
        Some(_) => Err(Error::fault(format!(
            "something else was written into the ledger under the key {key}"
        ))),
        None => Err(LedgerError::AlreadyReversed.into()),
    }
}
