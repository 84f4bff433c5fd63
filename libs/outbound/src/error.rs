//! Why there is no answer.

use std::time::Duration;

use crate::send::MOST_REDIRECTS;

/// Why there is no answer. Names no address, since a feed's holds its key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutboundError {
    /// It, or one that it leads to, may not be called.
    #[error("the address may not be called: {0}")]
    Address(#[from] AddressFault),
    /// It leads on and on.
    #[error("it leads on to another address more than {} times", MOST_REDIRECTS)]
    Redirects,
    /// More bytes than the request allows.
    #[error("the answer is longer than {0} bytes")]
    TooLong(usize),
    /// More time than the request allows.
    #[error("there was no whole answer within {0:?}")]
    Slow(Duration),
    /// It is packed otherwise than we asked for, or broken.
    #[error("the answer cannot be unpacked")]
    Packing,
    /// Nobody is there, or whoever is breaks off or speaks no HTTP.
    #[error("nobody answers: {0}")]
    Away(String),
}

/// What is wrong with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// Everybody on the way could read and change what is said.
    #[error("it does not begin with https://")]
    NotHttps,
    /// A name or password stands in it, which belong into fields of their own.
    #[error("it holds a user or a password")]
    Credentials,
    /// It is of this machine or of a network that is not public.
    #[error("it leads to a network that is not public")]
    NotPublic,
    /// A redirect to what is no address.
    #[error("it leads on to something that is no address")]
    NoAddress,
}

impl OutboundError {
    /// Whether the same call may succeed later.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Slow(_) | Self::Away(_))
    }

    /// The library's words without its sentence around them, which repeats the address.
    pub(crate) fn of(error: &reqwest::Error) -> Self {
        let causes = || std::iter::successors(std::error::Error::source(error), |e| e.source());
        if let Some(fault) = causes().find_map(|e| e.downcast_ref::<AddressFault>()) {
            return Self::Address(*fault);
        }
        let deepest = causes().last().map(ToString::to_string);
        Self::Away(deepest.unwrap_or_else(|| "no answer".to_owned()))
    }
}
