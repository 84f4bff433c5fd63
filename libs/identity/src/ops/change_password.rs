//! Somebody signed in changes the own password.

use db::TenantTx;
use kernel::{Error, Result};

use super::prove_self::{Proof, prove_self};
use super::set_password::set_own_password;
use crate::letters::Letters;
use crate::settings::PeopleSettings;

/// How it ended.
#[derive(Debug)]
pub enum Changed {
    /// The present password is wrong, a lock lasts, or the session ended meanwhile. The edge commits what was counted.
    Refused(Error),
    /// Done; the person's other sessions ended.
    Done,
}

/// Sets the new password, which comes checked and hashed, if the present one was right.
pub async fn change_password(
    tx: &mut TenantTx,
    proof: Proof<'_>,
    hash: &str,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<Changed> {
    if let Some(error) = prove_self(tx, proof, people).await? {
        return Ok(Changed::Refused(error));
    }
    let history = people.password.history;
    set_own_password(tx, proof.person, hash, history, proof.session, letters).await?;
    Ok(Changed::Done)
}
