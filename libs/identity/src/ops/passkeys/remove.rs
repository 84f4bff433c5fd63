//! A passkey is removed: its device was lost, given away, or is no longer used.

use db::TenantTx;
use kernel::{Error, PersonId, Result, SessionId};

use crate::letters::{Letters, Notice};
use crate::ops::answer_challenge::hold;
use crate::ops::revoke_sessions::{Reason, revoke_all};
use crate::ops::ways_in::keep_one;
use crate::queries::passkeys::PasskeyId;

/// Removes one of the person's own; refuses with `not_found` when it is none of theirs, with `only_way_in` when nothing else
/// opens the account. The other sessions end: whoever holds the device may sit in one.
pub async fn remove_passkey(
    tx: &mut TenantTx,
    person: PersonId,
    session: SessionId,
    id: PasskeyId,
    letters: Letters<'_>,
) -> Result<()> {
    let person = hold(tx, person).await?.ok_or_else(Error::not_found)?;
    delete(tx, person.person_id, id).await?;
    keep_one(tx, person.person_id).await?;
    revoke_all(tx, person.person_id, Some(session), Reason::PasskeyRemoved).await?;
    letters.notice(tx, &person, Notice::PasskeyRemoved).await
}

async fn delete(tx: &mut TenantTx, person: PersonId, id: PasskeyId) -> Result<()> {
    let done = sqlx::query("delete from passkey where tenant_id = $1 and person_id = $2 and passkey_id = $3")
        .bind(tx.tenant())
        .bind(person)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 0 {
        return Err(Error::not_found());
    }
    Ok(())
}
