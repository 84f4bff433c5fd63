//! The second step of a sign-in. Wrong codes count for the account however many first steps lie between them: only a
//! right one clears them, neither the password nor a link that sets a new one.

use db::TenantTx;
use http::Vault;
use kernel::{PersonId, Result};

use super::challenge::{find_challenge, use_challenge};
use super::enter::{Entry, enter};
use super::log_in::LoggedIn;
use super::open_session::Client;
use super::second_factor::take_code::{Taken, take_code};
use super::throttle::{self, Subject};
use crate::error::IdentityError;
use crate::letters::{Letters, Notice};
use crate::model::{GivenCode, PersonRow, SessionKind, Status};
use crate::queries::people::get_row;
use crate::settings::PeopleSettings;

/// What was given.
#[derive(Debug, Clone, Copy)]
pub struct SecondStep<'a> {
    /// The token of the first step.
    pub token: &'a str,
    /// The code.
    pub code: &'a GivenCode,
    /// Browser or program; the token is one kind's only.
    pub kind: SessionKind,
    /// From where.
    pub client: &'a Client,
}

/// How it ended, and by what code.
#[derive(Debug)]
pub struct Answered {
    /// Refusals have effects, which the edge commits.
    pub outcome: LoggedIn,
    /// What was taken.
    pub taken: Option<Taken>,
    /// Whose sign-in it was, as far as known.
    pub person: Option<PersonId>,
}

/// Lets the person in if token and code are right.
pub async fn answer_challenge(
    tx: &mut TenantTx,
    vault: &Vault,
    step: SecondStep<'_>,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<Answered> {
    if let Some(ip) = step.client.address
        && let Some(seconds) = throttle::locked_for(tx, Subject::Address(ip)).await?
    {
        return Ok(refused(throttle::refusal(seconds), None));
    }
    let Some(challenge) = find_challenge(tx, step.token, step.kind).await? else {
        count_address(tx, step.client, people).await?;
        return Ok(refused(IdentityError::ChallengeEnded.into(), None));
    };
    let person = get_row(tx, challenge.person_id).await?;
    let codes = Subject::Codes(&person.email);
    // Holding this row, attempts made in parallel take turns and see each other's failures.
    let state = throttle::lock(tx, codes).await?;
    if let Some(seconds) = state.locked_for(tx.now()) {
        return Ok(refused(throttle::refusal(seconds), Some(person.person_id)));
    }
    // Who waited may find the sign-in ended meanwhile, by its twin or by whoever ended all sessions.
    let person = hold(tx, person.person_id).await?;
    let still_open = find_challenge(tx, step.token, step.kind).await?.is_some();
    let Some(person) = person.filter(|_| still_open) else {
        return Ok(refused(IdentityError::ChallengeEnded.into(), None));
    };
    let id = person.person_id;
    let Some(taken) = take_code(tx, vault, id, step.code).await? else {
        throttle::count_failure(tx, codes_of(&person), &people.account_throttle).await?;
        count_address(tx, step.client, people).await?;
        return Ok(refused(IdentityError::SecondFactorRefused.into(), Some(id)));
    };
    if !use_challenge(tx, step.token, step.kind).await? {
        return Ok(refused(IdentityError::ChallengeEnded.into(), Some(id)));
    }
    throttle::clear(tx, codes_of(&person)).await?;
    if let Taken::Recovery(left) = taken {
        letters
            .notice(tx, &person, Notice::RecoveryCodeUsed(left))
            .await?;
    }
    let entry = Entry {
        kind: step.kind,
        proof: challenge.first_proof.with_code(),
        remember: challenge.remember,
        client: step.client,
    };
    Ok(Answered {
        outcome: enter(tx, person, entry, people).await?,
        taken: Some(taken),
        person: Some(id),
    })
}

fn codes_of(person: &PersonRow) -> Subject<'_> {
    Subject::Codes(&person.email)
}

fn refused(error: kernel::Error, person: Option<PersonId>) -> Answered {
    Answered {
        outcome: LoggedIn::Refused(error),
        taken: None,
        person,
    }
}

pub(crate) async fn count_address(tx: &mut TenantTx, client: &Client, people: &PeopleSettings) -> Result<()> {
    match client.address {
        Some(ip) => throttle::count_failure(tx, Subject::Address(ip), &people.address_throttle).await,
        None => Ok(()),
    }
}

/// The person as of now, if the account is in use; it stays so until the commit.
pub(crate) async fn hold(tx: &mut TenantTx, id: PersonId) -> Result<Option<PersonRow>> {
    let held: Option<PersonId> = sqlx::query_scalar(
        "select person_id
           from person
          where tenant_id = $1 and person_id = $2 and status = $3
            for update",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(Status::Active)
    .fetch_optional(&mut **tx)
    .await?;
    match held {
        Some(id) => Ok(Some(get_row(tx, id).await?)),
        None => Ok(None),
    }
}
