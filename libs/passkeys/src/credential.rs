//! A key as it is kept between conversations.

use serde_json::Value;
use webauthn_rs::prelude::{AttestationFormat, Credential as Known, ParsedAttestation, Passkey};
use webauthn_rs_proto::{RegisteredExtensions, UserVerificationPolicy};

use crate::refused::Refused;

/// The public half of a passkey, and what its device said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// Chosen by the authenticator; at most 1023 bytes.
    pub id: Vec<u8>,
    /// COSE key in the library's JSON.
    pub public_key: Value,
    /// Signatures so far; zero of a key that does not count.
    pub sign_counter: u32,
    /// Whether the device may copy it elsewhere.
    pub may_be_backed_up: bool,
    /// Whether it has.
    pub backed_up: bool,
}

/// What changes with each use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    /// As in [`Credential`].
    pub sign_counter: u32,
    /// As in [`Credential`].
    pub backed_up: bool,
}

impl Credential {
    pub(crate) fn of(passkey: Passkey) -> Result<Self, Refused> {
        let known = Known::from(passkey);
        // WebAuthn Level 3 §4, "Credential ID".
        if !(1..=1023).contains(&known.cred_id.len()) {
            return Err(Refused::because("a credential's id has 1 to 1023 bytes"));
        }
        Ok(Self {
            public_key: serde_json::to_value(&known.cred).map_err(Refused::because)?,
            id: known.cred_id,
            sign_counter: known.counter,
            may_be_backed_up: known.backup_eligible,
            backed_up: known.backup_state,
        })
    }

    pub(crate) fn known(self) -> Result<Passkey, Refused> {
        let key = serde_json::from_value(self.public_key).map_err(Refused::because)?;
        Ok(Passkey::from(Known {
            cred_id: self.id,
            cred: key,
            counter: self.sign_counter,
            transports: None,
            user_verified: true,
            backup_eligible: self.may_be_backed_up,
            backup_state: self.backed_up,
            registration_policy: UserVerificationPolicy::Required,
            extensions: RegisteredExtensions::none(),
            attestation: ParsedAttestation::default(),
            attestation_format: AttestationFormat::None,
        }))
    }
}
