//! Passkeys: what a shop says to authenticators, and what it believes of their answers. See the README.

mod adding;
mod credential;
mod refused;
mod relying_party;
mod signing_in;

pub use adding::{Attestation, NewOwner};
pub use credential::{Credential, Used};
pub use refused::Refused;
pub use relying_party::{Begun, RelyingParty};
pub use signing_in::{Assertion, Claim};
