//! The ways into an account: a password, an account at Google, passkeys. The last one is not given up.

use db::TenantTx;
use kernel::{PersonId, Result};

use crate::error::IdentityError;

/// Refuses with `only_way_in` when what was given up just now was the last. The caller holds the
/// person: of two ways that are given up at once, the second is seen to be the last.
pub(super) async fn keep_one(tx: &mut TenantTx, id: PersonId) -> Result<()> {
    match count_ways_in(tx, id).await? {
        0 => Err(IdentityError::OnlyWayIn.into()),
        _ => Ok(()),
    }
}

/// How many there are.
pub async fn count_ways_in(tx: &mut TenantTx, id: PersonId) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "select (select count(password_hash) from person where tenant_id = $1 and person_id = $2)
              + (select count(*) from identity_link where tenant_id = $1 and person_id = $2)
              + (select count(*) from passkey where tenant_id = $1 and person_id = $2)",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_one(&mut **tx)
    .await?)
}
