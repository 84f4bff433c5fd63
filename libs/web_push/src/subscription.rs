//! Where a browser is reached, and the keys that only it has the other half of.

use std::fmt;

use aws_lc_rs::agreement::{ECDH_P256, ParsedPublicKey, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use outbound::{AddressFault, Reach, Url};

/// Longer than any service's, and short enough to keep.
const LONGEST: usize = 2_048;

/// A browser's wish to be told: its `PushSubscription` (W3C Push API §8). Typed by nobody, but by whatever runs over there.
#[derive(Clone, PartialEq, Eq)]
pub struct Subscription {
    endpoint: Url,
    p256dh: [u8; 65],
    auth: [u8; 16],
}

/// The address is a key: whoever has it may be told from others, and with our own key, written to.
impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Subscription({} …)", self.service())
    }
}

/// What is wrong with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SubscriptionFault {
    /// No address, or one that may not be called, or longer than 2,048 letters.
    #[error("the endpoint may not be called")]
    Endpoint,
    /// Not a point of P-256 in 65 bytes (RFC 8291 §2), as base64url without padding.
    #[error("p256dh is no public key")]
    P256dh,
    /// Not 16 bytes, as base64url without padding.
    #[error("auth is not 16 bytes")]
    Auth,
}

impl From<AddressFault> for SubscriptionFault {
    fn from(_: AddressFault) -> Self {
        Self::Endpoint
    }
}

impl Subscription {
    /// From the words of `PushSubscription.toJSON()`: `endpoint`, `keys.p256dh`, `keys.auth`.
    pub fn parse(reach: Reach, endpoint: &str, p256dh: &str, auth: &str) -> Result<Self, SubscriptionFault> {
        if endpoint.len() > LONGEST {
            return Err(SubscriptionFault::Endpoint);
        }
        let endpoint: Url = endpoint.parse().map_err(|_| SubscriptionFault::Endpoint)?;
        reach.check(&endpoint)?;
        Ok(Self {
            endpoint,
            p256dh: point(p256dh).ok_or(SubscriptionFault::P256dh)?,
            auth: bytes(auth).ok_or(SubscriptionFault::Auth)?,
        })
    }

    /// Where messages go.
    pub fn endpoint(&self) -> &Url {
        &self.endpoint
    }

    /// Whose service it is: the host alone.
    pub fn service(&self) -> &str {
        self.endpoint.host_str().unwrap_or_default()
    }

    /// The browser's public key, as [`Self::parse`] takes it.
    pub fn p256dh(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.p256dh)
    }

    /// The secret that it shares with us, as [`Self::parse`] takes it.
    pub fn auth(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.auth)
    }

    pub(crate) fn public_key(&self) -> &[u8; 65] {
        &self.p256dh
    }

    pub(crate) fn secret(&self) -> &[u8; 16] {
        &self.auth
    }
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

/// Uncompressed (`04`, x, y), and on the curve: another point would give parts of our key away.
fn point(text: &str) -> Option<[u8; 65]> {
    let bytes: [u8; 65] = bytes(text)?;
    let key = ParsedPublicKey::try_from(UnparsedPublicKey::new(&ECDH_P256, &bytes[..]));
    (bytes[0] == 4 && key.is_ok()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Reach, Subscription, SubscriptionFault};

    const ENDPOINT: &str = "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV";
    const P256DH: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

    fn parse(endpoint: &str, p256dh: &str, auth: &str) -> Result<Subscription, SubscriptionFault> {
        Subscription::parse(Reach::Internet, endpoint, p256dh, auth)
    }

    #[test]
    fn what_a_browser_says_comes_back_the_same() {
        let subscription = parse(ENDPOINT, P256DH, AUTH).unwrap();
        assert_eq!(subscription.endpoint().as_str(), ENDPOINT);
        assert_eq!(
            (subscription.p256dh(), subscription.auth()),
            (P256DH.into(), AUTH.into())
        );
        assert_eq!(subscription.service(), "push.example.net");
        assert!(!format!("{subscription:?}").contains("JzLQ"));
    }

    #[test]
    fn an_address_that_may_not_be_called_is_refused() {
        let long = format!("{ENDPOINT}/{}", "a".repeat(2_048));
        for endpoint in [
            "",
            "push.example.net/a",
            "http://push.example.net/a",
            "https://127.0.0.1/a",
            "https://169.254.169.254/latest/meta-data",
            "https://ana@push.example.net/a",
            "javascript:alert(1)",
            &long,
        ] {
            assert_eq!(
                parse(endpoint, P256DH, AUTH),
                Err(SubscriptionFault::Endpoint),
                "{endpoint}"
            );
        }
    }

    #[test]
    fn keys_are_points_and_secrets_of_the_right_length_or_refused() {
        // The last byte of y changed: a point beside the curve.
        let beside = format!("{}5", &P256DH[..P256DH.len() - 1]);
        // The same point, compressed; a point of all zeros; one in other alphabets.
        let compressed = "AiVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcx";
        let zeros = "A".repeat(87);
        for p256dh in [
            "",
            &beside,
            compressed,
            &zeros,
            &P256DH.replace('_', "/"),
            &format!("{P256DH}="),
        ] {
            assert_eq!(
                parse(ENDPOINT, p256dh, AUTH),
                Err(SubscriptionFault::P256dh),
                "{p256dh}"
            );
        }
        for auth in [
            "",
            "BTBZMqHH6r4Tts7J_aSI",
            "BTBZMqHH6r4Tts7J_aSIggAA",
            "BTBZMqHH6r4Tts7J_aSIgg==",
        ] {
            assert_eq!(
                parse(ENDPOINT, P256DH, auth),
                Err(SubscriptionFault::Auth),
                "{auth}"
            );
        }
    }
}
