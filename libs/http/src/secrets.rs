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
    previous: Option<[u8; 32]>,
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
            previous: None,
        }
    }

    /// The same, which also opens and recognises what the key before it made.
    pub fn with_previous(self, text: &str) -> Self {
        Self {
            previous: Some(sha256(text.as_bytes())),
            ..self
        }
    }

    /// Whether there is a key before this one.
    pub fn has_previous(&self) -> bool {
        self.previous.is_some()
    }

    /// HMAC-SHA-256 over `data` with a key for this `purpose`.
    pub fn mac(&self, purpose: &str, data: &[u8]) -> [u8; 32] {
        hmac_of(&derive(&self.master, purpose), data)
    }

    /// Whether `given` is [`Self::mac`] of `data` by this key or the previous one, or the first 16 bytes of it or more; in
    /// constant time.
    pub fn mac_matches(&self, purpose: &str, data: &[u8], given: &[u8]) -> bool {
        if !(16..=32).contains(&given.len()) {
            return false;
        }
        self.keys().any(|master| {
            let mac = hmac_of(&derive(master, purpose), data);
            mac[..given.len()].ct_eq(given).into()
        })
    }

    /// Encrypts (XChaCha20-Poly1305, random nonce in front).
    pub fn seal(&self, purpose: &str, plain: &[u8], env: &Env) -> Result<Vec<u8>> {
        let nonce: [u8; 24] = env.random();
        let cipher = XChaCha20Poly1305::new(&Key::from(derive(&self.master, purpose)));
        let sealed = cipher
            .encrypt(&XNonce::from(nonce), plain)
            .map_err(|_| Error::fault("sealing failed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Decrypts what [`Self::seal`] made, by this key or the previous one; fails when it was changed or the key is another.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        self.keys()
            .find_map(|master| open_with(master, purpose, sealed))
            .ok_or_else(|| Error::fault("a sealed value cannot be opened: is the master key another one?"))
    }

    /// Whether this key alone opens it.
    pub fn is_current(&self, purpose: &str, sealed: &[u8]) -> bool {
        open_with(&self.master, purpose, sealed).is_some()
    }

    fn keys(&self) -> impl Iterator<Item = &[u8; 32]> {
        std::iter::once(&self.master).chain(&self.previous)
    }
}

fn open_with(master: &[u8; 32], purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, rest) = sealed.split_first_chunk::<24>()?;
    let cipher = XChaCha20Poly1305::new(&Key::from(derive(master, purpose)));
    cipher.decrypt(&XNonce::from(*nonce), rest).ok()
}

fn derive(master: &[u8; 32], purpose: &str) -> [u8; 32] {
    hmac_of(master, purpose.as_bytes())
}

fn hmac_of(key: &[u8; 32], data: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), data).as_ref());
    out
}

/// SHA-256; tokens are kept in the database in this form only.
pub fn sha256(data: &[u8]) -> [u8; 32] {
    Sha256::digest(data).into()
}

/// A token as the database keeps it.
pub fn token_hash(token: &str) -> Vec<u8> {
    sha256(token.as_bytes()).to_vec()
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

    #[test]
    fn the_key_before_still_opens_and_vouches() {
        let env = Env::system();
        let (old, new) = (Secrets::from_text("a"), Secrets::from_text("b"));
        let both = new.clone().with_previous("a");
        let sealed = old.seal("p", b"hola", &env).unwrap();
        assert_eq!(both.open("p", &sealed).unwrap(), b"hola");
        assert!(!both.is_current("p", &sealed) && new.open("p", &sealed).is_err());
        let anew = both.seal("p", b"hola", &env).unwrap();
        assert!(both.is_current("p", &anew) && old.open("p", &anew).is_err());
        let mac = &old.mac("p", b"d")[..16];
        assert!(both.mac_matches("p", b"d", mac) && !new.mac_matches("p", b"d", mac));
        assert!(!both.mac_matches("p", b"d", &mac[..8]));
    }
}
