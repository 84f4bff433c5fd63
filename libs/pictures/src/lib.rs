//! Pictures that people send: checked, turned, shrunk and written anew. See the README.

mod encode;
mod sniff;

use bytes::Bytes;
use kernel::{Env, Error, Result, TenantId};
use sha2::{Digest as _, Sha256};
use storage::Storage;
use tokio::sync::Semaphore;

/// Widths that are kept.
pub const WIDTHS: [u32; 3] = [320, 640, 1280];

/// Longest side that is read.
pub const MAX_SIDE: u32 = 12_000;

/// Unfolded pictures are large: so many are worked on at a time in the whole process.
static WORKBENCH: Semaphore = Semaphore::const_new(2);

/// A picture in all its sizes, not yet stored.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Stem of its files' names.
    pub key: String,
    /// Width of the largest file.
    pub width: u32,
    /// Height of the largest file.
    pub height: u32,
    files: Vec<(String, Bytes)>,
}

/// Name of a picture's file in one of [`WIDTHS`].
pub fn file_name(key: &str, width: u32) -> String {
    format!("{key}-{width}.webp")
}

/// Where browsers get it: `/media/<key>-640.webp`.
pub fn url(key: &str, width: u32) -> String {
    format!("/media/{}", file_name(key, width))
}

/// Reads a file that somebody sent. What it cannot be is refused under the field `file`.
pub async fn prepare(env: &Env, bytes: Bytes, max_pixels: u64) -> Result<Prepared> {
    let key = key_of(&bytes, &env.random());
    let place = WORKBENCH.acquire().await.map_err(|e| Error::Fault(e.into()))?;
    let work = tokio::task::spawn_blocking(move || {
        let sizes = encode::in_all_sizes(&bytes, max_pixels);
        drop(place);
        sizes
    });
    // A decoder that panics met a file that no camera made.
    let sizes = work
        .await
        .map_err(|_| Error::invalid(sniff::FIELD, "broken_picture"))??;
    let (width, height) = sizes.last().map_or((0, 0), |s| (s.width, s.height));
    let files = WIDTHS
        .iter()
        .zip(sizes)
        .map(|(name, size)| (file_name(&key, *name), size.webp))
        .collect();
    Ok(Prepared {
        key,
        width,
        height,
        files,
    })
}

fn key_of(bytes: &[u8], salt: &[u8; 8]) -> String {
    let hash = Sha256::digest(bytes);
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    hash.iter()
        .take(8)
        .chain(salt)
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

impl Prepared {
    /// How much room all files take.
    pub fn bytes(&self) -> i64 {
        let bytes: usize = self.files.iter().map(|(_, bytes)| bytes.len()).sum();
        i64::try_from(bytes).unwrap_or(i64::MAX)
    }

    /// Writes all files.
    pub async fn store(&self, storage: &Storage, tenant: TenantId) -> Result<()> {
        for (name, bytes) in &self.files {
            storage.put(tenant, name, bytes.clone()).await?;
        }
        Ok(())
    }
}

/// Removes all files of a picture; those that are gone already are no fault.
pub async fn remove(storage: &Storage, tenant: TenantId, key: &str) -> Result<()> {
    for width in WIDTHS {
        storage.delete(tenant, &file_name(key, width)).await?;
    }
    Ok(())
}
