//! Why an answer is not believed.

use webauthn_rs::prelude::WebauthnError;

/// Why not. Whoever answered is told no more than that it was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The signature is right, but the key's counter did not go forward: somebody else may hold a copy of it.
    Cloned,
    /// Anything else; the reason is for the log.
    Unbelievable(String),
}

impl Refused {
    pub(crate) fn because(reason: impl ToString) -> Self {
        Self::Unbelievable(reason.to_string())
    }
}

impl From<WebauthnError> for Refused {
    fn from(error: WebauthnError) -> Self {
        match error {
            WebauthnError::CredentialPossibleCompromise => Self::Cloned,
            other => Self::because(other),
        }
    }
}
