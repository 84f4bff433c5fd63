//! From a cookie or a bearer token to a person, in one short read.

use actix_web::HttpRequest;
use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Actor, Instant, Locale, PersonId, Result, Role, SessionId};

use super::key::{self, KEY_PREFIX, KeyUse};
use super::visit::Visit;
use crate::app::App;
use crate::errors::EdgeError;
use crate::lookout::Forged;
use crate::secrets::sha256;
use crate::shop::Shop;

/// The browser session's cookie.
pub const SESSION_COOKIE: &str = "__Host-session";

/// Somebody signed in at this tenant.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SignedInPerson {
    /// Their session.
    pub session_id: SessionId,
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// Their e-mail.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Their language.
    pub locale: Locale,
    /// Whether they confirmed the address.
    pub email_verified: bool,
    /// Whether the session was opened by two factors.
    pub is_proved_twice: bool,
    /// What somebody of the provider's is here for; nothing of everybody else.
    #[sqlx(skip)]
    pub visit: Option<Visit>,
    /// The key by which a program calls in this person's name; then there is no session, whatever its id says.
    #[sqlx(skip)]
    pub key: Option<KeyUse>,
    /// When the session, or the key, was last noted to be in use.
    pub(super) last_seen_at: Instant,
}

impl SignedInPerson {
    /// As transactions carry them.
    pub fn actor(&self) -> Actor {
        if let Some(key) = &self.key {
            return Actor::Key {
                id: key.id,
                maker: self.person_id,
                role: self.role,
            };
        }
        Actor::Person {
            id: self.person_id,
            role: self.role,
            session: self.session_id,
        }
    }
}

/// A person with the support access that their session stands on, if it does.
#[derive(sqlx::FromRow)]
struct Found {
    #[sqlx(flatten)]
    person: SignedInPerson,
    access_id: Option<Uuid>,
    staff_id: Option<PersonId>,
    staff_name: Option<String>,
    reason: Option<String>,
    ends_at: Option<Instant>,
}

impl From<Found> for SignedInPerson {
    fn from(found: Found) -> Self {
        let known = (
            found.access_id,
            found.staff_id,
            found.staff_name,
            found.reason,
            found.ends_at,
        );
        let visit = match known {
            (Some(access), Some(staff), Some(staff_name), Some(reason), Some(ends_at)) => Some(Visit {
                access,
                staff,
                staff_name,
                reason,
                ends_at,
            }),
            _ => None,
        };
        Self {
            visit,
            ..found.person
        }
    }
}

/// How the caller proves who they are.
pub enum Proof<'a> {
    /// The value of the session cookie.
    Cookie(&'a str),
    /// The value after `Bearer`.
    Bearer(&'a str),
}

/// Whom a valid proof belongs to. A stale cookie is nobody; a bad bearer token is refused.
pub async fn authenticate(
    app: &App,
    shop: &Shop,
    proof: Proof<'_>,
    req: &HttpRequest,
) -> Result<Option<SignedInPerson>> {
    let (session, hash) = match proof {
        Proof::Bearer(token) if token.starts_with(KEY_PREFIX) => {
            return key::authenticate(app, shop, token, req).await.map(Some);
        }
        Proof::Cookie(token) => (None, Some(sha256(token.as_bytes()))),
        Proof::Bearer(token) => {
            let signed = app
                .keys
                .read(token)
                .await?
                .filter(|signed| signed.claims.tid == shop.id);
            if signed.is_none() {
                Forged::mark(req);
            }
            let alive = signed.filter(|signed| signed.is_alive);
            (Some(alive.ok_or(EdgeError::Unauthenticated)?.claims.sid), None)
        }
    };
    let mut tx = app.begin(shop.id, Actor::Anonymous).await?;
    let now = tx.now();
    match find_person(&mut tx, session, hash).await? {
        Some(person) => {
            // Once a minute is exact enough for the idle time, and spares a write on every request.
            if now.seconds_since(person.last_seen_at) >= 60 {
                touch(&mut tx, person.session_id, now).await?;
            }
            tx.commit().await?;
            Ok(Some(person))
        }
        None if session.is_some() => Err(EdgeError::Unauthenticated.into()),
        None => Ok(None),
    }
}

/// Whose session it is as of now, by its id or the hash of its token; nobody's when it has ended. A helper's ends with
/// the support access that it stands on.
pub async fn find_person(
    tx: &mut TenantTx,
    session: Option<SessionId>,
    hash: Option<[u8; 32]>,
) -> Result<Option<SignedInPerson>> {
    let found: Option<Found> = sqlx::query_as(
        "select s.session_id, p.person_id, p.name, p.email, p.role, p.locale, s.last_seen_at,
                p.email_verified_at is not null as email_verified,
                s.proof in ('password_code', 'google_code', 'passkey') as is_proved_twice,
                a.access_id, a.staff_id, a.staff_name, a.reason, a.ends_at
           from session s
           join person p on p.tenant_id = s.tenant_id and p.person_id = s.person_id
           left join support_access a
             on p.role = 'helper' and a.tenant_id = s.tenant_id and a.session_id = s.session_id
          where s.tenant_id = $1
            and (s.session_id = $2 or s.token_hash = $3)
            and s.revoked_at is null
            and s.expires_at > $4
            and s.last_seen_at + make_interval(secs => s.idle_seconds) > $4
            and p.status = 'active'
            and (p.role <> 'helper' or a.ended_at is null and a.ends_at > $4)",
    )
    .bind(tx.tenant())
    .bind(session)
    .bind(hash.map(|h| h.to_vec()))
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?;
    Ok(found.map(Into::into))
}

async fn touch(tx: &mut TenantTx, session: SessionId, now: Instant) -> Result<()> {
    sqlx::query("update session set last_seen_at = $3 where tenant_id = $1 and session_id = $2")
        .bind(tx.tenant())
        .bind(session)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
