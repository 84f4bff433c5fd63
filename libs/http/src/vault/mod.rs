//! What must not lie in the database in the clear, sealed by keys of each tenant that renew themselves.
//!
//! A tenant's data keys are kept sealed by the master key (docs/adr/0012). [`Vault::seal`] takes the newest; a value says
//! which key it is under, and is bound to tenant, purpose and row: copied elsewhere it does not open. [`renew`] makes a new
//! key in time and seals anew what is under older ones, in the columns that slices list as [`SealedColumn`].

mod columns;
mod data_key;
mod envelope;
mod master;
mod renew;
mod trace;

use std::sync::Arc;
use std::time::Duration;

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Result, TenantId};
use moka::sync::Cache;

use self::data_key::{DataKey, WrappedKey};
use crate::secrets::Secrets;

pub use columns::SealedColumn;
pub use master::{StillNeeded, count_under_previous, wrap_anew};
pub use renew::{Renewed, renew};

/// Keys that stay unwrapped in memory; the rest is read and unwrapped again.
const KEPT: u64 = 10_000;
/// How long: a shop that was closed and its keys thrown away is out of memory by then.
const KEPT_FOR: Duration = Duration::from_mins(5);

/// Where a sealed value belongs.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// What it is: `order-link`. The trace of who opened it names this.
    pub purpose: &'static str,
    /// What its row is known by, as [`SealedColumn::key`] has it; empty where there is no row.
    pub row: &'a [u8],
}

/// Seals and opens; cheap to clone.
#[derive(Clone)]
pub struct Vault {
    secrets: Secrets,
    opened: Cache<(TenantId, Uuid), Arc<DataKey>>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(…)")
    }
}

impl Vault {
    /// Over the master key.
    pub fn new(secrets: Secrets) -> Self {
        let opened = Cache::builder().max_capacity(KEPT).time_to_live(KEPT_FOR).build();
        Self { secrets, opened }
    }

    /// Seals under the tenant's newest key, which is made at first use.
    pub async fn seal(&self, tx: &mut TenantTx, place: Place<'_>, plain: &[u8]) -> Result<Vec<u8>> {
        let newest = match data_key::find_newest(tx).await? {
            Some(key) => key,
            None => data_key::make(tx, &self.secrets).await?,
        };
        let key = self.unwrap_key(tx.tenant(), &newest)?;
        envelope::seal(&key, tx.tenant(), place, plain, tx.env())
    }

    /// Opens what [`Self::seal`] made for the same place, and leaves a trace of who did.
    ///
    /// A value from before the vault, which the master key sealed for the purpose alone, opens too; [`renew`] moves it.
    pub async fn open(&self, tx: &mut TenantTx, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>> {
        let plain = self.look_into(tx, place, sealed).await?;
        trace::leave(tx, place.purpose).await?;
        Ok(plain)
    }

    /// Opens many that were sealed for one purpose, in order, and leaves one trace. One that does not open spoils no other.
    pub async fn open_all(
        &self,
        tx: &mut TenantTx,
        purpose: &'static str,
        sealed: &[(&[u8], &[u8])],
    ) -> Result<Vec<Result<Vec<u8>>>> {
        let mut opened = Vec::with_capacity(sealed.len());
        for (row, sealed) in sealed {
            opened.push(self.look_into(tx, Place { purpose, row }, sealed).await);
        }
        if !opened.is_empty() {
            trace::leave(tx, purpose).await?;
        }
        Ok(opened)
    }

    async fn look_into(&self, tx: &mut TenantTx, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>> {
        match self.key_of(tx, sealed).await? {
            Some(key) => envelope::open(&key, tx.tenant(), place, sealed),
            None => self.secrets.open(place.purpose, sealed),
        }
    }

    async fn key_of(&self, tx: &mut TenantTx, sealed: &[u8]) -> Result<Option<Arc<DataKey>>> {
        let Some(id) = envelope::key_id(sealed) else {
            return Ok(None);
        };
        if let Some(key) = self.opened.get(&(tx.tenant(), id)) {
            return Ok(Some(key));
        }
        match data_key::find(tx, id).await? {
            Some(wrapped) => Ok(Some(self.unwrap_key(tx.tenant(), &wrapped)?)),
            None => Ok(None),
        }
    }

    fn unwrap_key(&self, tenant: TenantId, wrapped: &WrappedKey) -> Result<Arc<DataKey>> {
        let at = (tenant, wrapped.key_id);
        if let Some(key) = self.opened.get(&at) {
            return Ok(key);
        }
        let key = Arc::new(wrapped.unwrap_key(&self.secrets, tenant)?);
        self.opened.insert(at, Arc::clone(&key));
        Ok(key)
    }
}
