//! The store of what is kept.

use std::sync::Arc;
use std::time::Duration;

use db::bus::Topic;
use db::{Bus, Heard};
use kernel::{Instant, TenantId};
use moka::sync::Cache;

use super::Sharing;
use super::kept::Kept;
use super::key::Key;
use crate::ages::{Ages, Stamp};

/// Nothing announces that time has passed, and a page may tell of it.
const LONGEST: Duration = Duration::from_mins(5);

/// At which age it was made, until when it holds, and it.
type Found = (Stamp, Option<Instant>, Arc<Kept>);

/// Answers for everybody, up to a number of bytes; what is asked for often stays longest.
#[derive(Debug)]
pub struct Pages {
    ages: Ages,
    /// Of what can be booked, which changes oftener than pages do.
    times: Ages,
    keeps: bool,
    kept: Cache<Key, Found>,
}

impl Pages {
    /// An empty store of at most so many bytes; 0 keeps nothing.
    pub fn new(bus: Bus, bytes: u64) -> Self {
        let size =
            |key: &Key, (_, _, kept): &Found| u32::try_from(key.size() + kept.size()).unwrap_or(u32::MAX);
        let kept = Cache::builder()
            .max_capacity(bytes)
            .weigher(size)
            .time_to_live(LONGEST);
        Self {
            ages: Ages::new(bus.clone()),
            times: Ages::new(bus),
            keeps: bytes > 0,
            kept: kept.build(),
        }
    }

    /// Forgets what an announcement may concern.
    pub fn hear(&self, heard: Heard) {
        match heard {
            Heard::Changed(event) => match event.topic {
                Topic::Catalog => self.ages.advance(event.tenant),
                Topic::Booking => self.forget_times(event.tenant),
                Topic::Tenant => self.forget(event.tenant),
                Topic::Order | Topic::Job => {}
            },
            Heard::Resync => {
                self.ages.advance_all();
                self.times.advance_all();
            }
        }
    }

    /// Forgets a tenant's answers. The announcement will say so too, but whoever made a change and is told so must see it
    /// with the next request.
    pub fn forget(&self, tenant: TenantId) {
        self.ages.advance(tenant);
        self.times.advance(tenant);
    }

    /// The same of its times only.
    pub fn forget_times(&self, tenant: TenantId) {
        self.times.advance(tenant);
    }

    /// None while nothing may be kept.
    pub(super) fn stamp(&self, tenant: TenantId, sharing: Sharing) -> Option<Stamp> {
        let ages = if sharing == Sharing::Times {
            &self.times
        } else {
            &self.ages
        };
        ages.stamp(tenant).filter(|_| self.keeps)
    }

    /// What was kept at this age of the tenant.
    pub(super) fn find(&self, key: &Key, stamp: Option<Stamp>, now: Instant) -> Option<Arc<Kept>> {
        let found = self
            .kept
            .get(key)
            .filter(|(made, until, _)| Some(*made) == stamp && until.is_none_or(|until| now < until));
        let outcome = if found.is_some() { "hit" } else { "miss" };
        metrics::counter!("cache_requests_total", "cache" => "page", "outcome" => outcome).increment(1);
        found.map(|(.., kept)| kept)
    }

    pub(super) fn keep(&self, key: Key, (stamp, until): (Option<Stamp>, Option<Instant>), kept: &Arc<Kept>) {
        if let Some(stamp) = stamp {
            self.kept.insert(key, (stamp, until, Arc::clone(kept)));
        }
    }
}
