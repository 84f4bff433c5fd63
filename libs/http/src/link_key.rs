//! The key in a link that opens one thing to whoever holds it: shown once, found by its hash, and sealed for later mails.

use db::TenantTx;
use kernel::{Error, Result};

use crate::secrets::{new_token, sha256};
use crate::vault::{Place, Vault};

/// A new key.
#[derive(Debug, Clone)]
pub struct LinkKey {
    /// What stands after `?key=`.
    pub text: String,
    /// SHA-256 of it.
    pub hash: [u8; 32],
    /// It, sealed.
    pub sealed: Vec<u8>,
}

impl LinkKey {
    /// Makes one for the thing at this place.
    pub async fn new(tx: &mut TenantTx, vault: &Vault, place: Place<'_>) -> Result<Self> {
        let text = new_token(tx.env());
        let hash = sha256(text.as_bytes());
        let sealed = vault.seal(tx, place, text.as_bytes()).await?;
        Ok(Self { text, hash, sealed })
    }

    /// The text of one that was sealed there.
    pub async fn open(tx: &mut TenantTx, vault: &Vault, place: Place<'_>, sealed: &[u8]) -> Result<String> {
        readable(vault.open(tx, place, sealed).await?)
    }

    /// The texts of many, each with the row that it was sealed for. One that does not open spoils no other.
    pub async fn open_all(
        tx: &mut TenantTx,
        vault: &Vault,
        purpose: &'static str,
        sealed: &[(&[u8], &[u8])],
    ) -> Result<Vec<Result<String>>> {
        let texts = vault.open_all(tx, purpose, sealed).await?;
        Ok(texts.into_iter().map(|text| text.and_then(readable)).collect())
    }
}

fn readable(text: Vec<u8>) -> Result<String> {
    String::from_utf8(text).map_err(|e| Error::Fault(e.into()))
}
