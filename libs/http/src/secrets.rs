//! The master key, and what is derived from it. Nothing leaves the program unsealed.

use aws_lc_rs::hmac;
use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use kernel::{Env, Error, Result};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// The program's master key; derives a key for each use.
#[derive(Clone)]
pub struct Secrets {
    master: [u8; 32],
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// From text of any length that holds at least 256 bits of chance.
    pub fn from_text(text: &str) -> Self {
        Self {
            master: sha256(text.as_bytes()),
        }
    }

    /// HMAC-SHA-256 over `data` with a key for this `purpose`.
    pub fn mac(&self, purpose: &str, data: &[u8]) -> [u8; 32] {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.derive(purpose));
        let mut out = [0; 32];
        out.copy_from_slice(hmac::sign(&key, data).as_ref());
        out
    }

    /// Whether `given` is [`Self::mac`] of `data`, in constant time.
    pub fn mac_matches(&self, purpose: &str, data: &[u8], given: &[u8]) -> bool {
        self.mac(purpose, data).ct_eq(given).into()
    }

    /// Encrypts (XChaCha20-Poly1305, random nonce in front).
    pub fn seal(&self, purpose: &str, plain: &[u8], env: &Env) -> Result<Vec<u8>> {
        let nonce: [u8; 24] = env.random();
        let cipher = XChaCha20Poly1305::new(&Key::from(self.derive(purpose)));
        let sealed = cipher
            .encrypt(&XNonce::from(nonce), plain)
            .map_err(|_| Error::fault("sealing failed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Decrypts what [`Self::seal`] made; fails when it was changed or the key is another.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let broken = || Error::fault("a sealed value cannot be opened: is the master key another one?");
        let (nonce, rest) = sealed.split_first_chunk::<24>().ok_or_else(broken)?;
        let cipher = XChaCha20Poly1305::new(&Key::from(self.derive(purpose)));
        cipher.decrypt(&XNonce::from(*nonce), rest).map_err(|_| broken())
    }

    fn derive(&self, purpose: &str) -> [u8; 32] {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.master);
        let mut out = [0; 32];
        out.copy_from_slice(hmac::sign(&key, purpose.as_bytes()).as_ref());
        out
    }
}

/// SHA-256; tokens are kept in the database in this form only.
pub fn sha256(data: &[u8]) -> [u8; 32] {
    Sha256::digest(data).into()
}

/// A new token of 256 bits, as URL-safe text.
pub fn new_token(env: &Env) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(env.random::<32>())
}

#[cfg(test)]
mod tests {
    use super::Secrets;
    use kernel::Env;

    #[test]
    fn what_is_sealed_opens_only_unchanged_and_for_its_purpose() {
        let (secrets, env) = (Secrets::from_text("a"), Env::system());
        let mut sealed = secrets.seal("p", b"hola", &env).unwrap();
        assert_eq!(secrets.open("p", &sealed).unwrap(), b"hola");
        assert!(secrets.open("q", &sealed).is_err());
        sealed[30] ^= 1;
        assert!(secrets.open("p", &sealed).is_err());
    }
}
