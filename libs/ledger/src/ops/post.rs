//! Writing a transaction, once.

use std::collections::BTreeSet;

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Error, Result};

use crate::model::{Account, Posting, TxnId};

/// What became of a posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Posted {
    /// Written.
    New(TxnId),
    /// It was written before.
    Known(TxnId),
    /// Something else was written under this key.
    Other,
}

/// Writes it, unless it was written before under the same key: then gives the first. Fails as a fault when it does not
/// balance, or when something else was written under the key (another kind, source, currency or other entries; the time
/// and the words do not count).
///
/// Two statements. Whoever posts to the same accounts at the same time does not wait, but for the very first entry of an
/// account; whoever posts under the same key waits for the first to commit.
pub async fn post(tx: &mut TenantTx, posting: &Posting) -> Result<TxnId> {
    match try_post(tx, posting).await? {
        Posted::New(id) | Posted::Known(id) => Ok(id),
        Posted::Other => Err(Error::fault(format!(
            "something else was written into the ledger under the key {}",
            posting.key
        ))),
    }
}

pub(crate) async fn try_post(tx: &mut TenantTx, posting: &Posting) -> Result<Posted> {
    posting.check()?;
    match begin(tx, posting).await? {
        Some(id) => {
            write_entries(tx, id, posting).await?;
            Ok(Posted::New(id))
        }
        None => find(tx, posting).await,
    }
}

/// The transaction's row and those of its accounts; nothing when the key was used before.
async fn begin(tx: &mut TenantTx, posting: &Posting) -> Result<Option<TxnId>> {
    // In order, so that two who make the same accounts wait for each other and never lock each other out.
    let accounts: BTreeSet<&Account> = posting.entries.iter().map(|e| &e.account).collect();
    let ids: Vec<Uuid> = accounts.iter().map(|_| tx.new_id()).collect();
    Ok(sqlx::query_scalar(
        "with account as (
           insert into ledger_account (tenant_id, account_id, kind, owner, currency, created_at)
           select $1, account_id, kind, owner, $2, $3 from unnest($4::uuid[], $5::text[], $6::text[]) as a (account_id, kind, owner)
               on conflict (tenant_id, kind, owner, currency) do nothing)
         insert into ledger_txn (tenant_id, txn_id, kind, source_type, source_id, idempotency_key, lines, occurred_at,
                                 recorded_at, actor, actor_id, memo)
         values ($1, $7, $8, $9, $10, $11, $12, $13, $3, $14, $15, $16)
             on conflict (tenant_id, idempotency_key) do nothing
         returning txn_id",
    )
    .bind(tx.tenant())
    .bind(posting.currency.as_str())
    .bind(tx.now())
    .bind(ids)
    .bind(accounts.iter().map(|a| a.kind.as_str()).collect::<Vec<_>>())
    .bind(accounts.iter().map(|a| a.owner.as_ref()).collect::<Vec<_>>())
    .bind(tx.new_id::<TxnId>())
    .bind(posting.kind)
    .bind(posting.source_type)
    .bind(posting.source_id)
    .bind(&posting.key)
    .bind(i16::try_from(posting.entries.len()).unwrap_or(i16::MAX))
    .bind(posting.occurred_at)
    .bind(tx.actor().label())
    .bind(tx.actor().person())
    .bind(&posting.memo)
    .fetch_optional(&mut **tx)
    .await?)
}

async fn write_entries(tx: &mut TenantTx, id: TxnId, posting: &Posting) -> Result<()> {
    let columns = Columns::of(posting);
    sqlx::query(
        "insert into ledger_entry (tenant_id, txn_id, line, account_id, amount, currency)
         select $1, $2, e.line, a.account_id, e.amount, $3
           from unnest($4::text[], $5::text[], $6::bigint[]) with ordinality as e (kind, owner, amount, line)
           join ledger_account a
             on a.tenant_id = $1 and a.kind = e.kind and a.owner = e.owner and a.currency = $3",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(posting.currency.as_str())
    .bind(columns.kinds)
    .bind(columns.owners)
    .bind(columns.amounts)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What was written under the key, and whether it is this.
async fn find(tx: &mut TenantTx, posting: &Posting) -> Result<Posted> {
    let columns = Columns::of(posting);
    let (id, is_same): (TxnId, bool) = sqlx::query_as(
        "select t.txn_id,
                t.kind = $3 and t.source_type = $4 and t.source_id = $5
                and ($6::text[], $7::text[], $8::bigint[], array[$9::text])
                  = (select array_agg(a.kind order by e.line), array_agg(a.owner order by e.line),
                            array_agg(e.amount order by e.line), array_agg(distinct e.currency::text)
                       from ledger_entry e
                       join ledger_account a on a.tenant_id = $1 and a.account_id = e.account_id
                      where e.tenant_id = $1 and e.txn_id = t.txn_id)
           from ledger_txn t
          where t.tenant_id = $1 and t.idempotency_key = $2",
    )
    .bind(tx.tenant())
    .bind(&posting.key)
    .bind(posting.kind)
    .bind(posting.source_type)
    .bind(posting.source_id)
    .bind(columns.kinds)
    .bind(columns.owners)
    .bind(columns.amounts)
    .bind(posting.currency.as_str())
    .fetch_one(&mut **tx)
    .await?;
    Ok(if is_same { Posted::Known(id) } else { Posted::Other })
}

/// The entries as the statements take them.
struct Columns<'a> {
    kinds: Vec<&'static str>,
    owners: Vec<&'a str>,
    amounts: Vec<i64>,
}

impl<'a> Columns<'a> {
    fn of(posting: &'a Posting) -> Self {
        let entries = &posting.entries;
        Self {
            kinds: entries.iter().map(|e| e.account.kind.as_str()).collect(),
            owners: entries.iter().map(|e| e.account.owner.as_ref()).collect(),
            amounts: entries.iter().map(|e| e.amount).collect(),
        }
    }
}
