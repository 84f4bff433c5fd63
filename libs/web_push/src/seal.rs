//! Sealing for one browser: RFC 8291 over RFC 8188, one record, content coding `aes128gcm`.

use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};

use crate::subscription::Subscription;

/// Size of a record, and so the most that a body may be (RFC 8291 §4).
const RECORD: u32 = 4_096;
/// Ends the last record (RFC 8188 §2).
const DELIMITER: u8 = 2;

/// What must be other for each message (RFC 8291 §3.1, RFC 8188 §2.1).
#[derive(Clone, Copy)]
pub(crate) struct Chance {
    /// Salt.
    pub salt: [u8; 16],
    /// Private key of the pair that is for this message alone.
    pub key: [u8; 32],
}

/// A length that keys are derived in.
struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// The body of a message. Fails when the key is none: a number of 32 bytes is one but for one in four thousand million.
pub(crate) fn seal(to: &Subscription, payload: &[u8], chance: &Chance) -> Result<Vec<u8>, Unspecified> {
    let ours = PrivateKey::from_private_key(&ECDH_P256, &chance.key)?;
    let public = ours.compute_public_key()?;
    let (key, nonce) = derive(to, &ours, public.as_ref(), chance)?;
    let mut record = [payload, &[DELIMITER]].concat();
    key.seal_in_place_append_tag(nonce, Aad::empty(), &mut record)?;
    Ok([&header(&chance.salt, public.as_ref())?, record.as_slice()].concat())
}

/// RFC 8188 §2.1: salt, size of a record, and the key's id, which is our public key.
fn header(salt: &[u8; 16], public: &[u8]) -> Result<Vec<u8>, Unspecified> {
    let length = u8::try_from(public.len()).map_err(|_| Unspecified)?;
    Ok([salt, &RECORD.to_be_bytes()[..], &[length], public].concat())
}

/// RFC 8291 §3.4.
fn derive(
    to: &Subscription,
    ours: &PrivateKey,
    public: &[u8],
    chance: &Chance,
) -> Result<(LessSafeKey, Nonce), Unspecified> {
    let theirs = UnparsedPublicKey::new(&ECDH_P256, &to.public_key()[..]);
    let secret = agree(ours, theirs, Unspecified, |shared| {
        let info = [&b"WebPush: info\0"[..], to.public_key(), public];
        expand::<32>(to.secret(), shared, &info)
    })?;
    let key = expand::<16>(&chance.salt, &secret, &[b"Content-Encoding: aes128gcm\0"])?;
    let nonce = expand::<NONCE_LEN>(&chance.salt, &secret, &[b"Content-Encoding: nonce\0"])?;
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key)?);
    Ok((key, Nonce::assume_unique_for_key(nonce)))
}

/// HKDF (RFC 5869), both steps.
fn expand<const N: usize>(salt: &[u8], secret: &[u8], info: &[&[u8]]) -> Result<[u8; N], Unspecified> {
    let mut out = [0; N];
    let key = Salt::new(HKDF_SHA256, salt).extract(secret);
    key.expand(info, Length(N))?.fill(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use outbound::Reach;

    use super::{Chance, Subscription, seal};

    fn bytes<const N: usize>(text: &str) -> [u8; N] {
        URL_SAFE_NO_PAD.decode(text).unwrap().try_into().unwrap()
    }

    /// RFC 8291 §5 and appendix A.
    #[test]
    fn the_rfcs_example_comes_out_byte_for_byte() {
        let subscription = Subscription::parse(
            Reach::Internet,
            "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "BTBZMqHH6r4Tts7J_aSIgg",
        )
        .unwrap();
        let chance = Chance {
            salt: bytes("DGv6ra1nlYgDCS1FRnbzlw"),
            key: bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        };
        let sealed = seal(
            &subscription,
            b"When I grow up, I want to be a watermelon",
            &chance,
        )
        .unwrap();
        assert_eq!(
            URL_SAFE_NO_PAD.encode(sealed),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBr\
             u3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn a_number_that_is_no_key_is_refused() {
        let subscription = Subscription::parse(
            Reach::Internet,
            "https://push.example.net/",
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "BTBZMqHH6r4Tts7J_aSIgg",
        )
        .unwrap();
        for key in [[0; 32], [0xff; 32]] {
            assert!(seal(&subscription, b"a", &Chance { salt: [0; 16], key }).is_err());
        }
    }
}
