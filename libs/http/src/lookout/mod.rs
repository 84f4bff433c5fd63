//! Watches for what attackers do. Sightings are counted in memory, for each shop, kind, address and person, and written once a
//! minute: an attacker can neither slow a request nor fill the disk with them. See [`Kind`].

mod kind;
mod notice;
mod patterns;
mod store;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use kernel::id::Uuid;
use kernel::{Env, Instant, PersonId, TenantId};

use self::patterns::Patterns;
use crate::access::network;

pub use kind::Kind;
pub use notice::Forged;
pub(crate) use notice::notice;
pub use store::{forget, keep_writing};

/// Rows that one process writes in a minute; what comes beyond is counted without address and person.
const MOST: usize = 300;
/// So often they are written.
const EVERY: Duration = Duration::from_mins(1);
/// Longest `User-Agent` that is kept.
const AGENT: usize = 400;

/// Something seen.
#[derive(Debug, Clone, Copy)]
pub struct Sighting<'a> {
    /// At which shop; the platform's own tenant where none is known.
    pub tenant: TenantId,
    /// What.
    pub kind: Kind,
    /// From where.
    pub address: Option<IpAddr>,
    /// By which program, as it says.
    pub agent: &'a str,
    /// Whose account.
    pub person: Option<PersonId>,
}

/// One row to be.
type Key = (TenantId, Kind, Option<IpAddr>, Option<PersonId>);

/// How often, when, and by which program first.
#[derive(Debug, Clone)]
struct Count {
    times: i32,
    first_at: Instant,
    last_at: Instant,
    agent: String,
    id: Uuid,
}

/// The counts of one process.
#[derive(Debug)]
pub struct Lookout {
    env: Env,
    counts: Mutex<HashMap<Key, Count>>,
    patterns: Mutex<Patterns>,
}

impl Lookout {
    /// Has seen nothing yet.
    pub fn new(env: Env) -> Self {
        Self {
            env,
            counts: Mutex::default(),
            patterns: Mutex::default(),
        }
    }

    /// Counts it. Tells whether it is the first of its kind since the last writing: worth a line in the log.
    pub fn see(&self, sighting: Sighting<'_>) -> bool {
        metrics::counter!("security_events_total", "kind" => sighting.kind.as_str()).increment(1);
        let now = self.env.now();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let Sighting {
            tenant,
            kind,
            address,
            person,
            ..
        } = sighting;
        let mut key = (tenant, kind, address.map(network), person);
        if counts.len() >= MOST && !counts.contains_key(&key) {
            key = (tenant, kind, None, None);
        }
        if let Some(count) = counts.get_mut(&key) {
            count.times = count.times.saturating_add(1);
            count.last_at = now;
            return false;
        }
        let agent = if key.2.is_some() { sighting.agent } else { "" };
        let count = Count {
            times: 1,
            first_at: now,
            last_at: now,
            agent: agent.chars().take(AGENT).collect(),
            id: self.env.new_id(),
        };
        counts.insert(key, count);
        true
    }

    /// A failed sign-in with this account. Many accounts from one address are somebody who tries out passwords.
    pub fn see_failed_login(&self, sighting: Sighting<'_>, account: &str) {
        self.see(sighting);
        let Some(address) = sighting.address.map(network) else {
            return;
        };
        let mut patterns = self.patterns.lock().unwrap_or_else(PoisonError::into_inner);
        if patterns.is_spraying(address, account, self.env.now()) {
            self.raise(Kind::LoginSpraying, sighting);
        }
    }

    /// An id that leads nowhere. Many from one address are somebody who guesses.
    pub fn see_unknown_id(&self, sighting: Sighting<'_>) {
        let Some(address) = sighting.address.map(network) else {
            return;
        };
        let mut patterns = self.patterns.lock().unwrap_or_else(PoisonError::into_inner);
        if patterns.is_guessing(address, self.env.now()) {
            self.raise(Kind::IdGuessing, sighting);
        }
    }

    fn raise(&self, kind: Kind, sighting: Sighting<'_>) {
        let sighting = Sighting { kind, ..sighting };
        self.see(sighting);
        log(sighting);
    }
}

/// A line of the security stream, the only one that may hold addresses.
fn log(sighting: Sighting<'_>) {
    let ip = sighting.address.map(|ip| ip.to_string()).unwrap_or_default();
    let person = sighting.person.map(|id| id.to_string()).unwrap_or_default();
    tracing::warn!(
        target: "security",
        event = sighting.kind.as_str(),
        tenant = %sighting.tenant,
        person,
        ip,
        user_agent = sighting.agent.chars().take(AGENT).collect::<String>(),
        "seen"
    );
}

#[cfg(test)]
mod tests {
    use kernel::{Env, TenantId};

    use super::{Kind, Lookout, MOST, Sighting};

    fn from(n: u32) -> Sighting<'static> {
        Sighting {
            tenant: TenantId::PLATFORM,
            kind: Kind::LoginFailed,
            address: Some(std::net::IpAddr::from(n.to_be_bytes())),
            agent: "curl",
            person: None,
        }
    }

    #[test]
    fn a_flood_is_counted_in_few_rows() {
        let lookout = Lookout::new(Env::system());
        assert!(lookout.see(from(0)));
        for n in 0..10_000 {
            lookout.see(from(n));
        }
        let counts = lookout.counts.lock().unwrap();
        assert_eq!(counts.len(), MOST + 1);
        assert_eq!(counts.values().map(|c| c.times).sum::<i32>(), 10_001);
        assert!(counts.contains_key(&(TenantId::PLATFORM, Kind::LoginFailed, None, None)));
    }

    #[test]
    fn addresses_of_one_network_are_one() {
        let lookout = Lookout::new(Env::system());
        for n in ["2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"] {
            let address = n.parse().ok();
            lookout.see(Sighting { address, ..from(0) });
        }
        assert_eq!(lookout.counts.lock().unwrap().len(), 2);
    }
}
