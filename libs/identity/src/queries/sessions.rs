//! Where somebody is signed in.

use db::TenantTx;
use kernel::{Instant, PersonId, Result, SessionId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{Device, SessionKind, SignInProof, device_name};

/// A session as its owner sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionView {
    /// Which.
    pub id: SessionId,
    /// Browser or program.
    pub kind: SessionKind,
    /// How its owner proved who they are.
    pub proof: SignInProof,
    /// "Chrome · Windows"; empty when unknown.
    pub device: String,
    /// From where it was opened.
    pub ip: Option<String>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// Last used, to the minute.
    #[schema(value_type = String, format = DateTime)]
    pub last_seen_at: Instant,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// Somebody's sessions.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionList {
    /// Last used first.
    pub data: Vec<SessionView>,
}

/// Whether the person was signed in before, and never from this device, as far as sessions are remembered.
pub async fn is_new_device(tx: &mut TenantTx, person: PersonId, this: &Device) -> Result<bool> {
    if !has_been_here(tx, person).await? {
        return Ok(false);
    }
    let known: Vec<(Option<String>, Option<String>)> = sqlx::query_as(
        "select user_agent, ip
           from session
          where tenant_id = $1 and person_id = $2
          group by user_agent, ip
          order by max(created_at) desc
          limit 200",
    )
    .bind(tx.tenant())
    .bind(person)
    .fetch_all(&mut **tx)
    .await?;
    let mut devices = known
        .iter()
        .map(|(agent, ip)| Device::new(agent.as_deref(), ip.as_deref().and_then(|ip| ip.parse().ok())));
    Ok(devices.all(|known| known != *this))
}

async fn has_been_here(tx: &mut TenantTx, person: PersonId) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (
           select from person
            where tenant_id = $1 and person_id = $2 and last_login_at is not null)",
    )
    .bind(tx.tenant())
    .bind(person)
    .fetch_one(&mut **tx)
    .await?)
}

#[derive(sqlx::FromRow)]
struct Row {
    session_id: SessionId,
    kind: SessionKind,
    proof: SignInProof,
    user_agent: Option<String>,
    ip: Option<String>,
    created_at: Instant,
    last_seen_at: Instant,
}

/// The living sessions of a person, last used first; `current` is the one that asks.
pub async fn list_sessions(tx: &mut TenantTx, person: PersonId, current: SessionId) -> Result<SessionList> {
    let rows: Vec<Row> = sqlx::query_as(
        "select session_id, kind, proof, user_agent, ip, created_at, last_seen_at
           from session
          where tenant_id = $1 and person_id = $2 and revoked_at is null and expires_at > $3
            and last_seen_at + make_interval(secs => idle_seconds) > $3
          order by last_seen_at desc
          limit 100",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(tx.now())
    .fetch_all(&mut **tx)
    .await?;
    let view = |row: Row| SessionView {
        id: row.session_id,
        kind: row.kind,
        proof: row.proof,
        device: row.user_agent.as_deref().map(device_name).unwrap_or_default(),
        ip: row.ip,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        current: row.session_id == current,
    };
    Ok(SessionList {
        data: rows.into_iter().map(view).collect(),
    })
}

/// Whether a session began so short a time ago.
pub async fn began_within(tx: &mut TenantTx, session: SessionId, seconds: i64) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (
           select from session
            where tenant_id = $1 and session_id = $2 and created_at > $3)",
    )
    .bind(tx.tenant())
    .bind(session)
    .bind(tx.now().plus_seconds(-seconds))
    .fetch_one(&mut **tx)
    .await?)
}

/// People with a session that was used since.
pub async fn count_people_seen(tx: &mut TenantTx, since: Instant) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "select count(distinct person_id)
           from session
          where tenant_id = $1 and last_seen_at >= $2 and revoked_at is null",
    )
    .bind(tx.tenant())
    .bind(since)
    .fetch_one(&mut **tx)
    .await?)
}
