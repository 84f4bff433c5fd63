//! What the issuer publishes: its endpoints and the keys that it signs with, kept for as long as it says.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use jsonwebtoken::DecodingKey;
use kernel::{Env, Instant};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::error::GoogleError;
use crate::wire::Wire;

/// How long what says nothing of its age is kept, and the limits of what may be said (seconds).
const USUAL_AGE: i64 = 3_600;
const LEAST_AGE: i64 = 60;
const MOST_AGE: i64 = 86_400;

/// The endpoints that we use (OpenID Connect Discovery 1.0 §3).
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Endpoints {
    issuer: String,
    pub authorization_endpoint: Url,
    pub token_endpoint: Url,
    jwks_uri: Url,
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Jwk>,
}

/// A key as published; of other kinds than RSA only the first field is read.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    #[serde(default)]
    kid: String,
    #[serde(default)]
    n: String,
    #[serde(default)]
    e: String,
}

struct Kept<T> {
    made: Instant,
    until: Instant,
    value: T,
}

type Shelf<T> = RwLock<Option<Arc<Kept<T>>>>;

/// Endpoints and keys of one issuer.
pub(crate) struct Directory {
    pub wire: Wire,
    /// Without a slash at its end.
    pub issuer: String,
    pub env: Env,
    endpoints: Shelf<Endpoints>,
    keys: Shelf<HashMap<String, DecodingKey>>,
}

impl Directory {
    /// Nothing is read before it is needed.
    pub fn new(wire: Wire, issuer: &Url, env: Env) -> Self {
        Self {
            wire,
            issuer: issuer.as_str().trim_end_matches('/').to_owned(),
            env,
            endpoints: RwLock::default(),
            keys: RwLock::default(),
        }
    }

    /// Where to ask.
    pub async fn endpoints(&self) -> Result<Endpoints, GoogleError> {
        let now = self.env.now();
        if let Some(kept) = at(&self.endpoints).filter(|kept| now < kept.until) {
            return Ok(kept.value.clone());
        }
        let address = format!("{}/.well-known/openid-configuration", self.issuer);
        let address = address
            .parse()
            .map_err(|_| GoogleError::Away("the issuer is no address".into()))?;
        let (found, age): (Endpoints, _) = self.read(&address).await?;
        if found.issuer.trim_end_matches('/') != self.issuer {
            return Err(GoogleError::Away("it speaks for another issuer".into()));
        }
        // Browsers are sent there by us, so it has to be as safe as what we call ourselves.
        self.wire.check(&found.authorization_endpoint)?;
        keep(&self.endpoints, now, age, found.clone());
        Ok(found)
    }

    /// The key of this name. One that is not there may be new, so it is looked for, but not at every word of a stranger's.
    pub async fn key(&self, kid: &str) -> Result<DecodingKey, GoogleError> {
        let now = self.env.now();
        let kept = at(&self.keys).filter(|kept| now < kept.until);
        if let Some(kept) = kept {
            if let Some(key) = kept.value.get(kid) {
                return Ok(key.clone());
            }
            if now.seconds_since(kept.made) < LEAST_AGE {
                return Err(unknown());
            }
        }
        let address = self.endpoints().await?.jwks_uri;
        let (set, age): (KeySet, _) = self.read(&address).await?;
        let keys: HashMap<_, _> = set.keys.into_iter().filter_map(usable).collect();
        let found = keys.get(kid).cloned();
        keep(&self.keys, now, age, keys);
        found.ok_or_else(unknown)
    }

    async fn read<T: DeserializeOwned>(&self, address: &Url) -> Result<(T, i64), GoogleError> {
        let (body, age) = self.wire.get(address).await?;
        let value = serde_json::from_slice(&body)
            .map_err(|_| GoogleError::Away("what it publishes cannot be read".into()))?;
        Ok((value, age.unwrap_or(USUAL_AGE).clamp(LEAST_AGE, MOST_AGE)))
    }
}

fn unknown() -> GoogleError {
    GoogleError::Refused("nobody knows the key that signed".into())
}

fn usable(key: Jwk) -> Option<(String, DecodingKey)> {
    let decoding = DecodingKey::from_rsa_components(&key.n, &key.e).ok()?;
    (key.kty == "RSA").then_some((key.kid, decoding))
}

fn at<T>(shelf: &Shelf<T>) -> Option<Arc<Kept<T>>> {
    shelf.read().unwrap_or_else(PoisonError::into_inner).clone()
}

fn keep<T>(shelf: &Shelf<T>, made: Instant, age: i64, value: T) {
    let until = made.plus_seconds(age);
    let kept = Arc::new(Kept { made, until, value });
    *shelf.write().unwrap_or_else(PoisonError::into_inner) = Some(kept);
}
