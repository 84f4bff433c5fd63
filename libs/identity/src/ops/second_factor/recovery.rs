//! Codes for who lost the telephone: told once, kept as SHA-256, each good for one use.

use db::TenantTx;
use kernel::{PersonId, Result};

use crate::model::{RECOVERY_CODES, new_recovery_code};

/// Makes new ones; those before stop working.
pub(super) async fn make_recovery_codes(tx: &mut TenantTx, person: PersonId) -> Result<Vec<String>> {
    delete_recovery_codes(tx, person).await?;
    let (codes, hashes): (Vec<String>, Vec<Vec<u8>>) = (0..RECOVERY_CODES)
        .map(|_| new_recovery_code(tx.env()))
        .map(|(code, hash)| (code, hash.to_vec()))
        .unzip();
    sqlx::query(
        "insert into recovery_code (tenant_id, person_id, code_hash)
         select $1, $2, hash from unnest($3::bytea[]) as hash",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(hashes)
    .execute(&mut **tx)
    .await?;
    Ok(codes)
}

/// How many can still be used.
pub async fn count_recovery_codes(tx: &mut TenantTx, person: PersonId) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "select count(*) from recovery_code where tenant_id = $1 and person_id = $2 and used_at is null",
    )
    .bind(tx.tenant())
    .bind(person)
    .fetch_one(&mut **tx)
    .await?)
}

/// Uses one; whether it was a good one.
pub(super) async fn use_recovery_code(tx: &mut TenantTx, person: PersonId, hash: &[u8; 32]) -> Result<bool> {
    let done = sqlx::query(
        "update recovery_code set used_at = $4
          where tenant_id = $1 and person_id = $2 and code_hash = $3 and used_at is null",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(hash.as_slice())
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn delete_recovery_codes(tx: &mut TenantTx, person: PersonId) -> Result<()> {
    sqlx::query("delete from recovery_code where tenant_id = $1 and person_id = $2")
        .bind(tx.tenant())
        .bind(person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
