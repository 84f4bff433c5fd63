//! Who works for the provider, and as what.

use db::TenantTx;
use kernel::{Actor, Email, Error, Line, Locale, PersonId, Result, Role};

use super::create_person::{NewPerson, create_unless_known};
use super::invite::mail_invitation;
use super::revoke_sessions::{Reason, revoke_all};
use crate::error::IdentityError;
use crate::letters::Letters;
use crate::model::Status;
use crate::queries::people::get_row;
use crate::settings::PeopleSettings;

/// Somebody new at the provider's.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// Address.
    pub email: Email,
    /// Name.
    pub name: Line<120>,
    /// One of [`Role::PROVIDER`].
    pub role: Role,
    /// Language of the mail.
    pub locale: Locale,
}

/// Adds the person at the platform and mails the invitation, by which the first password is set.
pub async fn invite_staff(
    tx: &mut TenantTx,
    new: NewStaff,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<PersonId> {
    check_role(new.role)?;
    check_actor(tx).await?;
    let person = NewPerson {
        email: new.email,
        name: new.name,
        phone: None,
        role: new.role,
        locale: new.locale,
        password_hash: None,
        verified: false,
    };
    let made = create_unless_known(tx, &person).await?;
    let id = made.ok_or_else(|| Error::invalid("email", "taken"))?;
    mail_invitation(tx, id, letters, people).await?;
    Ok(id)
}

/// Gives another role or standing; the person's sessions end. Nobody does it to themselves, so somebody who may steer the
/// platform always remains.
pub async fn change_staff(tx: &mut TenantTx, id: PersonId, role: Role, status: Status) -> Result<()> {
    check_role(role)?;
    check_actor(tx).await?;
    let person = get_row(tx, id).await?;
    if !person.role.is_providers() {
        return Err(Error::not_found());
    }
    if tx.actor().person() == Some(id) {
        return Err(IdentityError::OwnAccount.into());
    }
    sqlx::query(
        "update person set role = $3, status = $4, updated_at = $5 where tenant_id = $1 and person_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(role)
    .bind(status)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    revoke_all(tx, id, None, Reason::StandingChanged).await?;
    Ok(())
}

/// Whether this person works for the provider now and may help at shops.
pub async fn may_help(tx: &mut TenantTx, id: PersonId) -> Result<bool> {
    let role: Option<Role> = sqlx::query_scalar(
        "select role from person where tenant_id = $1 and person_id = $2 and status = 'active'",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(role.is_some_and(|role| role.may(kernel::Permission::EnterShops)))
}

fn check_role(role: Role) -> Result<()> {
    if role.is_providers() {
        Ok(())
    } else {
        Err(Error::invalid("role", "not_a_choice"))
    }
}

/// Of two who depose each other, the second waits here and is found deposed.
async fn check_actor(tx: &mut TenantTx) -> Result<()> {
    let heads: Vec<PersonId> = sqlx::query_scalar(
        "select person_id from person
          where tenant_id = $1 and role = 'super_admin' and status = 'active'
          order by person_id
            for update",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?;
    match tx.actor() {
        Actor::System => Ok(()),
        Actor::Person { id, .. } if heads.contains(&id) => Ok(()),
        _ => Err(IdentityError::OwnersOnly.into()),
    }
}
