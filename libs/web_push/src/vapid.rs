//! Who we are to push services: RFC 8292.

use std::fmt;

use aws_lc_rs::agreement::{ECDH_P256, PrivateKey};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{Env, Instant};
use outbound::Url;
use outbound::header::HeaderValue;
use serde_json::json;

/// How long a signature is good. No more than a day is allowed (RFC 8292 §2); clocks differ.
const LIFE_SECONDS: i64 = 12 * 3_600;

/// How it is signed (RFC 8292 §2), in the order of the RFC's own example.
const HEADER: &str = r#"{"typ":"JWT","alg":"ES256"}"#;

/// The platform's pair of keys. Browsers subscribe under its public half, so a new pair makes every subscription worthless.
pub struct VapidKeys {
    pair: EcdsaKeyPair,
    private: [u8; 32],
}

impl fmt::Debug for VapidKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VapidKeys({} …)", self.public_key())
    }
}

/// Those 32 bytes are no private key of P-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no private key of P-256")]
pub struct VapidFault;

impl VapidKeys {
    /// A new pair.
    pub fn generate(env: &Env) -> Self {
        // One in four thousand million numbers is no key.
        loop {
            if let Ok(keys) = Self::from_private(env.random()) {
                return keys;
            }
        }
    }

    /// The pair of a private key: a number of 32 bytes, big-endian, as [`Self::private_key`] gave it.
    pub fn from_private(private: [u8; 32]) -> Result<Self, VapidFault> {
        let pair = pair(&private).ok_or(VapidFault)?;
        Ok(Self { pair, private })
    }

    /// The private key, to be kept sealed.
    pub fn private_key(&self) -> [u8; 32] {
        self.private
    }

    /// The public key as browsers want it (`applicationServerKey`): 65 bytes, in base64url.
    pub fn public_key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.pair.public_key())
    }

    /// `Authorization` for a message to this endpoint: good for its origin only. `contact` is whom the service's people may
    /// write to (`mailto:`…).
    pub(crate) fn authorize(&self, endpoint: &Url, contact: &str, now: Instant) -> Option<HeaderValue> {
        let claims = json!({
            "aud": endpoint.origin().ascii_serialization(),
            "exp": now.plus_seconds(LIFE_SECONDS).unix_seconds(),
            "sub": contact,
        });
        let part = |json: &str| URL_SAFE_NO_PAD.encode(json);
        let words = format!("{}.{}", part(HEADER), part(&claims.to_string()));
        let signature = self.pair.sign(&SystemRandom::new(), words.as_bytes()).ok()?;
        let signature = URL_SAFE_NO_PAD.encode(signature);
        let value = format!("vapid t={words}.{signature}, k={}", self.public_key());
        let mut value = HeaderValue::from_str(&value).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// The library wants both halves of a pair, and the public one follows from the other.
fn pair(private: &[u8; 32]) -> Option<EcdsaKeyPair> {
    let key = PrivateKey::from_private_key(&ECDH_P256, private).ok()?;
    let public = key.compute_public_key().ok()?;
    let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
    EcdsaKeyPair::from_private_key_and_public_key(algorithm, private, public.as_ref()).ok()
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use kernel::{Env, Instant};

    use super::VapidKeys;

    fn decoded(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    fn is_signed(token: &str, key: &str) -> bool {
        let (words, signature) = token.rsplit_once('.').unwrap();
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, decoded(key));
        key.verify(words.as_bytes(), &decoded(signature)).is_ok()
    }

    /// RFC 8292 §2.4: its private key is not told, so its words are compared, and its signature checked as we check ours.
    #[test]
    fn the_words_that_are_signed_are_those_of_the_rfc() {
        const WORDS: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAi\
                             OjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0";
        const SIGNATURE: &str =
            "i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA";
        const KEY: &str =
            "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
        assert!(is_signed(&format!("{WORDS}.{SIGNATURE}"), KEY));

        let keys = VapidKeys::generate(&Env::system());
        let endpoint = "https://push.example.net/p/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV"
            .parse()
            .unwrap();
        let half_a_day_before = Instant::from_timestamp("2016-01-22T16:36:08Z".parse().unwrap());
        let value = keys
            .authorize(&endpoint, "mailto:push@example.com", half_a_day_before)
            .unwrap();
        let value = value.to_str().unwrap().strip_prefix("vapid t=").unwrap();
        let (token, key) = value.split_once(", k=").unwrap();
        assert_eq!(
            (token.rsplit_once('.').unwrap().0, key),
            (WORDS, keys.public_key().as_str())
        );
        assert!(is_signed(token, key) && !is_signed(token, KEY));
    }

    #[test]
    fn a_pair_is_its_private_key() {
        let keys = VapidKeys::generate(&Env::system());
        let again = VapidKeys::from_private(keys.private_key()).unwrap();
        assert_eq!(again.public_key(), keys.public_key());
        assert_eq!(decoded(&keys.public_key()).len(), 65);
        assert!(VapidKeys::from_private([0; 32]).is_err() && VapidKeys::from_private([0xff; 32]).is_err());
    }
}
