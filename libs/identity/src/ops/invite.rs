//! Somebody is asked to join the team.

use billing::admit;
use db::TenantTx;
use kernel::{Actor, Email, Error, Limit, Line, Locale, PersonId, Phone, Result, Role};

use super::create_person::{NewPerson, create_unless_known};
use super::google::link::forget_link;
use super::one_time_link::{issue, use_up};
use super::owners::lock_owners;
use super::passkeys::forget_passkeys;
use super::revoke_sessions::{Reason, revoke_all};
use super::second_factor::reset::forget_factor;
use super::throttle::{self, Subject};
use crate::error::IdentityError;
use crate::letters::{Letters, Reader};
use crate::model::Purpose;
use crate::queries::people::get_row;
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

/// Adds the person and mails the invitation. A customer of that address joins too, but starts over, see [`start_over`].
pub async fn invite(
    tx: &mut TenantTx,
    invitation: Invitation,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<PersonId> {
    if !Role::STAFF.contains(&invitation.role) {
        return Err(Error::invalid("role", "not_a_choice"));
    }
    check_inviter(tx).await?;
    admit(tx, Limit::People).await?;
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
    mail_invitation(tx, id, letters, people).await?;
    Ok(id)
}

/// Mails a new link to somebody who has not accepted yet.
pub async fn invite_again(
    tx: &mut TenantTx,
    id: PersonId,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<()> {
    check_inviter(tx).await?;
    let person = get_row(tx, id).await?;
    if person.password_hash.is_some() || !person.role.is_staff() {
        return Err(Error::not_found());
    }
    mail_invitation(tx, id, letters, people).await
}

/// Only who is an owner invites: now, not when the request began.
async fn check_inviter(tx: &mut TenantTx) -> Result<()> {
    let owners = lock_owners(tx).await?;
    match tx.actor() {
        Actor::System => Ok(()),
        Actor::Person { id, .. } if owners.contains(&id) => Ok(()),
        _ => Err(IdentityError::OwnersOnly.into()),
    }
}

async fn promote_customer(tx: &mut TenantTx, new: &NewPerson) -> Result<PersonId> {
    let promoted: Option<PersonId> = sqlx::query_scalar(
        "update person set role = $3, name = $4, locale = $5, status = 'active', updated_at = $6
          where tenant_id = $1 and email = $2 and role = 'customer'
         returning person_id",
    )
    .bind(tx.tenant())
    .bind(&new.email)
    .bind(new.role)
    .bind(&new.name)
    .bind(new.locale)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?;
    let id = promoted.ok_or_else(|| Error::invalid("email", "taken"))?;
    start_over(tx, id).await?;
    Ok(id)
}

/// Takes away all that was proved before somebody joined the team: password, account at Google, second factor, passkeys, sessions, links. Anybody may register an
/// address, and its owner may well click the genuine mail that confirms it; so a proved address says nothing of who chose
/// the password. Customers are spared another question when they confirm, since only a role makes the account worth
/// stealing: there the invitation, sent to the mailbox, has its owner choose a password before the role is of any use.
pub(crate) async fn start_over(tx: &mut TenantTx, person: PersonId) -> Result<()> {
    sqlx::query(
        "update person set password_hash = null, email_verified_at = null
          where tenant_id = $1 and person_id = $2",
    )
    .bind(tx.tenant())
    .bind(person)
    .execute(&mut **tx)
    .await?;
    for purpose in [
        Purpose::VerifyEmail,
        Purpose::ResetPassword,
        Purpose::ExpiredPassword,
    ] {
        use_up(tx, person, purpose).await?;
    }
    forget_factor(tx, person).await?;
    forget_link(tx, person).await?;
    forget_passkeys(tx, person).await?;
    revoke_all(tx, person, None, Reason::StandingChanged).await?;
    Ok(())
}

/// Mails the link that sets the first password; so many in a time by one business.
pub(crate) async fn mail_invitation(
    tx: &mut TenantTx,
    id: PersonId,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<()> {
    throttle::admit(tx, Subject::Invitations, people.invitations).await?;
    let person = get_row(tx, id).await?;
    let token = issue(tx, id, Purpose::Invitation, people.invitation_seconds).await?;
    let to = Reader {
        email: &person.email,
        name: &person.name,
        locale: person.locale,
    };
    letters.invite(tx, to, &token).await
}
