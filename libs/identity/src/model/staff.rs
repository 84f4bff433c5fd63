//! Who may change whose role or standing.

use kernel::{PersonId, Role};

use super::person::Status;
use crate::error::IdentityError;

/// What is to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PersonChange {
    /// The new role.
    pub role: Option<Role>,
    /// The new standing.
    pub status: Option<Status>,
}

/// Somebody as this rule sees them.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// Who.
    pub id: PersonId,
    /// Their role.
    pub role: Role,
    /// Their standing.
    pub status: Status,
    /// Whether the address is proved.
    pub email_verified: bool,
}

impl Subject {
    /// Whether the team has one more person after this change.
    pub fn joins_by(&self, change: PersonChange) -> bool {
        let works = |role: Role, status: Status| role.is_staff() && status == Status::Active;
        let (role, status) = (
            change.role.unwrap_or(self.role),
            change.status.unwrap_or(self.status),
        );
        works(role, status) && !works(self.role, self.status)
    }
}

/// Whether somebody with `actor_role` may make this change. `owners` are the active owners who can sign in.
pub fn may_change(
    actor: (PersonId, Role),
    subject: &Subject,
    change: PersonChange,
    owners: &[PersonId],
) -> Result<(), IdentityError> {
    let role = change.role.unwrap_or(subject.role);
    let status = change.status.unwrap_or(subject.status);
    if (role, status) == (subject.role, subject.status) {
        return Ok(());
    }
    if actor.0 == subject.id {
        return Err(IdentityError::OwnAccount);
    }
    if (role == Role::Owner || subject.role == Role::Owner) && actor.1 != Role::Owner {
        return Err(IdentityError::OwnersOnly);
    }
    let stays_owner = role == Role::Owner && status == Status::Active;
    if owners == [subject.id] && !stays_owner {
        return Err(IdentityError::LastOwner);
    }
    if role != subject.role && role.is_staff() && !subject.email_verified {
        return Err(IdentityError::AddressNotProved);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::{PersonId, Role, id::Uuid};
    use proptest::prelude::*;

    use super::{PersonChange, Subject, may_change};
    use crate::error::IdentityError;
    use crate::model::Status;

    const ANA: PersonId = PersonId(Uuid::from_u128(1));
    const BEA: PersonId = PersonId(Uuid::from_u128(2));

    fn subject(id: PersonId, role: Role) -> Subject {
        Subject {
            id,
            role,
            status: Status::Active,
            email_verified: true,
        }
    }

    fn to_role(role: Role) -> PersonChange {
        PersonChange {
            role: Some(role),
            status: None,
        }
    }

    #[test]
    fn owners_are_made_by_owners_only() {
        let clerk = subject(BEA, Role::Cashier);
        assert_eq!(
            may_change((ANA, Role::Owner), &clerk, to_role(Role::Owner), &[ANA]),
            Ok(())
        );
        let refused = may_change((ANA, Role::Admin), &clerk, to_role(Role::Owner), &[ANA]);
        assert_eq!(refused, Err(IdentityError::OwnersOnly));
    }

    #[test]
    fn nobody_changes_the_own_role() {
        let refused = may_change(
            (ANA, Role::Owner),
            &subject(ANA, Role::Owner),
            to_role(Role::Admin),
            &[ANA, BEA],
        );
        assert_eq!(refused, Err(IdentityError::OwnAccount));
    }

    #[test]
    fn a_stranger_who_took_an_employees_address_gets_no_role() {
        let unproved = Subject {
            email_verified: false,
            ..subject(BEA, Role::Customer)
        };
        let refused = may_change((ANA, Role::Owner), &unproved, to_role(Role::Manager), &[ANA]);
        assert_eq!(refused, Err(IdentityError::AddressNotProved));
    }

    proptest! {
        /// Whatever is allowed, an owner who can sign in remains.
        #[test]
        fn an_owner_always_remains(role in 0_usize..6, status in any::<bool>(), both in any::<bool>()) {
            let roles = [Role::Customer, Role::Professional, Role::Cashier, Role::Manager, Role::Admin, Role::Owner];
            let change = PersonChange {
                role: Some(roles[role]),
                status: Some(if status { Status::Active } else { Status::Disabled }),
            };
            let owners = if both { vec![ANA, BEA] } else { vec![BEA] };
            if may_change((ANA, Role::Owner), &subject(BEA, Role::Owner), change, &owners).is_ok() {
                let bea_stays = change.role == Some(Role::Owner) && change.status == Some(Status::Active);
                prop_assert!(both || bea_stays);
            }
        }
    }
}
