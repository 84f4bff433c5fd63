//! Who is signed in switches the own second factor on or off, or has new recovery codes made. Each asks for the password
//! (compared before, without a connection) and a code; a wrong one of either is counted.

use db::TenantTx;
use http::Vault;
use kernel::{Error, PersonId, Result, SessionId};

use super::factor::{find_factor, is_asked_for};
use super::recovery::make_recovery_codes;
use super::reset::forget_factor;
use super::take_code::{Taken, take_code, use_step};
use crate::letters::{Letters, Notice};
use crate::model::GivenCode;
use crate::ops::prove_self::{Proof, prove_self};
use crate::ops::revoke_sessions::{Reason, revoke_all};
use crate::ops::throttle::{self, Subject};
use crate::settings::PeopleSettings;

/// How it ended. A refusal has effects, which the edge commits.
#[derive(Debug)]
pub enum Switched<T> {
    /// Not done; counted unless a lock refused it.
    Refused(Error),
    /// Done.
    Done(T),
}

/// Switches on what was offered if the code is its secret's; gives the recovery codes, which are told once. The person's
/// other sessions end: they were opened by less.
pub async fn switch_on(
    tx: &mut TenantTx,
    vault: &Vault,
    proof: Proof<'_>,
    code: &GivenCode,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<Switched<Vec<String>>> {
    if let Some(error) = prove_self(tx, proof, people).await? {
        return Ok(Switched::Refused(error));
    }
    let person = proof.person;
    let factor = find_factor(tx, vault, person.person_id).await?;
    let Some(offered) = factor.filter(|factor| factor.confirmed_at.is_none()) else {
        return Err(Error::not_found());
    };
    let step = match code {
        GivenCode::App(code) => offered.secret.step_of(code, tx.now())?,
        GivenCode::Recovery(_) => None,
    };
    let Some(step) = step else {
        // Nothing to guess here: who asks has seen the secret.
        return Ok(Switched::Refused(wrong_code()));
    };
    confirm(tx, person.person_id).await?;
    use_step(tx, person.person_id, step).await?;
    let codes = make_recovery_codes(tx, person.person_id).await?;
    revoke_all(tx, person.person_id, Some(proof.session), Reason::SecondFactor).await?;
    note_both_proved(tx, proof.session).await?;
    letters.notice(tx, person, Notice::SecondFactorOn).await?;
    Ok(Switched::Done(codes))
}

/// The session that is left has seen password and code.
async fn note_both_proved(tx: &mut TenantTx, session: SessionId) -> Result<()> {
    sqlx::query(
        "update session set proof = case when proof = 'google' then 'google_code' else 'password_code' end
          where tenant_id = $1 and session_id = $2 and proof in ('google', 'password')",
    )
    .bind(tx.tenant())
    .bind(session)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Switches it off.
pub async fn switch_off(
    tx: &mut TenantTx,
    vault: &Vault,
    proof: Proof<'_>,
    code: &GivenCode,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<Switched<()>> {
    if let Some(error) = prove_both(tx, vault, proof, code, people).await? {
        return Ok(Switched::Refused(error));
    }
    forget_factor(tx, proof.person.person_id).await?;
    letters.notice(tx, proof.person, Notice::SecondFactorOff).await?;
    Ok(Switched::Done(()))
}

/// New recovery codes in place of the old ones.
pub async fn renew_recovery_codes(
    tx: &mut TenantTx,
    vault: &Vault,
    proof: Proof<'_>,
    code: &GivenCode,
    people: &PeopleSettings,
) -> Result<Switched<Vec<String>>> {
    if let Some(error) = prove_both(tx, vault, proof, code, people).await? {
        return Ok(Switched::Refused(error));
    }
    let codes = make_recovery_codes(tx, proof.person.person_id).await?;
    Ok(Switched::Done(codes))
}

/// All that a sign-in asks of the person: the password, and a code of who has a second factor.
pub(crate) async fn prove_all(
    tx: &mut TenantTx,
    vault: &Vault,
    proof: Proof<'_>,
    code: Option<&GivenCode>,
    people: &PeopleSettings,
) -> Result<Option<Error>> {
    if !is_asked_for(tx, proof.person.person_id).await? {
        return prove_self(tx, proof, people).await;
    }
    match code {
        Some(code) => prove_both(tx, vault, proof, code, people).await,
        None => Ok(Some(Error::invalid("code", "required"))),
    }
}

/// Password and code.
async fn prove_both(
    tx: &mut TenantTx,
    vault: &Vault,
    proof: Proof<'_>,
    code: &GivenCode,
    people: &PeopleSettings,
) -> Result<Option<Error>> {
    // The throttle before the person, like a sign-in: who waits crosswise would be refused.
    let codes = Subject::Codes(&proof.person.email);
    let state = throttle::lock(tx, codes).await?;
    if let Some(seconds) = state.locked_for(tx.now()) {
        return Ok(Some(throttle::refusal(seconds)));
    }
    if let Some(error) = prove_self(tx, proof, people).await? {
        return Ok(Some(error));
    }
    let taken: Option<Taken> = take_code(tx, vault, proof.person.person_id, code).await?;
    if taken.is_none() {
        throttle::count_failure(tx, codes, &people.account_throttle).await?;
        return Ok(Some(wrong_code()));
    }
    throttle::clear(tx, codes).await?;
    Ok(None)
}

fn wrong_code() -> Error {
    Error::invalid("code", "wrong_code")
}

async fn confirm(tx: &mut TenantTx, person: PersonId) -> Result<()> {
    sqlx::query("update second_factor set confirmed_at = $3 where tenant_id = $1 and person_id = $2")
        .bind(tx.tenant())
        .bind(person)
        .bind(tx.now())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
