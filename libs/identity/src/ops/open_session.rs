//! A session begins: a cookie for a browser, a refresh token for a program. The tokens are kept as SHA-256 only.

use std::net::IpAddr;

use db::TenantTx;
use http::secrets::{new_token, token_hash};
use kernel::{PersonId, Result, Role, SessionId};

use crate::model::{Device, SessionKind, SignInProof};
use crate::queries::sessions::is_new_device;
use crate::settings::PeopleSettings;

/// Where a request comes from.
#[derive(Debug, Clone, Default)]
pub struct Client {
    /// Its address.
    pub address: Option<IpAddr>,
    /// What it says of itself, cut to 400 characters.
    pub user_agent: Option<String>,
}

impl Client {
    /// For telling a known one from a new one.
    pub fn device(&self) -> Device {
        Device::new(self.user_agent.as_deref(), self.address)
    }
}

/// Which session to open.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// Whose.
    pub person: PersonId,
    /// Decides how long it may rest.
    pub role: Role,
    /// Browser or program.
    pub kind: SessionKind,
    /// How they proved who they are.
    pub proof: SignInProof,
    /// "Remember me".
    pub remember: bool,
    /// From where.
    pub client: &'a Client,
}

/// A session that has begun. The token is told once, here.
#[derive(Debug)]
pub struct Opened {
    /// Which.
    pub id: SessionId,
    /// The cookie's value, or the refresh token.
    pub token: String,
    /// Seconds until it ends whatever happens (or, for a program, until it must have refreshed).
    pub lasts: i64,
    /// Whether the account was used before, and never from this device.
    pub is_new_device: bool,
}

/// Opens a session.
pub async fn open_session(
    tx: &mut TenantTx,
    opening: Opening<'_>,
    people: &PeopleSettings,
) -> Result<Opened> {
    let lasts = people.lifetime(opening.remember);
    let is_new_device = is_new_device(tx, opening.person, &opening.client.device()).await?;
    let opened = Opened {
        id: tx.new_id(),
        token: new_token(tx.env()),
        lasts,
        is_new_device,
    };
    insert(tx, opening, &opened, people).await?;
    if opening.kind == SessionKind::Api {
        insert_refresh_token(tx, opened.id, &opened.token, lasts).await?;
    }
    Ok(opened)
}

async fn insert(
    tx: &mut TenantTx,
    opening: Opening<'_>,
    opened: &Opened,
    people: &PeopleSettings,
) -> Result<()> {
    // A program's session rests as long as its refresh token lives; a browser's is found by its cookie.
    let (idle, hash) = match opening.kind {
        SessionKind::Browser => {
            let hash = token_hash(&opened.token);
            (people.browser_idle(opening.role, opening.remember), Some(hash))
        }
        SessionKind::Api => (opened.lasts, None),
    };
    let now = tx.now();
    sqlx::query(
        "insert into session (tenant_id, session_id, person_id, kind, token_hash, user_agent, ip, created_at,
                              last_seen_at, expires_at, idle_seconds, proof)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11)",
    )
    .bind(tx.tenant())
    .bind(opened.id)
    .bind(opening.person)
    .bind(opening.kind)
    .bind(hash)
    .bind(&opening.client.user_agent)
    .bind(opening.client.address.map(|ip| ip.to_string()))
    .bind(now)
    .bind(now.plus_seconds(opened.lasts))
    .bind(i32::try_from(idle).unwrap_or(i32::MAX))
    .bind(opening.proof)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The next refresh token of a session.
pub(crate) async fn insert_refresh_token(
    tx: &mut TenantTx,
    session: SessionId,
    token: &str,
    lives: i64,
) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "insert into refresh_token (tenant_id, token_hash, session_id, issued_at, expires_at)
         values ($1, $2, $3, $4, $5)",
    )
    .bind(tx.tenant())
    .bind(token_hash(token))
    .bind(session)
    .bind(now)
    .bind(now.plus_seconds(lives))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
