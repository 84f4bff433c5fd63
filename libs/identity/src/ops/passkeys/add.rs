//! The second half of adding a passkey: the device's answer.

use db::TenantTx;
use kernel::{Line, PersonId, Result, SessionId};
use passkeys::{Attestation, Credential, RelyingParty};

use super::begin::MOST;
use super::ceremony::{Ceremony, take};
use crate::error::IdentityError;
use crate::letters::{Letters, Notice};
use crate::model::Status;
use crate::ops::second_factor::switch::Switched;
use crate::queries::passkeys::{PasskeyId, PasskeyView, count_passkeys, get_passkey};
use crate::queries::people::get_row;

/// What to add, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct NewPasskey<'a> {
    /// Who is signed in.
    pub person: PersonId,
    /// The session that asks.
    pub session: SessionId,
    /// Where the conversation began.
    pub ceremony: Ceremony<'a>,
    /// What its owner calls it.
    pub name: &'a Line<60>,
    /// What the device answered.
    pub answer: Attestation<'a>,
}

/// Keeps the new key if the answer is to be believed. A refusal uses the conversation up.
pub async fn add_passkey(
    tx: &mut TenantTx,
    party: &RelyingParty,
    new: NewPasskey<'_>,
    letters: Letters<'_>,
) -> Result<Switched<PasskeyView>> {
    // The person before the conversation, as whoever ends all sessions does.
    if !hold(tx, new.person, new.session).await? {
        return Ok(Switched::Refused(IdentityError::SessionEnded.into()));
    }
    let Some(state) = take(tx, new.ceremony, Some(new.person)).await? else {
        return Ok(Switched::Refused(IdentityError::CeremonyEnded.into()));
    };
    if count_passkeys(tx, new.person).await? >= MOST {
        return Ok(Switched::Refused(IdentityError::TooManyPasskeys.into()));
    }
    let credential = match party.finish_adding(state, new.answer) {
        Ok(credential) => credential,
        Err(reason) => {
            tracing::debug!(?reason, "a new passkey was refused");
            return Ok(Switched::Refused(IdentityError::PasskeyNotAdded.into()));
        }
    };
    let id = insert(tx, new, &credential).await?;
    let person = get_row(tx, new.person).await?;
    letters.notice(tx, &person, Notice::PasskeyAdded).await?;
    Ok(Switched::Done(get_passkey(tx, new.person, id).await?))
}

/// Whether account and session are still in use; they stay so until the commit.
async fn hold(tx: &mut TenantTx, person: PersonId, session: SessionId) -> Result<bool> {
    let held: Option<PersonId> = sqlx::query_scalar(
        "select p.person_id
           from person p
           join session s on s.tenant_id = p.tenant_id and s.person_id = p.person_id
          where p.tenant_id = $1 and p.person_id = $2 and p.status = $3 and s.session_id = $4
            and s.revoked_at is null and s.expires_at > $5
            for update of p, s",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(Status::Active)
    .bind(session)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?;
    Ok(held.is_some())
}

async fn insert(tx: &mut TenantTx, new: NewPasskey<'_>, credential: &Credential) -> Result<PasskeyId> {
    let id = PasskeyId(tx.new_id());
    sqlx::query(
        "insert into passkey (tenant_id, passkey_id, person_id, credential_id, public_key, sign_counter,
                              may_be_backed_up, backed_up, name, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(new.person)
    .bind(&credential.id)
    .bind(&credential.public_key)
    .bind(i64::from(credential.sign_counter))
    .bind(credential.may_be_backed_up)
    .bind(credential.backed_up)
    .bind(new.name)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(id)
}
