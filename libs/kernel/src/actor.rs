//! Who is doing something, carried by every transaction for the audit trail and the order history.

use crate::{ApiKeyId, PersonId, Role, SessionId};

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Nobody signed in.
    Anonymous,
    /// Somebody with an account at this tenant.
    Person {
        /// Who.
        id: PersonId,
        /// As what.
        role: Role,
        /// From which session.
        session: SessionId,
    },
    /// A program of the shop's, in the name of whoever made its key.
    Key {
        /// By which key.
        id: ApiKeyId,
        /// Who made it.
        maker: PersonId,
        /// What they are.
        role: Role,
    },
    /// The program itself: jobs, schedules, migrations of data.
    System,
}

impl Actor {
    /// The person, if there is one; of a key, its maker.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Person { id, .. } | Self::Key { maker: id, .. } => Some(id),
            Self::Anonymous | Self::System => None,
        }
    }

    /// `customer`, `owner`, …, `anonymous` or `system`: for histories.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Person { role, .. } | Self::Key { role, .. } => role.as_str(),
            Self::System => "system",
        }
    }

    /// [`Self::label`] and, if there is one, the person's id: for traces that outlive the person.
    pub fn described(self) -> String {
        let person = self.person().map(|id| format!(" {id}")).unwrap_or_default();
        format!("{}{person}", self.label())
    }
}
