//! Why a message was not sent.

use crate::status::find_status;

/// Why a message was not sent. The server's words often repeat the address, so they are no part of what is displayed
/// (and logged): [`Self::words`] has them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// This message will never be accepted: a malformed address, a mailbox that does not exist.
    #[error("the mail server refuses the message")]
    Permanent(String),
    /// Another try may succeed: the server is away, slow, full, or does not accept our credentials (which people can
    /// mend without the message being lost).
    #[error("the mail could not be sent now")]
    Temporary(String),
}

impl SendError {
    /// Whether the server refuses the address, so that any other mail to it would fail too: by its enhanced status (RFC 3463), or
    /// by its words where it is too old to have one.
    pub fn is_about_address(&self) -> bool {
        let Self::Permanent(words) = self else {
            return false;
        };
        match find_status(words) {
            Some(status) => status.is_about_address(),
            None => says_unknown(words),
        }
    }

    /// What the server said, for whoever may see the message itself.
    pub fn words(&self) -> &str {
        match self {
            Self::Permanent(words) | Self::Temporary(words) => words,
        }
    }
}

impl From<lettre::transport::smtp::Error> for SendError {
    fn from(e: lettre::transport::smtp::Error) -> Self {
        let words = chain(&e);
        let refused = e.status().is_some_and(|code| is_final(code.into()));
        if refused {
            Self::Permanent(words)
        } else {
            Self::Temporary(words)
        }
    }
}

impl From<lettre::error::Error> for SendError {
    fn from(e: lettre::error::Error) -> Self {
        Self::Permanent(chain(&e))
    }
}

impl From<lettre::address::AddressError> for SendError {
    fn from(e: lettre::address::AddressError) -> Self {
        Self::Permanent(chain(&e))
    }
}

/// SMTP reply codes (RFC 5321 §4.2) from 500 on are final, except those about authentication (RFC 4954 §6). Whatever
/// happens without a reply (no connection, no TLS offered) is no fault of the message.
fn is_final(code: u16) -> bool {
    code >= 500 && !matches!(code, 530 | 534 | 535 | 538)
}

/// How servers say that they know no such mailbox.
fn says_unknown(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    [
        "no such user",
        "user unknown",
        "unknown user",
        "no such mailbox",
        "mailbox not found",
        "does not exist",
    ]
    .iter()
    .any(|said| words.contains(said))
}

fn chain(e: &dyn std::error::Error) -> String {
    let mut words = e.to_string();
    let mut deeper = e.source();
    while let Some(source) = deeper {
        let more = source.to_string();
        // Many errors repeat their source in their own words.
        if !words.ends_with(&more) {
            words = format!("{words}: {more}");
        }
        deeper = source.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{SendError, is_final};

    #[test]
    fn the_address_is_not_in_what_is_logged() {
        let error = SendError::Permanent("550 5.1.1 <ana@ejemplo.test>: no such user".into());
        assert!(!error.to_string().contains("ana@") && error.words().contains("ana@"));
    }

    #[test]
    fn only_some_refusals_are_about_the_address() {
        let about = |words: &str| SendError::Permanent(words.into()).is_about_address();
        assert!(about("permanent error (550): 5.1.1 <a@b.test>: no such mailbox"));
        assert!(about("permanent error (550): No such user here"));
        assert!(!about(
            "permanent error (550): 5.7.1 looks like spam, user unknown to us"
        ));
        assert!(!about("permanent error (552): too large"));
        assert!(!SendError::Temporary("450 4.2.1 busy".into()).is_about_address());
    }

    #[test]
    fn refusals_are_final_and_outages_are_not() {
        assert_eq!(
            [550, 553, 451, 421, 535].map(is_final),
            [true, true, false, false, false]
        );
    }
}
