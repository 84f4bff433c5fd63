//! Whose calendars.

use outbound::Url;
use secrecy::SecretString;

/// Somebody at a server.
#[derive(Debug, Clone)]
pub struct Account {
    /// As they typed it: the server, or any address of theirs there.
    pub server: Url,
    /// Their name there.
    pub user: String,
    /// Their password: better one for us alone ("app password").
    pub password: SecretString,
}

impl Account {
    /// Whether the password may be told at an address that the server named. iCloud and others keep each person's calendars at
    /// a host of their own, so besides the origin itself hosts of one family are trusted: a server that has the password can
    /// tell it to them anyway.
    pub(crate) fn trusts(&self, url: &Url) -> bool {
        let server = &self.server;
        if server.origin() == url.origin() {
            return true;
        }
        let ports = (server.port_or_known_default(), url.port_or_known_default());
        let safe = server.scheme() == "https" && url.scheme() == "https" && ports.0 == ports.1;
        match (server.domain(), url.domain()) {
            (Some(ours), Some(theirs)) => safe && is_kin(ours, theirs),
            _ => false,
        }
    }
}

/// Parent and child, or children of one parent that is more than a top-level domain.
fn is_kin(one: &str, other: &str) -> bool {
    let below = |child: &str, parent: &str| {
        parent.contains('.') && child.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.'))
    };
    let parents = (one.split_once('.'), other.split_once('.'));
    let siblings = matches!(parents, (Some((_, a)), Some((_, b))) if a == b && a.contains('.'));
    one == other || below(one, other) || below(other, one) || siblings
}

#[cfg(test)]
mod tests {
    use super::Account;

    #[test]
    fn the_password_is_told_within_the_family_only() {
        let trusts = |server: &str, url: &str| {
            let account = Account {
                server: server.parse().unwrap(),
                user: "ana".into(),
                password: "secret".into(),
            };
            account.trusts(&url.parse().unwrap())
        };
        for (server, url) in [
            (
                "https://caldav.icloud.com",
                "https://p42-caldav.icloud.com:443/17/calendars/",
            ),
            ("https://fastmail.com/x", "https://caldav.fastmail.com/dav/"),
            ("https://dav.example.com", "https://example.com/dav"),
            ("http://127.0.0.1:5232", "http://127.0.0.1:5232/ana/"),
        ] {
            assert!(trusts(server, url), "{server} {url}");
        }
        for (server, url) in [
            ("https://dav.example.com", "http://dav.example.com/"),
            ("https://dav.example.com", "https://dav.example.com:8443/"),
            ("https://dav.example.com", "https://dav.example.com.evil.test/"),
            ("https://example.com", "https://evilexample.com/"),
            ("https://example.com", "https://other.com/"),
            ("https://1.1.1.1", "https://1.1.1.2/"),
            ("http://127.0.0.1:5232", "http://127.0.0.1:5233/"),
        ] {
            assert!(!trusts(server, url), "{server} {url}");
        }
    }
}
