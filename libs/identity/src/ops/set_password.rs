//! A new password takes effect: through a link, or by somebody who knew the old one. It comes hashed and checked.

use db::TenantTx;
use kernel::{PersonId, Result, SessionId};

use super::google::link::forget_foreign_link;
use super::one_time_link::{redeem, use_up};
use super::passkeys::forget_passkeys;
use super::revoke_sessions::{Reason, revoke_all};
use super::second_factor::reset::forget_factor;
use super::throttle::{self, Subject};
use crate::error::IdentityError;
use crate::letters::{Letters, Reader};
use crate::model::{PersonRow, Purpose};
use crate::queries::people::get_row;

/// What links may set a password.
pub const PASSWORD_LINKS: [Purpose; 2] = [Purpose::ResetPassword, Purpose::ExpiredPassword];
/// What an invitation's link may do.
pub const INVITATIONS: [Purpose; 1] = [Purpose::Invitation];

/// Uses the link and sets the password. Every session of the person ends, every other such link too, and a lock is
/// lifted: whoever holds the link owns the account.
pub async fn set_password_by_link(
    tx: &mut TenantTx,
    token: &str,
    purposes: &[Purpose],
    hash: &str,
    history: usize,
    letters: Letters<'_>,
) -> Result<()> {
    let used = redeem(tx, token, purposes).await?;
    let (person, purpose) = used.ok_or(IdentityError::LinkExpired)?;
    let person = get_row(tx, person).await?;
    // The throttle before the person, like a sign-in and a change of password: who waits crosswise would be refused.
    throttle::clear(tx, Subject::Account(&person.email)).await?;
    if purpose.proves_address() {
        prove_address(tx, person.person_id).await?;
    }
    set_password(tx, &person, hash, history, None).await?;
    if purpose == Purpose::ResetPassword {
        part_from_others(tx, &person).await?;
    }
    if purpose == Purpose::Invitation {
        Ok(())
    } else {
        tell(tx, &person, letters).await
    }
}

/// Who wins the account back by its mailbox is rid of whoever had a way in of their own. A second factor stays, since it
/// guards against who reads the mails; of an address that nobody had proved it can only be a stranger's.
async fn part_from_others(tx: &mut TenantTx, person: &PersonRow) -> Result<()> {
    forget_foreign_link(tx, person).await?;
    forget_passkeys(tx, person.person_id).await?;
    if !person.email_verified {
        forget_factor(tx, person.person_id).await?;
    }
    Ok(())
}

/// Sets the password of somebody who is signed in; their other sessions end.
pub(crate) async fn set_own_password(
    tx: &mut TenantTx,
    person: &PersonRow,
    hash: &str,
    history: usize,
    session: SessionId,
    letters: Letters<'_>,
) -> Result<()> {
    set_password(tx, person, hash, history, Some(session)).await?;
    if person.email_verified {
        tell(tx, person, letters).await?;
    }
    Ok(())
}

async fn set_password(
    tx: &mut TenantTx,
    person: &PersonRow,
    hash: &str,
    history: usize,
    session: Option<SessionId>,
) -> Result<()> {
    let previous = person.used_passwords(history.saturating_sub(1));
    sqlx::query(
        "update person set password_hash = $3, previous_passwords = $4, password_changed_at = $5, updated_at = $5
          where tenant_id = $1 and person_id = $2",
    )
    .bind(tx.tenant())
    .bind(person.person_id)
    .bind(hash)
    .bind(previous)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    for purpose in [
        Purpose::ResetPassword,
        Purpose::ExpiredPassword,
        Purpose::Invitation,
    ] {
        use_up(tx, person.person_id, purpose).await?;
    }
    revoke_all(tx, person.person_id, session, Reason::PasswordChanged).await?;
    Ok(())
}

pub(crate) async fn prove_address(tx: &mut TenantTx, person: PersonId) -> Result<()> {
    sqlx::query(
        "update person set email_verified_at = coalesce(email_verified_at, $3)
          where tenant_id = $1 and person_id = $2",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn tell(tx: &mut TenantTx, person: &PersonRow, letters: Letters<'_>) -> Result<()> {
    let to = Reader {
        email: &person.email,
        name: &person.name,
        locale: person.locale,
    };
    letters.changed(tx, to).await
}
