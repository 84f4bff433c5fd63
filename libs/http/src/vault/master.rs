//! Another master key: what hangs on it directly (data keys, keys that sign) is sealed anew, then the previous one may go.

use db::{PlatformView, Pools, TenantTx};
use jobs::JobCtx;
use kernel::{Actor, Env, Result, TenantId};

use super::data_key::{self, purpose};
use crate::keys::SIGNING_KEY;
use crate::secrets::Secrets;

/// What only the previous master key opens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StillNeeded {
    /// Data keys of tenants.
    pub data_keys: usize,
    /// Keys that sign access tokens.
    pub signing_keys: usize,
    /// Both kinds that no key we have opens.
    pub lost: usize,
}

/// Seals all of it anew, tenant by tenant, suspended ones too; tells how many keys that were.
pub async fn wrap_anew(ctx: &JobCtx, secrets: &Secrets) -> Result<usize> {
    if !secrets.has_previous() {
        return Ok(0);
    }
    let mut wrapped = 0;
    for tenant in all_tenants(&ctx.pools).await? {
        let mut tx = ctx.of(tenant).begin().await?;
        wrapped += wrap_data_keys(&mut tx, secrets).await?;
        if tenant == TenantId::PLATFORM {
            wrapped += wrap_signing_keys(&mut tx, secrets).await?;
        }
        tx.commit().await?;
    }
    Ok(wrapped)
}

/// Looks over all tenants whether the previous master key is still needed.
pub async fn count_under_previous(pools: &Pools, env: &Env, secrets: &Secrets) -> Result<StillNeeded> {
    let mut found = StillNeeded::default();
    for tenant in all_tenants(pools).await? {
        let mut tx = TenantTx::begin(&pools.app, tenant, Actor::System, env.clone()).await?;
        for key in data_key::list(&mut tx).await? {
            let purpose = purpose(tenant, key.key_id);
            found.count(secrets, &purpose, &key.sealed_key, |found| &mut found.data_keys);
        }
        if tenant == TenantId::PLATFORM {
            for (_, sealed) in signing_keys(&mut tx).await? {
                found.count(secrets, SIGNING_KEY, &sealed, |found| &mut found.signing_keys);
            }
        }
        tx.commit().await?;
    }
    Ok(found)
}

impl StillNeeded {
    fn count(&mut self, secrets: &Secrets, purpose: &str, sealed: &[u8], kind: fn(&mut Self) -> &mut usize) {
        if secrets.open(purpose, sealed).is_err() {
            self.lost += 1;
        } else if !secrets.is_current(purpose, sealed) {
            *kind(self) += 1;
        }
    }
}

async fn wrap_data_keys(tx: &mut TenantTx, secrets: &Secrets) -> Result<usize> {
    let mut wrapped = 0;
    for key in data_key::list(tx).await? {
        let purpose = purpose(tx.tenant(), key.key_id);
        if secrets.is_current(&purpose, &key.sealed_key) {
            continue;
        }
        let plain = secrets.open(&purpose, &key.sealed_key)?;
        sqlx::query("update data_key set sealed_key = $3 where tenant_id = $1 and key_id = $2")
            .bind(tx.tenant())
            .bind(key.key_id)
            .bind(secrets.seal(&purpose, &plain, tx.env())?)
            .execute(&mut **tx)
            .await?;
        wrapped += 1;
    }
    Ok(wrapped)
}

async fn wrap_signing_keys(tx: &mut TenantTx, secrets: &Secrets) -> Result<usize> {
    let mut wrapped = 0;
    for (kid, sealed) in signing_keys(tx).await? {
        if secrets.is_current(SIGNING_KEY, &sealed) {
            continue;
        }
        let plain = secrets.open(SIGNING_KEY, &sealed)?;
        sqlx::query("update signing_key set sealed_secret = $2 where kid = $1")
            .bind(kid)
            .bind(secrets.seal(SIGNING_KEY, &plain, tx.env())?)
            .execute(&mut **tx)
            .await?;
        wrapped += 1;
    }
    Ok(wrapped)
}

async fn signing_keys(tx: &mut TenantTx) -> Result<Vec<(String, Vec<u8>)>> {
    Ok(sqlx::query_as("select kid, sealed_secret from signing_key")
        .fetch_all(&mut **tx)
        .await?)
}

async fn all_tenants(pools: &Pools) -> Result<Vec<TenantId>> {
    let mut view = PlatformView::begin(&pools.platform).await?;
    Ok(
        sqlx::query_scalar("select tenant_id from tenant order by tenant_id")
            .fetch_all(&mut *view)
            .await?,
    )
}
