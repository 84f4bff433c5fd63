//! Making a new key.

use kernel::Result;
use kernel::id::Uuid;
use serde_json::{Value, json};
use webauthn_rs::prelude::{PasskeyRegistration, RegisterPublicKeyCredential};
use webauthn_rs_proto::ResidentKeyRequirement;

use crate::credential::Credential;
use crate::refused::Refused;
use crate::relying_party::{Begun, RelyingParty, as_json, fault};

/// Whose key it will be, as their device shows it.
#[derive(Debug, Clone, Copy)]
pub struct NewOwner<'a> {
    /// Comes back with each sign-in.
    pub id: Uuid,
    /// Address.
    pub email: &'a str,
    /// Name.
    pub name: &'a str,
}

/// What the browser answers; all of it base64url.
#[derive(Debug, Clone, Copy)]
pub struct Attestation<'a> {
    /// The credential's id.
    pub id: &'a str,
    /// `clientDataJSON`.
    pub client_data: &'a str,
    /// `attestationObject`.
    pub attestation: &'a str,
}

impl RelyingParty {
    /// Begins; the devices that hold one of `known` make no second.
    pub fn begin_adding(&self, owner: NewOwner<'_>, known: Vec<Vec<u8>>) -> Result<Begun> {
        let (mut options, state) = self
            .0
            .start_passkey_registration(owner.id, owner.email, owner.name, Some(known))
            .map_err(fault)?;
        // The library lets devices choose; only a discoverable key signs in without an address.
        if let Some(wish) = &mut options.public_key.authenticator_selection {
            wish.resident_key = Some(ResidentKeyRequirement::Required);
            wish.require_resident_key = true;
        }
        Ok(Begun {
            options: as_json(&options.public_key)?,
            state: as_json(&state)?,
        })
    }

    /// The new key, if the answer is to be believed.
    pub fn finish_adding(&self, state: Value, answer: Attestation<'_>) -> Result<Credential, Refused> {
        let state: PasskeyRegistration = serde_json::from_value(state).map_err(Refused::because)?;
        let passkey = self.0.finish_passkey_registration(&answer.parse()?, &state)?;
        Credential::of(passkey)
    }
}

impl Attestation<'_> {
    fn parse(self) -> Result<RegisterPublicKeyCredential, Refused> {
        let answer = json!({
            "id": self.id,
            "rawId": self.id,
            "type": "public-key",
            "response": { "clientDataJSON": self.client_data, "attestationObject": self.attestation },
        });
        serde_json::from_value(answer).map_err(Refused::because)
    }
}
