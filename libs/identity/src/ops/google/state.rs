//! What ties Google's answer to one attempt at one shop.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use google_sign_in::Riddle;
use http::secrets::{Secrets, sha256};
use kernel::{Env, TenantId};
use uuid::Uuid;

const PURPOSE: &str = "google-state";
const TENANT: usize = 16;
const CHANCE: usize = 32;
const MAC: usize = 16;

/// Goes to Google with the browser and comes back at the platform's host: the shop and 256 bits of chance, under a MAC. So
/// nobody but us can name a shop there, and the name alone opens nothing: the attempt must stand in that shop's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The shop that the browser left from.
    pub tenant: TenantId,
    chance: [u8; CHANCE],
}

impl State {
    /// Of a new attempt.
    pub fn new(tenant: TenantId, env: &Env) -> Self {
        Self {
            tenant,
            chance: env.random(),
        }
    }

    /// One that we made, however long ago.
    pub fn parse(secrets: &Secrets, text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (said, mac) = bytes.split_at_checked(TENANT + CHANCE)?;
        if mac.len() != MAC || !secrets.mac_matches(PURPOSE, said, mac) {
            return None;
        }
        let (tenant, chance) = said.split_first_chunk::<TENANT>()?;
        Some(Self {
            tenant: TenantId(Uuid::from_bytes(*tenant)),
            chance: chance.try_into().ok()?,
        })
    }

    /// As it is kept.
    pub fn hash(&self) -> Vec<u8> {
        sha256(&self.chance).to_vec()
    }

    /// What Google gets. Verifier and nonce need not be kept: who knows the state, but not the master key, cannot tell them.
    pub fn riddle(&self, secrets: &Secrets) -> Riddle {
        Riddle {
            state: self.text(secrets),
            verifier: secrets.mac("google-verifier", &self.chance),
            nonce: secrets.mac("google-nonce", &self.chance),
        }
    }

    fn text(&self, secrets: &Secrets) -> String {
        let said = [self.tenant.0.as_bytes().as_slice(), &self.chance].concat();
        let mac = secrets.mac(PURPOSE, &said);
        URL_SAFE_NO_PAD.encode([said.as_slice(), &mac[..MAC]].concat())
    }
}

#[cfg(test)]
mod tests {
    use http::secrets::Secrets;
    use kernel::{Clock, Env, TenantId};

    use super::State;

    #[test]
    fn only_what_we_made_is_read_and_only_whole() {
        let env = Env::seeded(Clock::manual("2026-11-22T15:00:00Z".parse().unwrap()), 7);
        let (ours, theirs) = (Secrets::from_text("a"), Secrets::from_text("b"));
        let state = State::new(TenantId::PLATFORM, &env);
        let riddle = state.riddle(&ours);
        assert_eq!(State::parse(&ours, &riddle.state), Some(state.clone()));
        assert_eq!(State::parse(&theirs, &riddle.state), None);
        let mut other = riddle.state.clone().into_bytes();
        other[3] = if other[3] == b'A' { b'B' } else { b'A' };
        for text in [
            &riddle.state[..80],
            &format!("{}AAAA", riddle.state),
            std::str::from_utf8(&other).unwrap(),
            "",
            "ñ",
        ] {
            assert_eq!(State::parse(&ours, text), None, "{text}");
        }
        assert_ne!(riddle.verifier, riddle.nonce);
        assert_ne!(riddle.verifier, state.riddle(&theirs).verifier);
    }
}
