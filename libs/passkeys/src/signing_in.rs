//! Signing in with a key that is known.

use kernel::Result;
use kernel::id::Uuid;
use serde_json::{Value, json};
use webauthn_rs::prelude::{DiscoverableAuthentication, PublicKeyCredential};

use crate::credential::{Credential, Used};
use crate::refused::Refused;
use crate::relying_party::{Begun, RelyingParty, as_json, fault};

/// What the browser answers; all of it base64url.
#[derive(Debug, Clone, Copy)]
pub struct Assertion<'a> {
    /// The credential's id.
    pub id: &'a str,
    /// `userHandle`: whose key the device says it is.
    pub owner: &'a str,
    /// `clientDataJSON`.
    pub client_data: &'a str,
    /// `authenticatorData`.
    pub authenticator_data: &'a str,
    /// The signature over both.
    pub signature: &'a str,
}

/// An answer that could be read; nothing of it is believed yet.
#[derive(Debug)]
pub struct Claim {
    /// Whose key it is said to be.
    pub owner: Uuid,
    /// Which key.
    pub credential_id: Vec<u8>,
    answer: PublicKeyCredential,
}

impl Assertion<'_> {
    /// Reads it.
    pub fn read(self) -> Result<Claim, Refused> {
        let answer = json!({
            "id": self.id,
            "rawId": self.id,
            "type": "public-key",
            "response": {
                "userHandle": self.owner,
                "clientDataJSON": self.client_data,
                "authenticatorData": self.authenticator_data,
                "signature": self.signature,
            },
        });
        let answer: PublicKeyCredential = serde_json::from_value(answer).map_err(Refused::because)?;
        let handle = answer.get_user_unique_id().unwrap_or_default();
        Ok(Claim {
            owner: Uuid::from_slice(handle).map_err(Refused::because)?,
            credential_id: answer.get_credential_id().to_vec(),
            answer,
        })
    }
}

impl RelyingParty {
    /// Begins with whoever has a key; the device offers those that it holds for this host.
    pub fn begin_sign_in(&self) -> Result<Begun> {
        let (options, state) = self.0.start_discoverable_authentication().map_err(fault)?;
        Ok(Begun {
            options: as_json(&options.public_key)?,
            state: as_json(&state)?,
        })
    }

    /// What the use changed of `credential`, the one that the claim names, if the claim is to be believed.
    pub fn finish_sign_in(
        &self,
        state: Value,
        claim: &Claim,
        credential: Credential,
    ) -> Result<Used, Refused> {
        let state: DiscoverableAuthentication = serde_json::from_value(state).map_err(Refused::because)?;
        let key = credential.known()?;
        let result = self
            .0
            .finish_discoverable_authentication_v2(&claim.answer, state, &key)?;
        Ok(Used {
            sign_counter: result.counter(),
            backed_up: result.backup_state(),
        })
    }
}
