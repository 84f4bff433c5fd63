//! Joining an account at Google to one's own, and parting from it. Each side has one of the other at most.

use db::TenantTx;
use kernel::{Email, Error, Instant, PersonId, Result, SessionId};

use super::hand_over::{Arrival, forget_offered};
use crate::error::IdentityError;
use crate::letters::{Letters, Notice};
use crate::model::PersonRow;
use crate::ops::answer_challenge::hold;
use crate::ops::prove_self::{Proof, prove_self};
use crate::ops::revoke_sessions::{Reason, revoke_all};
use crate::ops::ways_in::keep_one;
use crate::settings::PeopleSettings;

/// The account at Google that opens somebody's.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct GoogleLink {
    /// Its address when it was joined.
    pub email: String,
    /// Since when.
    pub created_at: Instant,
}

/// How it ended. A refusal has effects, which the edge commits.
#[derive(Debug)]
pub enum Linked {
    /// Not joined; counted unless a lock refused it.
    Refused(Error),
    /// Joined.
    Done,
}

/// The account that was joined to the person's.
pub async fn find_link(tx: &mut TenantTx, person: PersonId) -> Result<Option<GoogleLink>> {
    Ok(sqlx::query_as(
        "select email, created_at
           from identity_link
          where tenant_id = $1 and person_id = $2 and provider = 'google'",
    )
    .bind(tx.tenant())
    .bind(person)
    .fetch_optional(&mut **tx)
    .await?)
}

/// Joins what Google said to the account of who is signed in and has proved it again.
pub async fn link(
    tx: &mut TenantTx,
    proof: Proof<'_>,
    arrival: &Arrival,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<Linked> {
    if let Some(error) = prove_self(tx, proof, people).await? {
        return Ok(Linked::Refused(error));
    }
    let person = proof.person;
    if !insert_link(tx, &arrival.subject, &arrival.email, person.person_id).await? {
        return Err(IdentityError::GoogleTaken.into());
    }
    forget_offered(tx, person.person_id).await?;
    letters.notice(tx, person, Notice::GoogleLinked).await?;
    Ok(Linked::Done)
}

/// Parts from it, unless nothing else would open the account. The other sessions end: whoever has the account at Google may
/// sit in one.
pub async fn unlink(tx: &mut TenantTx, id: PersonId, session: SessionId, letters: Letters<'_>) -> Result<()> {
    let person = hold(tx, id).await?.ok_or_else(Error::not_found)?;
    if !forget_link(tx, id).await? {
        return Err(Error::not_found());
    }
    keep_one(tx, id).await?;
    revoke_all(tx, id, Some(session), Reason::GoogleParted).await?;
    letters.notice(tx, &person, Notice::GoogleUnlinked).await
}

/// Whose account this one at Google opens.
pub(super) async fn find_person_of(tx: &mut TenantTx, subject: &str) -> Result<Option<PersonId>> {
    Ok(sqlx::query_scalar(
        "select person_id
           from identity_link
          where tenant_id = $1 and provider = 'google' and subject = $2",
    )
    .bind(tx.tenant())
    .bind(subject)
    .fetch_optional(&mut **tx)
    .await?)
}

/// Whether it was joined: not when either side has another already.
pub(super) async fn insert_link(
    tx: &mut TenantTx,
    subject: &str,
    email: &Email,
    person: PersonId,
) -> Result<bool> {
    let done = sqlx::query(
        "insert into identity_link (tenant_id, provider, subject, person_id, email, created_at)
         values ($1, 'google', $2, $3, $4, $5)
         on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(subject)
    .bind(person)
    .bind(email)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether there was one to forget.
pub(crate) async fn forget_link(tx: &mut TenantTx, person: PersonId) -> Result<bool> {
    let done = sqlx::query(
        "delete from identity_link where tenant_id = $1 and person_id = $2 and provider = 'google'",
    )
    .bind(tx.tenant())
    .bind(person)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Forgets one of another address than the person's own.
pub(crate) async fn forget_foreign_link(tx: &mut TenantTx, person: &PersonRow) -> Result<()> {
    sqlx::query("delete from identity_link where tenant_id = $1 and person_id = $2 and email <> $3")
        .bind(tx.tenant())
        .bind(person.person_id)
        .bind(&person.email)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
