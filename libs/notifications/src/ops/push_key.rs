//! What the shop is known by at push services: made at first use, and never changed, since browsers subscribed under it.

use db::TenantTx;
use http::Vault;
use kernel::id::Uuid;
use kernel::{Error, Result};
use web_push::VapidKeys;

use crate::sealed::{PUSH_KEY, place};

kernel::define_id!(
    /// A shop's key at push services.
    PushKeyId
);

/// The shop's key, if it has one.
pub(crate) async fn find_key(tx: &mut TenantTx, vault: &Vault) -> Result<Option<VapidKeys>> {
    let found: Option<(Uuid, Vec<u8>)> =
        sqlx::query_as("select key_id, secret_sealed from push_key where tenant_id = $1")
            .bind(tx.tenant())
            .fetch_optional(&mut **tx)
            .await?;
    let Some((id, sealed)) = found else {
        return Ok(None);
    };
    let plain = vault.open(tx, place(PUSH_KEY, &id), &sealed).await?;
    let private: [u8; 32] = plain
        .try_into()
        .map_err(|_| Error::fault("a push key has another length"))?;
    let keys = VapidKeys::from_private(private).map_err(|e| Error::Fault(e.into()))?;
    Ok(Some(keys))
}

/// The same, made now if there is none. Of two who make it at once both get the first one's.
pub(crate) async fn ensure_key(tx: &mut TenantTx, vault: &Vault) -> Result<VapidKeys> {
    if let Some(keys) = find_key(tx, vault).await? {
        return Ok(keys);
    }
    let keys = VapidKeys::generate(tx.env());
    let id: PushKeyId = tx.new_id();
    let sealed = vault
        .seal(tx, place(PUSH_KEY, &id.0), &keys.private_key())
        .await?;
    sqlx::query(
        "insert into push_key (tenant_id, key_id, secret_sealed, created_at)
         values ($1, $2, $3, $4)
         on conflict (tenant_id) do nothing",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(sealed)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    let kept = find_key(tx, vault).await?;
    kept.ok_or_else(|| Error::fault("a push key is not there after it was made"))
}
