//! A new key for a tenant when its time has come; what is under older ones is sealed anew, then they are thrown away.

use db::TenantTx;
use jobs::JobCtx;
use kernel::Result;
use kernel::id::Uuid;
use sqlx::AssertSqlSafe;

use super::data_key::{self, WrappedKey};
use super::envelope::{self, HEAD};
use super::{Place, SealedColumn, Vault};

/// Values sealed anew in one transaction.
const BATCH: i64 = 200;

/// What was done for one tenant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Renewed {
    /// Whether there is a new key.
    pub made: bool,
    /// Values that were sealed anew.
    pub values: u64,
    /// Keys that are gone.
    pub retired: u64,
}

/// Renews the keys of the job's tenant, each of which seals for `lives` seconds. May be broken off and run again.
pub async fn renew(ctx: &JobCtx, vault: &Vault, columns: &[SealedColumn], lives: i64) -> Result<Renewed> {
    let mut done = Renewed::default();
    let mut tx = ctx.begin().await?;
    let mut keys = data_key::list(&mut tx).await?;
    let Some(newest) = keys.first() else {
        return Ok(done);
    };
    if tx.now().seconds_since(newest.created_at) >= lives {
        keys.insert(0, data_key::make(&mut tx, &vault.secrets).await?);
        done.made = true;
    }
    tx.commit().await?;
    let (current, older) = keys.split_at(1);
    for column in columns {
        for key in current {
            done.values += seal_column_anew(ctx, vault, column, key).await?;
        }
    }
    for key in older {
        let mut tx = ctx.begin().await?;
        done.retired += retire(&mut tx, columns, key).await?;
        tx.commit().await?;
    }
    Ok(done)
}

/// In batches, each a transaction of its own, along the table's key.
async fn seal_column_anew(
    ctx: &JobCtx,
    vault: &Vault,
    column: &SealedColumn,
    current: &WrappedKey,
) -> Result<u64> {
    let Some(key_column) = column.key else {
        return Ok(0);
    };
    let (mut sealed_anew, mut after) = (0, Uuid::nil());
    loop {
        let mut tx = ctx.begin().await?;
        let batch = under_other_keys(&mut tx, column, key_column, current.key_id, after).await?;
        let Some((last, _)) = batch.last() else {
            return Ok(sealed_anew);
        };
        after = *last;
        for (row, old) in &batch {
            let place = Place {
                purpose: column.purpose,
                row: row.as_bytes(),
            };
            let plain = vault.look_into(&mut tx, place, old).await?;
            let key = vault.unwrap_key(tx.tenant(), current)?;
            let new = envelope::seal(&key, tx.tenant(), place, &plain, tx.env())?;
            sealed_anew += replace(&mut tx, column, key_column, *row, old, &new).await?;
        }
        tx.commit().await?;
    }
}

async fn under_other_keys(
    tx: &mut TenantTx,
    column: &SealedColumn,
    key_column: &str,
    current: Uuid,
    after: Uuid,
) -> Result<Vec<(Uuid, Vec<u8>)>> {
    let SealedColumn { table, column, .. } = column;
    Ok(sqlx::query_as(AssertSqlSafe(format!(
        "select {key_column}, {column} from {table}
          where tenant_id = $1 and {key_column} > $2 and substring({column} from 1 for {HEAD}) <> $3
          order by {key_column}
          limit {BATCH}"
    )))
    .bind(tx.tenant())
    .bind(after)
    .bind(envelope::head(current).as_slice())
    .fetch_all(&mut **tx)
    .await?)
}

/// Unless somebody wrote another value meanwhile: that one is under the newest key already.
async fn replace(
    tx: &mut TenantTx,
    column: &SealedColumn,
    key_column: &str,
    row: Uuid,
    old: &[u8],
    new: &[u8],
) -> Result<u64> {
    let SealedColumn { table, column, .. } = column;
    let done = sqlx::query(AssertSqlSafe(format!(
        "update {table} set {column} = $4 where tenant_id = $1 and {key_column} = $2 and {column} = $3"
    )))
    .bind(tx.tenant())
    .bind(row)
    .bind(old)
    .bind(new)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// Throws the key away if nothing is under it. Holding its row, nobody who still seals with it is on the way: they hold
/// it too, until they have committed.
async fn retire(tx: &mut TenantTx, columns: &[SealedColumn], key: &WrappedKey) -> Result<u64> {
    sqlx::query("select key_id from data_key where tenant_id = $1 and key_id = $2 for update")
        .bind(tx.tenant())
        .bind(key.key_id)
        .execute(&mut **tx)
        .await?;
    for SealedColumn { table, column, .. } in columns {
        let is_used: bool = sqlx::query_scalar(AssertSqlSafe(format!(
            "select exists (select from {table}
                             where tenant_id = $1 and substring({column} from 1 for {HEAD}) = $2)"
        )))
        .bind(tx.tenant())
        .bind(envelope::head(key.key_id).as_slice())
        .fetch_one(&mut **tx)
        .await?;
        if is_used {
            return Ok(0);
        }
    }
    let done = sqlx::query("delete from data_key where tenant_id = $1 and key_id = $2")
        .bind(tx.tenant())
        .bind(key.key_id)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}
