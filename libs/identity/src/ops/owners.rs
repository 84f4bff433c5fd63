//! Who owns the business, held still while somebody's role is decided.

use db::TenantTx;
use kernel::{PersonId, Result};

/// The active owners who have a password. They stay it until the commit: of two who decide at once, the second waits here
/// and sees what the first has done.
pub(crate) async fn lock_owners(tx: &mut TenantTx) -> Result<Vec<PersonId>> {
    Ok(sqlx::query_scalar(
        "select person_id
           from person
          where tenant_id = $1 and role = 'owner' and status = 'active' and password_hash is not null
          order by person_id
            for update",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}
