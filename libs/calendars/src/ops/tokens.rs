//! What opens an account: sealed in its row, refreshed when its hour is over.

use google_calendar::{Access, Grant};
use jobs::JobCtx;
use kernel::{Error, Instant, Result};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

use super::sealed::open;
use crate::clerk::Clerk;
use crate::fault::Fault;
use crate::model::AccountId;
use crate::trouble::Trouble;

/// An access token that ends within so many seconds is refreshed before it is used.
const SPARE: i64 = 120;

/// Permission, and the access token of the moment.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// Gets other access tokens.
    pub refresh: SecretString,
    /// Opens the calendars…
    pub access: SecretString,
    /// …until then.
    pub ends: Instant,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    refresh: String,
    access: String,
    ends: i64,
}

impl Tokens {
    /// Of a grant that was just given.
    pub fn of(grant: &Grant, now: Instant) -> Self {
        Self {
            refresh: grant.refresh.clone(),
            access: grant.access.token.clone(),
            ends: now.plus_seconds(grant.access.lives),
        }
    }

    fn renewed(&self, access: &Access, now: Instant) -> Self {
        Self {
            refresh: self.refresh.clone(),
            access: access.token.clone(),
            ends: now.plus_seconds(access.lives),
        }
    }

    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>> {
        let kept = Kept {
            refresh: self.refresh.expose_secret().to_owned(),
            access: self.access.expose_secret().to_owned(),
            ends: self.ends.unix_seconds(),
        };
        serde_json::to_vec(&kept).map_err(|e| Error::Fault(e.into()))
    }

    pub(crate) fn of_bytes(bytes: &[u8]) -> Result<Self> {
        let kept: Kept = serde_json::from_slice(bytes).map_err(|e| Error::Fault(e.into()))?;
        let ends = jiff::Timestamp::from_second(kept.ends).map_err(|e| Error::Fault(e.into()))?;
        Ok(Self {
            refresh: kept.refresh.into(),
            access: kept.access.into(),
            ends: Instant::from_timestamp(ends),
        })
    }
}

/// An access token for an account that lets us in; another one than last time when `anew`.
pub async fn access(
    ctx: &JobCtx,
    clerk: &Clerk,
    id: AccountId,
    anew: bool,
) -> std::result::Result<SecretString, Trouble> {
    let tokens = Tokens::of_bytes(&open(ctx, clerk, id).await?)?;
    let now = ctx.now();
    if !anew && tokens.ends.seconds_since(now) > SPARE {
        return Ok(tokens.access);
    }
    let access = clerk.need_google()?.refresh(&tokens.refresh).await;
    let access = access.map_err(Fault::from)?;
    let tokens = tokens.renewed(&access, now);
    let mut tx = ctx.begin().await?;
    let sealed = clerk.seal(&mut tx, id, &tokens.to_bytes()?).await?;
    sqlx::query(
        "update calendar_account set tokens_sealed = $3, updated_at = $4
          where tenant_id = $1 and account_id = $2 and status <> 'reconnect'",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(sealed)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(tokens.access)
}
