//! Files of tenants (pictures, logos, exports): a local folder by default. Every key is below its tenant's folder.

use std::path::Path as FsPath;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use futures_util::future::ready;
use kernel::{Error, Result, TenantId};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _, PutPayload};

/// Where files are kept; cheap to clone.
#[derive(Debug, Clone)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
}

impl Storage {
    /// A folder of this machine; made if need be.
    pub fn local(dir: &FsPath) -> Result<Self> {
        std::fs::create_dir_all(dir).map_err(|e| Error::Fault(e.into()))?;
        let store = LocalFileSystem::new_with_prefix(dir).map_err(|e| Error::Fault(e.into()))?;
        Ok(Self {
            store: Arc::new(store),
        })
    }

    /// Writes a file, whole or not at all.
    pub async fn put(&self, tenant: TenantId, key: &str, bytes: Bytes) -> Result<()> {
        let path = path_of(tenant, key)?;
        self.store
            .put(&path, PutPayload::from_bytes(bytes))
            .await
            .map(drop)
            .map_err(|e| Error::Fault(e.into()))
    }

    /// Reads a file; `NotFound` when there is none.
    pub async fn get(&self, tenant: TenantId, key: &str) -> Result<Bytes> {
        let path = path_of(tenant, key)?;
        let read = async { self.store.get(&path).await?.bytes().await };
        read.await.map_err(|e| match e {
            object_store::Error::NotFound { .. } => Error::not_found(),
            e => Error::Fault(e.into()),
        })
    }

    /// Bytes that the tenant's files take in all.
    pub async fn used(&self, tenant: TenantId) -> Result<u64> {
        let folder = Path::from(tenant.to_string());
        let files = self.store.list(Some(&folder));
        let sizes = files.try_fold(0, |sum, file| ready(Ok(sum + file.size)));
        sizes.await.map_err(|e| Error::Fault(e.into()))
    }

    /// Removes a file; one that is gone already is no fault.
    pub async fn delete(&self, tenant: TenantId, key: &str) -> Result<()> {
        let path = path_of(tenant, key)?;
        match self.store.delete(&path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(e) => Err(Error::Fault(e.into())),
        }
    }
}

/// `<tenant>/<key>`; keys are our own words of `[a-z0-9-.]`, one level deep, so no path leaves the tenant's folder.
fn path_of(tenant: TenantId, key: &str) -> Result<Path> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
    let fits = (1..=120).contains(&key.len())
        && key.bytes().all(plain)
        && !key.starts_with('.')
        && !key.contains("..");
    if fits {
        Ok(Path::from(format!("{tenant}/{key}")))
    } else {
        Err(Error::not_found())
    }
}

#[cfg(test)]
mod tests {
    use super::path_of;
    use kernel::TenantId;

    #[test]
    fn no_key_leaves_the_tenants_folder() {
        assert!(path_of(TenantId::PLATFORM, "0a1b-640.webp").is_ok());
        for bad in ["../x", "a/b", "", ".hidden", "a..b", "A", "a\0"] {
            assert!(path_of(TenantId::PLATFORM, bad).is_err(), "{bad:?}");
        }
    }
}
