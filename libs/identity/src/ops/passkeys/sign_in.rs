//! Signing in by a passkey. It is both factors in one: the device that holds the key, and the PIN, finger or face that the
//! device asked for. So no code is owed, and the age of the password does not matter.
//!
//! A signature cannot be guessed. So what fails counts for the address only: a stranger who could lock the account by
//! failing would keep its owner out.

use db::TenantTx;
use kernel::{PersonId, Result};
use passkeys::{Assertion, Claim, Credential, Refused, RelyingParty, Used};
use serde_json::Value;

use super::ceremony::{Ceremony, take};
use crate::error::IdentityError;
use crate::model::{SessionKind, SignInProof, Status};
use crate::ops::answer_challenge::count_address;
use crate::ops::enter::{Entry, enter};
use crate::ops::log_in::LoggedIn;
use crate::ops::open_session::Client;
use crate::ops::throttle::{self, Subject};
use crate::queries::passkeys::PasskeyId;
use crate::queries::people::get_row;
use crate::settings::PeopleSettings;

/// Somebody wants in.
#[derive(Debug, Clone, Copy)]
pub struct PasskeyStep<'a> {
    /// Where the conversation began.
    pub ceremony: Ceremony<'a>,
    /// What the device answered.
    pub answer: Assertion<'a>,
    /// "Remember me".
    pub remember: bool,
    /// From where.
    pub client: &'a Client,
}

/// How it ended.
#[derive(Debug)]
pub struct Answered {
    /// Refusals have effects, which the edge commits.
    pub outcome: LoggedIn,
    /// Whose passkey it was that somebody else may hold a copy of.
    pub cloned: Option<PersonId>,
}

/// Lets in whose passkey it is.
pub async fn sign_in_by_passkey(
    tx: &mut TenantTx,
    party: &RelyingParty,
    step: PasskeyStep<'_>,
    people: &PeopleSettings,
) -> Result<Answered> {
    if let Some(ip) = step.client.address
        && let Some(seconds) = throttle::locked_for(tx, Subject::Address(ip)).await?
    {
        return Ok(refused(throttle::refusal(seconds)));
    }
    let Some(state) = take(tx, step.ceremony, None).await? else {
        count_address(tx, step.client, people).await?;
        return Ok(refused(IdentityError::CeremonyEnded.into()));
    };
    let cloned = match judge(tx, party, state, step.answer).await? {
        Judged::Theirs(person) => return let_in(tx, person, step, people).await,
        Judged::Nobodys => None,
        Judged::Cloned(person) => Some(person),
    };
    count_address(tx, step.client, people).await?;
    Ok(Answered {
        cloned,
        ..refused(IdentityError::PasskeyRefused.into())
    })
}

/// Whose passkey it is.
enum Judged {
    Theirs(PersonId),
    /// Unknown, somebody else's, of somebody who may not sign in, or not to be believed.
    Nobodys,
    /// Theirs, but its counter went back.
    Cloned(PersonId),
}

async fn judge(
    tx: &mut TenantTx,
    party: &RelyingParty,
    state: Value,
    answer: Assertion<'_>,
) -> Result<Judged> {
    let Ok(claim) = answer.read() else {
        return Ok(Judged::Nobodys);
    };
    let Some(known) = hold(tx, &claim).await? else {
        return Ok(Judged::Nobodys);
    };
    let (id, person) = (known.passkey_id, known.person_id);
    match party.finish_sign_in(state, &claim, known.credential()) {
        Ok(used) => {
            note_use(tx, id, used).await?;
            Ok(Judged::Theirs(person))
        }
        Err(Refused::Cloned) => Ok(Judged::Cloned(person)),
        Err(Refused::Unbelievable(reason)) => {
            tracing::debug!(reason, "a passkey was refused");
            Ok(Judged::Nobodys)
        }
    }
}

async fn let_in(
    tx: &mut TenantTx,
    person: PersonId,
    step: PasskeyStep<'_>,
    people: &PeopleSettings,
) -> Result<Answered> {
    let person = get_row(tx, person).await?;
    let entry = Entry {
        kind: SessionKind::Browser,
        proof: SignInProof::Passkey,
        remember: step.remember,
        client: step.client,
    };
    Ok(Answered {
        outcome: enter(tx, person, entry, people).await?,
        cloned: None,
    })
}

fn refused(error: kernel::Error) -> Answered {
    Answered {
        outcome: LoggedIn::Refused(error),
        cloned: None,
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    passkey_id: PasskeyId,
    person_id: PersonId,
    credential_id: Vec<u8>,
    public_key: Value,
    sign_counter: i64,
    may_be_backed_up: bool,
    backed_up: bool,
}

impl Row {
    fn credential(self) -> Credential {
        Credential {
            id: self.credential_id,
            public_key: self.public_key,
            // The column's check keeps it within.
            sign_counter: u32::try_from(self.sign_counter).unwrap_or(u32::MAX),
            may_be_backed_up: self.may_be_backed_up,
            backed_up: self.backed_up,
        }
    }
}

/// The key that the claim names, if it is of that person, whose account is in use; both stay so until the commit. Of two
/// answers with one counter the second waits here and finds it used.
async fn hold(tx: &mut TenantTx, claim: &Claim) -> Result<Option<Row>> {
    Ok(sqlx::query_as(
        "select k.passkey_id, k.person_id, k.credential_id, k.public_key, k.sign_counter, k.may_be_backed_up, k.backed_up
           from passkey k
           join person p on p.tenant_id = k.tenant_id and p.person_id = k.person_id
          where k.tenant_id = $1 and k.person_id = $2 and k.credential_id = $3 and p.status = $4
            for update of p, k",
    )
    .bind(tx.tenant())
    .bind(PersonId(claim.owner))
    .bind(&claim.credential_id)
    .bind(Status::Active)
    .fetch_optional(&mut **tx)
    .await?)
}

async fn note_use(tx: &mut TenantTx, id: PasskeyId, used: Used) -> Result<()> {
    sqlx::query(
        "update passkey set sign_counter = $3, backed_up = $4, last_used_at = $5
          where tenant_id = $1 and passkey_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(i64::from(used.sign_counter))
    .bind(used.backed_up)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
