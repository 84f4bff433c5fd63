//! Why a message was not sent.

/// Why a message was not sent, with the server's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// This message will never be accepted: a malformed address, a mailbox that does not exist.
    #[error("the mail server refuses the message: {0}")]
    Permanent(String),
    /// Another try may succeed: the server is away, slow, full, or does not accept our credentials (which people can
    /// mend without the message being lost).
    #[error("the mail could not be sent now: {0}")]
    Temporary(String),
}

impl From<lettre::transport::smtp::Error> for SendError {
    fn from(e: lettre::transport::smtp::Error) -> Self {
        let words = chain(&e);
        let code = e.status().map(u16::from);
        if is_final(code, e.is_client()) {
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

/// SMTP reply codes (RFC 5321 §4.2) from 500 on are final, except those about authentication (RFC 4954 §6). Without a
/// reply, only what the client itself finds wrong is final.
fn is_final(code: Option<u16>, is_client: bool) -> bool {
    match code {
        Some(530 | 534 | 535 | 538) => false,
        Some(code) => code >= 500,
        None => is_client,
    }
}

fn chain(e: &dyn std::error::Error) -> String {
    let mut words = e.to_string();
    let mut deeper = e.source();
    while let Some(source) = deeper {
        words = format!("{words}: {source}");
        deeper = source.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::is_final;

    #[test]
    fn refusals_are_final_and_outages_are_not() {
        assert!(is_final(Some(550), false));
        assert!(is_final(None, true));
        assert!(!is_final(Some(451), false));
        assert!(!is_final(Some(535), false));
        assert!(!is_final(None, false));
    }
}
