//! What only many sightings together tell. Bounded: so many addresses are remembered, the oldest are given up first.

use std::collections::{HashMap, HashSet};
use std::net::IpAddr;

use kernel::Instant;

use crate::secrets::sha256;

/// Addresses remembered for each pattern.
const MOST: usize = 10_000;
/// So many accounts within so many seconds are spraying.
const ACCOUNTS: usize = 5;
const ACCOUNTS_SECONDS: i64 = 15 * 60;
/// So many unknown ids within so many seconds are guessing.
const IDS: u32 = 30;
const IDS_SECONDS: i64 = 10 * 60;

/// What is remembered of addresses.
#[derive(Debug, Default)]
pub struct Patterns {
    accounts: HashMap<IpAddr, (Instant, HashSet<[u8; 32]>)>,
    ids: HashMap<IpAddr, (Instant, u32)>,
}

impl Patterns {
    /// Tells it once a window: when the account is one too many.
    pub fn is_spraying(&mut self, address: IpAddr, account: &str, now: Instant) -> bool {
        let seen = entry(&mut self.accounts, address, now, ACCOUNTS_SECONDS);
        let is_new = seen.len() < ACCOUNTS && seen.insert(sha256(account.as_bytes()));
        is_new && seen.len() == ACCOUNTS
    }

    /// Tells it each time that so many more have come.
    pub fn is_guessing(&mut self, address: IpAddr, now: Instant) -> bool {
        let seen = entry(&mut self.ids, address, now, IDS_SECONDS);
        *seen += 1;
        seen.is_multiple_of(IDS)
    }
}

/// What is remembered of the address in the present window, empty if it has just begun.
fn entry<T: Default>(
    known: &mut HashMap<IpAddr, (Instant, T)>,
    address: IpAddr,
    now: Instant,
    window: i64,
) -> &mut T {
    let is_over = |since: Instant| now.seconds_since(since) >= window;
    if known.len() >= MOST && !known.contains_key(&address) {
        known.retain(|_, (since, _)| !is_over(*since));
        let oldest = known.iter().min_by_key(|(_, (since, _))| *since).map(|(a, _)| *a);
        if let Some(oldest) = oldest.filter(|_| known.len() >= MOST) {
            known.remove(&oldest);
        }
    }
    let (since, seen) = known.entry(address).or_insert_with(|| (now, T::default()));
    if is_over(*since) {
        (*since, *seen) = (now, T::default());
    }
    seen
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use kernel::Env;

    use super::{ACCOUNTS, IDS, MOST, Patterns};

    #[test]
    fn many_accounts_in_a_window_are_told_once_and_few_never() {
        let (mut patterns, now) = (Patterns::default(), Env::system().now());
        let home = IpAddr::from([10, 0, 0, 1]);
        let mut told = 0;
        for n in 0..3 * ACCOUNTS {
            told += usize::from(patterns.is_spraying(home, &format!("a{n}"), now));
        }
        assert_eq!(told, 1);
        let family = IpAddr::from([10, 0, 0, 2]);
        assert!(!(0..50).any(|n| patterns.is_spraying(family, &format!("a{}", n % 4), now)));
        let slow = IpAddr::from([10, 0, 0, 3]);
        let later = |n: i64| now.plus_seconds(n * 500);
        assert!(!(0..20).any(|n| patterns.is_spraying(slow, &format!("a{n}"), later(n))));
    }

    #[test]
    fn memory_stays_bounded() {
        let (mut patterns, now) = (Patterns::default(), Env::system().now());
        for n in 0..u32::try_from(MOST).unwrap() + 500 {
            patterns.is_guessing(IpAddr::from(n.to_be_bytes()), now);
        }
        assert_eq!(patterns.ids.len(), MOST);
        let one = IpAddr::from([255, 0, 0, 1]);
        let told = (0..2 * IDS).filter(|_| patterns.is_guessing(one, now)).count();
        assert_eq!(told, 2);
    }
}
