//! Somebody is asked to join the team.

use db::TenantTx;
use kernel::{Email, Error, Line, Locale, PersonId, Phone, Result, Role};

use super::create_person::{NewPerson, create_unless_known};
use super::one_time_link::issue;
use super::revoke_sessions::{Reason, revoke_all};
use crate::error::IdentityError;
use crate::letters::{Letters, Reader};
use crate::model::{PersonRow, Purpose};
use crate::queries::people::{find_by_email, get_row};
use crate::settings::PeopleSettings;

/// Who, and as what.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Address.
    pub email: Email,
    /// Name.
    pub name: Line<120>,
    /// Telephone.
    pub phone: Option<Phone>,
    /// Role; one of [`Role::STAFF`].
    pub role: Role,
    /// Language of the mail.
    pub locale: Locale,
}

/// Adds the person and mails the invitation. A customer of that address joins too, but starts over with a new password
/// that only the address's owner can set: anybody might have registered it.
pub async fn invite(
    tx: &mut TenantTx,
    invitation: Invitation,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<PersonId> {
    check_role(tx, invitation.role)?;
    let new = NewPerson {
        email: invitation.email,
        name: invitation.name,
        phone: invitation.phone,
        role: invitation.role,
        locale: invitation.locale,
        password_hash: None,
        verified: false,
    };
    let id = match create_unless_known(tx, &new).await? {
        Some(id) => id,
        None => promote_customer(tx, &new).await?,
    };
    let to = Reader {
        email: &new.email,
        name: &new.name,
        locale: new.locale,
    };
    let token = issue(tx, id, Purpose::Invitation, people.invitation_seconds).await?;
    letters.invite(tx, to, &token).await?;
    Ok(id)
}

/// Mails a new link to somebody who has not accepted yet.
pub async fn invite_again(
    tx: &mut TenantTx,
    id: PersonId,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<()> {
    let person = get_row(tx, id).await?;
    if person.password_hash.is_some() || !person.role.is_staff() {
        return Err(Error::not_found());
    }
    let token = issue(tx, id, Purpose::Invitation, people.invitation_seconds).await?;
    let to = Reader {
        email: &person.email,
        name: &person.name,
        locale: person.locale,
    };
    letters.invite(tx, to, &token).await
}

fn check_role(tx: &TenantTx, role: Role) -> Result<()> {
    if !Role::STAFF.contains(&role) {
        return Err(Error::invalid("role", "not_a_choice"));
    }
    let by_owner = matches!(
        tx.actor(),
        kernel::Actor::Person {
            role: Role::Owner,
            ..
        } | kernel::Actor::System
    );
    if role == Role::Owner && !by_owner {
        return Err(IdentityError::OwnersOnly.into());
    }
    Ok(())
}

async fn promote_customer(tx: &mut TenantTx, new: &NewPerson) -> Result<PersonId> {
    let known: Option<PersonRow> = find_by_email(tx, &new.email).await?;
    let customer = known.filter(|person| person.role == Role::Customer);
    let id = customer
        .ok_or_else(|| Error::invalid("email", "taken"))?
        .person_id;
    sqlx::query(
        "update person set role = $3, name = $4, status = 'active', password_hash = null, email_verified_at = null,
                           updated_at = $5
          where tenant_id = $1 and person_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(new.role)
    .bind(&new.name)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    revoke_all(tx, id, None, Reason::StandingChanged).await?;
    Ok(id)
}
