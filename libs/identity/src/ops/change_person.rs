//! An owner changes somebody's role, or whether they may sign in.

use db::TenantTx;
use kernel::{Actor, Error, Limit, PersonId, Result, Role};

use super::invite::{mail_invitation, start_over};
use super::owners::lock_owners;
use super::revoke_sessions::{Reason, revoke_all};
use crate::error::IdentityError;
use crate::letters::Letters;
use crate::model::{PersonChange, Subject, may_change};
use crate::queries::people::{PersonView, get_person};
use crate::settings::PeopleSettings;

/// Changes it; the person's sessions end, so that the new role's times hold. Who joins the team from outside it starts
/// over by an invitation, see [`start_over`].
pub async fn change_person(
    tx: &mut TenantTx,
    id: PersonId,
    change: PersonChange,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<PersonView> {
    if change
        .role
        .is_some_and(|role| role != Role::Customer && !Role::STAFF.contains(&role))
    {
        return Err(Error::invalid("role", "not_a_choice"));
    }
    // Of two owners who depose each other, the second waits here and finds one owner left.
    let owners = lock_owners(tx).await?;
    let person = get_person(tx, id).await?;
    let subject = Subject {
        id,
        role: person.role,
        status: person.status,
        email_verified: person.email_verified,
    };
    may_change(actor(tx, &owners)?, &subject, change, &owners)?;
    if subject.joins_by(change) {
        billing::admit(tx, Limit::People).await?;
    }
    update(tx, id, change).await?;
    revoke_all(tx, id, None, Reason::StandingChanged).await?;
    if change.role.is_some_and(Role::is_staff) && !person.role.is_staff() {
        start_over(tx, id).await?;
        mail_invitation(tx, id, letters, people).await?;
    }
    get_person(tx, id).await
}

/// Who acts; an owner who was deposed a moment ago is none any more.
fn actor(tx: &TenantTx, owners: &[PersonId]) -> Result<(PersonId, Role)> {
    match tx.actor() {
        Actor::Person { id, role, .. } if role != Role::Owner || owners.contains(&id) => Ok((id, role)),
        _ => Err(IdentityError::OwnersOnly.into()),
    }
}

async fn update(tx: &mut TenantTx, id: PersonId, change: PersonChange) -> Result<()> {
    sqlx::query(
        "update person set role = coalesce($3, role), status = coalesce($4, status), updated_at = $5
          where tenant_id = $1 and person_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(change.role)
    .bind(change.status)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
