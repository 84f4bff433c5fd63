//! What Stripe signs its notifications with: HMAC-SHA256 over the time and the body as it came.

use aws_lc_rs::hmac;
use secrecy::{ExposeSecret as _, SecretString};

/// The header `Stripe-Signature`: `t=…,v1=…`.
pub(crate) struct Signature<'a> {
    t: &'a str,
    tags: Vec<Vec<u8>>,
}

impl<'a> Signature<'a> {
    /// None when it has no time or nothing of version 1. Other versions are left aside.
    pub(crate) fn parse(header: &'a str) -> Option<Self> {
        let pairs = || {
            let pairs = header.split(',').filter_map(|pair| pair.split_once('='));
            pairs.map(|(name, value)| (name.trim(), value.trim()))
        };
        let t = pairs().find(|(name, _)| *name == "t").map(|(_, value)| value)?;
        let tags: Vec<_> = pairs()
            .filter(|(name, _)| *name == "v1")
            .filter_map(|(_, hex)| bytes(hex))
            .collect();
        (!tags.is_empty()).then_some(Self { t, tags })
    }

    /// When it was made, in seconds since 1970.
    pub(crate) fn seconds(&self) -> Option<i64> {
        self.t.parse().ok().filter(|number| *number >= 0)
    }

    /// Whether it is one of these secrets', for this body.
    pub(crate) fn fits(&self, body: &[u8], secrets: &[SecretString]) -> bool {
        let signed = [self.t.as_bytes(), b".", body].concat();
        // Every secret and tag is tried, whichever fits.
        let mut fits = false;
        for secret in secrets {
            let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose_secret().as_bytes());
            for tag in &self.tags {
                fits |= hmac::verify(&key, &signed, tag).is_ok();
            }
        }
        fits
    }
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let fine = hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_hexdigit());
    let pairs = hex
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    fine.then(|| pairs.collect()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use secrecy::SecretString;

    use super::Signature;

    const SECRET: &str = "whsec_test_abc";

    /// Each was accepted by Stripe's own library for Python, version 16.1.0.
    const VECTORS: [(&str, &str, &str); 3] = [
        (
            "1700000000",
            r#"{"id":"evt_1"}"#,
            "e0798afa7333640f7f7b8e6ecad57ff65cbcf01a7a21583e9274ef89ffe444f1",
        ),
        (
            "1760000000",
            r#"{"id":"evt_2","type":"invoice.paid"}"#,
            "611e22d86ee02d9e0a156ebb7654562ef4bf19d8280328f570d931976d5bbc9e",
        ),
        (
            "1760000000",
            "",
            "928849d867f7767440dbaba7b962020f038d3381ea3776cb06d5dd8a5c4fadc4",
        ),
    ];

    fn fits(header: &str, body: &str, secrets: &[&str]) -> bool {
        let secrets: Vec<SecretString> = secrets.iter().map(|secret| (*secret).into()).collect();
        Signature::parse(header).is_some_and(|signature| signature.fits(body.as_bytes(), &secrets))
    }

    #[test]
    fn what_their_library_takes_is_taken() {
        for (t, body, tag) in VECTORS {
            let header = format!("t={t},v1={tag}");
            assert!(fits(&header, body, &[SECRET]), "{body}");
            assert!(fits(&header, body, &["whsec_new", SECRET]), "{body}");
            assert!(
                !fits(&header, body, &["whsec_new"]) && !fits(&header, body, &[]),
                "{body}"
            );
            assert_eq!(Signature::parse(&header).unwrap().seconds(), t.parse().ok());
        }
    }

    #[test]
    fn one_of_several_tags_is_enough_and_other_versions_say_nothing() {
        let (t, body, tag) = VECTORS[0];
        let wrong = tag.replace("e0", "e1");
        assert!(fits(
            &format!(" t={t} , v0={wrong}, v1={wrong} ,v1={tag}"),
            body,
            &[SECRET]
        ));
        assert!(!fits(&format!("t={t},v0={tag}"), body, &[SECRET]));
    }

    #[test]
    fn no_part_can_be_changed() {
        let (t, body, tag) = VECTORS[0];
        let header = format!("t={t},v1={tag}");
        let later = header.replace("1700000000", "1700000001");
        let other = header.replace("v1=e0", "v1=e1");
        for changed in [
            later.as_str(),
            &other,
            "",
            "t=1700000000",
            &header[..60],
            &format!("v1={tag}"),
        ] {
            assert!(!fits(changed, body, &[SECRET]), "{changed}");
        }
        assert!(!fits(&header, r#"{"id":"evt_2"}"#, &[SECRET]));
        assert!(!fits(&header, r#"{"id": "evt_1"}"#, &[SECRET]));
    }

    #[test]
    fn times_are_seconds() {
        let seconds = |t: &str| {
            Signature::parse(&format!("t={t},v1={}", "0".repeat(64)))
                .unwrap()
                .seconds()
        };
        assert_eq!(seconds("1700000000"), Some(1_700_000_000));
        for odd in ["", "-1", "soon", "99999999999999999999", "1742505638.5"] {
            assert_eq!(seconds(odd), None, "{odd}");
        }
    }

    proptest! {
        #[test]
        fn no_header_makes_it_panic(text: String, body: Vec<u8>) {
            let header = format!("t=1,v1={text},{text}");
            for header in [text, header] {
                if let Some(signature) = Signature::parse(&header) {
                    prop_assert!(!signature.fits(&body, &[SECRET.into()]));
                    signature.seconds();
                }
            }
        }
    }
}
