//! The form of a sealed value: `version | key id | nonce | ciphertext`, bound to the place that it was sealed for.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use kernel::id::Uuid;
use kernel::{Env, Error, Result, TenantId};

use super::Place;
use super::data_key::DataKey;

const VERSION: u8 = 1;

/// Length of what every value under the same key begins with: version and key id.
pub const HEAD: usize = 17;

/// What every value under this key begins with.
pub fn head(key_id: Uuid) -> [u8; HEAD] {
    let mut head = [VERSION; HEAD];
    head[1..].copy_from_slice(key_id.as_bytes());
    head
}

/// The key that a value says it is under; none when it has another form.
pub fn key_id(sealed: &[u8]) -> Option<Uuid> {
    let (version, rest) = sealed.split_first()?;
    let (id, _) = rest.split_first_chunk::<16>()?;
    (*version == VERSION).then(|| Uuid::from_bytes(*id))
}

/// Seals (XChaCha20-Poly1305, random nonce).
pub fn seal(key: &DataKey, tenant: TenantId, place: Place<'_>, plain: &[u8], env: &Env) -> Result<Vec<u8>> {
    let nonce: [u8; 24] = env.random();
    let payload = Payload {
        msg: plain,
        aad: &belongs_to(key.id, tenant, place),
    };
    let sealed = cipher(key)
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| Error::fault("sealing failed"))?;
    Ok([head(key.id).as_slice(), &nonce, &sealed].concat())
}

/// Opens; fails when the value was changed, or sealed for another place, purpose or tenant.
pub fn open(key: &DataKey, tenant: TenantId, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>> {
    let broken = || Error::fault("a sealed value does not open here: it was changed or belongs elsewhere");
    let (nonce, msg) = sealed
        .get(HEAD..)
        .and_then(<[u8]>::split_first_chunk::<24>)
        .ok_or_else(broken)?;
    let payload = Payload {
        msg,
        aad: &belongs_to(key.id, tenant, place),
    };
    cipher(key)
        .decrypt(&XNonce::from(*nonce), payload)
        .map_err(|_| broken())
}

fn cipher(key: &DataKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(key.secret))
}

/// The associated data. A purpose holds no NUL, so no two places look alike.
fn belongs_to(key_id: Uuid, tenant: TenantId, place: Place<'_>) -> Vec<u8> {
    [
        head(key_id).as_slice(),
        tenant.0.as_bytes(),
        place.purpose.as_bytes(),
        &[0],
        place.row,
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use kernel::id::Uuid;
    use kernel::{Env, TenantId};

    use super::{DataKey, Place, key_id, open, seal};

    #[test]
    fn what_is_sealed_opens_only_unchanged_and_in_its_place() {
        let env = Env::system();
        let key = DataKey {
            id: Uuid::from_u128(7),
            secret: env.random(),
        };
        let (tenant, other) = (TenantId(Uuid::from_u128(1)), TenantId(Uuid::from_u128(2)));
        let place = Place {
            purpose: "p",
            row: b"row",
        };
        let mut sealed = seal(&key, tenant, place, b"hola", &env).unwrap();
        assert_eq!(key_id(&sealed), Some(key.id));
        assert_eq!(open(&key, tenant, place, &sealed).unwrap(), b"hola");
        assert!(open(&key, other, place, &sealed).is_err());
        assert!(
            open(
                &key,
                tenant,
                Place {
                    row: b"else",
                    ..place
                },
                &sealed
            )
            .is_err()
        );
        assert!(
            open(
                &key,
                tenant,
                Place {
                    purpose: "q",
                    ..place
                },
                &sealed
            )
            .is_err()
        );
        *sealed.last_mut().unwrap() ^= 1;
        assert!(open(&key, tenant, place, &sealed).is_err());
        assert!(open(&key, tenant, place, &sealed[..20]).is_err());
    }
}
