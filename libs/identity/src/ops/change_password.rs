//! Somebody signed in changes the own password. The present one was compared before, without a connection; what was
//! reset, revoked or promoted since then stands.

use db::TenantTx;
use kernel::{Error, PersonId, Result, SessionId};

use super::set_password::set_own_password;
use super::throttle::{self, Subject};
use crate::error::IdentityError;
use crate::letters::Letters;
use crate::model::{PersonRow, Status};
use crate::settings::PeopleSettings;

/// How it ended. A refusal counts as a failed sign-in: who found an open browser may not guess at leisure.
#[derive(Debug)]
pub enum Changed {
    /// The present password is wrong, a lock lasts, or the session ended meanwhile.
    Refused(Error),
    /// Done; the person's other sessions ended.
    Done,
}

/// A new password, already checked and hashed.
#[derive(Debug, Clone, Copy)]
pub struct NewPassword<'a> {
    /// Whether the present one was right.
    pub present_matched: bool,
    /// The new one's hash.
    pub hash: &'a str,
    /// The session that stays.
    pub session: SessionId,
}

/// Sets the new password if the present one was right.
pub async fn change_password(
    tx: &mut TenantTx,
    person: &PersonRow,
    new: NewPassword<'_>,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<Changed> {
    let account = Subject::Account(&person.email);
    let state = throttle::lock(tx, account).await?;
    if let Some(seconds) = state.locked_for(tx.now()) {
        return Ok(Changed::Refused(throttle::refusal(seconds)));
    }
    if !new.present_matched {
        throttle::count_failure(tx, account, &people.account_throttle).await?;
        return Ok(Changed::Refused(Error::invalid(
            "current_password",
            "wrong_password",
        )));
    }
    if !hold(tx, person, new.session).await? {
        return Ok(Changed::Refused(IdentityError::SessionEnded.into()));
    }
    throttle::clear(tx, account).await?;
    set_own_password(
        tx,
        person,
        new.hash,
        people.password.history,
        new.session,
        letters,
    )
    .await?;
    Ok(Changed::Done)
}

/// Whether the account is in use, its password still the one that was compared, and the session alive. If so, all of it
/// stays until the commit: a reset or a promotion at the same time comes before or after, never under.
async fn hold(tx: &mut TenantTx, person: &PersonRow, session: SessionId) -> Result<bool> {
    let held: Option<PersonId> = sqlx::query_scalar(
        "select p.person_id
           from person p
           join session s on s.tenant_id = p.tenant_id and s.person_id = p.person_id
          where p.tenant_id = $1 and p.person_id = $2 and p.password_hash = $3 and p.status = $4
            and s.session_id = $5 and s.revoked_at is null and s.expires_at > $6
            and s.last_seen_at + make_interval(secs => s.idle_seconds) > $6
            for update of p, s",
    )
    .bind(tx.tenant())
    .bind(person.person_id)
    .bind(&person.password_hash)
    .bind(Status::Active)
    .bind(session)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?;
    Ok(held.is_some())
}
