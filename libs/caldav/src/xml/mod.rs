//! The little XML that WebDAV needs.

mod multistatus;
mod read;
mod write;

pub(crate) use multistatus::{Multistatus, Response};
pub(crate) use read::{Element, read};
pub(crate) use write::{document, escape, propfind, props};

/// Whose word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    Dav,
    CalDav,
    /// calendarserver.org: what Apple's server brought and others took over.
    Server,
    /// Apple's clients'.
    Apple,
    Other,
}

/// The name of an element.
pub(crate) type Name = (Space, &'static str);

impl Space {
    /// Those that we know, with the prefixes that we write.
    const KNOWN: [(Self, &'static str, &'static str); 4] = [
        (Self::Dav, "D", "DAV:"),
        (Self::CalDav, "C", "urn:ietf:params:xml:ns:caldav"),
        (Self::Server, "S", "http://calendarserver.org/ns/"),
        (Self::Apple, "A", "http://apple.com/ns/ical/"),
    ];
}

/// Why a server refuses, by the name of the first element in its `error`, if it reads like a name of the protocol.
pub(crate) fn reason(body: &[u8]) -> Option<String> {
    let error = read(body).ok().filter(|root| root.is((Space::Dav, "error")))?;
    let name = error.children.into_iter().next()?.name;
    let sane = name.len() <= 60 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    sane.then_some(name)
}
