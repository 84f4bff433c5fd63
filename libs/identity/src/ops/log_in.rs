//! Signing in, in two transactions: who it could be ([`find_candidate`]), then, once the password was compared without
//! holding a connection, the sign-in itself ([`log_in`]).

use db::TenantTx;
use kernel::{Email, Error, PersonId, Result};

use super::challenge::challenge;
use super::enter::{Entry, enter};
use super::open_session::{Client, Opened};
use super::second_factor::is_asked_for;
use super::throttle::{self, Subject};
use crate::error::IdentityError;
use crate::model::{FirstProof, PersonRow, SessionKind, Status};
use crate::queries::people::find_by_email;
use crate::settings::PeopleSettings;

/// Somebody wants in.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The address as typed.
    pub email: &'a Email,
    /// From where.
    pub client: &'a Client,
    /// Browser or program.
    pub kind: SessionKind,
    /// "Remember me".
    pub remember: bool,
}

/// How it ended. All but the last are refusals whose effects the edge commits.
#[derive(Debug)]
pub enum LoggedIn {
    /// Not let in; a failure was counted unless a lock refused it.
    Refused(Error),
    /// The first factor is right, the second is owed. The token leads to where it is given.
    CodeNeeded(String),
    /// The password is right but too old. The token leads to the page where a new one is set.
    PasswordExpired(String),
    /// In.
    Opened(Opened, Box<PersonRow>),
}

/// The account that the password is to be compared with, if there is one; a lock refuses at once, known or not.
pub async fn find_candidate(tx: &mut TenantTx, attempt: Attempt<'_>) -> Result<Option<PersonRow>> {
    if let Some(seconds) = locked_for(tx, attempt).await? {
        return Err(throttle::refusal(seconds));
    }
    find_by_email(tx, attempt.email).await
}

async fn locked_for(tx: &mut TenantTx, attempt: Attempt<'_>) -> Result<Option<i64>> {
    let account = throttle::locked_for(tx, Subject::Account(attempt.email)).await?;
    let address = match attempt.client.address {
        Some(ip) => throttle::locked_for(tx, Subject::Address(ip)).await?,
        None => None,
    };
    let codes = throttle::locked_for(tx, Subject::Codes(attempt.email)).await?;
    Ok(account.max(address).max(codes))
}

/// Lets the candidate in if the password matched, or counts the failure.
pub async fn log_in(
    tx: &mut TenantTx,
    attempt: Attempt<'_>,
    candidate: Option<PersonRow>,
    matched: bool,
    people: &PeopleSettings,
) -> Result<LoggedIn> {
    // Holding the account's row, attempts made in parallel take turns and see each other's failures.
    throttle::lock(tx, Subject::Account(attempt.email)).await?;
    if let Some(seconds) = locked_for(tx, attempt).await? {
        return Ok(LoggedIn::Refused(throttle::refusal(seconds)));
    }
    let admitted = match candidate {
        Some(person) if matched && admit(tx, &person).await? => person,
        _ => return refuse(tx, attempt, people).await,
    };
    throttle::clear(tx, Subject::Account(attempt.email)).await?;
    go_on(tx, attempt, admitted, people).await
}

/// To the second step for who has one, else in.
async fn go_on(
    tx: &mut TenantTx,
    attempt: Attempt<'_>,
    person: PersonRow,
    people: &PeopleSettings,
) -> Result<LoggedIn> {
    let id = person.person_id;
    if is_asked_for(tx, id).await? {
        let proved = FirstProof::Password;
        let token = challenge(tx, id, attempt.kind, proved, attempt.remember).await?;
        return Ok(LoggedIn::CodeNeeded(token));
    }
    let entry = Entry {
        kind: attempt.kind,
        proof: FirstProof::Password.alone(),
        remember: attempt.remember,
        client: attempt.client,
    };
    enter(tx, person, entry, people).await
}

/// Whether the account is in use and its password still the one that was compared; it stays so until the commit.
async fn admit(tx: &mut TenantTx, person: &PersonRow) -> Result<bool> {
    let admitted: Option<PersonId> = sqlx::query_scalar(
        "select person_id
           from person
          where tenant_id = $1 and person_id = $2 and password_hash = $3 and status = $4
            for update",
    )
    .bind(tx.tenant())
    .bind(person.person_id)
    .bind(&person.password_hash)
    .bind(Status::Active)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(admitted.is_some())
}

async fn refuse(tx: &mut TenantTx, attempt: Attempt<'_>, people: &PeopleSettings) -> Result<LoggedIn> {
    throttle::count_failure(tx, Subject::Account(attempt.email), &people.account_throttle).await?;
    if let Some(ip) = attempt.client.address {
        throttle::count_failure(tx, Subject::Address(ip), &people.address_throttle).await?;
    }
    Ok(LoggedIn::Refused(IdentityError::InvalidCredentials.into()))
}
