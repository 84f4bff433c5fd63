//! A tenant's keys: kept sealed by the master key, the newest seals, older ones open until nothing is left under them.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Error, Instant, Result, TenantId};

use crate::secrets::Secrets;

/// A tenant's key, unwrapped.
pub struct DataKey {
    /// Names it in everything that it seals.
    pub id: Uuid,
    /// 256 bits.
    pub secret: [u8; 32],
}

/// A row of `data_key`.
#[derive(sqlx::FromRow)]
pub struct WrappedKey {
    /// Names it.
    pub key_id: Uuid,
    /// It, sealed by the master key.
    pub sealed_key: Vec<u8>,
    /// When it began to seal.
    pub created_at: Instant,
}

impl WrappedKey {
    /// Opens it.
    pub fn unwrap_key(&self, secrets: &Secrets, tenant: TenantId) -> Result<DataKey> {
        let opened = secrets.open(&purpose(tenant, self.key_id), &self.sealed_key)?;
        let secret = opened
            .try_into()
            .map_err(|_| Error::fault("a data key has another length"))?;
        Ok(DataKey {
            id: self.key_id,
            secret,
        })
    }
}

/// What the master key seals a data key for: in another row, or at another tenant, it does not open.
pub fn purpose(tenant: TenantId, key_id: Uuid) -> String {
    format!("data-key {tenant} {key_id}")
}

/// Makes the tenant's next key, which seals from now on.
pub async fn make(tx: &mut TenantTx, secrets: &Secrets) -> Result<WrappedKey> {
    let key_id: Uuid = tx.new_id();
    let secret: [u8; 32] = tx.env().random();
    let made = WrappedKey {
        key_id,
        sealed_key: secrets.seal(&purpose(tx.tenant(), key_id), &secret, tx.env())?,
        created_at: tx.now(),
    };
    sqlx::query("insert into data_key (tenant_id, key_id, sealed_key, created_at) values ($1, $2, $3, $4)")
        .bind(tx.tenant())
        .bind(made.key_id)
        .bind(&made.sealed_key)
        .bind(made.created_at)
        .execute(&mut **tx)
        .await?;
    Ok(made)
}

/// The key that seals. It cannot be retired before this transaction ends: what it sealed would be lost.
pub async fn find_newest(tx: &mut TenantTx) -> Result<Option<WrappedKey>> {
    Ok(sqlx::query_as(
        "select key_id, sealed_key, created_at from data_key
          where tenant_id = $1
          order by created_at desc, key_id desc
          limit 1
            for key share",
    )
    .bind(tx.tenant())
    .fetch_optional(&mut **tx)
    .await?)
}

/// One by its id.
pub async fn find(tx: &mut TenantTx, key_id: Uuid) -> Result<Option<WrappedKey>> {
    Ok(sqlx::query_as(
        "select key_id, sealed_key, created_at from data_key where tenant_id = $1 and key_id = $2",
    )
    .bind(tx.tenant())
    .bind(key_id)
    .fetch_optional(&mut **tx)
    .await?)
}

/// All of them, the newest first.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<WrappedKey>> {
    Ok(sqlx::query_as(
        "select key_id, sealed_key, created_at from data_key
          where tenant_id = $1
          order by created_at desc, key_id desc",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}
