//! Why somebody stays unknown.

/// Why Google did not say, or is not believed. Holds nothing of the person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GoogleError {
    /// It is away, slow, or speaks otherwise than agreed. Another try may succeed.
    #[error("Google does not answer as agreed: {0}")]
    Away(String),
    /// It does not know the code, or what it says is not to be believed.
    #[error("what came from Google is refused: {0}")]
    Refused(String),
    /// It has not verified that the address is the person's.
    #[error("Google has not verified the address")]
    Unproved,
}
