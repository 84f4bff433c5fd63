//! Keys, as the list shows them.

use db::TenantTx;
use kernel::{ApiKeyId, Instant, PersonId, Result};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

/// A key; what it says is not among it.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
#[schema(as = ApiKey)]
pub struct KeyView {
    /// Which.
    #[sqlx(rename = "key_id")]
    pub id: ApiKeyId,
    /// What it is for.
    pub name: String,
    /// Its first letters.
    pub prefix: String,
    /// What it opens.
    pub scopes: Vec<String>,
    /// Who made it: it may do no more than they may.
    pub person_id: PersonId,
    /// What they are called.
    pub person_name: String,
    /// When.
    pub created_at: Instant,
    /// Until when it is worth something.
    pub expires_at: Instant,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Instant>,
    /// Since when it has been taken back.
    pub revoked_at: Option<Instant>,
}

impl KeyView {
    /// Whether it opens anything at this moment, as long as its maker works here.
    pub fn is_in_use(&self, now: Instant) -> bool {
        self.revoked_at.is_none() && self.expires_at > now
    }
}

/// All keys, those in use first, then the newest; two hundred at most.
pub async fn list_keys(tx: &mut TenantTx) -> Result<Vec<KeyView>> {
    read(tx, None).await
}

/// One key, if it is there.
pub async fn find_key(tx: &mut TenantTx, id: ApiKeyId) -> Result<Option<KeyView>> {
    Ok(read(tx, Some(id)).await?.pop())
}

async fn read(tx: &mut TenantTx, only: Option<ApiKeyId>) -> Result<Vec<KeyView>> {
    Ok(sqlx::query_as(
        "select k.key_id, k.name, k.prefix, k.scopes, k.person_id, p.name as person_name, k.created_at, k.expires_at,
                k.last_used_at, k.revoked_at
           from api_key k
           join person p on p.tenant_id = k.tenant_id and p.person_id = k.person_id
          where k.tenant_id = $1 and ($2::uuid is null or k.key_id = $2)
          order by k.revoked_at is not null or k.expires_at <= $3, k.created_at desc, k.key_id desc
          limit 200",
    )
    .bind(tx.tenant())
    .bind(only)
    .bind(tx.now())
    .fetch_all(&mut **tx)
    .await?)
}
