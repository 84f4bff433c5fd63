//! Comparing the password of who is signed in, without a connection, before something weighty.

use http::{Failure, SignedIn};
use kernel::Result;

use super::desk::Desk;
use crate::hashing;
use crate::model::{Password, PersonRow};
use crate::ops::prove_self::Proof;
use crate::ops::throttle::{self, Subject};
use crate::queries::people::get_row;
use crate::queries::sessions::began_within;

/// Who has no password proves who they are by having signed in within so many seconds.
const JUST_NOW: i64 = 10 * 60;

/// What was compared.
#[derive(Debug)]
pub struct Compared {
    /// Who, as they are now.
    pub person: PersonRow,
    /// Whether it was theirs.
    pub matched: bool,
}

impl Compared {
    /// For the transaction that follows.
    pub fn proof(&self, caller: &SignedIn) -> Proof<'_> {
        Proof {
            person: &self.person,
            matched: self.matched,
            session: caller.person.session_id,
        }
    }
}

/// Compares; during a lock nothing is.
pub async fn compare_self(
    desk: &Desk,
    caller: &SignedIn,
    password: Option<&Password>,
) -> Result<Compared, Failure> {
    let mut tx = desk.begin().await?;
    let person = get_row(&mut tx, caller.person.person_id).await?;
    let lock = throttle::locked_for(&mut tx, Subject::Account(&person.email)).await?;
    let just_came = began_within(&mut tx, caller.person.session_id, JUST_NOW).await?;
    tx.commit().await?;
    if let Some(seconds) = lock {
        return Err(throttle::refusal(seconds).into());
    }
    let matched = match (&person.password_hash, password) {
        (None, _) => just_came,
        (Some(_), None) => return Err(kernel::Error::invalid("current_password", "required").into()),
        (Some(hash), Some(password)) => hashing::matches(password, Some(hash.clone())).await?,
    };
    Ok(Compared { person, matched })
}
