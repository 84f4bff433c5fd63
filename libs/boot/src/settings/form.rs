//! Forms that several sections ask for.

use url::{Host, Url};

/// A secret with this scheme in front: `postgres://…`.
pub(super) fn url_with(schemes: &'static [&'static str]) -> impl Fn(&str) -> Result<(), String> {
    move |text| match Url::parse(text) {
        Ok(url) if schemes.contains(&url.scheme()) => Ok(()),
        Ok(_) => Err(format!("it does not begin with {}://", schemes.join(":// or "))),
        Err(e) => Err(format!("it is not an address: {e}")),
    }
}

/// A secret of at least so many characters.
pub(super) fn at_least(characters: usize) -> impl Fn(&str) -> Result<(), String> {
    move |text| match text.chars().count() {
        few if few < characters => Err(format!("it has {few} characters")),
        _ => Ok(()),
    }
}

/// An address of the web: `https://example.com/path`.
pub(super) fn web(text: &str) -> Option<Url> {
    Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// An origin: scheme, host and perhaps a port, and nothing after.
pub(super) fn origin(text: &str) -> Option<Url> {
    web(text).filter(|url| {
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        bare && url.username().is_empty() && url.password().is_none()
    })
}

/// Whether browsers take plain HTTP from there as safe.
pub(super) fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
