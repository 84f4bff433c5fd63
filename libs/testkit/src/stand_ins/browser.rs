//! A browser that subscribed: it has the keys to open what comes (RFC 8291 §3).

use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};
use aws_lc_rs::rand;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Salt, size of a record, length of the key's id, and a key of 65 bytes (RFC 8188 §2.1).
const HEADER: usize = 16 + 4 + 1 + 65;

/// What a browser says of its subscription: `PushSubscription.toJSON()`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browser {
    /// Where messages to it go.
    pub endpoint: String,
    /// Its public key.
    pub p256dh: String,
    /// The secret that it shares with whoever may write.
    pub auth: String,
}

/// What only it has.
pub struct Keys {
    private: PrivateKey,
    public: Vec<u8>,
    auth: [u8; 16],
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

impl Keys {
    pub fn new() -> Self {
        let private = PrivateKey::generate(&ECDH_P256).expect("a key");
        let public = private.compute_public_key().expect("its public half");
        let public = public.as_ref().to_vec();
        let mut auth = [0; 16];
        rand::fill(&mut auth).expect("random bytes");
        Self {
            private,
            public,
            auth,
        }
    }

    /// The browser that has them.
    pub fn browser(&self, endpoint: String) -> Browser {
        Browser {
            endpoint,
            p256dh: URL_SAFE_NO_PAD.encode(&self.public),
            auth: URL_SAFE_NO_PAD.encode(self.auth),
        }
    }

    /// What a message says, when it is for this browser and whole.
    pub fn open(&self, body: &[u8]) -> Option<String> {
        let (header, sealed) = body.split_at_checked(HEADER)?;
        let (salt, theirs) = (&header[..16], &header[21..]);
        if header[16..20] != 4_096_u32.to_be_bytes() || header[20] != 65 || body.len() > 4_096 {
            return None;
        }
        let mut record = sealed.to_vec();
        let (key, nonce) = self.derive(salt, theirs).ok()?;
        let opened = key.open_in_place(nonce, Aad::empty(), &mut record).ok()?;
        // The delimiter of the last record, behind which only zeros may stand.
        let end = opened.iter().rposition(|byte| *byte != 0)?;
        let whole = opened[end] == 2;
        whole.then(|| String::from_utf8_lossy(&opened[..end]).into_owned())
    }

    fn derive(&self, salt: &[u8], theirs: &[u8]) -> Result<(LessSafeKey, Nonce), Unspecified> {
        let peer = UnparsedPublicKey::new(&ECDH_P256, theirs);
        let info = [&b"WebPush: info\0"[..], &self.public, theirs].concat();
        let shared = agree(&self.private, peer, Unspecified, |shared| {
            hkdf::<32>(&self.auth, shared, &info)
        })?;
        let key = hkdf::<16>(salt, &shared, b"Content-Encoding: aes128gcm\0")?;
        let nonce = hkdf::<12>(salt, &shared, b"Content-Encoding: nonce\0")?;
        let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key)?);
        Ok((key, Nonce::assume_unique_for_key(nonce)))
    }
}

fn hkdf<const N: usize>(salt: &[u8], secret: &[u8], info: &[u8]) -> Result<[u8; N], Unspecified> {
    let mut out = [0; N];
    let key = Salt::new(HKDF_SHA256, salt).extract(secret);
    key.expand(&[info], Length(N))?.fill(&mut out)?;
    Ok(out)
}
