//! What opens an account at a server of calendars.

use caldav::{Account, CalDav, CalDavError};
use kernel::{Error, Result};
use outbound::{Outbound, Url};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

/// Server, user and password, as somebody typed them.
#[derive(Debug, Clone)]
pub struct Login {
    /// The server, or any address of theirs there.
    pub server: Url,
    /// Their name there.
    pub user: String,
    /// Their password, best one for us alone.
    pub password: SecretString,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    server: String,
    user: String,
    password: String,
}

impl Login {
    /// How the account is called here.
    pub fn name(&self) -> String {
        format!("{} · {}", self.user, self.server.host_str().unwrap_or_default())
    }

    /// The way to it.
    pub fn client(&self, outbound: &Outbound) -> std::result::Result<CalDav, CalDavError> {
        let account = Account {
            server: self.server.clone(),
            user: self.user.clone(),
            password: self.password.clone(),
        };
        CalDav::new(outbound.clone(), account)
    }

    /// To be sealed.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let kept = Kept {
            server: self.server.as_str().to_owned(),
            user: self.user.clone(),
            password: self.password.expose_secret().to_owned(),
        };
        serde_json::to_vec(&kept).map_err(|e| Error::Fault(e.into()))
    }

    /// As it was sealed.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self> {
        let kept: Kept = serde_json::from_slice(bytes).map_err(|e| Error::Fault(e.into()))?;
        Ok(Self {
            server: Url::parse(&kept.server).map_err(|e| Error::Fault(e.into()))?,
            user: kept.user,
            password: kept.password.into(),
        })
    }
}
