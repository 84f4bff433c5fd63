//! The second factor is taken away from who lost telephone and recovery codes.

use db::TenantTx;
use kernel::{Actor, Error, PersonId, Result, Role};

use super::factor::is_asked_for;
use super::recovery::delete_recovery_codes;
use crate::error::IdentityError;
use crate::letters::{Letters, Notice};
use crate::model::PersonRow;
use crate::ops::owners::lock_owners;
use crate::ops::passkeys::forget_passkeys;
use crate::ops::revoke_sessions::{Reason, revoke_all};
use crate::ops::throttle::{self, Subject};
use crate::queries::people::{find_by_email, get_row};

/// By somebody of the team for another person. Refuses with `not_found` when there is none to take away.
pub async fn reset_second_factor(tx: &mut TenantTx, id: PersonId, letters: Letters<'_>) -> Result<()> {
    let owners = lock_owners(tx).await?;
    let person = get_row(tx, id).await?;
    match tx.actor() {
        Actor::Person { id: own, .. } if own == id => return Err(IdentityError::OwnAccount.into()),
        Actor::Person { id: by, role, .. } if role != Role::Owner || owners.contains(&by) => {
            if person.role == Role::Owner && role != Role::Owner {
                return Err(IdentityError::OwnersOnly.into());
            }
        }
        _ => return Err(IdentityError::OwnersOnly.into()),
    }
    take_away(tx, &person).await?;
    letters.notice(tx, &person, Notice::SecondFactorReset).await
}

/// By the operator of the platform, who has made sure of whom they talk to: for an owner whom nobody else can help.
pub async fn reset_second_factor_of(tx: &mut TenantTx, email: &kernel::Email) -> Result<PersonRow> {
    let person = find_by_email(tx, email).await?.ok_or_else(Error::not_found)?;
    take_away(tx, &person).await?;
    Ok(person)
}

async fn take_away(tx: &mut TenantTx, person: &PersonRow) -> Result<()> {
    if !is_asked_for(tx, person.person_id).await? {
        return Err(Error::not_found());
    }
    throttle::clear(tx, Subject::Codes(&person.email)).await?;
    forget_factor(tx, person.person_id).await?;
    // The telephone that is lost may hold one.
    forget_passkeys(tx, person.person_id).await?;
    revoke_all(tx, person.person_id, None, Reason::SecondFactor).await?;
    Ok(())
}

/// Secret and recovery codes.
pub(crate) async fn forget_factor(tx: &mut TenantTx, person: PersonId) -> Result<()> {
    delete_recovery_codes(tx, person).await?;
    sqlx::query("delete from second_factor where tenant_id = $1 and person_id = $2")
        .bind(tx.tenant())
        .bind(person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
