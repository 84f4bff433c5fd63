//! The way to Google: a row says which browser left, from where, and what for.

use db::TenantTx;
use http::secrets::token_hash;
use kernel::{PersonId, Result};

use super::state::State;

/// Seconds that the whole way may take, there, back and to the end.
pub const LIVES: i64 = 10 * 60;

/// A browser that leaves.
#[derive(Debug, Clone, Copy)]
pub struct Leaving<'a> {
    /// The value of its cookie.
    pub browser: &'a str,
    /// Who joins an account at Google to theirs; none signs in.
    pub person: Option<PersonId>,
    /// The shop's host that it is at.
    pub host: &'a str,
    /// The page that it wants afterwards.
    pub next: &'a str,
}

/// Where a browser that came back belongs.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Returned {
    /// The shop's host that it left from.
    pub host: String,
}

/// Notes that the browser leaves.
pub async fn note_leaving(tx: &mut TenantTx, state: &State, leaving: Leaving<'_>) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "insert into google_attempt (tenant_id, state_hash, browser_hash, person_id, host, next, created_at,
                                     expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(tx.tenant())
    .bind(state.hash())
    .bind(token_hash(leaving.browser))
    .bind(leaving.person)
    .bind(leaving.host)
    .bind(leaving.next)
    .bind(now)
    .bind(now.plus_seconds(LIVES))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes the answer to an attempt, once; nothing when it was answered before, is too old, or never was.
pub async fn take_return(tx: &mut TenantTx, state: &State) -> Result<Option<Returned>> {
    Ok(sqlx::query_as(
        "update google_attempt set returned_at = $3
          where tenant_id = $1 and state_hash = $2 and returned_at is null and expires_at > $3
         returning host",
    )
    .bind(tx.tenant())
    .bind(state.hash())
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?)
}
