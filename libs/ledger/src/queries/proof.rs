//! Whether the ledger adds up. The database sees to it at each commit; this is the second look, at everything.

use db::TenantTx;
use kernel::Result;

/// What does not add up; nothing, if all is well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, sqlx::FromRow)]
pub struct Proof {
    /// Currencies in which the sum of all entries is not zero.
    pub currencies: i64,
    /// Transactions whose entries do not sum to zero, or are fewer or more than were written.
    pub transactions: i64,
}

impl Proof {
    /// How many faults there are.
    pub const fn breaches(self) -> i64 {
        self.currencies + self.transactions
    }
}

/// Adds up all entries of the tenant.
pub async fn prove(tx: &mut TenantTx) -> Result<Proof> {
    Ok(sqlx::query_as(
        "with part as (
           select e.txn_id, a.currency, sum(e.amount) as amount, count(*) as lines
             from ledger_account a
             join ledger_entry e on e.tenant_id = $1 and e.account_id = a.account_id
            where a.tenant_id = $1
            group by e.txn_id, a.currency),
         whole as (
           select txn_id, sum(lines) as lines, bool_or(amount <> 0) as is_uneven from part group by txn_id)
         select (select count(*) from (select from part group by currency having sum(amount) <> 0) uneven) as currencies,
                (select count(*)
                   from ledger_txn t
                   left join whole w on w.txn_id = t.txn_id
                  where t.tenant_id = $1 and (coalesce(w.is_uneven, false) or w.lines is distinct from t.lines)) as transactions",
    )
    .bind(tx.tenant())
    .fetch_one(&mut **tx)
    .await?)
}
