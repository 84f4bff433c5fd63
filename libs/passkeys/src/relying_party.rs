//! The shop as authenticators know it.

use kernel::{Error, Result};
use serde_json::Value;
use url::Url;
use webauthn_rs::prelude::{Webauthn, WebauthnBuilder, WebauthnError};

/// One shop at one host: a passkey made here is worth nothing at another.
#[derive(Debug)]
pub struct RelyingParty(pub(crate) Webauthn);

/// A conversation with an authenticator that has begun.
#[derive(Debug)]
pub struct Begun {
    /// What the browser passes to `navigator.credentials`, as `publicKey`; binary fields are base64url.
    pub options: Value,
    /// What the answer is compared with. Kept by us, good for one answer.
    pub state: Value,
}

impl RelyingParty {
    /// `origin` is where browsers are, `https://demo.example`; its host becomes the id. `name` is shown by the device.
    pub fn new(origin: &str, name: &str) -> Result<Self> {
        let origin = Url::parse(origin).map_err(|e| Error::Fault(e.into()))?;
        let id = origin
            .domain()
            .ok_or_else(|| Error::fault("a relying party has a host name"))?;
        let built = WebauthnBuilder::new(id, &origin).and_then(|shop| shop.rp_name(name).build());
        Ok(Self(built.map_err(fault)?))
    }
}

/// What cannot be begun is our mistake, never the browser's.
pub(crate) fn fault(error: WebauthnError) -> Error {
    Error::Fault(error.into())
}

/// As JSON.
pub(crate) fn as_json(value: &impl serde::Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(|e| Error::Fault(e.into()))
}
