//! Signing in, in two transactions: who it could be ([`find_candidate`]), then, once the password was compared without
//! holding a connection, the sign-in itself ([`log_in`]).

use db::TenantTx;
use kernel::{Email, Error, PersonId, Result};

use super::one_time_link::issue;
use super::open_session::{Client, Opened, Opening, open_session};
use super::throttle::{self, Subject};
use crate::error::IdentityError;
use crate::model::{PersonRow, Purpose, SessionKind, Status};
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
    Ok(account.max(address))
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
    if is_too_old(tx, &admitted, people) {
        let token = issue(
            tx,
            admitted.person_id,
            Purpose::ExpiredPassword,
            people.reset_link_seconds,
        )
        .await?;
        return Ok(LoggedIn::PasswordExpired(token));
    }
    let opening = Opening {
        person: admitted.person_id,
        role: admitted.role,
        kind: attempt.kind,
        remember: attempt.remember,
        client: attempt.client,
    };
    let opened = open_session(tx, opening, people).await?;
    Ok(LoggedIn::Opened(opened, Box::new(admitted)))
}

/// Whether the account is in use and its password still the one that was compared.
async fn admit(tx: &mut TenantTx, person: &PersonRow) -> Result<bool> {
    let admitted: Option<PersonId> = sqlx::query_scalar(
        "update person set last_login_at = $5
          where tenant_id = $1 and person_id = $2 and password_hash = $3 and status = $4
         returning person_id",
    )
    .bind(tx.tenant())
    .bind(person.person_id)
    .bind(&person.password_hash)
    .bind(Status::Active)
    .bind(tx.now())
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

fn is_too_old(tx: &TenantTx, person: &PersonRow, people: &PeopleSettings) -> bool {
    match (people.password_age(person.role), person.password_changed_at) {
        (Some(most), Some(changed)) => tx.now().seconds_since(changed) >= most,
        _ => false,
    }
}
