//! Transactions with their entries.

use std::collections::HashMap;

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Currency, Error, Instant, PageQuery, Paged, PersonId, Result};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{Account, AccountKind, TxnId, TxnKind};

/// A transaction of the ledger.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TxnView {
    /// Names it.
    pub id: TxnId,
    /// Why money moved.
    pub kind: TxnKind,
    /// The kind of thing it came from: `order`, `adjustment`, …
    pub source_type: String,
    /// Which one.
    pub source_id: Uuid,
    /// When the money moved.
    pub occurred_at: Instant,
    /// When it was written.
    pub recorded_at: Instant,
    /// `system`, `anonymous` or the role in which somebody wrote it.
    pub actor: String,
    /// Who, if it was a person.
    pub actor_id: Option<PersonId>,
    /// What they are called now.
    pub actor_name: Option<String>,
    /// The transaction that this one takes back.
    pub reverses: Option<TxnId>,
    /// The transaction that takes this one back.
    pub reversed_by: Option<TxnId>,
    /// In words.
    pub memo: Option<String>,
    /// At least two; in each currency they sum to nothing.
    pub entries: Vec<TxnEntryView>,
}

/// A line of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TxnEntryView {
    /// The account's kind.
    pub account: AccountKind,
    /// Its owner: a provider or way to pay; empty where there is only one.
    pub owner: String,
    /// Minor units: debits are more than nothing, credits less.
    pub amount: i64,
    /// Of what.
    #[schema(value_type = String, example = "COP")]
    pub currency: Currency,
}

/// Which transactions are wanted.
#[derive(Debug, Clone, Default)]
pub struct TxnFilter {
    /// Only of this kind.
    pub kind: Option<TxnKind>,
    /// Only with an entry in this account; without an owner, in any of its kind.
    pub account: Option<Account>,
    /// Money moved from then on.
    pub from: Option<Instant>,
    /// Money moved before then.
    pub until: Option<Instant>,
}

impl TxnFilter {
    /// The wanted account's owner, if one is named.
    pub(super) fn owner(&self) -> Option<&str> {
        let owner = self.account.as_ref().map(|a| a.owner.as_ref());
        owner.filter(|owner| !owner.is_empty())
    }
}

#[derive(sqlx::FromRow)]
struct TxnRow {
    txn_id: TxnId,
    kind: TxnKind,
    source_type: String,
    source_id: Uuid,
    occurred_at: Instant,
    recorded_at: Instant,
    actor: String,
    actor_id: Option<PersonId>,
    actor_name: Option<String>,
    reverses_txn_id: Option<TxnId>,
    reversed_by: Option<TxnId>,
    memo: Option<String>,
    fitting: i64,
}

/// Newest first.
pub async fn list_transactions(
    tx: &mut TenantTx,
    filter: &TxnFilter,
    at: PageQuery,
) -> Result<Paged<TxnView>> {
    let rows: Vec<TxnRow> = sqlx::query_as(
        "with page as (
           select t.txn_id, count(*) over () as fitting
             from ledger_txn t
            where t.tenant_id = $1
              and ($2::text is null or t.kind = $2)
              and ($3::timestamptz is null or t.occurred_at >= $3)
              and ($4::timestamptz is null or t.occurred_at < $4)
              and ($5::text is null or t.txn_id in (
                    select e.txn_id from ledger_account a
                      join ledger_entry e on e.tenant_id = $1 and e.account_id = a.account_id
                     where a.tenant_id = $1 and a.kind = $5 and ($6::text is null or a.owner = $6)))
            order by t.occurred_at desc, t.txn_id desc
            limit $7 offset $8)
         select t.*, page.fitting, p.name as actor_name, r.txn_id as reversed_by
           from page
           join ledger_txn t on t.tenant_id = $1 and t.txn_id = page.txn_id
           left join person p on p.tenant_id = $1 and p.person_id = t.actor_id
           left join ledger_txn r on r.tenant_id = $1 and r.reverses_txn_id = t.txn_id
          order by t.occurred_at desc, t.txn_id desc",
    )
    .bind(tx.tenant())
    .bind(filter.kind)
    .bind(filter.from)
    .bind(filter.until)
    .bind(filter.account.as_ref().map(|a| a.kind))
    .bind(filter.owner())
    .bind(i64::from(at.limit))
    .bind(at.offset())
    .fetch_all(&mut **tx)
    .await?;
    let total = rows.first().map_or(0, |row| row.fitting);
    let views = with_entries(tx, rows).await?;
    Ok(Paged::new(views, at, total))
}

/// All that came from one thing, oldest first; reversals among them.
pub async fn entries_of(tx: &mut TenantTx, source_type: &str, source_id: Uuid) -> Result<Vec<TxnView>> {
    read(tx, None, Some((source_type, source_id))).await
}

/// One of them.
pub async fn get_transaction(tx: &mut TenantTx, id: TxnId) -> Result<TxnView> {
    read(tx, Some(id), None).await?.pop().ok_or_else(Error::not_found)
}

async fn read(tx: &mut TenantTx, id: Option<TxnId>, source: Option<(&str, Uuid)>) -> Result<Vec<TxnView>> {
    let rows: Vec<TxnRow> = sqlx::query_as(
        "select t.*, p.name as actor_name, r.txn_id as reversed_by, 0::bigint as fitting
           from ledger_txn t
           left join person p on p.tenant_id = $1 and p.person_id = t.actor_id
           left join ledger_txn r on r.tenant_id = $1 and r.reverses_txn_id = t.txn_id
          where t.tenant_id = $1 and (t.txn_id = $2 or t.source_type = $3 and t.source_id = $4)
          order by t.occurred_at, t.txn_id",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(source.map(|(kind, _)| kind))
    .bind(source.map(|(_, id)| id))
    .fetch_all(&mut **tx)
    .await?;
    with_entries(tx, rows).await
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    txn_id: TxnId,
    kind: AccountKind,
    owner: String,
    amount: i64,
    #[sqlx(try_from = "String")]
    currency: Currency,
}

async fn with_entries(tx: &mut TenantTx, rows: Vec<TxnRow>) -> Result<Vec<TxnView>> {
    if rows.is_empty() {
        return Ok(vec![]);
    }
    let ids: Vec<TxnId> = rows.iter().map(|row| row.txn_id).collect();
    let entries: Vec<EntryRow> = sqlx::query_as(
        "select e.txn_id, a.kind, a.owner, e.amount, e.currency
           from ledger_entry e
           join ledger_account a on a.tenant_id = $1 and a.account_id = e.account_id
          where e.tenant_id = $1 and e.txn_id = any ($2)
          order by e.txn_id, e.line",
    )
    .bind(tx.tenant())
    .bind(ids)
    .fetch_all(&mut **tx)
    .await?;
    let mut by_txn: HashMap<TxnId, Vec<TxnEntryView>> = HashMap::new();
    for entry in entries {
        by_txn.entry(entry.txn_id).or_default().push(TxnEntryView {
            account: entry.kind,
            owner: entry.owner,
            amount: entry.amount,
            currency: entry.currency,
        });
    }
    Ok(rows
        .into_iter()
        .map(|row| view(by_txn.remove(&row.txn_id).unwrap_or_default(), row))
        .collect())
}

fn view(entries: Vec<TxnEntryView>, row: TxnRow) -> TxnView {
    TxnView {
        id: row.txn_id,
        kind: row.kind,
        source_type: row.source_type,
        source_id: row.source_id,
        occurred_at: row.occurred_at,
        recorded_at: row.recorded_at,
        actor: row.actor,
        actor_id: row.actor_id,
        actor_name: row.actor_name,
        reverses: row.reverses_txn_id,
        reversed_by: row.reversed_by,
        memo: row.memo,
        entries,
    }
}
