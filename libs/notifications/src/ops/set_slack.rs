//! The shop's channel at Slack.

use db::TenantTx;
use http::Vault;
use kernel::id::Uuid;
use kernel::{Error, Result};
use outbound::{Reach, Url};
use webhooks::Slack;

use crate::error::NotificationsError;
use crate::sealed::{SLACK, place};

/// Takes this address in place of the one before. Refuses what is none of Slack's.
pub async fn set_slack(tx: &mut TenantTx, vault: &Vault, reach: Reach, address: &str) -> Result<()> {
    let url: Url = address
        .parse()
        .map_err(|_| Error::invalid("slack", "not_slack"))?;
    Slack::new(reach, url).map_err(|_| Error::invalid("slack", "not_slack"))?;
    forget(tx).await?;
    let id: Uuid = tx.new_id();
    let sealed = vault.seal(tx, place(SLACK, &id), address.as_bytes()).await?;
    sqlx::query(
        "insert into slack_channel (tenant_id, slack_id, address_sealed, created_at) values ($1, $2, $3, $4)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(sealed)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Nothing is told there any more.
pub async fn remove_slack(tx: &mut TenantTx) -> Result<()> {
    match forget(tx).await? {
        0 => Err(NotificationsError::NotSetUp.into()),
        _ => Ok(()),
    }
}

async fn forget(tx: &mut TenantTx) -> Result<u64> {
    let done = sqlx::query("delete from slack_channel where tenant_id = $1")
        .bind(tx.tenant())
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}
