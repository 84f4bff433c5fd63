//! What goes out and comes back to an address that all shops share: a shop and 256 bits of chance under a MAC of the master key.
//! Nobody but us can name a shop with it, and the name alone opens nothing: what it belongs to must stand in that shop's rows.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::secrets::{Secrets, sha256};
use kernel::id::Uuid;
use kernel::{Env, TenantId};

const TENANT: usize = 16;
const CHANCE: usize = 32;
const MAC: usize = 16;

/// For the way of a browser to a provider and back.
pub const STATE: &str = "calendar-state";
/// For the messages of a channel.
pub const CHANNEL: &str = "calendar-channel";

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Whose.
    pub tenant: TenantId,
    chance: [u8; CHANCE],
}

impl Ticket {
    /// A new one.
    pub fn new(tenant: TenantId, env: &Env) -> Self {
        Self {
            tenant,
            chance: env.random(),
        }
    }

    /// One that we made for this purpose; compared in constant time.
    pub fn parse(secrets: &Secrets, purpose: &str, text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (said, mac) = bytes.split_at_checked(TENANT + CHANCE)?;
        if mac.len() != MAC || !secrets.mac_matches(purpose, said, mac) {
            return None;
        }
        let (tenant, chance) = said.split_first_chunk::<TENANT>()?;
        Some(Self {
            tenant: TenantId(Uuid::from_bytes(*tenant)),
            chance: chance.try_into().ok()?,
        })
    }

    /// As it goes out.
    pub fn text(&self, secrets: &Secrets, purpose: &str) -> String {
        let said = [self.tenant.0.as_bytes().as_slice(), &self.chance].concat();
        let mac = secrets.mac(purpose, &said);
        URL_SAFE_NO_PAD.encode([said.as_slice(), &mac[..MAC]].concat())
    }

    /// As it is kept.
    pub fn hash(&self) -> Vec<u8> {
        sha256(&self.chance).to_vec()
    }

    /// PKCE's verifier need not be kept: who knows the ticket, but not the master key, cannot tell it.
    pub fn verifier(&self, secrets: &Secrets) -> [u8; 32] {
        secrets.mac("calendar-verifier", &self.chance)
    }
}

#[cfg(test)]
mod tests {
    use http::secrets::Secrets;
    use kernel::{Clock, Env, TenantId};

    use super::{CHANNEL, STATE, Ticket};

    #[test]
    fn only_what_we_made_for_the_purpose_is_read() {
        let env = Env::seeded(Clock::manual("2026-11-22T15:00:00Z".parse().unwrap()), 7);
        let (ours, theirs) = (Secrets::from_text("a"), Secrets::from_text("b"));
        let ticket = Ticket::new(TenantId::PLATFORM, &env);
        let text = ticket.text(&ours, STATE);
        assert_eq!(Ticket::parse(&ours, STATE, &text), Some(ticket.clone()));
        assert_eq!(Ticket::parse(&ours, CHANNEL, &text), None);
        assert_eq!(Ticket::parse(&theirs, STATE, &text), None);
        for text in [&text[..80], &format!("{text}AAAA"), "", "ñ"] {
            assert_eq!(Ticket::parse(&ours, STATE, text), None, "{text}");
        }
        assert_ne!(ticket.verifier(&ours), ticket.verifier(&theirs));
    }
}
