//! From a key to the person who made it. A key opens what its scopes name, and never what its maker may not do: their
//! role is asked as always. Its row is read at every call, so that a key taken back is refused everywhere at once.

use actix_web::HttpRequest;
use actix_web::http::Method;
use db::TenantTx;
use kernel::{Actor, ApiKeyId, Error, Instant, Result};

use super::session::SignedInPerson;
use crate::app::App;
use crate::edge::pattern;
use crate::errors::EdgeError;
use crate::lookout::Forged;
use crate::routes::{RouteSpec, Scope};
use crate::secrets::token_hash;
use crate::shop::Shop;

/// What a key begins with; access tokens never do.
pub const KEY_PREFIX: &str = "vk_";

/// The key that somebody calls by.
#[derive(Debug, Clone)]
pub struct KeyUse {
    /// Which.
    pub id: ApiKeyId,
    /// What it opens. Words that this program does not know open nothing.
    pub scopes: Vec<Scope>,
}

#[derive(sqlx::FromRow)]
struct Found {
    #[sqlx(flatten)]
    person: SignedInPerson,
    scopes: Vec<String>,
    is_alive: bool,
}

/// Which key.
enum Wanted {
    Hash(Vec<u8>),
    Id(ApiKeyId),
}

/// Whom a key speaks for. Pages are not for programs: there it is worth nothing.
pub(super) async fn authenticate(
    app: &App,
    shop: &Shop,
    token: &str,
    req: &HttpRequest,
) -> Result<SignedInPerson> {
    if !req.path().starts_with("/api/") {
        return Err(EdgeError::Unauthenticated.into());
    }
    let mut tx = app.begin(shop.id, Actor::Anonymous).await?;
    let Some(found) = find(&mut tx, Wanted::Hash(token_hash(token))).await? else {
        Forged::mark(req);
        return Err(EdgeError::Unauthenticated.into());
    };
    let person = found.alive()?;
    let now = tx.now();
    // Once a minute is exact enough for whoever tidies up, and spares a write at every call.
    if now.seconds_since(person.last_seen_at) >= 60 {
        touch(&mut tx, &person, now).await?;
    }
    tx.commit().await?;
    Ok(person)
}

/// The same key as of now; refused when it has been taken back since, or its time is over.
pub(super) async fn again(tx: &mut TenantTx, key: ApiKeyId) -> Result<SignedInPerson> {
    let found = find(tx, Wanted::Id(key)).await?;
    found.ok_or(EdgeError::Unauthenticated)?.alive()
}

/// Refuses what is closed to keys, and what this one was not made for.
pub(super) fn admit(req: &HttpRequest, app: &App, key: &KeyUse) -> Result<()> {
    let method = if *req.method() == Method::HEAD {
        &Method::GET
    } else {
        req.method()
    };
    let route = pattern(req).and_then(|pattern| app.routes.find(method, &pattern));
    let scope = route.and_then(RouteSpec::scope).ok_or(EdgeError::ClosedToKeys)?;
    if key.scopes.contains(&scope) {
        Ok(())
    } else {
        Err(Error::from(EdgeError::KeyScopeMissing).with("scope", scope.as_str()))
    }
}

impl Found {
    fn alive(self) -> Result<SignedInPerson> {
        if !self.is_alive {
            return Err(EdgeError::Unauthenticated.into());
        }
        let key = KeyUse {
            id: ApiKeyId(self.person.session_id.0),
            scopes: self.scopes.iter().filter_map(|word| Scope::of(word)).collect(),
        };
        Ok(SignedInPerson {
            key: Some(key),
            ..self.person
        })
    }
}

/// Whatever state it is in. Where a session's id would stand, the key's does: no session has it.
async fn find(tx: &mut TenantTx, wanted: Wanted) -> Result<Option<Found>> {
    let (hash, id) = match wanted {
        Wanted::Hash(hash) => (Some(hash), None),
        Wanted::Id(id) => (None, Some(id)),
    };
    Ok(sqlx::query_as(
        "select k.key_id as session_id, p.person_id, p.name, p.email, p.role, p.locale,
                coalesce(k.last_used_at, 'epoch') as last_seen_at,
                p.email_verified_at is not null as email_verified, false as is_proved_twice, k.scopes,
                k.revoked_at is null and k.expires_at > $4 and p.status = 'active' as is_alive
           from api_key k
           join person p on p.tenant_id = k.tenant_id and p.person_id = k.person_id
          where k.tenant_id = $1 and (k.token_hash = $2 or k.key_id = $3)",
    )
    .bind(tx.tenant())
    .bind(hash)
    .bind(id)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?)
}

async fn touch(tx: &mut TenantTx, person: &SignedInPerson, now: Instant) -> Result<()> {
    sqlx::query("update api_key set last_used_at = $3 where tenant_id = $1 and key_id = $2")
        .bind(tx.tenant())
        .bind(person.session_id)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
