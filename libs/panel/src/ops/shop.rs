//! The shop that something is about.

use db::PlatformTx;
use db::bus::{Event, Topic, notify};
use kernel::{Error, Result, TenantId};

/// A shop as operations need it.
#[derive(Debug, sqlx::FromRow)]
pub struct About {
    /// Short name.
    pub slug: String,
    /// `active`, `suspended` or `closed`.
    pub status: String,
}

/// Finds it and holds its row, so that two who decide about it take turns.
pub async fn lock(tx: &mut PlatformTx, id: TenantId) -> Result<About> {
    let found: Option<About> =
        sqlx::query_as("select slug, status from tenant where tenant_id = $1 and tenant_id <> $2 for update")
            .bind(id)
            .bind(TenantId::PLATFORM)
            .fetch_optional(&mut **tx)
            .await?;
    found.ok_or_else(Error::not_found)
}

/// Tells every replica at the commit that the shop changed.
pub async fn tell(tx: &mut PlatformTx, id: TenantId) -> Result<()> {
    let changed = Event {
        tenant: id,
        topic: Topic::Tenant,
        subject: id.0,
    };
    notify(tx, &[changed]).await
}
