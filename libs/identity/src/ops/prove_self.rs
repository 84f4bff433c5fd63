//! Who is signed in proves it again before something weighty. The password was compared before, without a connection;
//! what was reset, revoked or promoted since then stands.

use db::TenantTx;
use kernel::{Error, PersonId, Result, SessionId};

use super::throttle::{self, Subject};
use crate::error::IdentityError;
use crate::model::{PersonRow, Status};
use crate::settings::PeopleSettings;

/// What was compared.
#[derive(Debug, Clone, Copy)]
pub struct Proof<'a> {
    /// Who, as they were then.
    pub person: &'a PersonRow,
    /// Whether the password was theirs; of who has none, whether they signed in just now.
    pub matched: bool,
    /// The session that asks.
    pub session: SessionId,
}

/// Why not, or nothing. A refusal counts as a failed sign-in: who found an open browser may not guess at leisure. If all
/// is well, person and session stay as they are until the commit: a reset or a promotion at the same time comes before
/// or after, never under.
pub(crate) async fn prove_self(
    tx: &mut TenantTx,
    proof: Proof<'_>,
    people: &PeopleSettings,
) -> Result<Option<Error>> {
    let account = Subject::Account(&proof.person.email);
    let state = throttle::lock(tx, account).await?;
    if let Some(seconds) = state.locked_for(tx.now()) {
        return Ok(Some(throttle::refusal(seconds)));
    }
    if !proof.matched {
        if proof.person.password_hash.is_none() {
            return Ok(Some(IdentityError::SignInAgain.into()));
        }
        throttle::count_failure(tx, account, &people.account_throttle).await?;
        return Ok(Some(Error::invalid("current_password", "wrong_password")));
    }
    if !hold(tx, proof).await? {
        return Ok(Some(IdentityError::SessionEnded.into()));
    }
    throttle::clear(tx, account).await?;
    Ok(None)
}

/// Whether the account is in use, its password still the one that was compared, and the session alive.
async fn hold(tx: &mut TenantTx, proof: Proof<'_>) -> Result<bool> {
    let held: Option<PersonId> = sqlx::query_scalar(
        "select p.person_id
           from person p
           join session s on s.tenant_id = p.tenant_id and s.person_id = p.person_id
          where p.tenant_id = $1 and p.person_id = $2 and p.password_hash is not distinct from $3 and p.status = $4
            and s.session_id = $5 and s.revoked_at is null and s.expires_at > $6
            and s.last_seen_at + make_interval(secs => s.idle_seconds) > $6
            for update of p, s",
    )
    .bind(tx.tenant())
    .bind(proof.person.person_id)
    .bind(&proof.person.password_hash)
    .bind(Status::Active)
    .bind(proof.session)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?;
    Ok(held.is_some())
}
