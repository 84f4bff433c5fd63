//! A key as it is shown once.

use http::access::KEY_PREFIX;
use http::secrets::{new_token, token_hash};
use kernel::Env;
use secrecy::SecretString;

/// Letters of a key that its list shows, after `vk_`: enough to tell a shop's keys apart, and no help to guess one.
const PREFIX_LETTERS: usize = 6;

/// A key that was made just now.
#[derive(Debug)]
pub struct NewToken {
    /// The whole: told once, kept nowhere.
    pub whole: SecretString,
    /// Its first letters.
    pub prefix: String,
    /// What is kept of it: SHA-256. With 256 bits of chance behind it nobody finds the key from that.
    pub hash: Vec<u8>,
}

impl NewToken {
    /// `vk_` and 256 bits of chance.
    pub fn generate(env: &Env) -> Self {
        let whole = format!("{KEY_PREFIX}{}", new_token(env));
        Self {
            prefix: whole.chars().take(KEY_PREFIX.len() + PREFIX_LETTERS).collect(),
            hash: token_hash(&whole),
            whole: whole.into(),
        }
    }
}
