//! What a receiver knows our calls by: Standard Webhooks, "Symmetric" signatures
//! (<https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>).

use std::fmt;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kernel::Env;
use secrecy::SecretString;

/// How a secret is told from others.
const PREFIX: &str = "whsec_";

/// A secret that we share with one receiver: 24 to 64 bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// That is no secret of 24 to 64 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is not whsec_ with 24 to 64 bytes in base64")]
pub struct SecretFault;

impl Secret {
    /// A new one, of 32 bytes.
    pub fn generate(env: &Env) -> Self {
        Self(env.random::<32>().to_vec())
    }

    /// As it is written: `whsec_` and base64.
    pub fn parse(text: &str) -> Result<Self, SecretFault> {
        let bytes = text
            .strip_prefix(PREFIX)
            .and_then(|rest| STANDARD.decode(rest).ok());
        let bytes = bytes.filter(|bytes| (24..=64).contains(&bytes.len()));
        bytes.map(Self).ok_or(SecretFault)
    }

    /// As it is written, to be shown once and kept sealed.
    pub fn to_text(&self) -> SecretString {
        format!("{PREFIX}{}", STANDARD.encode(&self.0)).into()
    }

    /// `v1,` and HMAC-SHA-256 over id, moment (seconds since 1970) and body, with dots between.
    pub(crate) fn sign(&self, id: &str, seconds: i64, body: &[u8]) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        let words = [format!("{id}.{seconds}.").as_bytes(), body].concat();
        format!("v1,{}", STANDARD.encode(hmac::sign(&key, &words)))
    }
}

#[cfg(test)]
mod tests {
    use kernel::Env;
    use secrecy::ExposeSecret as _;

    use super::{Secret, SecretFault};

    /// From the specification's own libraries.
    #[test]
    fn the_specifications_example_is_signed_as_it_says() {
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        assert_eq!(
            secret.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                br#"{"test": 2432232314}"#
            ),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn a_secret_is_read_back_as_it_was_shown() {
        let secret = Secret::generate(&Env::system());
        assert_eq!(
            Secret::parse(secret.to_text().expose_secret()),
            Ok(secret.clone())
        );
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }

    #[test]
    fn what_is_too_short_too_long_or_otherwise_written_is_refused() {
        for text in [
            "",
            "whsec_",
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa",
            "whsec_no base64 at all, however long",
            &format!("whsec_{}", "A".repeat(88)),
        ] {
            assert_eq!(Secret::parse(text), Err(SecretFault), "{text}");
        }
    }
}
