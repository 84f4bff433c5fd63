//! What of the agenda somebody of the shop works with.

use super::ResourceId;

/// Whose appointments somebody of the shop sees and changes. Every query and operation of the desk takes one, so that none can
/// forget it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everybody's.
    All,
    /// Those that one professional serves: they themselves ask.
    Own(ResourceId),
}

impl Scope {
    /// Who has to serve what is seen; missing when it may be anybody.
    pub const fn only(self) -> Option<ResourceId> {
        match self {
            Self::All => None,
            Self::Own(own) => Some(own),
        }
    }

    /// Whether what is this one's is within it.
    pub fn holds(self, whose: ResourceId) -> bool {
        self.only().is_none_or(|own| own == whose)
    }
}
