//! What Google knows of us, and where it is.

use secrecy::SecretString;
use url::Url;

/// Addresses of Google's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints {
    /// Where people say yes.
    pub consent: Url,
    /// Where codes and refresh tokens are exchanged.
    pub token: Url,
    /// Where grants end.
    pub revoke: Url,
    /// The calendars' API, without a slash at its end.
    pub api: Url,
    /// Whether plain HTTP to this very machine is allowed: only of a stand-in.
    pub plain_loopback: bool,
}

impl Endpoints {
    /// Google's own.
    pub fn google() -> Result<Self, url::ParseError> {
        Ok(Self {
            consent: Url::parse("https://accounts.google.com/o/oauth2/v2/auth")?,
            token: Url::parse("https://oauth2.googleapis.com/token")?,
            revoke: Url::parse("https://oauth2.googleapis.com/revoke")?,
            api: Url::parse("https://www.googleapis.com/calendar/v3")?,
            plain_loopback: false,
        })
    }

    /// Those of what stands in for Google, all at one address.
    pub fn stand_in(base: &Url) -> Result<Self, url::ParseError> {
        Ok(Self {
            consent: base.join("/o/oauth2/v2/auth")?,
            token: base.join("/token")?,
            revoke: base.join("/revoke")?,
            api: base.join("/calendar/v3")?,
            plain_loopback: true,
        })
    }
}

/// A client of Google's.
#[derive(Debug, Clone)]
pub struct Registration {
    /// Where it is.
    pub endpoints: Endpoints,
    /// The client's id.
    pub client_id: String,
    /// Its secret.
    pub client_secret: SecretString,
    /// Where browsers are sent back to, as written down at Google.
    pub callback: Url,
}
