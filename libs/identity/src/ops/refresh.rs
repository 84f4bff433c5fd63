//! A refresh token is exchanged for the next one. A token that comes a second time was stolen, from its owner or by the
//! one who used it first: the whole session ends.

use db::TenantTx;
use http::secrets::{new_token, token_hash};
use kernel::{Email, Error, Instant, PersonId, Result, Role, SessionId};

use super::open_session::{Client, insert_refresh_token};
use super::revoke_sessions::{Reason, revoke};
use super::throttle::{self, Subject};
use crate::error::IdentityError;
use crate::settings::PeopleSettings;

/// How it ended. A refusal has effects, which the edge commits.
#[derive(Debug)]
pub enum Refreshed {
    /// Not exchanged.
    Refused(Error),
    /// The next token.
    Rotated(Box<Rotated>),
}

/// A session that goes on.
#[derive(Debug)]
pub struct Rotated {
    /// Which.
    pub session: SessionId,
    /// Whose.
    pub person: PersonId,
    /// Their address.
    pub email: Email,
    /// Their name.
    pub name: String,
    /// Their role now.
    pub role: Role,
    /// The next refresh token.
    pub token: String,
}

#[derive(sqlx::FromRow)]
struct Held {
    session_id: SessionId,
    person_id: PersonId,
    email: Email,
    name: String,
    role: Role,
    used_at: Option<Instant>,
    /// Neither token nor session nor person has ended.
    alive: bool,
    /// What this session's refresh tokens live.
    idle_seconds: i32,
}

/// Exchanges the token.
pub async fn refresh(
    tx: &mut TenantTx,
    token: &str,
    client: &Client,
    people: &PeopleSettings,
) -> Result<Refreshed> {
    if let Some(ip) = client.address
        && let Some(seconds) = throttle::locked_for(tx, Subject::Tokens(ip)).await?
    {
        return Ok(Refreshed::Refused(throttle::refusal(seconds)));
    }
    let hash = token_hash(token);
    match find(tx, &hash).await? {
        Some(held) if held.used_at.is_some() => {
            revoke(tx, held.session_id, Reason::TokenReused).await?;
            Ok(Refreshed::Refused(IdentityError::RefreshTokenReused.into()))
        }
        Some(held) if held.alive => Ok(Refreshed::Rotated(Box::new(rotate(tx, &hash, held).await?))),
        _ => {
            if let Some(ip) = client.address {
                throttle::count_failure(tx, Subject::Tokens(ip), &people.address_throttle).await?;
            }
            Ok(Refreshed::Refused(IdentityError::SessionEnded.into()))
        }
    }
}

/// Holds the session's row, so that of two who bring one token the second sees it used.
async fn find(tx: &mut TenantTx, hash: &[u8]) -> Result<Option<Held>> {
    let session: Option<SessionId> = sqlx::query_scalar(
        "select s.session_id
           from refresh_token r
           join session s on s.tenant_id = r.tenant_id and s.session_id = r.session_id
          where r.tenant_id = $1 and r.token_hash = $2
            for update of s",
    )
    .bind(tx.tenant())
    .bind(hash)
    .fetch_optional(&mut **tx)
    .await?;
    if session.is_none() {
        return Ok(None);
    }
    Ok(sqlx::query_as(
        "select s.session_id, p.person_id, p.email, p.name, p.role, r.used_at, s.idle_seconds,
                r.expires_at > $3 and s.expires_at > $3 and s.revoked_at is null and p.status = 'active' as alive
           from refresh_token r
           join session s on s.tenant_id = r.tenant_id and s.session_id = r.session_id
           join person p on p.tenant_id = s.tenant_id and p.person_id = s.person_id
          where r.tenant_id = $1 and r.token_hash = $2",
    )
    .bind(tx.tenant())
    .bind(hash)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?)
}

async fn rotate(tx: &mut TenantTx, hash: &[u8], held: Held) -> Result<Rotated> {
    let lives = i64::from(held.idle_seconds);
    sqlx::query("update refresh_token set used_at = $3 where tenant_id = $1 and token_hash = $2")
        .bind(tx.tenant())
        .bind(hash)
        .bind(tx.now())
        .execute(&mut **tx)
        .await?;
    let token = new_token(tx.env());
    insert_refresh_token(tx, held.session_id, &token, lives).await?;
    prolong(tx, held.session_id, lives).await?;
    Ok(Rotated {
        session: held.session_id,
        person: held.person_id,
        email: held.email,
        name: held.name,
        role: held.role,
        token,
    })
}

async fn prolong(tx: &mut TenantTx, session: SessionId, lives: i64) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "update session set last_seen_at = $3, expires_at = $4 where tenant_id = $1 and session_id = $2",
    )
    .bind(tx.tenant())
    .bind(session)
    .bind(now)
    .bind(now.plus_seconds(lives))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
