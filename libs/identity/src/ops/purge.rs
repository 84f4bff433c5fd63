//! What has ended is forgotten after a while.

use db::TenantTx;
use kernel::{Instant, Result};

const DAY: i64 = 86_400;
/// Ended sessions stay so long for whoever investigates.
const KEEP_SESSIONS: i64 = 30 * DAY;
/// A session that goes on has a refresh token for every few minutes. One used twice ends the session as long as it is
/// known; so long after its own end it is refused like an unknown one.
const KEEP_REFRESH_TOKENS: i64 = 30 * DAY;
/// A link that was used may be clicked again.
const KEEP_LINKS: i64 = 7 * DAY;
/// Half a sign-in is nothing to investigate.
const KEEP_CHALLENGES: i64 = DAY;
/// Nor is a sign-in with Google that came to no end.
const KEEP_GOOGLE_ATTEMPTS: i64 = DAY;
/// The longest lock, and as long again until it is forgotten.
const KEEP_THROTTLES: i64 = 2 * DAY;

/// Deletes the tenant's ended sessions, refresh tokens, links, conversations and counts; tells how many rows.
pub async fn purge(tx: &mut TenantTx) -> Result<u64> {
    let now = tx.now();
    let sessions = delete_sessions(tx, now.plus_seconds(-KEEP_SESSIONS)).await?;
    let tokens = delete_refresh_tokens(tx, now.plus_seconds(-KEEP_REFRESH_TOKENS)).await?;
    let links = delete_links(tx, now.plus_seconds(-KEEP_LINKS)).await?;
    let throttles = delete_throttles(tx, now.plus_seconds(-KEEP_THROTTLES)).await?;
    let challenges = delete_challenges(tx, now.plus_seconds(-KEEP_CHALLENGES)).await?;
    let attempts = delete_google_attempts(tx, now.plus_seconds(-KEEP_GOOGLE_ATTEMPTS)).await?;
    let ceremonies = delete_ceremonies(tx, now).await?;
    Ok(sessions + tokens + links + throttles + challenges + attempts + ceremonies)
}

async fn delete_sessions(tx: &mut TenantTx, before: Instant) -> Result<u64> {
    let done =
        sqlx::query("delete from session where tenant_id = $1 and (expires_at < $2 or revoked_at < $2)")
            .bind(tx.tenant())
            .bind(before)
            .execute(&mut **tx)
            .await?;
    Ok(done.rows_affected())
}

async fn delete_refresh_tokens(tx: &mut TenantTx, before: Instant) -> Result<u64> {
    let done = sqlx::query("delete from refresh_token where tenant_id = $1 and expires_at < $2")
        .bind(tx.tenant())
        .bind(before)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}

async fn delete_links(tx: &mut TenantTx, before: Instant) -> Result<u64> {
    let done = sqlx::query("delete from one_time_token where tenant_id = $1 and expires_at < $2")
        .bind(tx.tenant())
        .bind(before)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}

async fn delete_challenges(tx: &mut TenantTx, before: Instant) -> Result<u64> {
    let done = sqlx::query("delete from sign_in_challenge where tenant_id = $1 and expires_at < $2")
        .bind(tx.tenant())
        .bind(before)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}

async fn delete_google_attempts(tx: &mut TenantTx, before: Instant) -> Result<u64> {
    let done = sqlx::query("delete from google_attempt where tenant_id = $1 and expires_at < $2")
        .bind(tx.tenant())
        .bind(before)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}

/// One that was answered is gone already.
async fn delete_ceremonies(tx: &mut TenantTx, before: Instant) -> Result<u64> {
    let done = sqlx::query("delete from passkey_ceremony where tenant_id = $1 and expires_at < $2")
        .bind(tx.tenant())
        .bind(before)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}

async fn delete_throttles(tx: &mut TenantTx, before: Instant) -> Result<u64> {
    let done = sqlx::query(
        "delete from login_throttle
          where tenant_id = $1 and window_started_at < $2 and (locked_until is null or locked_until < $2)",
    )
    .bind(tx.tenant())
    .bind(before)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}
