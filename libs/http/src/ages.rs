//! How old what is known of each tenant is: what was read at another age may have changed since.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};

use db::Bus;
use kernel::TenantId;

/// When something was read: in which unbroken time of hearing announcements, and after how many changes.
///
/// Taken before the database is asked. What is read afterwards is at least as new as that, and a change that commits
/// meanwhile makes the tenant older than the stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    hearing: u64,
    all: u64,
    tenant: u64,
}

/// Counts changes.
#[derive(Debug)]
pub(crate) struct Ages {
    bus: Bus,
    all: AtomicU64,
    any: AtomicU64,
    tenants: RwLock<HashMap<TenantId, u64>>,
}

impl Ages {
    pub(crate) fn new(bus: Bus) -> Self {
        Self {
            bus,
            all: AtomicU64::new(0),
            any: AtomicU64::new(0),
            tenants: RwLock::default(),
        }
    }

    /// As of now; `None` while changes may go unheard.
    pub(crate) fn stamp(&self, tenant: TenantId) -> Option<Stamp> {
        let hearing = self.bus.hearing()?;
        let tenants = self.tenants.read().unwrap_or_else(PoisonError::into_inner);
        Some(Stamp {
            hearing,
            all: self.all.load(Ordering::Acquire),
            tenant: tenants.get(&tenant).copied().unwrap_or(0),
        })
    }

    /// For what is no tenant's, and may become anybody's.
    pub(crate) fn stamp_of_none(&self) -> Option<Stamp> {
        Some(Stamp {
            hearing: self.bus.hearing()?,
            all: self.all.load(Ordering::Acquire),
            tenant: self.any.load(Ordering::Acquire),
        })
    }

    /// Something of this tenant changed.
    pub(crate) fn advance(&self, tenant: TenantId) {
        let mut tenants = self.tenants.write().unwrap_or_else(PoisonError::into_inner);
        *tenants.entry(tenant).or_default() += 1;
        self.any.fetch_add(1, Ordering::AcqRel);
    }

    /// Anything may have changed.
    pub(crate) fn advance_all(&self) {
        self.all.fetch_add(1, Ordering::AcqRel);
    }
}
