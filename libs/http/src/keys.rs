//! Keys that sign access tokens: Ed25519, kept sealed in the database, several at once so that they can rotate.

use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use db::{Heard, Pool, SharedTx, bus};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use kernel::{Env, Error, Instant, PersonId, Result, Role, SessionId, TenantId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use tokio::sync::Mutex;

use crate::errors::EdgeError;
use crate::secrets::Secrets;

/// A key signs for this long before the next takes over.
const SIGNS_SECONDS: i64 = 30 * 24 * 3600;
/// A new key is known to every replica before it signs.
const LEAD_SECONDS: i64 = 300;
/// What a retired key signed may still be alive for this long.
const GRACE_SECONDS: i64 = 24 * 3600;
/// How old the list in memory may grow.
const REFRESH_SECONDS: i64 = 60;
/// Names of keys can be made up, so those that nobody knows are looked for no oftener than this.
const LOOK_SECONDS: i64 = 1;
/// What the secret halves are sealed for.
pub(crate) const SIGNING_KEY: &str = "signing-key";

/// What an access token says (RFC 9068 in spirit; `tid` is the tenant, `sid` the session).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    /// Always `vitrina`.
    pub iss: String,
    /// The person.
    pub sub: PersonId,
    /// The tenant: a token is worth nothing on another's host.
    pub tid: TenantId,
    /// The session, which may have been revoked since.
    pub sid: SessionId,
    /// The role when it was issued; the session's row decides.
    pub role: Role,
    /// Issued at (seconds).
    pub iat: i64,
    /// Expires at (seconds).
    pub exp: i64,
}

/// A token that we signed.
pub(crate) struct Signed {
    /// What it says.
    pub claims: Claims,
    /// Whether its time is not over yet.
    pub is_alive: bool,
}

struct Key {
    kid: String,
    signs_from: Instant,
    retires_at: Instant,
    encoding: EncodingKey,
    decoding: DecodingKey,
}

#[derive(Default)]
struct Known {
    read_at: Option<Instant>,
    keys: Vec<Arc<Key>>,
}

/// The keys in use, read again every minute, when an unknown one is met, and when it is announced that anything may have changed.
pub struct KeyRing {
    pool: Pool,
    env: Env,
    secrets: Secrets,
    known: RwLock<Known>,
    /// When an unknown key was last looked for; held while somebody looks.
    looked_at: Mutex<Option<Instant>>,
    /// Held while somebody reads the list again.
    reading: Mutex<()>,
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyRing(…)")
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    kid: String,
    public_key: Vec<u8>,
    sealed_secret: Vec<u8>,
    signs_from: Instant,
    retires_at: Instant,
}

impl KeyRing {
    /// An empty ring over the app role's pool.
    pub fn new(pool: Pool, env: Env, secrets: Secrets) -> Self {
        Self {
            pool,
            env,
            secrets,
            known: RwLock::default(),
            looked_at: Mutex::default(),
            reading: Mutex::default(),
        }
    }

    /// Signs an access token that lives `seconds`.
    pub async fn sign(&self, claims: &Claims) -> Result<String> {
        let key = self.signing_key().await?;
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(key.kid.clone());
        jsonwebtoken::encode(&header, claims, &key.encoding).map_err(|e| Error::Fault(e.into()))
    }

    /// The claims of a token that one of our keys signed and that has not expired.
    pub async fn verify(&self, token: &str) -> Result<Claims> {
        let signed = self.read(token).await?.filter(|signed| signed.is_alive);
        Ok(signed.ok_or(EdgeError::Unauthenticated)?.claims)
    }

    /// What a token says that one of our keys signed, whether or not it is over; nothing when none of them did.
    pub(crate) async fn read(&self, token: &str) -> Result<Option<Signed>> {
        let Some(kid) = jsonwebtoken::decode_header(token)
            .ok()
            .and_then(|header| header.kid)
        else {
            return Ok(None);
        };
        self.refresh_if_stale().await?;
        let found = match self.find(&kid) {
            Some(key) => Some(key),
            None => self.look_for(&kid).await?,
        };
        let Some(key) = found else {
            return Ok(None);
        };
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&["vitrina"]);
        // The library would ask the machine's clock; ours is injected.
        validation.validate_exp = false;
        let Ok(decoded) = jsonwebtoken::decode::<Claims>(token, &key.decoding, &validation) else {
            return Ok(None);
        };
        let (claims, now) = (decoded.claims, self.env.now());
        let is_alive = claims.exp > now.unix_seconds() && key.retires_at.plus_seconds(GRACE_SECONDS) > now;
        Ok(Some(Signed { claims, is_alive }))
    }

    /// Makes the next key when the present one nears its end; forgets those long retired. Run by a job and at start.
    pub async fn rotate(&self) -> Result<()> {
        let now = self.env.now();
        let mut tx = SharedTx::begin(&self.pool).await?;
        let newest: Option<Instant> = sqlx::query_scalar("select max(retires_at) from signing_key")
            .fetch_one(&mut *tx)
            .await?;
        let (signs_from, needed) = match newest {
            None => (now, true),
            Some(end) => (
                end.plus_seconds(-LEAD_SECONDS).max(now),
                end.plus_seconds(-2 * LEAD_SECONDS) <= now,
            ),
        };
        if needed {
            self.insert(&mut tx, signs_from).await?;
        }
        sqlx::query("delete from signing_key where retires_at < $1")
            .bind(now.plus_seconds(-GRACE_SECONDS))
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        self.refresh().await
    }

    /// Lets the present key sign no longer than now. What it signed stays valid until it expires.
    pub async fn rotate_now(&self) -> Result<()> {
        let mut tx = SharedTx::begin(&self.pool).await?;
        self.insert(&mut tx, self.env.now()).await?;
        tx.commit().await?;
        self.refresh().await
    }

    /// The same, and no other key is believed any more, at any replica that listens: for a leaked key, by which anybody could
    /// sign. Who holds a token gets the next one by the refresh token; cookies are not concerned.
    pub async fn revoke_all(&self) -> Result<()> {
        let mut tx = SharedTx::begin(&self.pool).await?;
        sqlx::query("delete from signing_key").execute(&mut *tx).await?;
        self.insert(&mut tx, self.env.now()).await?;
        bus::notify_everything(&mut tx).await?;
        tx.commit().await?;
        self.refresh().await
    }

    /// What was announced: whether the list in memory is still believed.
    pub(crate) fn hear(&self, heard: Heard) {
        if heard == Heard::Resync {
            self.known.write().unwrap_or_else(PoisonError::into_inner).read_at = None;
        }
    }

    async fn insert(&self, conn: &mut PgConnection, signs_from: Instant) -> Result<()> {
        let pair = Ed25519KeyPair::generate().map_err(|_| Error::fault("no Ed25519 key could be made"))?;
        let secret = pair
            .to_pkcs8()
            .map_err(|_| Error::fault("an Ed25519 key could not be encoded"))?;
        let sealed = self.secrets.seal(SIGNING_KEY, secret.as_ref(), &self.env)?;
        sqlx::query(
            "insert into signing_key (kid, public_key, sealed_secret, created_at, signs_from, retires_at)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(crate::secrets::new_token(&self.env))
        .bind(pair.public_key().as_ref())
        .bind(sealed)
        .bind(self.env.now())
        .bind(signs_from)
        .bind(signs_from.plus_seconds(SIGNS_SECONDS))
        .execute(conn)
        .await?;
        Ok(())
    }

    async fn signing_key(&self) -> Result<Arc<Key>> {
        self.refresh_if_stale().await?;
        if let Some(key) = self.current() {
            return Ok(key);
        }
        self.rotate().await?;
        self.current()
            .ok_or_else(|| Error::fault("there is no key to sign with"))
    }

    /// The newest key that may sign.
    fn current(&self) -> Option<Arc<Key>> {
        let now = self.env.now();
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let usable = known
            .keys
            .iter()
            .filter(|k| k.signs_from <= now && now < k.retires_at);
        usable.max_by_key(|k| k.signs_from).cloned()
    }

    fn find(&self, kid: &str) -> Option<Arc<Key>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.keys.iter().find(|k| k.kid == kid).cloned()
    }

    /// A key that another replica has only just made.
    async fn look_for(&self, kid: &str) -> Result<Option<Arc<Key>>> {
        let mut looked_at = self.looked_at.lock().await;
        let now = self.env.now();
        let may_look = looked_at.is_none_or(|at| now.seconds_since(at) >= LOOK_SECONDS);
        // Who waited here may find what the one before has found.
        if may_look && self.find(kid).is_none() {
            self.refresh().await?;
            *looked_at = Some(now);
        }
        Ok(self.find(kid))
    }

    async fn refresh_if_stale(&self) -> Result<()> {
        if self.is_fresh() {
            return Ok(());
        }
        let turn = match self.reading.try_lock() {
            Ok(turn) => turn,
            // Somebody reads it just now; what is known will do until then.
            Err(_) if self.knows_any() => return Ok(()),
            Err(_) => self.reading.lock().await,
        };
        if !self.is_fresh() {
            self.refresh().await?;
        }
        drop(turn);
        Ok(())
    }

    fn is_fresh(&self) -> bool {
        let read_at = self.known.read().unwrap_or_else(PoisonError::into_inner).read_at;
        read_at.is_some_and(|at| self.env.now().seconds_since(at) < REFRESH_SECONDS)
    }

    fn knows_any(&self) -> bool {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        !known.keys.is_empty()
    }

    async fn refresh(&self) -> Result<()> {
        let mut tx = SharedTx::begin(&self.pool).await?;
        let rows: Vec<Row> =
            sqlx::query_as("select kid, public_key, sealed_secret, signs_from, retires_at from signing_key")
                .fetch_all(&mut *tx)
                .await?;
        tx.commit().await?;
        let keys = rows
            .into_iter()
            .map(|row| self.unseal(row).map(Arc::new))
            .collect::<Result<Vec<_>>>()?;
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        *known = Known {
            read_at: Some(self.env.now()),
            keys,
        };
        Ok(())
    }

    fn unseal(&self, row: Row) -> Result<Key> {
        let secret = self.secrets.open(SIGNING_KEY, &row.sealed_secret)?;
        Ok(Key {
            encoding: EncodingKey::from_ed_der(&secret),
            decoding: DecodingKey::from_ed_der(&row.public_key),
            kid: row.kid,
            signs_from: row.signs_from,
            retires_at: row.retires_at,
        })
    }
}
