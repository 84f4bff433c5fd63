//! A passkey gets another name.

use db::TenantTx;
use kernel::{Error, Line, PersonId, Result};

use crate::queries::passkeys::PasskeyId;

/// Renames one of the person's own; refuses with `not_found` when it is none of theirs.
pub async fn rename_passkey(
    tx: &mut TenantTx,
    person: PersonId,
    id: PasskeyId,
    name: &Line<60>,
) -> Result<()> {
    let done = sqlx::query(
        "update passkey set name = $4 where tenant_id = $1 and person_id = $2 and passkey_id = $3",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(id)
    .bind(name)
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::not_found());
    }
    Ok(())
}
