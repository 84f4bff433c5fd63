//! The store of what is kept.

use std::sync::Arc;
use std::time::Duration;

use db::bus::Topic;
use db::{Bus, Heard};
use kernel::TenantId;
use moka::sync::Cache;

use super::kept::Kept;
use super::key::Key;
use crate::ages::{Ages, Stamp};

/// Nothing announces that time has passed, and a page may tell of it.
const LONGEST: Duration = Duration::from_mins(5);

/// Answers for everybody, up to a number of bytes; what is asked for often stays longest.
#[derive(Debug)]
pub struct Pages {
    ages: Ages,
    keeps: bool,
    kept: Cache<Key, (Stamp, Arc<Kept>)>,
}

impl Pages {
    /// An empty store of at most so many bytes; 0 keeps nothing.
    pub fn new(bus: Bus, bytes: u64) -> Self {
        let size = |key: &Key, (_, kept): &(Stamp, Arc<Kept>)| {
            u32::try_from(key.size() + kept.size()).unwrap_or(u32::MAX)
        };
        let kept = Cache::builder()
            .max_capacity(bytes)
            .weigher(size)
            .time_to_live(LONGEST);
        Self {
            ages: Ages::new(bus),
            keeps: bytes > 0,
            kept: kept.build(),
        }
    }

    /// Forgets what an announcement may concern.
    pub fn hear(&self, heard: Heard) {
        match heard {
            Heard::Changed(event) if matches!(event.topic, Topic::Catalog | Topic::Tenant) => {
                self.forget(event.tenant);
            }
            Heard::Changed(_) => {}
            Heard::Resync => self.ages.advance_all(),
        }
    }

    /// Forgets a tenant's answers. The announcement will say so too, but whoever made a change and is told so must see it
    /// with the next request.
    pub fn forget(&self, tenant: TenantId) {
        self.ages.advance(tenant);
    }

    /// None while nothing may be kept.
    pub(super) fn stamp(&self, tenant: TenantId) -> Option<Stamp> {
        self.ages.stamp(tenant).filter(|_| self.keeps)
    }

    /// What was kept at this age of the tenant.
    pub(super) fn find(&self, key: &Key, stamp: Option<Stamp>) -> Option<Arc<Kept>> {
        let found = self.kept.get(key).filter(|(made, _)| Some(*made) == stamp);
        let outcome = if found.is_some() { "hit" } else { "miss" };
        metrics::counter!("cache_requests_total", "cache" => "page", "outcome" => outcome).increment(1);
        found.map(|(_, kept)| kept)
    }

    pub(super) fn keep(&self, key: Key, stamp: Option<Stamp>, kept: &Arc<Kept>) {
        if let Some(stamp) = stamp {
            self.kept.insert(key, (stamp, Arc::clone(kept)));
        }
    }
}
