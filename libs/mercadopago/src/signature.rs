//! What Mercado Pago signs its notifications with: HMAC-SHA256 over a line of name, request and time.

use aws_lc_rs::hmac;
use secrecy::{ExposeSecret as _, SecretString};

/// From here on a number is milliseconds; as seconds it would be the year 5138.
const MILLISECONDS_FROM: i64 = 100_000_000_000;

/// The header `x-signature`: `ts=…,v1=…`.
pub(crate) struct Signature<'a> {
    ts: &'a str,
    tags: Vec<Vec<u8>>,
}

impl<'a> Signature<'a> {
    /// None when it has no time or nothing of version 1. Other versions are left aside.
    pub(crate) fn parse(header: &'a str) -> Option<Self> {
        let pairs = || {
            let pairs = header.split(',').filter_map(|pair| pair.split_once('='));
            pairs.map(|(name, value)| (name.trim(), value.trim()))
        };
        let ts = pairs().find(|(name, _)| *name == "ts").map(|(_, value)| value)?;
        let tags: Vec<_> = pairs()
            .filter(|(name, _)| *name == "v1")
            .filter_map(|(_, hex)| bytes(hex))
            .collect();
        (!tags.is_empty()).then_some(Self { ts, tags })
    }

    /// When it was made, in seconds since 1970; it says milliseconds or seconds.
    pub(crate) fn seconds(&self) -> Option<i64> {
        let number: i64 = self.ts.parse().ok().filter(|number| *number >= 0)?;
        Some(if number >= MILLISECONDS_FROM {
            number / 1000
        } else {
            number
        })
    }

    /// Whether it is one of these secrets', for this object and request. Mercado Pago's pages want the object's name in small
    /// letters, its libraries as it came: both are taken.
    pub(crate) fn fits(&self, object: Option<&str>, request: Option<&str>, secrets: &[SecretString]) -> bool {
        let small = object.map(str::to_lowercase);
        let lines = [
            manifest(object, request, self.ts),
            manifest(small.as_deref(), request, self.ts),
        ];
        // Every secret and form is tried, whichever fits.
        let mut fits = false;
        for secret in secrets {
            let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose_secret().as_bytes());
            for (line, tag) in lines
                .iter()
                .flat_map(|line| self.tags.iter().map(move |tag| (line, tag)))
            {
                fits |= hmac::verify(&key, line.as_bytes(), tag).is_ok();
            }
        }
        fits
    }
}

/// Each pair ends in a semicolon; one without a value is left out.
fn manifest(object: Option<&str>, request: Option<&str>, ts: &str) -> String {
    let pair = |name: &str, value: Option<&str>| {
        let value = value.filter(|value| !value.is_empty());
        value.map_or_else(String::new, |value| format!("{name}:{value};"))
    };
    format!("{}{}ts:{ts};", pair("id", object), pair("request-id", request))
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
    use secrecy::SecretString;

    use super::{Signature, manifest};

    const SECRET: &str = "mp-test-secret-0001";

    /// Each was accepted by the validator of Mercado Pago's own library for Python, version 3.6.0.
    const VECTORS: [(Option<&str>, Option<&str>, &str, &str); 6] = [
        (
            Some("1312147735"),
            Some("bb56a2f1-6aae-46ac-982e-9dcd3581d08e"),
            "id:1312147735;request-id:bb56a2f1-6aae-46ac-982e-9dcd3581d08e;ts:1742505638683;",
            "ts=1742505638683,v1=dd23dbaeff9f3ced539c397aacadb44f32cd9d9abfde8fe9649e6e1e0c60ce79",
        ),
        (
            Some("123456"),
            Some("abc123"),
            "id:123456;request-id:abc123;ts:1704908010;",
            "ts=1704908010,v1=6d37c72f31b03bfd4259a96a0a4496d27ec9d0259023c5d6e410bad72b6aac4a",
        ),
        (
            Some("ORD01JV7Z3K9M8Q"),
            Some("2066ca19-c6f1-498a-be75-1923005edd06"),
            "id:ORD01JV7Z3K9M8Q;request-id:2066ca19-c6f1-498a-be75-1923005edd06;ts:1781009491000;",
            "ts=1781009491000,v1=866382ea9be346cc594b5ad57cc59c32bc1976c9172651f07322c79ffc5f883c",
        ),
        (
            Some("ord01jv7z3k9m8q"),
            Some("2066ca19-c6f1-498a-be75-1923005edd06"),
            "id:ord01jv7z3k9m8q;request-id:2066ca19-c6f1-498a-be75-1923005edd06;ts:1781009491000;",
            "ts=1781009491000,v1=afb31744c2f1284d485df7e725bdf0b3a7da7a9547d888bdb469c24165e857d0",
        ),
        (
            Some("1312147735"),
            None,
            "id:1312147735;ts:1742505638683;",
            "ts=1742505638683,v1=b0d8d4265ac21a1b98548cec491e0b2a2e31b65263cb74d51d4f3041c5f516f1",
        ),
        (
            None,
            Some("abc123"),
            "request-id:abc123;ts:1742505638683;",
            "ts=1742505638683,v1=827d6219385dd5ed70b020cd7d708a86b7d7f0b613263bc49d9d5decf6d551ba",
        ),
    ];

    fn fits(header: &str, object: Option<&str>, request: Option<&str>, secrets: &[&str]) -> bool {
        let secrets: Vec<SecretString> = secrets.iter().map(|secret| (*secret).into()).collect();
        Signature::parse(header).is_some_and(|signature| signature.fits(object, request, &secrets))
    }

    #[test]
    fn what_their_library_takes_is_taken() {
        for (object, request, line, header) in VECTORS {
            let signature = Signature::parse(header).unwrap();
            assert_eq!(manifest(object, request, signature.ts), line);
            assert!(fits(header, object, request, &[SECRET]), "{line}");
            assert!(fits(header, object, request, &["new", SECRET]), "{line}");
            assert!(
                !fits(header, object, request, &["new"]) && !fits(header, object, request, &[]),
                "{line}"
            );
        }
    }

    #[test]
    fn both_spellings_of_a_name_are_taken() {
        let [.., as_it_came, small, _, _] = VECTORS;
        let (object, request, ..) = as_it_came;
        assert!(fits(as_it_came.3, object, request, &[SECRET]) && fits(small.3, object, request, &[SECRET]));
        // Signed as it came in capitals, called in small letters: somebody has changed it.
        assert!(!fits(as_it_came.3, small.0, request, &[SECRET]));
    }

    #[test]
    fn no_part_can_be_changed() {
        let (object, request, _, header) = VECTORS[0];
        let later = header.replace("1742505638683", "1742505638684");
        let other = header.replace("v1=dd", "v1=de");
        for changed in [
            later.as_str(),
            &other,
            "",
            "ts=1742505638683",
            &header.replace("v1", "v2"),
            &header[..80],
        ] {
            assert!(!fits(changed, object, request, &[SECRET]), "{changed}");
        }
        assert!(!fits(header, Some("1312147736"), request, &[SECRET]));
        assert!(!fits(header, None, request, &[SECRET]));
        assert!(!fits(header, object, None, &[SECRET]));
        // One of several may fit, as while a secret is replaced; and spaces are nothing.
        let two = format!(
            " {} , v1={}",
            header.replace(",v1=dd", ", v1=de"),
            header.split("v1=").last().unwrap()
        );
        assert!(fits(&two, object, request, &[SECRET]));
    }

    #[test]
    fn times_are_milliseconds_or_seconds() {
        let seconds = |ts: &str| {
            Signature::parse(&format!("ts={ts},v1={}", "0".repeat(64)))
                .unwrap()
                .seconds()
        };
        assert_eq!(seconds("1742505638683"), Some(1_742_505_638));
        assert_eq!(seconds("1742505638"), Some(1_742_505_638));
        for odd in ["", "-1", "soon", "99999999999999999999", "1742505638.5"] {
            assert_eq!(seconds(odd), None, "{odd}");
        }
    }
}
