//! Somebody signed in changes the own password. The present one was compared before, without a connection.

use db::TenantTx;
use kernel::{Error, Result, SessionId};

use super::set_password::set_own_password;
use super::throttle::{self, Subject};
use crate::letters::Letters;
use crate::model::PersonRow;
use crate::settings::PeopleSettings;

/// How it ended. A refusal counts as a failed sign-in: who found an open browser may not guess at leisure.
#[derive(Debug)]
pub enum Changed {
    /// The present password is wrong, or a lock lasts.
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
