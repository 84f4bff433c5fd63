//! The way to a provider and back: a row says whose session began it, and for whose time (docs/adr/0015, 0021).

use booking::model::ResourceId;
use db::TenantTx;
use http::secrets::{new_token, token_hash};
use kernel::{PersonId, Result, SessionId};
use sqlx::FromRow;

use super::tokens::Tokens;
use crate::clerk::Clerk;
use crate::ticket::Ticket;

/// Seconds that the whole way may take.
const LIVES: i64 = 10 * 60;
/// Seconds that the token lives which takes it from the shared address to the shop's: a redirect takes one.
const TOKEN_LIVES: i64 = 60;

/// Somebody who leaves.
#[derive(Debug, Clone, Copy)]
pub struct Leaving<'a> {
    /// Who.
    pub person: PersonId,
    /// In which session.
    pub session: SessionId,
    /// For whose time.
    pub resource: ResourceId,
    /// The shop's host that the browser is at.
    pub host: &'a str,
}

/// What is brought home.
#[derive(Debug)]
pub struct Arrival {
    /// For whose time.
    pub resource: ResourceId,
    /// What opens the account.
    pub tokens: Tokens,
}

#[derive(Debug, FromRow)]
struct Arrived {
    resource_id: ResourceId,
    tokens_sealed: Vec<u8>,
}

/// Notes that the browser leaves.
pub async fn note_leaving(tx: &mut TenantTx, ticket: &Ticket, leaving: Leaving<'_>) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "insert into calendar_attempt
           (tenant_id, state_hash, person_id, session_id, resource_id, host, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(tx.tenant())
    .bind(ticket.hash())
    .bind(leaving.person)
    .bind(leaving.session)
    .bind(leaving.resource)
    .bind(leaving.host)
    .bind(now)
    .bind(now.plus_seconds(LIVES))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes the answer to an attempt, once: the host that the browser left from. Nothing when it was answered before, is too old, or
/// never was.
pub async fn take_return(tx: &mut TenantTx, ticket: &Ticket) -> Result<Option<String>> {
    Ok(sqlx::query_scalar(
        "update calendar_attempt set returned_at = $3
          where tenant_id = $1 and state_hash = $2 and returned_at is null and expires_at > $3
         returning host",
    )
    .bind(tx.tenant())
    .bind(ticket.hash())
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?)
}

/// Lays down what the provider gave; the token to fetch it is told once, here.
pub async fn hand_over(tx: &mut TenantTx, clerk: &Clerk, ticket: &Ticket, tokens: &Tokens) -> Result<String> {
    let token = new_token(tx.env());
    let sealed = clerk.seal_arriving(tx, tokens).await?;
    sqlx::query(
        "update calendar_attempt set tokens_sealed = $3, token_hash = $4, token_expires_at = $5
          where tenant_id = $1 and state_hash = $2",
    )
    .bind(tx.tenant())
    .bind(ticket.hash())
    .bind(sealed)
    .bind(token_hash(&token))
    .bind(tx.now().plus_seconds(TOKEN_LIVES))
    .execute(&mut **tx)
    .await?;
    Ok(token)
}

/// Fetches it, once, in the session that began it; nothing in any other.
pub async fn take_over(
    tx: &mut TenantTx,
    clerk: &Clerk,
    token: &str,
    (person, session): (PersonId, SessionId),
) -> Result<Option<Arrival>> {
    let arrived: Option<Arrived> = sqlx::query_as(
        "update calendar_attempt set arrived_at = $5
          where tenant_id = $1 and token_hash = $2 and person_id = $3 and session_id = $4 and arrived_at is null
            and token_expires_at > $5
         returning resource_id, tokens_sealed",
    )
    .bind(tx.tenant())
    .bind(token_hash(token))
    .bind(person)
    .bind(session)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?;
    let Some(arrived) = arrived else {
        return Ok(None);
    };
    sqlx::query("update calendar_attempt set tokens_sealed = null where tenant_id = $1 and token_hash = $2")
        .bind(tx.tenant())
        .bind(token_hash(token))
        .execute(&mut **tx)
        .await?;
    Ok(Some(Arrival {
        resource: arrived.resource_id,
        tokens: clerk.open_arriving(tx, &arrived.tokens_sealed).await?,
    }))
}
